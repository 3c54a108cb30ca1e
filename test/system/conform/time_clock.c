/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Clocks: which there are, how they go, and who may set them. */
#include "check.h"
#include <pthread.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>

/* Those of alarms are not among them: they need a real-time clock. */
static const clockid_t clocks[] = {
	CLOCK_REALTIME,		 CLOCK_MONOTONIC,     CLOCK_PROCESS_CPUTIME_ID,
	CLOCK_THREAD_CPUTIME_ID, CLOCK_MONOTONIC_RAW, CLOCK_REALTIME_COARSE,
	CLOCK_MONOTONIC_COARSE,	 CLOCK_BOOTTIME,      CLOCK_TAI,
};
#define COUNT (sizeof(clocks) / sizeof(*clocks))

static long gettime(clockid_t clock, void *to)
{
	return raw(SYS_clock_gettime, clock, to);
}

static int64_t since(const struct timespec *from, const struct timespec *to)
{
	return ((int64_t)to->tv_sec - from->tv_sec) * 1000000000 + to->tv_nsec -
	       from->tv_nsec;
}

static void all(void)
{
	struct timespec one, two;
	char name[24];
	size_t i;

	for (i = 0; i < COUNT; i++) {
		snprintf(name, sizeof(name), "clock %d", (int)clocks[i]);
		result(name, gettime(clocks[i], &one));
		gettime(clocks[i], &two);
		value("  does not go back", since(&one, &two) >= 0);
		value("  is a time",
		      two.tv_nsec >= 0 && two.tv_nsec < 1000000000);
		result("  resolution", raw(SYS_clock_getres, clocks[i], &one));
		value("  below a second", one.tv_sec == 0 && one.tv_nsec > 0);
	}
}

static void arguments(void)
{
	struct timespec time;

	result("clock 10, which is no more", gettime(10, &time));
	result("clock 15", gettime(15, &time));
	result("clock 4711", gettime(4711, &time));
	result("resolution of clock 15", raw(SYS_clock_getres, 15, &time));
	result("resolution into nothing",
	       raw(SYS_clock_getres, CLOCK_MONOTONIC, NULL));
	result("resolution, unmapped",
	       raw(SYS_clock_getres, CLOCK_MONOTONIC, bad_unmapped()));
	result("unmapped", gettime(CLOCK_MONOTONIC, bad_unmapped()));
	result("read only", gettime(CLOCK_MONOTONIC, bad_readonly()));
	result("partly mapped", gettime(CLOCK_MONOTONIC, bad_partly(8)));
	result("the CPU clock of nobody",
	       gettime((clockid_t)(~0x0fffffffU << 3 | 2), &time));
	result("the CPU clock of this process, by its number",
	       gettime((clockid_t)(~(unsigned int)getpid() << 3 | 2), &time));
}

static void setting(void)
{
	struct timespec time = {0, 0}, wrong = {5, 1000000000};

	result("set the monotonic clock",
	       raw(SYS_clock_settime, CLOCK_MONOTONIC, &time));
	result("set the boot time",
	       raw(SYS_clock_settime, CLOCK_BOOTTIME, &time));
	result("set a CPU clock",
	       raw(SYS_clock_settime, CLOCK_PROCESS_CPUTIME_ID, &time));
	result("set clock 15", raw(SYS_clock_settime, 15, &time));
	result("set the real time to a wrong one",
	       raw(SYS_clock_settime, CLOCK_REALTIME, &wrong));
	result("set the time of day to a wrong one",
	       raw(SYS_settimeofday, &wrong, NULL));
	result("set the time of day, unmapped",
	       raw(SYS_settimeofday, bad_unmapped(), NULL));
	result("set a time zone, unmapped",
	       raw(SYS_settimeofday, NULL, bad_unmapped()));
	result("gettimeofday, unmapped",
	       raw(SYS_gettimeofday, bad_unmapped(), NULL));
	result("a time zone, unmapped",
	       raw(SYS_gettimeofday, NULL, bad_unmapped()));
	result("time, unmapped", raw(SYS_time, bad_unmapped()));
	wrong.tv_sec = -1;
	wrong.tv_nsec = 0;
	result("set the real time to a negative one",
	       raw(SYS_clock_settime, CLOCK_REALTIME, &wrong));
	result("set the real time, unmapped",
	       raw(SYS_clock_settime, CLOCK_REALTIME, bad_unmapped()));
}

static void old_calls(void)
{
	struct timespec now;
	struct timeval of_day;
	struct tms spent;
	time_t stored = 0;

	result("gettimeofday", gettimeofday(&of_day, NULL));
	clock_gettime(CLOCK_REALTIME, &now);
	value("it is the real time", now.tv_sec - of_day.tv_sec <= 5);
	value("microseconds", of_day.tv_usec >= 0 && of_day.tv_usec < 1000000);
	value("time", time(&stored) - now.tv_sec <= 5);
	value("stored", stored >= now.tv_sec - 1);
	value("after 2024", stored > 1704067200);
	result("times", times(&spent) < 0);
	value("no child's", (long)(spent.tms_cutime + spent.tms_cstime));
	result("times, unmapped", raw(SYS_times, bad_unmapped()));
	value("times into nothing", raw(SYS_times, NULL) >= 0);
}

static void spending(void)
{
	struct timespec thread, process, start, now, pause = {0, 100000000};

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start);
	do
		clock_gettime(CLOCK_THREAD_CPUTIME_ID, &thread);
	while (since(&start, &thread) < 20000000);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &process);
	value("the process spent what its thread did",
	      since(&thread, &process) >= 0);
	clock_gettime(CLOCK_MONOTONIC, &start);
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &thread);
	nanosleep(&pause, NULL);
	clock_gettime(CLOCK_MONOTONIC, &now);
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &process);
	value("a sleep takes time", since(&start, &now) >= 100000000);
	value("but not the thread's", since(&thread, &process) < 80000000);
}

int main(void)
{
	all();
	arguments();
	setting();
	old_calls();
	spending();
	return 0;
}
