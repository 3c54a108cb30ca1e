/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Calendar and clocks. There is one time zone: UTC. */
#ifndef _TIME_H
#define _TIME_H

#define __NEED_size_t
#define __NEED_time_t
#define __NEED_clock_t
#define __NEED_timespec
#define __NEED_clockid_t
#define __NEED_timer_t
#define __NEED_pid_t
#define __NEED_locale_t
#include <bits/alltypes.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef NULL
#ifdef __cplusplus
#define NULL 0L
#else
#define NULL ((void *)0)
#endif
#endif

struct tm {
	int tm_sec;
	int tm_min;
	int tm_hour;
	int tm_mday;
	int tm_mon;
	int tm_year;
	int tm_wday;
	int tm_yday;
	int tm_isdst;
	long tm_gmtoff;
	const char *tm_zone;
};

struct itimerspec {
	struct timespec it_interval;
	struct timespec it_value;
};

#define CLOCKS_PER_SEC 1000000L
#define TIME_UTC       1

#define CLOCK_REALTIME		 0
#define CLOCK_MONOTONIC		 1
#define CLOCK_PROCESS_CPUTIME_ID 2
#define CLOCK_THREAD_CPUTIME_ID	 3
#define CLOCK_MONOTONIC_RAW	 4
#define CLOCK_REALTIME_COARSE	 5
#define CLOCK_MONOTONIC_COARSE	 6
#define CLOCK_BOOTTIME		 7
#define TIMER_ABSTIME		 1

/* ---- lib/nolibc ---- */

struct tm *gmtime(const time_t *t);
struct tm *gmtime_r(const time_t *__restrict t, struct tm *__restrict tm);
struct tm *localtime(const time_t *t);
struct tm *localtime_r(const time_t *__restrict t, struct tm *__restrict tm);
time_t mktime(struct tm *tm);
time_t timegm(struct tm *tm);
char *asctime(const struct tm *tm);
char *asctime_r(const struct tm *__restrict tm, char *__restrict buf);
char *ctime(const time_t *t);
char *ctime_r(const time_t *t, char *buf);
size_t strftime(char *__restrict s, size_t size, const char *__restrict fmt,
		const struct tm *__restrict tm);
char *strptime(const char *__restrict s, const char *__restrict fmt,
	       struct tm *__restrict tm);
void tzset(void);
extern char *tzname[2];
extern long timezone;
extern int daylight;

/* ---- posix/nolibc and posix/time ---- */

time_t time(time_t *t);
double difftime(time_t t1, time_t t0);
clock_t clock(void);
int timespec_get(struct timespec *ts, int base);
int clock_getres(clockid_t clock, struct timespec *ts);
int clock_gettime(clockid_t clock, struct timespec *ts);
int clock_settime(clockid_t clock, const struct timespec *ts);
int clock_nanosleep(clockid_t clock, int flags, const struct timespec *req,
		    struct timespec *rem);
int nanosleep(const struct timespec *req, struct timespec *rem);

struct sigevent;
int timer_create(clockid_t clock, struct sigevent *__restrict ev,
		 timer_t *__restrict timer);
int timer_delete(timer_t timer);
int timer_settime(timer_t timer, int flags,
		  const struct itimerspec *__restrict value,
		  struct itimerspec *__restrict old);
int timer_gettime(timer_t timer, struct itimerspec *value);
int timer_getoverrun(timer_t timer);

#ifdef __cplusplus
}
#endif

#endif /* _TIME_H */
