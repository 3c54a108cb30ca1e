/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Waiting for children. There are none: a process is made by fork(), which is
 * not there yet. What is refused is refused as with children.
 */
#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <uk/syscall_define.h>
#include "process_priv.h"

#define WNOTHREAD 0x20000000
#define WALL	  0x40000000
#define WCLONE	  ((int)0x80000000)
#define WTHREADS  (WNOTHREAD | WALL | WCLONE)

UK_LLSYSCALL_R_DEFINE(pid_t, wait4, pid_t, pid, int *, status, int, options,
		      struct rusage *, usage)
{
	(void)status;
	(void)usage;
	if (options & ~(WNOHANG | WUNTRACED | WCONTINUED | WTHREADS))
		return -EINVAL;
	return pid == INT_MIN ? -ESRCH : -ECHILD;
}

static int waitid_check(int type, pid_t id)
{
	switch (type) {
	case P_ALL:
		return 0;
	case P_PID:
		return id > 0 ? 0 : -EINVAL;
	case P_PGID:
		return id >= 0 ? 0 : -EINVAL;
	case P_PIDFD:
		/* Nobody makes descriptors of processes */
		return id >= 0 ? -EBADF : -EINVAL;
	default:
		return -EINVAL;
	}
}

UK_LLSYSCALL_R_DEFINE(int, waitid, int, type, pid_t, id, siginfo_t *, info, int,
		      options, struct rusage *, usage)
{
	const int events = WEXITED | WSTOPPED | WCONTINUED;
	int rc;

	(void)info;
	(void)usage;
	if ((options & ~(WNOHANG | WNOWAIT | events | WTHREADS)) ||
	    !(options & events))
		return -EINVAL;
	rc = waitid_check(type, id);
	return rc ? rc : -ECHILD;
}
