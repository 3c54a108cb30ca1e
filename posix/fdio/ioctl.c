/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The requests that mean the same for every file; the others are its own. */
#include <fcntl.h>
#include <sys/ioctl.h>
#include "fdio_priv.h"

/* FIOASYNC and FIONBIO: a flag by a pointer to an int */
static int set_flag(struct vfscore_file *fp, int fd, int flag, const int *app)
{
	int on = 0;

	if (uk_get_from_app(on, app))
		return -EFAULT;
	if (flag == O_ASYNC && !on == !(fp->f_flags & O_ASYNC))
		return 0;
	if (flag == O_ASYNC && (!fp->f_op->async || !vfscore_owner_async))
		return -ENOTTY;
	return fdio_set_flags(fp, fd, flag, on ? flag : 0);
}

/* What F_SETOWN and F_GETOWN do, by a pointer, for a socket */
static int owner(struct vfscore_file *fp, unsigned int cmd, int *app)
{
	long rc;
	int id;

	if (!(fp->f_mode & UK_FSOCK) || !vfscore_owner_fcntl)
		return -ENOTTY;
	if (cmd == FIOGETOWN || cmd == SIOCGPGRP) {
		rc = vfscore_owner_fcntl(fp, F_GETOWN, 0);
		return uk_put_to_app((int)rc, app);
	}
	if (uk_get_from_app(id, app))
		return -EFAULT;
	return (int)vfscore_owner_fcntl(fp, F_SETOWN, (unsigned int)id);
}

/* What is left to read of a regular file, may be negative */
static int bytes_left(struct vfscore_file *fp, int *app)
{
	off_t left = fp->f_vnode->v_size - fp->f_offset;

	return uk_put_to_app((int)left, app);
}

UK_LLSYSCALL_R_DEFINE(int, ioctl, int, fd, unsigned int, cmd, unsigned long,
		      arg)
{
	struct uk_fdtab *tab = uk_fdtab_current();
	struct uk_fdref ref = uk_fdref_get(fd);
	struct vfscore_file *fp = ref.fp;
	int rc;

	if (!fp || (fp->f_mode & UK_FPATH)) {
		rc = -EBADF;
		goto out;
	}
	switch (cmd) {
	case FIOCLEX:
		rc = uk_fdtab_set_cloexec(tab, (unsigned int)fd, true);
		break;
	case FIONCLEX:
		rc = uk_fdtab_set_cloexec(tab, (unsigned int)fd, false);
		break;
	case FIONBIO:
		rc = set_flag(fp, fd, O_NONBLOCK, (const int *)arg);
		break;
	case FIOASYNC:
		rc = set_flag(fp, fd, O_ASYNC, (const int *)arg);
		break;
	case FIOSETOWN:
	case FIOGETOWN:
	case SIOCSPGRP:
	case SIOCGPGRP:
		rc = owner(fp, cmd, (int *)arg);
		break;
	default:
		if (cmd == FIONREAD && fp->f_vnode &&
		    fp->f_vnode->v_type == VREG)
			rc = bytes_left(fp, (int *)arg);
		else
			rc = fp->f_op->ioctl ? fp->f_op->ioctl(fp, cmd, arg)
					     : -ENOTTY;
	}
out:
	uk_fdref_put(ref);
	return rc;
}
