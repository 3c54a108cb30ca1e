/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * An address space for tests, with a page table of its own that no CPU uses:
 * accesses are made as a CPU would, in software. Frames and heap can be made
 * to fail, and what is out is known.
 */
#ifndef __VMEM_TESTS_COMMON_H__
#define __VMEM_TESTS_COMMON_H__

#include <stdbool.h>
#include <uk/test_alloc.h>
#include <uk/vmem.h>
#include "../vmem_priv.h"

#define BASE ((__vaddr_t)CONFIG_LIBUKVMEM_DEFAULT_BASE)

extern struct uk_vas tv;
extern struct uk_test_alloc tv_heap;

/* A new, empty one; false if there is no memory. Makes it the active one of
 * ukvmem, but not the CPU's.
 */
bool tv_start(void);

/* Destroys it. Whether all frames and all of the heap are back. */
bool tv_stop(void);

/* The nth frame request from now fails, 0: none. */
void tv_fail_frame(unsigned long nth);
/* Frame requests since then. */
unsigned long tv_frame_requests(void);

/* Bytes of frames that are out since tv_start(). */
__sz tv_frames_out(void);

/* An access to one byte: 0, or what the fault handler said. */
int tv_read(__vaddr_t vaddr, unsigned char *value);
int tv_write(__vaddr_t vaddr, unsigned char value);
int tv_exec(__vaddr_t vaddr);

/* The frame behind an address, __PADDR_INV if there is none; no fault. */
__paddr_t tv_frame(__vaddr_t vaddr);

/* Pages present in a range, counted in the smallest size. */
unsigned long tv_present(__vaddr_t vaddr, __sz len);

/* What the areas should be; name NULL: any. */
struct tv_area {
	__vaddr_t start, end;
	unsigned long attr;
	const struct uk_vma_ops *ops;
	const char *name;
};

/* Also checks all invariants. */
bool tv_areas_are(const struct tv_area *areas, unsigned long count);

/* ---- common_host.c, common_image.c ---- */

/* Physical memory to begin with. */
bool tv_machine_start(void);

/* Whether the tables' own counts are right, and how many there are; -1 if
 * that cannot be known here.
 */
long tv_tables(const struct uk_pagetable *pt);

/* A number from the environment, if there is one. */
unsigned long tv_option(const char *name, unsigned long def);

/* Steps of a model test. */
unsigned long tv_steps(void);

#endif /* __VMEM_TESTS_COMMON_H__ */
