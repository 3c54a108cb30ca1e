/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The functions of vdso(7). This is a program's code: it runs on a program's
 * stack, knows nothing of the kernel but the page in front of it, and asks by
 * a system call what the page does not say. A bad pointer is the program's.
 */
#include "clocks.h"

/* The clocks that show the same here, as sets of numbers (<linux/time.h>):
 * REALTIME, REALTIME_COARSE, TAI; MONOTONIC, _RAW, _COARSE, BOOTTIME
 */
#define CLOCKS_WALL	 (1U << 0 | 1U << 5 | 1U << 11)
#define CLOCKS_MONOTONIC (1U << 1 | 1U << 4 | 1U << 6 | 1U << 7)
#define CLOCKS_COARSE	 (1U << 5 | 1U << 6)

struct timespec64 {
	int64_t sec;
	int64_t nsec;
};

struct timeval64 {
	int64_t sec;
	int64_t usec;
};

int VDSO_NAME(clock_gettime)(int clock, struct timespec64 *ts);
int VDSO_NAME(clock_getres)(int clock, struct timespec64 *res);
int VDSO_NAME(gettimeofday)(struct timeval64 *tv, int32_t zone[2]);

static inline int is_in(uint32_t clocks, uint32_t clock)
{
	return clock < 32 && (clocks >> clock & 1);
}

EXPORTED int VDSO_NAME(clock_gettime)(int clock, struct timespec64 *ts)
{
	uint32_t which = (uint32_t)clock;
	uint64_t now = 0;

	if (is_in(CLOCKS_MONOTONIC, which))
		now = now_read(0);
	else if (is_in(CLOCKS_WALL, which))
		now = now_read(1);
	if (!now)
		return (int)cpu_syscall(SYS_clock_gettime_, clock, (long)ts);
	ts->sec = (int64_t)(now / NSEC_PER_SEC);
	ts->nsec = (int64_t)(now % NSEC_PER_SEC);
	return 0;
}

EXPORTED int VDSO_NAME(gettimeofday)(struct timeval64 *tv, int32_t zone[2])
{
	uint64_t now = now_read(1);

	if (!now)
		return (int)cpu_syscall(SYS_gettimeofday_, (long)tv,
					(long)zone);
	if (tv) {
		tv->sec = (int64_t)(now / NSEC_PER_SEC);
		tv->usec = (int64_t)(now % NSEC_PER_SEC / 1000);
	}
	/* Minutes west of Greenwich, summer time */
	if (zone)
		zone[0] = zone[1] = 0;
	return 0;
}

EXPORTED int VDSO_NAME(clock_getres)(int clock, struct timespec64 *res)
{
	uint32_t which = (uint32_t)clock;

	if (!is_in(CLOCKS_MONOTONIC | CLOCKS_WALL, which))
		return (int)cpu_syscall(SYS_clock_getres_, clock, (long)res);
	if (res) {
		res->sec = 0;
		res->nsec = is_in(CLOCKS_COARSE, which)
				    ? (int64_t)vdso_page.coarse_res
				    : 1;
	}
	return 0;
}
