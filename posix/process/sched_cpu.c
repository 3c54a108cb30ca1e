/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Processors to run on: there is one. */
#include <errno.h>
#include <stddef.h>
#include <sys/types.h>
#include <uk/access.h>
#include <uk/essentials.h>
#include <uk/syscall_define.h>
#include "process_priv.h"

#define CPUS 1UL /* a bit for each */

UK_LLSYSCALL_R_DEFINE(int, sched_getaffinity, pid_t, pid, unsigned int, len,
		      unsigned long *, umask)
{
	if (!len || len % sizeof(*umask))
		return -EINVAL;
	if (!process_thread_of(pid))
		return -ESRCH;
	return uk_put_to_app(CPUS, umask) ? -EFAULT : (int)sizeof(*umask);
}

UK_LLSYSCALL_R_DEFINE(int, sched_setaffinity, pid_t, pid, unsigned int, len,
		      const unsigned long *, umask)
{
	unsigned long mask = 0;

	if (uk_copy_from_app(&mask, umask, MIN(len, sizeof(mask))))
		return -EFAULT;
	if (!process_thread_of(pid))
		return -ESRCH;
	return mask & CPUS ? 0 : -EINVAL;
}

UK_LLSYSCALL_R_DEFINE(int, getcpu, unsigned int *, ucpu, unsigned int *, unode,
		      void *, unused)
{
	(void)unused;
	if ((ucpu && uk_put_to_app(0U, ucpu)) ||
	    (unode && uk_put_to_app(0U, unode)))
		return -EFAULT;
	return 0;
}
