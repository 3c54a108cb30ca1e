/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Users' ids, and the rules that groups' ids have as well. */
#include <errno.h>
#include <sys/types.h>
#include <uk/access.h>
#include <uk/syscall_define.h>
#include "user_priv.h"

static void take(uint32_t *id, uint32_t new)
{
	if (new != ID_KEEP)
		*id = new;
}

int ids_setres(struct ids *ids, uint32_t real, uint32_t effective,
	       uint32_t saved)
{
	if (!ids->any && !(ids_has(ids, real) && ids_has(ids, effective) &&
			   ids_has(ids, saved)))
		return -EPERM;
	take(&ids->real, real);
	take(&ids->effective, effective);
	take(&ids->saved, saved);
	ids->fs = ids->effective;
	return 0;
}

int ids_setre(struct ids *ids, uint32_t real, uint32_t effective)
{
	uint32_t old = ids->real;

	if (!ids->any && !((real == ID_KEEP || real == ids->real ||
			    real == ids->effective) &&
			   ids_has(ids, effective)))
		return -EPERM;
	take(&ids->real, real);
	take(&ids->effective, effective);
	if (real != ID_KEEP || (effective != ID_KEEP && effective != old))
		ids->saved = ids->effective;
	ids->fs = ids->effective;
	return 0;
}

int ids_set(struct ids *ids, uint32_t id)
{
	if (id == ID_KEEP)
		return -EINVAL;
	if (ids->any) {
		ids->real = id;
		ids->saved = id;
	} else if (id != ids->real && id != ids->saved) {
		return -EPERM;
	}
	ids->effective = id;
	ids->fs = id;
	return 0;
}

uint32_t ids_setfs(struct ids *ids, uint32_t id)
{
	uint32_t old = ids->fs;

	if (id != ID_KEEP && (ids->any || ids_has(ids, id) || id == old))
		ids->fs = id;
	return old;
}

static struct ids users_get(void)
{
	const struct uk_credentials *c = uk_cred_current();

	return (struct ids){c->uid, c->euid, c->suid, c->fsuid,
			    uk_cred_can(c, UK_CAP_SETUID)};
}

static int users_put(const struct ids *ids, int rc,
		     void (*follow)(struct uk_credentials *c,
				    const struct ids *old))
{
	struct uk_credentials c = *uk_cred_current();
	struct ids old = users_get();

	if (rc)
		return rc;
	c.uid = ids->real;
	c.euid = ids->effective;
	c.suid = ids->saved;
	c.fsuid = ids->fs;
	follow(&c, &old);
	return uk_cred_set(&c);
}

UK_SYSCALL_R_DEFINE(uid_t, getuid)
{
	return uk_cred_current()->uid;
}

UK_SYSCALL_R_DEFINE(uid_t, geteuid)
{
	return uk_cred_current()->euid;
}

UK_SYSCALL_R_DEFINE(int, getresuid, uid_t *, ruid, uid_t *, euid, uid_t *, suid)
{
	struct ids ids = users_get();

	if (uk_put_to_app(ids.real, ruid) || uk_put_to_app(ids.effective, euid))
		return -EFAULT;
	return uk_put_to_app(ids.saved, suid);
}

UK_SYSCALL_R_DEFINE(int, setuid, uid_t, uid)
{
	struct ids ids = users_get();

	return users_put(&ids, ids_set(&ids, uid), caps_follow);
}

UK_SYSCALL_R_DEFINE(int, setreuid, uid_t, ruid, uid_t, euid)
{
	struct ids ids = users_get();

	return users_put(&ids, ids_setre(&ids, ruid, euid), caps_follow);
}

UK_SYSCALL_R_DEFINE(int, setresuid, uid_t, ruid, uid_t, euid, uid_t, suid)
{
	struct ids ids = users_get();

	return users_put(&ids, ids_setres(&ids, ruid, euid, suid), caps_follow);
}

UK_LLSYSCALL_R_DEFINE(long, setfsuid, uid_t, uid)
{
	struct ids ids = users_get();
	long old = (long)ids_setfs(&ids, uid);

	if (ids.fs != (uint32_t)old)
		(void)users_put(&ids, 0, caps_follow_fs);
	return old;
}
