/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Which clock shows what: clock_gettime(2) and its relatives. */
#include <errno.h>
#include <stddef.h>
#include <sys/time.h>
#include <uk/access.h>
#include <uk/clock.h>
#include <uk/clock_line.h>
#include <uk/plat/time.h>
#include <uk/posix_time.h>
#include <uk/process.h>
#include <uk/syscall_define.h>

#define CLOCK_REALTIME_ALARM_ 8
#define CLOCK_BOOTTIME_ALARM_ 9
#define CLOCK_TAI_	      11

#define COARSE_RES 4000000UL /* what Linux shows with 250 ticks a second */

/* Clocks of other threads and processes: ~id << 3, and in the lower bits */
#define CPUCLOCK_THREAD 4
#define CPUCLOCK_WHICH	3
#define CPUCLOCK_FD	3 /* a descriptor's clock: there are none */

static int cpu_clock_read(clockid_t clock, __nsec *now)
{
	int id = (int)~(clock >> 3);
	const struct uk_posix_thread *pt;
	const struct uk_process *p;

	if ((clock & CPUCLOCK_WHICH) == CPUCLOCK_FD)
		return -EINVAL;
	if (clock & CPUCLOCK_THREAD) {
		pt = id ? uk_posix_thread_find(id) : uk_posix_thread_current();
		if (!pt || pt->process != uk_process_current())
			return -EINVAL;
		*now = uk_thread_run_time(pt->thread);
	} else {
		p = id ? uk_process_find(id) : uk_process_current();
		if (!p)
			return -EINVAL;
		*now = uk_process_run_time(p);
	}
	return 0;
}

int uk_posix_clock_read(clockid_t clock, __nsec *now)
{
	switch (clock) {
	case CLOCK_MONOTONIC:
	case CLOCK_MONOTONIC_RAW:
	case CLOCK_MONOTONIC_COARSE:
	case CLOCK_BOOTTIME:
	case CLOCK_BOOTTIME_ALARM_:
		*now = ukplat_monotonic_clock();
		return 0;
	case CLOCK_REALTIME:
	case CLOCK_REALTIME_COARSE:
	case CLOCK_REALTIME_ALARM_:
	case CLOCK_TAI_:
		*now = ukplat_wall_clock();
		return 0;
	case CLOCK_PROCESS_CPUTIME_ID:
		*now = uk_process_run_time(uk_process_current());
		return 0;
	case CLOCK_THREAD_CPUTIME_ID:
		*now = uk_thread_run_time(uk_thread_current());
		return 0;
	default:
		return clock < 0 ? cpu_clock_read(clock, now) : -EINVAL;
	}
}

int uk_posix_time_of(const struct timespec *ts, __nsec *t)
{
	if (ts->tv_sec < 0 || (unsigned long)ts->tv_nsec >= UK_NSEC_PER_SEC)
		return -EINVAL;
	if ((unsigned long)ts->tv_sec >= __NSEC_MAX / UK_NSEC_PER_SEC)
		*t = (__nsec)__SNSEC_MAX;
	else
		*t = (__nsec)ts->tv_sec * UK_NSEC_PER_SEC + (__nsec)ts->tv_nsec;
	return 0;
}

int uk_posix_time_from_app(const struct timespec *uts, __nsec *t)
{
	struct timespec ts;

	if (uk_copy_from_app(&ts, uts, sizeof(ts)))
		return -EFAULT;
	return uk_posix_time_of(&ts, t);
}

int uk_posix_deadline(clockid_t clock, bool absolute, __nsec t,
		      __nsec *deadline)
{
	__nsec mono = ukplat_monotonic_clock(), now;
	int rc;

	rc = uk_posix_clock_read(clock, &now);
	if (rc)
		return rc;
	if (absolute)
		t = t > now ? t - now : 0;
	*deadline = t < __NSEC_MAX - mono ? mono + t : __NSEC_MAX;
	return 0;
}

/* A time as the program has it. */
static int put(struct timespec *app, __nsec t)
{
	struct timespec ts = uk_posix_timespec(t);

	return uk_copy_to_app(app, &ts, sizeof(ts));
}

/* The same in few instructions. false: not all of it is there, or it may not be
 * named; nothing or half of it has been written.
 */
