/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __VDSO_CPU_H__
#define __VDSO_CPU_H__

#include <stdint.h>

#define VDSO_NAME(name) __vdso_##name

/* <asm/unistd_64.h> */
#define SYS_gettimeofday_  96
#define SYS_time_	   201
#define SYS_clock_gettime_ 228
#define SYS_clock_getres_  229
#define SYS_getcpu_	   309

/* The fence keeps the read from being done early, so that two never step back
 */
static inline uint64_t cpu_counter(void)
{
	uint32_t low, high;

	__asm__ __volatile__("lfence\n\trdtsc"
			     : "=a"(low), "=d"(high)
			     :
			     : "memory");
	return (uint64_t)high << 32 | low;
}

static inline long cpu_syscall(long number, long arg1, long arg2)
{
	long result;

	__asm__ __volatile__("syscall"
			     : "=a"(result)
			     : "0"(number), "D"(arg1), "S"(arg2), "d"(0L)
			     : "rcx", "r11", "memory");
	return result;
}

#endif /* __VDSO_CPU_H__ */
