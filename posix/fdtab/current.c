/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The table of the running thread's process, and how threads share it. */
#include <errno.h>
#include <stddef.h>
#include <uk/alloc.h>
#include <uk/fdtab.h>

int uk_fd_install(struct vfscore_file *fp, bool cloexec)
{
	struct uk_fdtab *tab = uk_fdtab_current();
	int fd = uk_fdtab_reserve(tab, 0, uk_fdtab_limit(), cloexec);

	if (fd >= 0)
		uk_fdtab_install(tab, (unsigned int)fd, fp);
	return fd;
}

int vfscore_alloc_fd(void)
{
	return uk_fdtab_reserve(uk_fdtab_current(), 0, uk_fdtab_limit(), false);
}

int vfscore_reserve_fd(int fd)
{
	int rc = uk_fdtab_reserve_at(uk_fdtab_current(), (unsigned int)fd,
				     uk_fdtab_limit(), false);

	return MIN(rc, 0);
}

/* Frees a number, reserved or installed. */
int vfscore_put_fd(int fd)
{
	struct uk_fdtab *tab = uk_fdtab_current();
	struct vfscore_file *fp = uk_fdtab_remove(tab, (unsigned int)fd);

	if (fp) {
		uk_fdtab_close_file(tab, fp);
		return 0;
	}
	return uk_fdtab_unreserve(tab, (unsigned int)fd);
}

/* The table takes a reference of its own, as the interface has it. */
int vfscore_install_fd(int fd, struct vfscore_file *fp)
{
	struct uk_fdtab *tab = uk_fdtab_current();
	int rc;

	fhold(fp);
	rc = uk_fdtab_install_any(tab, (unsigned int)fd, uk_fdtab_limit(), fp);
	if (rc)
		fdrop(fp);
	return rc;
}

struct vfscore_file *vfscore_get_file(int fd)
{
	return uk_fdtab_hold(uk_fdtab_current(), (unsigned int)fd);
}

void vfscore_put_file(struct vfscore_file *fp)
{
	fdrop(fp);
}

/*
 * A thread of a process always shares the process's table; a new process
 * shares its parent's with CLONE_FILES and else begins with a copy.
 */
static int fdtab_clone(const struct clone_args *args, __sz len __unused,
		       struct uk_thread *child, struct uk_thread *parent)
{
	struct uk_process *p = child->posix->process;
	struct uk_fdtab *tab;

	if (!parent) {
		p->fdtab = uk_fdtab_create(uk_alloc_get_default());
		return p->fdtab ? 0 : -ENOMEM;
	}
	tab = parent->posix->process->fdtab;
	if (!(args->flags & (CLONE_FILES | CLONE_THREAD))) {
		p->fdtab = uk_fdtab_copy(tab);
		return p->fdtab ? 0 : -ENOMEM;
	}
	uk_fdtab_get(tab);
	p->fdtab = tab;
	return 0;
}

static void fdtab_term(__u64 flags __unused, struct uk_thread *child)
{
	uk_fdtab_put(child->posix->process->fdtab);
}

UK_POSIX_CLONE_HANDLER_PRIO(CLONE_FILES, false, fdtab_clone, fdtab_term, 3);
