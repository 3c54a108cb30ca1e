/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Groups' ids, and the further groups of a process. */
#include <errno.h>
#include <sys/types.h>
#include <uk/access.h>
#include <uk/syscall_define.h>
#include "user_priv.h"

#define NGROUPS_MAX_ 65536

static struct ids groups_get(void)
{
	const struct uk_credentials *c = uk_cred_current();

	return (struct ids){c->gid, c->egid, c->sgid, c->fsgid,
			    uk_cred_can(c, UK_CAP_SETGID)};
}

static int groups_put(const struct ids *ids, int rc)
{
	struct uk_credentials c = *uk_cred_current();

	if (rc)
		return rc;
	c.gid = ids->real;
	c.egid = ids->effective;
	c.sgid = ids->saved;
	c.fsgid = ids->fs;
	return uk_cred_set(&c);
}

UK_SYSCALL_R_DEFINE(gid_t, getgid)
{
	return uk_cred_current()->gid;
}

UK_SYSCALL_R_DEFINE(gid_t, getegid)
{
	return uk_cred_current()->egid;
}

UK_SYSCALL_R_DEFINE(int, getresgid, gid_t *, rgid, gid_t *, egid, gid_t *, sgid)
{
	struct ids ids = groups_get();

	if (uk_put_to_app(ids.real, rgid) || uk_put_to_app(ids.effective, egid))
		return -EFAULT;
	return uk_put_to_app(ids.saved, sgid);
}

UK_SYSCALL_R_DEFINE(int, setgid, gid_t, gid)
{
	struct ids ids = groups_get();

	return groups_put(&ids, ids_set(&ids, gid));
}

UK_SYSCALL_R_DEFINE(int, setregid, gid_t, rgid, gid_t, egid)
{
	struct ids ids = groups_get();

	return groups_put(&ids, ids_setre(&ids, rgid, egid));
}

UK_SYSCALL_R_DEFINE(int, setresgid, gid_t, rgid, gid_t, egid, gid_t, sgid)
{
	struct ids ids = groups_get();

	return groups_put(&ids, ids_setres(&ids, rgid, egid, sgid));
}

UK_LLSYSCALL_R_DEFINE(long, setfsgid, gid_t, gid)
{
	struct ids ids = groups_get();
	long old = (long)ids_setfs(&ids, gid);

	if (ids.fs != (uint32_t)old)
		(void)groups_put(&ids, 0);
	return old;
}

UK_SYSCALL_R_DEFINE(int, getgroups, int, size, gid_t *, list)
{
	const struct uk_credentials *c = uk_cred_current();

	if (size < 0 || (size && size < (int)c->nr_groups))
		return -EINVAL;
	if (size &&
	    uk_copy_to_app(list, c->groups, c->nr_groups * sizeof(*list)))
		return -EFAULT;
	return (int)c->nr_groups;
}

/* They are few. */
static void sort(uint32_t *groups, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		uint32_t group = groups[i];
		size_t at = i;

		for (; at && groups[at - 1] > group; at--)
			groups[at] = groups[at - 1];
		groups[at] = group;
	}
}

UK_SYSCALL_R_DEFINE(int, setgroups, size_t, size, const gid_t *, list)
{
	struct uk_credentials c = *uk_cred_current();

	if (!uk_cred_can(&c, UK_CAP_SETGID))
		return -EPERM;
	if (size > NGROUPS_MAX_)
		return -EINVAL;
	if (size > UK_NGROUPS)
		return -ENOMEM;
	if (uk_copy_from_app(c.groups, list, size * sizeof(*list)))
		return -EFAULT;
	sort(c.groups, size);
	c.nr_groups = (unsigned int)size;
	return uk_cred_set(&c);
}
