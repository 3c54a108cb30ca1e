/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* sched_getattr(2) and sched_setattr(2): policy, priority, niceness at once. */
#include <errno.h>
#include <limits.h>
#include <sched.h>
#include <stddef.h>
#include <sys/types.h>
#include <stdint.h>
#include <uk/access.h>
#include <uk/arch/limits.h>
#include <uk/essentials.h>
#include <uk/syscall_define.h>
#include "process_priv.h"

struct sched_attr {
	uint32_t size;
	uint32_t policy;
	uint64_t flags;
	int32_t nice;
	uint32_t priority;
	uint64_t runtime, deadline, period;
	uint32_t util_min, util_max;
};

#define SIZE_FIRST 48 /* before util_* */

#define FLAG_KEEP_POLICY 0x08
#define FLAG_KEEP_PARAMS 0x10
#define FLAGS_KNOWN	 0x7f

#define NICE_MIN (-20)
#define NICE_MAX 19

UK_LLSYSCALL_R_DEFINE(int, sched_getattr, pid_t, pid, struct sched_attr *,
		      uattr, unsigned int, size, unsigned int, flags)
{
	const struct uk_posix_thread *pt;
	struct sched_attr attr = {0};

	if (!uattr || pid < 0 || size < SIZE_FIRST || size > __PAGE_SIZE ||
	    flags)
		return -EINVAL;
	pt = process_thread_of(pid);
	if (!pt)
		return -ESRCH;
	attr.size = (uint32_t)MIN(size, sizeof(attr));
	attr.policy = pt->policy;
	attr.priority = pt->priority;
	attr.nice = pt->nice;
	attr.util_max = 1024;
	return uk_copy_to_app(uattr, &attr, attr.size);
}

/* What is behind what we know must be zero. */
static int rest_check(const char *urest, size_t len)
{
	char c;

	for (size_t i = 0; i < len; i++) {
		if (uk_get_from_app(c, urest + i))
			return -EFAULT;
		if (c)
			return -E2BIG;
	}
	return 0;
}

static int attr_get(struct sched_attr *attr, struct sched_attr *uattr)
{
	uint32_t size = 0;
	int rc = 0;

	if (uk_get_from_app(size, &uattr->size))
		return -EFAULT;
	if (!size)
		size = SIZE_FIRST;
	if (size < SIZE_FIRST || size > __PAGE_SIZE)
		rc = -E2BIG;
	else if (size > sizeof(*attr))
		rc = rest_check((const char *)(uattr + 1),
				size - sizeof(*attr));
	if (rc == -E2BIG)
		(void)uk_put_to_app((uint32_t)sizeof(*attr), &uattr->size);
	if (rc)
		return rc;
	*attr = (struct sched_attr){0};
	return uk_copy_from_app(attr, uattr, MIN(size, sizeof(*attr)));
}

static int attr_set(struct uk_posix_thread *pt, const struct sched_attr *attr)
{
	int policy = (int)attr->policy, priority = (int)attr->priority;
	int nice = MAX(NICE_MIN, MIN(NICE_MAX, attr->nice));
	int rc;

	if (attr->flags & ~(uint64_t)FLAGS_KNOWN)
		return -EINVAL;
	if (attr->flags & FLAG_KEEP_POLICY)
		policy = pt->policy;
	if (attr->flags & FLAG_KEEP_PARAMS) {
		priority = pt->priority;
		nice = pt->nice;
	}
	rc = process_policy_check(pt, policy, priority, nice);
	if (rc)
		return rc;
	pt->policy = (uint8_t)policy;
	pt->priority = (uint8_t)priority;
	if (policy == SCHED_OTHER || policy == SCHED_BATCH)
		pt->nice = nice;
	return 0;
}

UK_LLSYSCALL_R_DEFINE(int, sched_setattr, pid_t, pid, struct sched_attr *,
		      uattr, unsigned int, flags)
{
	struct uk_posix_thread *pt;
	struct sched_attr attr;
	int rc;

	if (!uattr || pid < 0 || flags)
		return -EINVAL;
	rc = attr_get(&attr, uattr);
	if (rc)
		return rc;
	if (attr.policy > INT_MAX)
		return -EINVAL;
	pt = process_thread_of(pid);
	return pt ? attr_set(pt, &attr) : -ESRCH;
}
