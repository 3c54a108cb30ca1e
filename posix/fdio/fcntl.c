/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <fcntl.h>
#include <unistd.h>
#include <uk/pipe.h>
#include "fdio_priv.h"

/* What F_SETFL changes; it leaves the rest alone */
#define SETFL_FLAGS (O_APPEND | O_NONBLOCK | O_ASYNC | O_DIRECT | O_NOATIME)

#define FDIO_F_ADD_SEALS 1033
#define FDIO_F_GET_SEALS 1034

static int dup_min(struct vfscore_file *fp, int min, bool cloexec)
{
	struct uk_fdtab *tab = uk_fdtab_current();
	int fd;

	if ((unsigned int)min >= uk_fdtab_limit())
		return -EINVAL;
	fd = uk_fdtab_reserve(tab, (unsigned int)min, uk_fdtab_limit(),
			      cloexec);
	if (fd >= 0) {
		fhold(fp);
		uk_fdtab_install(tab, (unsigned int)fd, fp);
	}
	return fd;
}

/* Not to leave a time is for the owner. */
static bool may_hide_reads(const struct vfscore_file *fp)
{
	const struct uk_credentials *c = uk_cred_current();

	return !fp->f_vnode || c->fsuid == fp->f_vnode->v_uid ||
	       uk_cred_can(c, UK_CAP_FOWNER);
}

/* Linux's numbers, which not every <fcntl.h> has */
#define FDIO_F_SETSIG	 10
#define FDIO_F_GETSIG	 11
#define FDIO_F_SETOWN_EX 15
#define FDIO_F_GETOWN_EX 16

int fdio_set_flags(struct vfscore_file *fp, int fd, int mask, int flags)
{
	bool async = fp->f_op->async && vfscore_owner_async;
	int next, rc = 0;

	if (!async)
		mask &= ~O_ASYNC;
	next = (fp->f_flags & ~mask) | (flags & mask);
	if ((next & ~fp->f_flags & O_NOATIME) && !may_hide_reads(fp))
		return -EPERM;
	if (fp->f_op->set_flags)
		rc = fp->f_op->set_flags(fp, next);
	if (!rc && async && ((next ^ fp->f_flags) & O_ASYNC))
		rc = vfscore_owner_async(fp, fd, next & O_ASYNC);
	if (!rc)
		fp->f_flags = next;
	return rc;
}

/* It may wait, and somebody close the descriptor meanwhile. */
static long lock_call(struct vfscore_file *fp, int fd, int cmd,
		      unsigned long arg)
{
	long rc;

	fhold(fp);
	rc = fdio_record_lock(fp, fd, cmd, arg);
	fdrop(fp);
	return rc;
}

static long fcntl_file(struct vfscore_file *fp, int fd, int cmd,
		       unsigned long arg)
{
	struct uk_fdtab *tab = uk_fdtab_current();

	switch (cmd) {
	case F_DUPFD:
		return dup_min(fp, (int)arg, false);
	case F_DUPFD_CLOEXEC:
		return dup_min(fp, (int)arg, true);
	case F_GETFD:
		return uk_fdtab_cloexec(tab, (unsigned int)fd);
	case F_SETFD:
		return uk_fdtab_set_cloexec(tab, (unsigned int)fd,
					    arg & FD_CLOEXEC);
	case F_GETFL:
		return fp->f_flags;
	default:
		break;
	}
	/* The others need more than a name */
	if (fp->f_mode & UK_FPATH)
		return -EBADF;
	switch (cmd) {
	case F_SETFL:
		return fdio_set_flags(fp, fd, SETFL_FLAGS, (int)arg);
	case F_GETLK:
	case F_SETLK:
	case F_SETLKW:
	case FDIO_F_OFD_GETLK:
	case FDIO_F_OFD_SETLK:
	case FDIO_F_OFD_SETLKW:
		return lock_call(fp, fd, cmd, arg);
	case F_SETOWN:
	case F_GETOWN:
	case FDIO_F_SETSIG:
	case FDIO_F_GETSIG:
	case FDIO_F_SETOWN_EX:
	case FDIO_F_GETOWN_EX:
		return vfscore_owner_fcntl ? vfscore_owner_fcntl(fp, cmd, arg)
					   : -EINVAL;
	case F_GETPIPE_SZ:
	case F_SETPIPE_SZ:
		return uk_pipe_fcntl(fp, cmd, arg);
	case FDIO_F_ADD_SEALS:
		return vfscore_file_seal(fp, (unsigned int)arg);
	case FDIO_F_GET_SEALS:
		return vfscore_file_seals(fp);
	default:
		return -EINVAL;
	}
}

UK_LLSYSCALL_R_DEFINE(long, fcntl, int, fd, int, cmd, unsigned long, arg)
{
	struct uk_fdref ref = uk_fdref_get(fd);
	long rc;

	if (!ref.fp)
		return -EBADF;
	rc = fcntl_file(ref.fp, fd, cmd, arg);
	uk_fdref_put(ref);
	return rc;
}
