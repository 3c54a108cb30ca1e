/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* capget(2), capset(2), and what becomes of capabilities with the user. */
#include <errno.h>
#include <stddef.h>
#include <uk/access.h>
#include <uk/syscall_define.h>
#include "user_priv.h"

#define VERSION_1 0x19980330
#define VERSION_2 0x20071026
#define VERSION_3 0x20080522

/*
 * What goes with the user of file systems: CAP_CHOWN to CAP_FSETID,
 * CAP_LINUX_IMMUTABLE, CAP_MKNOD, CAP_MAC_OVERRIDE
 */
#define CAPS_FILES (0x1fULL | 1ULL << 9 | 1ULL << 27 | 1ULL << 32)

struct cap_header {
	uint32_t version;
	int pid;
};

struct cap_data {
	uint32_t effective, permitted, inheritable;
};

/* How many sets of 32 the caller's version has; 0 and its answer: unknown. */
static int header_read(struct cap_header *uheader, struct cap_header *header,
		       unsigned int *sets)
{
	if (uk_copy_from_app(header, uheader, sizeof(*header)))
		return -EFAULT;
	switch (header->version) {
	case VERSION_1:
		*sets = 1;
		return 0;
	case VERSION_2:
	case VERSION_3:
		*sets = 2;
		return 0;
	default:
		if (uk_put_to_app((uint32_t)VERSION_3, &uheader->version))
			return -EFAULT;
		return -EINVAL;
	}
}

/* What a set of users' ids has to do with root. */
static bool has_root(const struct ids *ids)
{
	return !ids->real || !ids->effective || !ids->saved;
}

/* capabilities(7), "Effect of user ID changes on capabilities" */
void caps_follow(struct uk_credentials *c, const struct ids *old)
{
	struct uk_caps *caps = &c->caps;

	if (c->securebits & UK_SECURE_NO_SETUID_FIXUP)
		return;
	if (has_root(old) && c->uid && c->euid && c->suid) {
		if (!(c->securebits & UK_SECURE_KEEP_CAPS))
			caps->permitted = caps->effective = 0;
		caps->ambient = 0;
	}
	if (!old->effective && c->euid)
		caps->effective = 0;
	else if (old->effective && !c->euid)
		caps->effective = caps->permitted;
}

void caps_follow_fs(struct uk_credentials *c, const struct ids *old)
{
	struct uk_caps *caps = &c->caps;

	if (c->securebits & UK_SECURE_NO_SETUID_FIXUP)
		return;
	if (!old->fs && c->fsuid)
		caps->effective &= ~CAPS_FILES;
	else if (old->fs && !c->fsuid)
		caps->effective |= caps->permitted & CAPS_FILES;
}

UK_LLSYSCALL_R_DEFINE(int, capget, struct cap_header *, uheader,
		      struct cap_data *, udata)
{
	const struct uk_posix_thread *pt = uk_posix_thread_current();
	struct cap_data data[2] = {{0}};
	struct cap_header header;
	const struct uk_caps *caps;
	unsigned int sets;
	int rc;

	rc = header_read(uheader, &header, &sets);
	/* To ask for the version one passes no place for the answer */
	if (rc)
		return rc == -EINVAL && !udata ? 0 : rc;
	if (header.pid < 0)
		return -EINVAL;
	if (header.pid)
		pt = uk_posix_thread_find(header.pid);
	if (!pt)
		return -ESRCH;
	if (!udata)
		return 0;
	caps = &pt->cred.caps;
	for (unsigned int i = 0; i < sets; i++) {
		data[i].effective = (uint32_t)(caps->effective >> 32 * i);
		data[i].permitted = (uint32_t)(caps->permitted >> 32 * i);
		data[i].inheritable = (uint32_t)(caps->inheritable >> 32 * i);
	}
	return uk_copy_to_app(udata, data, sets * sizeof(data[0]));
}

/* Capabilities that are not there are not set, either. */
static uint64_t set_of(uint32_t low, uint32_t high)
{
	return (low | (uint64_t)high << 32) & UK_CAPS_ALL;
}

/* What may become inheritable: with CAP_SETPCAP anything. */
static uint64_t inheritable_most(const struct uk_credentials *c)
{
	return uk_cred_can(c, UK_CAP_SETPCAP) ? UK_CAPS_ALL : c->caps.permitted;
}

UK_LLSYSCALL_R_DEFINE(int, capset, struct cap_header *, uheader,
		      const struct cap_data *, udata)
{
	struct uk_credentials c = *uk_cred_current();
	struct uk_caps *caps = &c.caps;
	struct cap_data data[2] = {{0}};
	struct cap_header header;
	struct uk_caps new;
	unsigned int sets;
	int rc;

	rc = header_read(uheader, &header, &sets);
	if (rc)
		return rc;
	if (header.pid && header.pid != uk_posix_thread_current()->tid)
		return -EPERM;
	if (uk_copy_from_app(data, udata, sets * sizeof(data[0])))
		return -EFAULT;
	new.effective = set_of(data[0].effective, data[1].effective);
	new.permitted = set_of(data[0].permitted, data[1].permitted);
	new.inheritable = set_of(data[0].inheritable, data[1].inheritable);
	if ((new.permitted & ~caps->permitted) ||
	    (new.effective & ~new.permitted) ||
	    (new.inheritable & ~(caps->inheritable | inheritable_most(&c))) ||
	    (new.inheritable & ~(caps->inheritable | caps->bounding)))
		return -EPERM;
	new.bounding = caps->bounding;
	new.ambient = caps->ambient &new.permitted &new.inheritable;
	c.caps = new;
	return uk_cred_set(&c);
}
