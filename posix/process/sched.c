/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Scheduling. The scheduler treats all threads alike; policies and priorities
 * are kept and shown.
 */
#include <errno.h>
#include <sched.h>
#include <stddef.h>
#include <sys/resource.h>
#include <time.h>
#include <uk/access.h>
#include <uk/sched.h>
#include <uk/syscall_define.h>
#include "process_priv.h"

#define SCHED_DEADLINE	    6
#define SCHED_RESET_ON_FORK 0x40000000
#define PRIORITY_MAX	    99

#ifdef CONFIG_LIBUKSCHEDPREEMPT_TICK_MSEC
#define SLICE_NSEC (CONFIG_LIBUKSCHEDPREEMPT_TICK_MSEC * 1000000L)
#else
#define SLICE_NSEC 0L /* nobody is interrupted */
#endif

UK_SYSCALL_R_DEFINE(int, sched_yield)
{
	uk_sched_yield();
	return 0;
}

static bool is_real_time(int policy)
{
	return policy == SCHED_FIFO || policy == SCHED_RR;
}

static bool is_policy(int policy)
{
	return is_real_time(policy) || policy == SCHED_OTHER ||
	       policy == SCHED_BATCH || policy == SCHED_IDLE;
}

/* What sched(7) allows without CAP_SYS_NICE. */
static bool may_set(const struct uk_posix_thread *pt, int policy, int priority,
		    int nice)
{
	unsigned long limit = pt->process->rlimits[RLIMIT_RTPRIO].cur;

	if (is_real_time(policy))
		return (policy == pt->policy || limit) &&
		       (priority <= pt->priority ||
			(unsigned long)priority <= limit);
	if (policy != SCHED_IDLE && nice < pt->nice && !process_may_nice(nice))
		return false;
	return pt->policy != SCHED_IDLE || policy == SCHED_IDLE ||
	       process_may_nice(pt->nice);
}

int process_policy_check(const struct uk_posix_thread *pt, int policy,
			 int priority, int nice)
{
	if (!is_policy(policy))
		return -EINVAL;
	if (is_real_time(policy) ? priority < 1 || priority > PRIORITY_MAX
				 : priority != 0)
		return -EINVAL;
	return may_set(pt, policy, priority, nice) ||
			       uk_capable(UK_CAP_SYS_NICE)
		       ? 0
		       : -EPERM;
}

UK_SYSCALL_R_DEFINE(int, sched_get_priority_max, int, policy)
{
	if (is_real_time(policy))
		return PRIORITY_MAX;
	return is_policy(policy) || policy == SCHED_DEADLINE ? 0 : -EINVAL;
}

UK_SYSCALL_R_DEFINE(int, sched_get_priority_min, int, policy)
{
	if (is_real_time(policy))
		return 1;
	return is_policy(policy) || policy == SCHED_DEADLINE ? 0 : -EINVAL;
}

UK_SYSCALL_R_DEFINE(int, sched_getscheduler, pid_t, pid)
{
	const struct uk_posix_thread *pt;

	if (pid < 0)
		return -EINVAL;
	pt = process_thread_of(pid);
	return pt ? pt->policy : -ESRCH;
}

UK_SYSCALL_R_DEFINE(int, sched_getparam, pid_t, pid, struct sched_param *,
		    uparam)
{
	const struct uk_posix_thread *pt;

	if (!uparam || pid < 0)
		return -EINVAL;
	pt = process_thread_of(pid);
	if (!pt)
		return -ESRCH;
	return uk_put_to_app(pt->priority, (int *)uparam);
}

/* policy -1: as it is. */
static int sched_set(pid_t pid, int policy, const struct sched_param *uparam)
{
	struct uk_posix_thread *pt;
	struct sched_param param;
	int rc;

	if (!uparam || pid < 0)
		return -EINVAL;
	if (uk_copy_from_app(&param, uparam, sizeof(param)))
		return -EFAULT;
	pt = process_thread_of(pid);
	if (!pt)
		return -ESRCH;
	if (policy < 0)
		policy = pt->policy;
	rc = process_policy_check(pt, policy, param.sched_priority, pt->nice);
	if (rc)
		return rc;
	pt->policy = (uint8_t)policy;
	pt->priority = (uint8_t)param.sched_priority;
	return 0;
}

UK_SYSCALL_R_DEFINE(int, sched_setscheduler, pid_t, pid, int, policy,
		    const struct sched_param *, uparam)
{
	if (policy < 0)
		return -EINVAL;
	return sched_set(pid, policy & ~SCHED_RESET_ON_FORK, uparam);
}

UK_SYSCALL_R_DEFINE(int, sched_setparam, pid_t, pid, const struct sched_param *,
		    uparam)
{
	return sched_set(pid, -1, uparam);
}

UK_LLSYSCALL_R_DEFINE(int, sched_rr_get_interval, pid_t, pid, struct timespec *,
		      uslice)
{
	struct timespec slice = {.tv_nsec = SLICE_NSEC};
	const struct uk_posix_thread *pt;

	if (pid < 0)
		return -EINVAL;
	pt = process_thread_of(pid);
	if (!pt)
		return -ESRCH;
	return uk_copy_to_app(uslice, &slice, sizeof(slice));
}
