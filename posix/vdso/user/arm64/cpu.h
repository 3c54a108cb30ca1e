/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __VDSO_CPU_H__
#define __VDSO_CPU_H__

#include <stdint.h>

#define VDSO_NAME(name) __kernel_##name

/* <asm-generic/unistd.h>; there is no time() */
#define SYS_clock_gettime_ 113
#define SYS_clock_getres_  114
#define SYS_gettimeofday_  169

/* The isb keeps the read from being done early, so that two never step back. */
static inline uint64_t cpu_counter(void)
{
	uint64_t ticks;

	__asm__ __volatile__("isb\n\tmrs %0, cntvct_el0"
			     : "=r"(ticks)
			     :
			     : "memory");
	return ticks;
}

static inline long cpu_syscall(long number, long arg1, long arg2)
{
	register long x8 __asm__("x8") = number;
	register long x0 __asm__("x0") = arg1;
	register long x1 __asm__("x1") = arg2;
	register long x2 __asm__("x2") = 0;

	__asm__ __volatile__("svc #0"
			     : "+r"(x0)
			     : "r"(x8), "r"(x1), "r"(x2)
			     : "memory");
	return x0;
}

#endif /* __VDSO_CPU_H__ */
