/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Frames, a heap that fails on demand, and an initial RAM disk. */
#ifndef __UKINITRD_TESTS_MACHINE_H__
#define __UKINITRD_TESTS_MACHINE_H__

#include <stddef.h>
#include <uk/plat/memory.h>

#define MACHINE_FRAMES 1024UL

/* All frames are free, and the initial RAM disk is this, or a copy of it that
 * lies at so many bytes behind a page's start.
 */
void machine_start(const void *initrd, size_t len, size_t offset);

/* Its region; what it was at the start. */
const struct ukplat_memregion_desc *machine_region(void);
const char *machine_given(void);

/* Frames that are in use. */
unsigned long machine_used(void);

/* The nth request for heap or for frames from now on fails; 0: none. */
void machine_fail_at(unsigned long nth);
unsigned long machine_requests(void);
long machine_heap_live(void);

/* What was given to the allocator: from some byte of the initial RAM disk on.
 */
extern size_t machine_back_from, machine_back_len;
extern int machine_back_rc; /* what that returns */

#endif /* __UKINITRD_TESTS_MACHINE_H__ */
