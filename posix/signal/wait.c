/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Waiting for signals: pause(2), rt_sigsuspend(2), rt_sigtimedwait(2). */
#include <errno.h>
#include <time.h>
#include <uk/access.h>
#include <uk/plat/time.h>
#include <uk/syscall_define.h>
#include <uk/wait.h>
#include "signal_priv.h"

#define NSEC_PER_SEC 1000000000UL

/* Nobody wakes this queue: what ends the wait is the signal itself. */
static DEFINE_WAIT_QUEUE(nothing);

int uk_signal_take(uk_sigset_t set, struct uk_siginfo *info)
{
	struct uk_posix_thread *pt = uk_posix_thread_current();
	int signo = sig_take(pt, set, info);

	if (signo)
		sig_work_update(pt);
	return signo;
}

UK_SYSCALL_R_DEFINE(int, pause)
{
	return uk_waitq_wait_event_intr(&nothing, false, 0);
}

UK_LLSYSCALL_R_DEFINE(int, rt_sigsuspend, const uk_sigset_t *, set, size_t,
		      size)
{
	uk_sigset_t mask;

	if (size != sizeof(mask))
		return -EINVAL;
	if (uk_get_from_app(mask, set))
		return -EFAULT;
	uk_signal_mask_set(mask);
	return uk_waitq_wait_event_intr(&nothing, false, 0);
}

/* Waits until one of a set is pending; deadline 0: for ever. */
static int wait_for(uk_sigset_t set, __nsec deadline, struct uk_siginfo *info)
{
	struct uk_signal_thread *st = sig_self();
	int signo = 0, rc;

	st->waits = set;
	rc = uk_waitq_wait_event_intr(&sig_process()->waiters,
				      (signo = uk_signal_take(set, info)) != 0,
				      deadline);
	st->waits = 0;
	if (signo)
		return signo;
	return rc == -ETIMEDOUT ? -EAGAIN : rc;
}

static int deadline_of(const struct timespec *timeout, __nsec *deadline)
{
	struct timespec ts;

	if (uk_copy_from_app(&ts, timeout, sizeof(ts)))
		return -EFAULT;
	if (ts.tv_sec < 0 || (unsigned long)ts.tv_nsec >= NSEC_PER_SEC)
		return -EINVAL;
	*deadline = ukplat_monotonic_clock() + (__nsec)ts.tv_nsec;
	if (__builtin_mul_overflow((__nsec)ts.tv_sec, NSEC_PER_SEC,
				   &(__nsec){0}))
		*deadline = 0;
	else
		*deadline += (__nsec)ts.tv_sec * NSEC_PER_SEC;
	return 0;
}

UK_LLSYSCALL_R_DEFINE(int, rt_sigtimedwait, const uk_sigset_t *, set,
		      struct uk_siginfo *, uinfo, const struct timespec *,
		      timeout, size_t, size)
{
	struct uk_siginfo info;
	__nsec deadline = 0;
	uk_sigset_t mask;
	int signo, rc;

	if (size != sizeof(mask))
		return -EINVAL;
	if (uk_get_from_app(mask, set))
		return -EFAULT;
	if (timeout) {
		rc = deadline_of(timeout, &deadline);
		if (rc)
			return rc;
	}
	signo = wait_for(mask & ~SIGS_UNBLOCKABLE, deadline, &info);
	if (signo > 0 && uinfo &&
	    (uk_copy_to_app(uinfo, &info, sizeof(info)) ||
	     uk_clear_app(uinfo + 1, SIGINFO_REST)))
		return -EFAULT;
	return signo;
}
