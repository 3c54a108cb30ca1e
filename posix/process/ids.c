/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Who am I: ids of threads, processes, groups and sessions. */
#include <errno.h>
#include <sys/types.h>
#include <uk/syscall_define.h>
#include "process_priv.h"

UK_SYSCALL_R_DEFINE(pid_t, getpid)
{
	return uk_process_current()->pid;
}

UK_SYSCALL_R_DEFINE(pid_t, gettid)
{
	return uk_posix_thread_current()->tid;
}

UK_SYSCALL_R_DEFINE(pid_t, getppid)
{
	const struct uk_process *parent = uk_process_current()->parent;

	return parent ? parent->pid : 0;
}

/* 0 stands for the caller's. */
static struct uk_process *process_of(pid_t pid)
{
	return pid ? uk_process_find(pid) : uk_process_current();
}

UK_SYSCALL_R_DEFINE(pid_t, getpgid, pid_t, pid)
{
	const struct uk_process *p = process_of(pid);

	return p ? p->pgid : -ESRCH;
}

UK_SYSCALL_R_DEFINE(pid_t, getpgrp)
{
	return uk_process_current()->pgid;
}

UK_SYSCALL_R_DEFINE(pid_t, getsid, pid_t, pid)
{
	const struct uk_process *p = process_of(pid);

	return p ? p->sid : -ESRCH;
}

UK_SYSCALL_R_DEFINE(int, setpgid, pid_t, pid, pid_t, pgid)
{
	struct uk_process *self = uk_process_current();
	struct uk_process *p = process_of(pid), *leader;

	if (pgid < 0 || (!pgid && pid < 0))
		return -EINVAL;
	if (!p || (p != self && p->parent != self))
		return -ESRCH;
	if (p->sid == p->pid || p->sid != self->sid)
		return -EPERM;
	if (!pgid)
		pgid = p->pid;
	if (pgid != p->pid) {
		leader = uk_process_find(pgid);
		if (!leader || leader->sid != p->sid)
			return -EPERM;
	}
	p->pgid = pgid;
	return 0;
}

UK_SYSCALL_R_DEFINE(pid_t, setsid)
{
	struct uk_process *p = uk_process_current();

	if (p->pgid == p->pid)
		return -EPERM;
	p->sid = p->pid;
	p->pgid = p->pid;
	return p->sid;
}
