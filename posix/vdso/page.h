/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What the kernel tells the code in user/, which includes nothing else of the
 * kernel's. One writer, with interrupts off; readers start over when seq was
 * odd or has changed.
 */
#ifndef __VDSO_PAGE_H__
#define __VDSO_PAGE_H__

#include <stdint.h>

#define VDSO_PAGE_SIZE 4096

/* Bits of what is known; the system call has to be asked for the rest. */
#define VDSO_MONOTONIC 1U
#define VDSO_WALL      2U /* implies the other */
#define VDSO_ONE_CPU   4U

struct vdso_page {
	uint32_t seq;
	uint32_t known;	     /* VDSO_* */
	uint64_t counter;    /* when the CPU's counter said that, */
	uint64_t monotonic;  /* the monotonic clock said that, */
	uint64_t wall;	     /* and the wall clock that */
	uint64_t mult;	     /* nanoseconds a tick, times 2^32 */
	uint64_t limit;	     /* ticks until the kernel has to be asked */
	uint64_t coarse_res; /* what a coarse clock says its resolution is */
};

#endif /* __VDSO_PAGE_H__ */
