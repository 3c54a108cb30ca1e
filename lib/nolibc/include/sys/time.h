/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Time of day and interval timers. */
#ifndef _SYS_TIME_H
#define _SYS_TIME_H

#define __NEED_time_t
#define __NEED_suseconds_t
#define __NEED_timeval
#include <bits/alltypes.h>
#include <sys/select.h>

#ifdef __cplusplus
extern "C" {
#endif

struct itimerval {
	struct timeval it_interval;
	struct timeval it_value;
};

struct timezone {
	int tz_minuteswest;
	int tz_dsttime;
};

#define ITIMER_REAL    0
#define ITIMER_VIRTUAL 1
#define ITIMER_PROF    2

int gettimeofday(struct timeval *__restrict tv, void *__restrict tz);
int settimeofday(const struct timeval *tv, const struct timezone *tz);
int getitimer(int which, struct itimerval *value);
int setitimer(int which, const struct itimerval *__restrict value,
	      struct itimerval *__restrict old);
int utimes(const char *path, const struct timeval times[2]);
int futimes(int fd, const struct timeval times[2]);
int lutimes(const char *path, const struct timeval times[2]);
int futimesat(int dirfd, const char *path, const struct timeval times[2]);

#define timerisset(t) ((t)->tv_sec || (t)->tv_usec)
#define timerclear(t) ((t)->tv_sec = (t)->tv_usec = 0)
#define timercmp(s, t, op)                                        \
	((s)->tv_sec == (t)->tv_sec ? (s)->tv_usec op(t)->tv_usec \
				    : (s)->tv_sec op(t)->tv_sec)
#define timeradd(s, t, a)                                   \
	do {                                                \
		(a)->tv_sec = (s)->tv_sec + (t)->tv_sec;    \
		(a)->tv_usec = (s)->tv_usec + (t)->tv_usec; \
		if ((a)->tv_usec >= 1000000) {              \
			(a)->tv_usec -= 1000000;            \
			(a)->tv_sec++;                      \
		}                                           \
	} while (0)
#define timersub(s, t, a)                                   \
	do {                                                \
		(a)->tv_sec = (s)->tv_sec - (t)->tv_sec;    \
		(a)->tv_usec = (s)->tv_usec - (t)->tv_usec; \
		if ((a)->tv_usec < 0) {                     \
			(a)->tv_usec += 1000000;            \
			(a)->tv_sec--;                      \
		}                                           \
	} while (0)

#ifdef __cplusplus
}
#endif

#endif /* _SYS_TIME_H */
