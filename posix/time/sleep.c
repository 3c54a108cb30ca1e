/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* nanosleep(2), clock_nanosleep(2). */
#include <errno.h>
#include <stddef.h>
#include <uk/access.h>
#include <uk/plat/time.h>
#include <uk/posix_time.h>
#include <uk/syscall.h>
#include <uk/wait.h>

/* Nobody wakes it. */
static DEFINE_WAIT_QUEUE(nothing);

static int sleep_until(__nsec deadline, struct timespec *rem)
{
	int rc = uk_waitq_wait_event_intr(&nothing, false, deadline);
	struct timespec left;
	__nsec now;

	if (rc == -ETIMEDOUT)
		return 0;
	if (rem) {
		now = ukplat_monotonic_clock();
		left = uk_posix_timespec(deadline > now ? deadline - now : 0);
		if (uk_copy_to_app(rem, &left, sizeof(left)))
			return -EFAULT;
	}
	return rc;
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
		return -EINVAL;
	case CLOCK_MONOTONIC_RAW:
	case CLOCK_MONOTONIC_COARSE:
	case CLOCK_REALTIME_COARSE:
		return -EOPNOTSUPP;
	default:
		break;
	}
	rc = uk_posix_time_from_app(req, &t);
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
