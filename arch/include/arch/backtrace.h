/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Stack frames: both architectures chain them as {caller's fp, return pc}. */
#ifndef __ARCH_BACKTRACE_H__
#define __ARCH_BACKTRACE_H__

#include <uk/arch/types.h>

/* Bytes at a frame pointer that arch_frame_next() reads. */
#define ARCH_FRAME_SIZE 16

/*
 * Reads the frame at fp. The caller has made sure that its ARCH_FRAME_SIZE
 * bytes are readable and aligned. A *next_fp that is not above fp ends the
 * chain.
 */
static inline void arch_frame_next(__uptr fp, __uptr *pc, __uptr *next_fp)
{
	const __uptr *frame = (const __uptr *)fp;

	*next_fp = frame[0];
	*pc = frame[1];
}

static inline __uptr arch_frame_get(void)
{
	return (__uptr)__builtin_frame_address(0);
}

#endif /* __ARCH_BACKTRACE_H__ */
