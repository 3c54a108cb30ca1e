/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Limits of a process. Who keeps one, looks at struct uk_process.rlimits. */
#include <errno.h>
#include <sys/resource.h>
#include <uk/access.h>
#include <uk/syscall_define.h>
#include "process_priv.h"

static unsigned long files_max = 1048576;

long uk_nr_open(void)
{
	return (long)files_max;
}

int uk_nr_open_set(long max)
{
	files_max = (unsigned long)max;
	return 0;
}

static int limit_get(const struct uk_process *p, unsigned int resource,
		     struct uk_rlimit *limit)
{
	if (resource >= UK_RLIMITS)
		return -EINVAL;
	*limit = p->rlimits[resource];
	return 0;
}

static int limit_set(struct uk_process *p, unsigned int resource,
		     const struct uk_rlimit *limit)
{
	if (resource >= UK_RLIMITS || limit->cur > limit->max)
		return -EINVAL;
	if (resource == RLIMIT_NOFILE && limit->max > files_max)
		return -EPERM;
	if (limit->max > p->rlimits[resource].max &&
	    !uk_capable(UK_CAP_SYS_RESOURCE))
		return -EPERM;
	p->rlimits[resource] = *limit;
	return 0;
}

UK_SYSCALL_R_DEFINE(int, getrlimit, int, resource, struct rlimit *, ulimit)
{
	struct uk_rlimit limit;
	int rc =
		limit_get(uk_process_current(), (unsigned int)resource, &limit);

	return rc ? rc : uk_copy_to_app(ulimit, &limit, sizeof(limit));
}

UK_SYSCALL_R_DEFINE(int, setrlimit, int, resource, const struct rlimit *,
		    ulimit)
{
	struct uk_rlimit limit;

	if (uk_copy_from_app(&limit, ulimit, sizeof(limit)))
		return -EFAULT;
	return limit_set(uk_process_current(), (unsigned int)resource, &limit);
}

UK_LLSYSCALL_R_DEFINE(int, prlimit64, pid_t, pid, unsigned int, resource,
		      const struct rlimit *, unew, struct rlimit *, uold)
{
	struct uk_rlimit new, old;
	struct uk_posix_thread *pt;
	int rc;

	if (unew && uk_copy_from_app(&new, unew, sizeof(new)))
		return -EFAULT;
	pt = process_thread_of(pid);
	if (!pt)
		return -ESRCH;
	rc = limit_get(pt->process, resource, &old);
	if (rc == 0 && unew)
		rc = limit_set(pt->process, resource, &new);
	if (rc == 0 && uold)
		rc = uk_copy_to_app(uold, &old, sizeof(old));
	return rc;
}
