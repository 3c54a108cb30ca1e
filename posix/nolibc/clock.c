/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Clocks, where posix/time does not have them. */
#include <errno.h>
#include <sys/time.h>
#include <time.h>
#include <uk/arch/time.h>
#include <uk/plat/time.h>

#include "wait_priv.h"

static int fail(int error)
{
	errno = error;
	return -1;
}

int clock_gettime(clockid_t clock, struct timespec *ts)
{
	__nsec now;

	switch (clock) {
	case CLOCK_REALTIME:
	case CLOCK_REALTIME_COARSE:
		now = ukplat_wall_clock();
		break;
	case CLOCK_MONOTONIC:
	case CLOCK_MONOTONIC_COARSE:
	case CLOCK_MONOTONIC_RAW:
	case CLOCK_BOOTTIME:
		now = ukplat_monotonic_clock();
		break;
	default:
		return fail(EINVAL);
	}
	ts->tv_sec = (time_t)ukarch_time_nsec_to_sec(now);
	ts->tv_nsec = (long)ukarch_time_subsec(now);
	return 0;
}

int clock_getres(clockid_t clock, struct timespec *ts)
{
	struct timespec now;

	if (clock_gettime(clock, &now) < 0)
		return -1;
	if (ts)
		*ts = (struct timespec){0, 1};
	return 0;
}

int gettimeofday(struct timeval *restrict tv, void *restrict tz)
{
	struct timespec now;

	(void)tz;
	clock_gettime(CLOCK_REALTIME, &now);
	tv->tv_sec = now.tv_sec;
	tv->tv_usec = now.tv_nsec / 1000;
	return 0;
}

time_t time(time_t *t)
{
	time_t now = (time_t)ukarch_time_nsec_to_sec(ukplat_wall_clock());

	if (t)
		*t = now;
	return now;
}

/* All the time since boot is the program's. */
clock_t clock(void)
{
	return (clock_t)ukarch_time_nsec_to_usec(ukplat_monotonic_clock());
}

int timespec_get(struct timespec *ts, int base)
{
	if (base != TIME_UTC)
		return 0;
	clock_gettime(CLOCK_REALTIME, ts);
	return base;
}

/* Nothing interrupts it: there are no signals. */
int nanosleep(const struct timespec *req, struct timespec *rem)
{
	if (req->tv_sec < 0 || req->tv_nsec < 0 || req->tv_nsec > 999999999)
		return fail(EINVAL);
	wait_nsec(ukarch_time_sec_to_nsec((__nsec)req->tv_sec) +
		  (__nsec)req->tv_nsec);
	if (rem)
		*rem = (struct timespec){0, 0};
	return 0;
}
