/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A machine for tests of boot protocols: its memory is a buffer. */
#ifndef __FAKE_MACHINE_H__
#define __FAKE_MACHINE_H__

#include <stddef.h>
#include <stdint.h>
#include <boot/boot.h>

#define FAKE_IMAGE_START 0x100000UL
#define FAKE_IMAGE_LEN	 0x42000UL
#define FAKE_REGIONS	 32

/* Physical memory [0, fake_size) is at fake_memory. */
extern uint8_t *fake_memory;
extern size_t fake_size;

/* boot_go() was reached with this state. */
extern struct boot_state fake_went;

/* Memory of that size, zeroed, and boot information with a fake image. */
struct ukplat_bootinfo *fake_start(size_t size);
void fake_stop(void);

/* Puts something into the memory; returns its address. */
__paddr_t fake_put(__paddr_t paddr, const void *data, size_t len);

/*
 * What must hold of any list after boot_end(): 0, or the number of the rule
 * that does not.
 */
int fake_check(const struct boot_state *bs);

/* The n-th region of a type (0: the first), or NULL. */
const struct ukplat_memregion_desc *fake_region(uint16_t type, int n);

#endif /* __FAKE_MACHINE_H__ */
