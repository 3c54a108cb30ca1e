/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* nanosleep(2), clock_nanosleep(2). */
#include <errno.h>
#include <stddef.h>
#include <uk/access.h>
#include <uk/plat/time.h>
#include <uk/posix_time.h>
#include <uk/process.h>
#include <uk/syscall_define.h>
#include <uk/wait.h>

#define CPUCLOCK_THREAD 4 /* see clock.c */

/* Nobody wakes it. */
static DEFINE_WAIT_QUEUE(nothing);

/* A signal came at that time: rc, or -EFAULT. */
static int interrupted(int rc, __nsec now, __nsec end, struct timespec *rem)
{
	struct timespec left = uk_posix_timespec(end > now ? end - now : 0);

	if (rem && uk_copy_to_app(rem, &left, sizeof(left)))
		return -EFAULT;
	return rc;
}

static int sleep_until(__nsec deadline, struct timespec *rem)
{
	int rc = uk_waitq_wait_event_intr(&nothing, false, deadline);

	if (rc == -ETIMEDOUT)
		return 0;
	return interrupted(rc, ukplat_monotonic_clock(), deadline, rem);
}

/* A process's CPU time cannot go faster than time does: at the earliest moment
 * it is looked at, and again.
 */
static int sleep_by_cpu(clockid_t clock, bool absolute, __nsec t,
			struct timespec *rem)
{
	__nsec now, end = t;
	int rc, id = (int)~(clock >> 3);

	/* Nobody uses the processor while he sleeps */
	if (clock < 0 && (clock & CPUCLOCK_THREAD) &&
	    (!id || id == uk_posix_thread_current()->tid))
		return -EINVAL;
	rc = uk_posix_clock_read(clock, &now);
	if (rc)
		return rc;
	if (!absolute)
		end = t < __NSEC_MAX - now ? now + t : __NSEC_MAX;
	while (now < end) {
		rc = uk_posix_deadline(CLOCK_MONOTONIC, false, end - now, &t);
		if (rc)
			return rc;
		rc = uk_waitq_wait_event_intr(&nothing, false, t);
		if (uk_posix_clock_read(clock, &now))
			return -EINVAL; /* that process has gone */
		if (rc != -ETIMEDOUT)
			return interrupted(rc, now, end, rem);
	}
	return 0;
}

static bool is_cpu_clock(clockid_t clock)
{
	return clock == CLOCK_PROCESS_CPUTIME_ID || clock < 0;
}

UK_SYSCALL_R_DEFINE(int, clock_nanosleep, clockid_t, clock, int, flags,
		    const struct timespec *, req, struct timespec *, rem)
{
	bool absolute = flags & TIMER_ABSTIME;
	__nsec t, deadline;
	int rc;

	rc = uk_posix_clock_read(clock, &t);
	if (rc)
		return rc;
	switch (clock) {
	case CLOCK_THREAD_CPUTIME_ID:
	case CLOCK_MONOTONIC_RAW:
	case CLOCK_MONOTONIC_COARSE:
	case CLOCK_REALTIME_COARSE:
		return -EOPNOTSUPP;
	default:
		break;
	}
	rc = uk_posix_time_from_app(req, &t);
	if (rc == 0 && is_cpu_clock(clock))
		return sleep_by_cpu(clock, absolute, t, absolute ? NULL : rem);
	if (rc == 0)
		rc = uk_posix_deadline(clock, absolute, t, &deadline);
	if (rc)
		return rc;
	return sleep_until(deadline, absolute ? NULL : rem);
}

UK_SYSCALL_R_DEFINE(int, nanosleep, const struct timespec *, req,
		    struct timespec *, rem)
{
	__nsec t, deadline;
	int rc;

	rc = uk_posix_time_from_app(req, &t);
	if (rc == 0)
		rc = uk_posix_deadline(CLOCK_MONOTONIC, false, t, &deadline);
	if (rc)
		return rc;
	return sleep_until(deadline, rem);
}
