/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* prctl(2) and personality(2): attributes of threads and processes. */
#include <errno.h>
#include <string.h>
#include <uk/access.h>
#include <uk/syscall_define.h>
#include "process_priv.h"

#define PR_SET_PDEATHSIG       1
#define PR_GET_PDEATHSIG       2
#define PR_GET_DUMPABLE	       3
#define PR_SET_DUMPABLE	       4
#define PR_SET_NAME	       15
#define PR_GET_NAME	       16
#define PR_GET_SECCOMP	       21
#define PR_SET_TIMERSLACK      29
#define PR_GET_TIMERSLACK      30
#define PR_SET_CHILD_SUBREAPER 36
#define PR_GET_CHILD_SUBREAPER 37
#define PR_SET_NO_NEW_PRIVS    38
#define PR_GET_NO_NEW_PRIVS    39
#define PR_GET_TID_ADDRESS     40
#define PR_GET_THP_DISABLE     42

#define SIGNAL_MAX	64
#define TIMER_SLACK	50000
#define PERSONALITY_ASK 0xffffffffU

static int name_set(struct uk_posix_thread *pt, const char *uname)
{
	char name[UK_COMM_LEN];
	long len = uk_strncpy_from_app(name, uname, sizeof(name) - 1);

	/* What is longer is cut: then all of it was there */
	if (len == -ENAMETOOLONG &&
	    !uk_copy_from_app(name, uname, sizeof(name) - 1))
		len = sizeof(name) - 1;
	if (len < 0)
		return -EFAULT;
	name[len] = '\0';
	memset(pt->comm, 0, sizeof(pt->comm));
	memcpy(pt->comm, name, (size_t)len);
	return 0;
}

static int bool_set(bool *to, unsigned long value)
{
	if (value > 1)
		return -EINVAL;
	*to = value;
	return 0;
}

/* Of the thread alone. -ENOSYS: not one of these. */
static int prctl_thread(int option, unsigned long arg)
{
	struct uk_posix_thread *pt = uk_posix_thread_current();

	switch (option) {
	case PR_SET_NAME:
		return name_set(pt, (const char *)arg);
	case PR_GET_NAME:
		return uk_copy_to_app((void *)arg, pt->comm, sizeof(pt->comm));
	case PR_SET_PDEATHSIG:
		if (arg > SIGNAL_MAX)
			return -EINVAL;
		pt->parent_death_signal = (uint8_t)arg;
		return 0;
	case PR_GET_PDEATHSIG:
		return uk_put_to_app(pt->parent_death_signal, (int *)arg);
	case PR_SET_TIMERSLACK:
		pt->timer_slack = (long)arg > 0 ? arg : TIMER_SLACK;
		return 0;
	case PR_GET_TIMERSLACK:
		return (int)pt->timer_slack;
	case PR_GET_TID_ADDRESS:
		return uk_put_to_app(pt->clear_child_tid, (int **)arg);
	default:
		return -ENOSYS;
	}
}

/* Of the process, and what is the same for all. */
static int prctl_process(int option, unsigned long arg)
{
	struct uk_process *p = uk_process_current();

	switch (option) {
	case PR_GET_DUMPABLE:
		return p->dumpable;
	case PR_SET_DUMPABLE:
		return bool_set(&p->dumpable, arg);
	case PR_SET_CHILD_SUBREAPER:
		p->subreaper = arg != 0;
		return 0;
	case PR_GET_CHILD_SUBREAPER:
		return uk_put_to_app(p->subreaper, (int *)arg);
	case PR_GET_SECCOMP:
		return 0;
	default:
		return -EINVAL;
	}
}

UK_LLSYSCALL_R_DEFINE(int, prctl, int, option, unsigned long, arg2,
		      unsigned long, arg3, unsigned long, arg4, unsigned long,
		      arg5)
{
	struct uk_posix_thread *pt = uk_posix_thread_current();
	bool more = arg3 || arg4 || arg5;
	int rc;

	switch (option) {
	case PR_SET_NO_NEW_PRIVS:
		if (arg2 != 1 || more)
			return -EINVAL;
		pt->no_new_privs = true;
		return 0;
	case PR_GET_NO_NEW_PRIVS:
		return arg2 || more ? -EINVAL : pt->no_new_privs;
	case PR_GET_THP_DISABLE:
		return arg2 || more ? -EINVAL : 0;
	default:
		rc = prctl_thread(option, arg2);
		if (rc == -ENOSYS)
			rc = process_prctl_caps(option, arg2, arg3,
						arg4 || arg5);
		return rc == -ENOSYS ? prctl_process(option, arg2) : rc;
	}
}

UK_LLSYSCALL_R_DEFINE(int, personality, unsigned int, persona)
{
	struct uk_process *p = uk_process_current();
	int old = (int)p->personality;

	if (persona != PERSONALITY_ASK)
		p->personality = persona;
	return old;
}
