/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The running thread becomes somebody else. credentials(7), capabilities(7). */
#include <uk/process.h>

static bool acts_as_other(const struct uk_credentials *a,
			  const struct uk_credentials *b)
{
	return a->euid != b->euid || a->egid != b->egid ||
	       a->fsuid != b->fsuid || a->fsgid != b->fsgid ||
	       (b->caps.permitted & ~a->caps.permitted);
}

int uk_cred_set(const struct uk_credentials *new)
{
	struct uk_posix_thread *pt = uk_posix_thread_current();
	int rc = uk_cred_files_prepare ? uk_cred_files_prepare() : 0;

	if (rc)
		return rc;
	/* What was in memory is not for who it is now: prctl(2), execve(2) */
	if (acts_as_other(&pt->cred, new)) {
		pt->process->dumpable = false;
		pt->parent_death_signal = 0;
	}
	pt->cred = *new;
	if (uk_cred_files_changed)
		uk_cred_files_changed();
	return 0;
}

int uk_cred_exec_prepare(void)
{
	return uk_cred_files_prepare ? uk_cred_files_prepare() : 0;
}

/* Files have no capabilities of their own, so root alone gains. */
void uk_cred_exec(void)
{
	struct uk_posix_thread *pt = uk_posix_thread_current();
	struct uk_credentials *c = &pt->cred;
	struct uk_caps *caps = &c->caps;
	uint64_t before = caps->permitted;
	bool root = !(c->securebits & UK_SECURE_NOROOT);

	c->securebits &= (uint8_t)~UK_SECURE_KEEP_CAPS;
	c->suid = c->fsuid = c->euid;
	c->sgid = c->fsgid = c->egid;
	caps->permitted = caps->ambient;
	if (root && (!c->uid || !c->euid))
		caps->permitted |= caps->bounding | caps->inheritable;
	caps->effective = root && !c->euid ? caps->permitted : caps->ambient;
	pt->process->dumpable = c->uid == c->euid && c->gid == c->egid &&
				!(caps->permitted & ~before);
	if (uk_cred_files_changed)
		uk_cred_files_changed();
}
