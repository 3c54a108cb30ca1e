/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What a process begins with: its place in the file system, and the console
 * as descriptors 0, 1 and 2, or those streams of the host that stdio.streams
 * says: bit n stands for descriptor n.
 */
#include <fcntl.h>
#include <uk/libparam.h>
#include <uk/print.h>
#include "fdio_priv.h"

#define CONSOLE "/dev/console"

static unsigned int streams;
UK_LIB_PARAM(streams, unsigned int);

static const struct {
	const char *path;
	int flags;
} hosts[] = {
	{"/dev/host0", O_RDONLY},
	{"/dev/host1", O_WRONLY},
	{"/dev/host2", O_WRONLY},
};

/* The descriptor has a reference of its own. */
static int file_install(struct uk_process *p, unsigned int fd,
			struct vfscore_file *fp)
{
	int rc;

	fhold(fp);
	rc = uk_fdtab_install_any(p->fdtab, fd, UK_FDTAB_MAX, fp);
	if (rc)
		fdrop(fp);
	return rc;
}

static int host_open(struct uk_posix_thread *pt, unsigned int fd)
{
	struct vfscore_file *fp;
	int rc = vfscore_open(pt->fs, NULL, hosts[fd].path, hosts[fd].flags, 0,
			      0, &fp);

	if (rc)
		return rc;
	rc = file_install(pt->process, fd, fp);
	fdrop(fp);
	return rc;
}

/* A process without them is one that was started with them closed. */
static int console_open(struct uk_posix_thread *pt)
{
	struct vfscore_file *fp;
	int rc;

	rc = vfscore_open(pt->fs, NULL, CONSOLE, O_RDWR | O_NOCTTY, 0, 0, &fp);
	if (rc) {
		uk_pr_warn("Cannot open " CONSOLE ": error %d\n", -rc);
		return 0;
	}
	for (unsigned int fd = 0; fd < 3 && rc == 0; fd++)
		rc = streams & (1U << fd) ? host_open(pt, fd)
					  : file_install(pt->process, fd, fp);
	fdrop(fp);
	return rc;
}

int uk_cred_files_prepare(void)
{
	struct uk_posix_thread *pt = uk_posix_thread_current();
	struct vfscore_ctx *own;

	if (uk_refcount_read(&pt->fs->count) == 1)
		return 0;
	own = vfscore_ctx_fork(pt->fs);
	if (!own)
		return -ENOMEM;
	vfscore_ctx_put(pt->fs);
	pt->fs = own;
	return 0;
}

/* What access() goes by: capabilities of the real user, as he would have. */
static uint64_t real_caps(const struct uk_credentials *c)
{
	if (c->securebits & UK_SECURE_NO_SETUID_FIXUP)
		return c->caps.effective;
	return c->uid ? 0 : c->caps.permitted;
}

void uk_cred_files_changed(void)
{
	const struct uk_credentials *c = uk_cred_current();
	struct vfscore_cred *cred = &fdio_ctx()->cred;

	UK_CTASSERT(VFSCORE_NGROUPS >= UK_NGROUPS);
	cred->uid = c->fsuid;
	cred->gid = c->fsgid;
	cred->ruid = c->uid;
	cred->rgid = c->gid;
	cred->caps = (uint32_t)c->caps.effective;
	cred->rcaps = (uint32_t)real_caps(c);
	cred->ngroups = c->nr_groups;
	for (unsigned int i = 0; i < c->nr_groups; i++)
		cred->groups[i] = c->groups[i];
}

/* A new process runs its parent's program. */
static void program_inherit(struct uk_process *p, const struct uk_process *of)
{
	if (p == of || !of->exe_file)
		return;
	fhold(of->exe_file);
	p->exe_file = of->exe_file;
}

static int fdio_clone(const struct clone_args *args, __sz len __unused,
		      struct uk_thread *child, struct uk_thread *parent)
{
	struct uk_posix_thread *pt = child->posix;
	struct vfscore_ctx *of;

	if (parent)
		program_inherit(pt->process, parent->posix->process);
	if (parent && (args->flags & (CLONE_FS | CLONE_THREAD))) {
		pt->fs = parent->posix->fs;
		vfscore_ctx_get(pt->fs);
		return 0;
	}
	of = parent ? parent->posix->fs : vfscore_ctx_boot();
	if (!of)
		return -ENODEV;
	pt->fs = vfscore_ctx_copy(of);
	if (!pt->fs)
		return -ENOMEM;
	return parent ? 0 : console_open(pt);
}

static void fdio_term(__u64 flags __unused, struct uk_thread *child)
{
	struct uk_process *p = child->posix->process;

	vfscore_ctx_put(child->posix->fs);
	if (p->thread_count > 1 || !p->exe_file)
		return;
	fdrop(p->exe_file);
	p->exe_file = NULL;
}

/* Behind posix/fdtab's */
UK_POSIX_CLONE_HANDLER_PRIO(CLONE_FS, false, fdio_clone, fdio_term, 4);
