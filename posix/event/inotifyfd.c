/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* inotify(7) as a descriptor. */
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <uk/access.h>
#include <uk/alloc.h>
#include <uk/fdtab.h>
#include <uk/syscall_define.h>
#include <vfscore/dentry.h>
#include <vfscore/mount.h>
#include <vfscore/namei.h>
#include "event_priv.h"
#include "inotify_priv.h"

#define ONLYDIR	    0x01000000U
#define DONT_FOLLOW 0x02000000U
#define MASK_CREATE 0x10000000U
#define MASK_ADD    0x20000000U
/* Linux's ALL_INOTIFY_BITS, of which there must be one */
#define BITS	  0xf700efffU
#define PATH_SIZE 4096U

/* Whole events: the first may be waited for, then those that are there. */
static int inotify_read(struct vfscore_file *fp, struct uio *uio, int flags)
{
	struct inotify *in = fp->f_data;
	struct inotify_event *e;
	ssize_t all = uio->uio_resid;
	int rc;

	if (flags)
		return -EOPNOTSUPP;
	for (;;) {
		rc = inotify_take(in, (size_t)uio->uio_resid, &e);
		if (rc > 0) {
			rc = vfscore_uiomove(&e->record, sizeof(e->record),
					     uio);
			if (!rc && e->record.len)
				rc = vfscore_uiomove(e->name, e->record.len,
						     uio);
			uk_free(in->a, e);
			if (!rc)
				continue;
		}
		if (rc || uio->uio_resid < all)
			return uio->uio_resid < all && rc != -EFAULT ? 0 : rc;
		if (fp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		rc = uk_waitq_wait_event_intr(
			&in->wq, !uk_list_empty(&in->events) || in->overflow,
			0);
		if (rc)
			return rc;
	}
}

static unsigned int inotify_poll(struct vfscore_file *fp,
				 struct uk_poll_entry *entry)
{
	struct inotify *in = fp->f_data;

	if (entry)
		uk_pollq_add(&in->pollq, entry);
	return uk_list_empty(&in->events) && !in->overflow
		       ? 0
		       : POLLIN | POLLRDNORM;
}

static int inotify_ioctl(struct vfscore_file *fp, unsigned long cmd,
			 unsigned long arg)
{
	const struct inotify *in = fp->f_data;
	const struct inotify_event *e;
	int bytes = 0;

	if (cmd != FIONREAD)
		return -ENOTTY;
	uk_list_for_each_entry (e, &in->events, link)
		bytes += (int)(sizeof(e->record) + e->record.len);
	if (in->overflow)
		bytes += (int)sizeof(e->record);
	return uk_put_to_app(bytes, (int *)arg);
}

static void inotify_release(struct vfscore_file *fp)
{
	inotify_free(fp->f_data);
}

static const struct vfscore_fileops inotify_ops = {
	.read = inotify_read,
	.poll = inotify_poll,
	.ioctl = inotify_ioctl,
	.getattr = event_getattr,
	.seek = event_seek,
	.release = inotify_release,
	.async = true,
};

static int do_inotify_init(int flags)
{
	struct vfscore_file *fp;
	struct inotify *in;
	int rc;

	if (flags & ~(O_CLOEXEC | O_NONBLOCK))
		return -EINVAL;
	if (inotify_total() >= INOTIFY_MAX)
		return -EMFILE;
	in = inotify_create(uk_alloc_get_default());
	if (!in)
		return -ENOMEM;
	fp = vfscore_file_create(&inotify_ops, UK_FREAD,
				 O_RDONLY | (flags & O_NONBLOCK), in);
	if (!fp) {
		inotify_free(in);
		return -ENOMEM;
	}
	rc = uk_fd_install(fp, flags & O_CLOEXEC);
	if (rc < 0)
		fdrop(fp);
	return rc;
}

UK_LLSYSCALL_R_DEFINE(int, inotify_init1, int, flags)
{
	return do_inotify_init(flags);
}

#ifdef SYS_inotify_init
UK_LLSYSCALL_R_DEFINE(int, inotify_init)
{
	return do_inotify_init(0);
}
#endif

/* A descriptor's, held. -EBADF, -EINVAL. */
static int inotify_get(int fd, struct vfscore_file **fp)
{
	*fp = vfscore_get_file(fd);
	if (!*fp)
		return -EBADF;
	if ((*fp)->f_op == &inotify_ops)
		return 0;
	vfscore_put_file(*fp);
	return -EINVAL;
}

/*
 * A place of /proc that stands for an open file without a name has that file:
 * an inotify that watched itself, or one that is in its way, would never end.
 * Nothing is told of such files anyway.
 */
static bool is_nameless(const struct vnode *vp)
{
	return vp->v_op != vp->v_mount->m_op->vfs_vnops;
}

static int watch_path(struct inotify *in, const char *name, uint32_t mask)
{
	struct vfscore_ctx *ctx = uk_posix_thread_current()->fs;
	unsigned int flags = mask & DONT_FOLLOW ? 0 : VFSCORE_FOLLOW;
	struct vfscore_path path;
	int rc;

	if (mask & ONLYDIR)
		flags |= VFSCORE_DIRECTORY;
	rc = vfscore_lookup(ctx, NULL, name, flags, &path);
	if (rc)
		return rc;
	rc = is_nameless(path.dentry->d_vnode)
		     ? -EOPNOTSUPP
		     : vn_access(&ctx->cred, path.dentry->d_vnode, VREAD);
	if (!rc)
		rc = inotify_watch(in, path.dentry->d_vnode,
				   mask & (INOTIFY_EVENTS | INOTIFY_EXCL |
					   INOTIFY_ONESHOT),
				   mask & MASK_ADD, mask & MASK_CREATE);
	vfscore_path_put(&path);
	return rc;
}

UK_LLSYSCALL_R_DEFINE(int, inotify_add_watch, int, fd, const char *, app_path,
		      uint32_t, mask)
{
	struct vfscore_file *fp;
	char *name;
	long len;
	int rc;

	if (!(mask & BITS))
		return -EINVAL;
	rc = inotify_get(fd, &fp);
	if (rc == -EBADF)
		return rc;
	if ((mask & MASK_ADD) && (mask & MASK_CREATE)) {
		if (!rc)
			vfscore_put_file(fp);
		return -EINVAL;
	}
	if (rc)
		return rc;
	name = uk_malloc(uk_alloc_get_default(), PATH_SIZE);
	len = name ? uk_strncpy_from_app(name, app_path, PATH_SIZE) : -ENOMEM;
	rc = len < 0 ? (int)len : watch_path(fp->f_data, name, mask);
	uk_free(uk_alloc_get_default(), name);
	vfscore_put_file(fp);
	return rc;
}

UK_LLSYSCALL_R_DEFINE(int, inotify_rm_watch, int, fd, int, wd)
{
	struct vfscore_file *fp;
	int rc = inotify_get(fd, &fp);

	if (rc)
		return rc;
	rc = inotify_unwatch(fp->f_data, wd);
	vfscore_put_file(fp);
	return rc;
}
