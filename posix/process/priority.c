/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Niceness. It is kept and shown; threads share the CPU evenly. */
#include <errno.h>
#include <sys/resource.h>
#include <uk/essentials.h>
#include <uk/syscall_define.h>
#include "process_priv.h"

#define NICE_MIN (-20)
#define NICE_MAX 19

/* Is the caller's process, the only one so far, meant? */
static bool is_meant(int which, int who)
{
	const struct uk_process *p = uk_process_current();

	if (which == PRIO_PGRP)
		return !who || who == p->pgid;
	return !who || (unsigned int)who == uk_cred_current()->uid;
}

/* Calls fn for each thread that is meant; whether there was one. */
static bool for_each(int which, int who,
		     void (*fn)(struct uk_posix_thread *pt, int *nice),
		     int *nice)
{
	struct uk_posix_thread *pt;

	if (which == PRIO_PROCESS) {
		pt = process_thread_of(who);
		if (pt)
			fn(pt, nice);
		return pt;
	}
	if (!is_meant(which, who))
		return false;
	uk_list_for_each_entry (pt, &uk_process_current()->threads, link)
		fn(pt, nice);
	return true;
}

static void take_least(struct uk_posix_thread *pt, int *nice)
{
	*nice = MIN(*nice, pt->nice);
}

static void take_most(struct uk_posix_thread *pt, int *nice)
{
	*nice = MAX(*nice, pt->nice);
}

/* May the niceness fall so low? Others as far as RLIMIT_NICE goes. */
bool process_may_nice(int nice)
{
	const struct uk_process *p = uk_process_current();

	return uk_capable(UK_CAP_SYS_NICE) ||
	       (uint64_t)(20 - nice) <= p->rlimits[RLIMIT_NICE].cur;
}

static void set(struct uk_posix_thread *pt, int *nice)
{
	pt->nice = *nice;
}

static bool is_kind(int which)
{
	return which >= PRIO_PROCESS && which <= PRIO_USER;
}

/* The result is never negative: 20 - nice. */
UK_LLSYSCALL_R_DEFINE(int, getpriority, int, which, int, who)
{
	int nice = NICE_MAX;

	if (!is_kind(which))
		return -EINVAL;
	return for_each(which, who, take_least, &nice) ? 20 - nice : -ESRCH;
}

UK_LLSYSCALL_R_DEFINE(int, setpriority, int, which, int, who, int, nice)
{
	int now = NICE_MIN;

	if (!is_kind(which))
		return -EINVAL;
	nice = MAX(NICE_MIN, MIN(NICE_MAX, nice));
	if (!for_each(which, who, take_most, &now))
		return -ESRCH;
	if (nice < now && !process_may_nice(nice))
		return -EACCES;
	return for_each(which, who, set, &nice) ? 0 : -ESRCH;
}
