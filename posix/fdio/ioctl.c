/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The requests that mean the same for every file; the others are its own. */
#include <fcntl.h>
#include <sys/ioctl.h>
#include "fdio_priv.h"

/* FIOASYNC and FIONBIO: a flag by a pointer to an int */
static int set_flag(struct vfscore_file *fp, int flag, const int *app)
{
	int on = 0;

	if (uk_get_from_app(on, app))
		return -EFAULT;
	return fdio_set_flags(fp, flag, on ? flag : 0);
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
		rc = set_flag(fp, O_NONBLOCK, (const int *)arg);
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