static inline bool put_at_once(struct timespec *app, __nsec t)
{
	__vaddr_t at = (__vaddr_t)app;
	uint64_t sec = t / UK_NSEC_PER_SEC, nsec = t - sec * UK_NSEC_PER_SEC;

	return likely(uk_app_range_ok(at, sizeof(*app))) &&
	       likely(arch_nofault_store(at + offsetof(struct timespec, tv_sec),
					 sec)) &&
	       likely(arch_nofault_store(
		       at + offsetof(struct timespec, tv_nsec), nsec));
}

static __noinline int get_any(clockid_t clock, struct timespec *app)
{
	__nsec t;
	int rc = uk_posix_clock_read(clock, &t);

	if (rc)
		return rc;
	return put_at_once(app, t) ? 0 : put(app, t);
}

UK_SYSCALL_R_DEFINE(int, clock_gettime, clockid_t, clock, struct timespec *, ts)
{
	__nsec t;

	/* What is asked for most is done without a call */
	if (likely(clock == CLOCK_MONOTONIC) &&
	    likely(uk_clock_line_read(&t)) && likely(put_at_once(ts, t)))
		return 0;
	return get_any(clock, ts);
}

UK_SYSCALL_R_DEFINE(int, clock_getres, clockid_t, clock, struct timespec *, ts)
{
	struct timespec res = {.tv_nsec = 1};
	__nsec t;
	int rc;

	rc = uk_posix_clock_read(clock, &t);
	if (rc)
		return rc;
	if (clock == CLOCK_REALTIME_COARSE || clock == CLOCK_MONOTONIC_COARSE)
		res.tv_nsec = COARSE_RES;
	return ts ? uk_copy_to_app(ts, &res, sizeof(res)) : 0;
}

UK_SYSCALL_R_DEFINE(int, clock_settime, clockid_t, clock,
		    const struct timespec *, ts)
{
	__nsec t;
	int rc;

	/* Which clocks there are comes first */
	rc = uk_posix_clock_read(clock, &t);
	if (rc)
		return rc;
	if (clock != CLOCK_REALTIME)
		return clock < 0 ? -EPERM : -EINVAL;
	rc = uk_posix_time_from_app(ts, &t);
	if (rc)
		return rc;
	if (!uk_capable(UK_CAP_SYS_TIME))
		return -EPERM;
	/* The clock cannot say that it is earlier than the machine's start */
	if (t < ukplat_monotonic_clock())
		return -EINVAL;
	uk_wall_clock_set(t);
	return 0;
}

UK_SYSCALL_R_DEFINE(int, gettimeofday, struct timeval *, tv, void *, tz)
{
	static const int utc[2]; /* minutes west, kind of summer time */
	__nsec t = ukplat_wall_clock();
	struct timeval now = {
		.tv_sec = (time_t)(t / UK_NSEC_PER_SEC),
		.tv_usec = (suseconds_t)(t % UK_NSEC_PER_SEC / 1000),
	};

	if (tv && uk_copy_to_app(tv, &now, sizeof(now)))
		return -EFAULT;
	return tz ? uk_copy_to_app(tz, utc, sizeof(utc)) : 0;
}

UK_LLSYSCALL_R_DEFINE(int, settimeofday, const struct timeval *, tv,
		      const void *, tz)
{
	struct timeval new;
	int zone[2];
	__nsec t;

	if (tv && uk_copy_from_app(&new, tv, sizeof(new)))
		return -EFAULT;
	if (tz && uk_copy_from_app(zone, tz, sizeof(zone)))
		return -EFAULT;
	if (!tv)
		return !tz || uk_capable(UK_CAP_SYS_TIME) ? 0 : -EPERM;
	if (new.tv_sec < 0 || (unsigned long)new.tv_usec >= 1000000)
		return -EINVAL;
	if (!uk_capable(UK_CAP_SYS_TIME))
		return -EPERM;
	t = (__nsec) new.tv_sec *UK_NSEC_PER_SEC + (__nsec) new.tv_usec * 1000;
	if (t < ukplat_monotonic_clock())
		return -EINVAL;
	uk_wall_clock_set(t);
	return 0;
}

UK_SYSCALL_R_DEFINE(time_t, time, time_t *, where)
{
	time_t now = (time_t)(ukplat_wall_clock() / UK_NSEC_PER_SEC);

	if (where && uk_put_to_app(now, where))
		return -EFAULT;
	return now;
}
