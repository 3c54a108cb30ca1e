/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Linux's clocks, for system calls that take a clock and a time. */
#ifndef __UK_POSIX_TIME_H__
#define __UK_POSIX_TIME_H__

#include <stdbool.h>
#include <time.h>
#include <uk/arch/time.h>

#ifdef __cplusplus
extern "C" {
#endif

#define UK_NSEC_PER_SEC 1000000000UL

/* What a clock shows. 0, or -EINVAL: there is no such clock. */
int uk_posix_clock_read(clockid_t clock, __nsec *now);

/* Seconds and nanoseconds of a time, and back: -EINVAL for what is none, a
 * time beyond what the clock can show becomes the last one.
 */
static inline struct timespec uk_posix_timespec(__nsec t)
{
	return (struct timespec){
		.tv_sec = (time_t)(t / UK_NSEC_PER_SEC),
		.tv_nsec = (long)(t % UK_NSEC_PER_SEC),
	};
}

int uk_posix_time_of(const struct timespec *ts, __nsec *t);

/* The same from an application's pointer, -EFAULT. */
int uk_posix_time_from_app(const struct timespec *uts, __nsec *t);

/*
 * When a time of a clock is, on the monotonic clock: never 0, which means "no
 * limit" to wait queues. absolute: t is what the clock will show; else from
 * now. 0, or -EINVAL.
 */
int uk_posix_deadline(clockid_t clock, bool absolute, __nsec t,
		      __nsec *deadline);

#ifdef __cplusplus
}
#endif

#endif /* __UK_POSIX_TIME_H__ */
