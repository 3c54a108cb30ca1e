/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* nanosleep() and clock_nanosleep(): what they refuse, and how long. */
#include "check.h"
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>

static long sleep_by(clockid_t clock, int flags, const void *time, void *rest)
{
	return raw(SYS_clock_nanosleep, clock, flags, time, rest);
}

static void arguments(void)
{
	struct timespec none = {0, 0}, wrong = {0, 1000000000};
	struct timespec below = {0, -1}, negative = {-1, 0}, rest = {7, 7};
	struct timespec little = {0, 1};

	result("no time", raw(SYS_nanosleep, &none, NULL));
	result("one nanosecond", raw(SYS_nanosleep, &little, &rest));
	value("the rest is not written", rest.tv_sec + rest.tv_nsec);
	result("too many nanoseconds", raw(SYS_nanosleep, &wrong, NULL));
	result("negative nanoseconds", raw(SYS_nanosleep, &below, NULL));
	result("negative seconds", raw(SYS_nanosleep, &negative, NULL));
	result("unmapped", raw(SYS_nanosleep, bad_unmapped(), NULL));
	result("partly mapped", raw(SYS_nanosleep, bad_partly(8), NULL));
	result("the rest is unmapped, but there is none",
	       raw(SYS_nanosleep, &little, bad_unmapped()));
	result("clock 15", sleep_by(15, 0, &none, NULL));
	result("clock 4711", sleep_by(4711, 0, &none, NULL));
	result("the thread's CPU clock",
	       sleep_by(CLOCK_THREAD_CPUTIME_ID, 0, &none, NULL));
	result("the raw clock", sleep_by(CLOCK_MONOTONIC_RAW, 0, &none, NULL));
	result("a coarse clock",
	       sleep_by(CLOCK_MONOTONIC_COARSE, 0, &none, NULL));
	result("real time", sleep_by(CLOCK_REALTIME, 0, &little, NULL));
	result("boot time", sleep_by(CLOCK_BOOTTIME, 0, &little, NULL));
	result("atomic time", sleep_by(CLOCK_TAI, 0, &little, NULL));
	result("by a clock, too many nanoseconds",
	       sleep_by(CLOCK_MONOTONIC, 0, &wrong, NULL));
	result("by a clock, unmapped",
	       sleep_by(CLOCK_MONOTONIC, 0, bad_unmapped(), NULL));
	result("until too many nanoseconds",
	       sleep_by(CLOCK_MONOTONIC, TIMER_ABSTIME, &wrong, NULL));
	result("until before the beginning",
	       sleep_by(CLOCK_MONOTONIC, TIMER_ABSTIME, &negative, NULL));
	result("until the past",
	       sleep_by(CLOCK_MONOTONIC, TIMER_ABSTIME, &little, NULL));
	result("until the past of real time",
	       sleep_by(CLOCK_REALTIME, TIMER_ABSTIME, &little, NULL));
}

static int64_t nanoseconds(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void until(const char *what, clockid_t clock)
{
	int64_t end = nanoseconds(clock) + 30000000;
	struct timespec at = {end / 1000000000, end % 1000000000};

	result(what, sleep_by(clock, TIMER_ABSTIME, &at, NULL));
	value("  not too early", nanoseconds(clock) >= end);
}

static void lengths(void)
{
	struct timespec time = {0, 30000000};
	int64_t start = nanoseconds(CLOCK_MONOTONIC);

	result("30 milliseconds", raw(SYS_nanosleep, &time, NULL));
	value("not too early",
	      nanoseconds(CLOCK_MONOTONIC) - start >= 30000000);
	value("nor far too late",
	      nanoseconds(CLOCK_MONOTONIC) - start < 10000000000);
	start = nanoseconds(CLOCK_MONOTONIC);
	result("usleep", usleep(2000));
	value("not too early", nanoseconds(CLOCK_MONOTONIC) - start >= 2000000);
	until("until by the monotonic clock", CLOCK_MONOTONIC);
	until("until by the real time", CLOCK_REALTIME);
	until("until by the boot time", CLOCK_BOOTTIME);
}

int main(void)
{
	arguments();
	lengths();
	return 0;
}
