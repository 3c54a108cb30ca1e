/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Open files whose contents are a file system's. */
#include <stdint.h>
#include <unistd.h>
#include "vfscore_priv.h"

#define SEEK_DATA_ 3
#define SEEK_HOLE_ 4

/* RWF_* of preadv2(2) */
#define RWF_HIPRI_  0x1
#define RWF_DSYNC_  0x2
#define RWF_SYNC_   0x4
#define RWF_NOWAIT_ 0x8
#define RWF_APPEND_ 0x10
#define RWF_KNOWN \
	(RWF_HIPRI_ | RWF_DSYNC_ | RWF_SYNC_ | RWF_NOWAIT_ | RWF_APPEND_)

static int io_flags(const struct vfscore_file *fp, int flags)
{
	int io = 0;

	if (likely(!(fp->f_flags & (O_APPEND | O_DSYNC | O_DIRECT)) && !flags))
		return 0;
	if ((fp->f_flags & O_APPEND) || (flags & RWF_APPEND_))
		io |= IO_APPEND;
	if ((fp->f_flags & O_DSYNC) || (flags & (RWF_DSYNC_ | RWF_SYNC_)))
		io |= IO_SYNC;
	if (fp->f_flags & O_DIRECT)
		io |= IO_DIRECT;
	return io;
}

/* The vnode is locked, and unlocked afterwards. */
static inline int read_locked(struct vfscore_file *fp, struct uio *uio)
{
	struct vnode *vp = fp->f_vnode;
	int rc = VOP_READ(vp, fp, uio, 0);

	vn_unlock(vp);
	return rc;
}

/* Seals or a limit may end a write early. */
static int checked_write(struct vnode *vp, struct uio *uio, int io)
{
	ssize_t over, cut;
	int rc = vfs_limit_write(vp, uio, io & IO_APPEND, &over);

	if (rc)
		return rc;
	uio->uio_resid -= over;
	rc = vfs_seal_write(vp, uio, io & IO_APPEND, &cut);
	if (rc == 0) {
		uio->uio_resid -= cut;
		rc = VOP_WRITE(vp, uio, io);
		uio->uio_resid += cut;
	}
	uio->uio_resid += over;
	return rc;
}

static inline int write_locked(struct vfscore_file *fp, struct uio *uio,
			       int flags)
{
	struct vnode *vp = fp->f_vnode;
	int rc;

	if (unlikely(vp->v_seals || vfs_limit() != INT64_MAX))
		rc = checked_write(vp, uio, io_flags(fp, flags));
	else
		rc = VOP_WRITE(vp, uio, io_flags(fp, flags));
	vn_unlock(vp);
	return rc;
}

/* Somebody else has it locked. */
static __noinline int read_later(struct vfscore_file *fp, struct uio *uio)
{
	vn_lock(fp->f_vnode);
	return read_locked(fp, uio);
}

static __noinline int write_later(struct vfscore_file *fp, struct uio *uio,
				  int flags)
{
	vn_lock(fp->f_vnode);
	return write_locked(fp, uio, flags);
}

/* Somebody wants to know. */
static __noinline int read_told(struct vfscore_file *fp, struct uio *uio)
{
	ssize_t before = uio->uio_resid;
	int rc = read_later(fp, uio);

	if (uio->uio_resid < before)
		vfscore_notify_file(fp, VN_ACCESS);
	return rc;
}

static __noinline int write_told(struct vfscore_file *fp, struct uio *uio,
				 int flags)
{
	ssize_t before = uio->uio_resid;
	int rc = write_later(fp, uio, flags);

	if (uio->uio_resid < before)
		vfscore_notify_file(fp, VN_MODIFY);
	return rc;
}

static __noinline int refuse(const struct vnode *vp)
{
	if (vp->v_type == VREG)
		return -EOPNOTSUPP; /* the flags */
	return vp->v_type == VDIR ? -EISDIR : -EINVAL;
}

static int file_read(struct vfscore_file *fp, struct uio *uio, int flags)
{
	struct vnode *vp = fp->f_vnode;

	if (unlikely(vp->v_type != VREG) || unlikely(flags & ~RWF_KNOWN))
		return refuse(vp);
	if (unlikely(vfscore_notify_ops))
		return read_told(fp, uio);
	if (unlikely(!uk_mutex_trylock(&vp->v_lock)))
		return read_later(fp, uio);
	return read_locked(fp, uio);
}

static int file_write(struct vfscore_file *fp, struct uio *uio, int flags)
{
	struct vnode *vp = fp->f_vnode;

	if (unlikely(vp->v_type != VREG) || unlikely(flags & ~RWF_KNOWN))
		return refuse(vp);
	if (unlikely(vfscore_notify_ops))
		return write_told(fp, uio, flags);
	if (unlikely(!uk_mutex_trylock(&vp->v_lock)))
		return write_later(fp, uio, flags);
	return write_locked(fp, uio, flags);
}

static off_t seek_data(struct vnode *vp, off_t offset, int whence)
{
	if (offset < 0 || offset >= vp->v_size)
		return -ENXIO;
	if (vp->v_op->vop_seekdata)
		return vp->v_op->vop_seekdata(vp, offset, whence);
	return whence == SEEK_DATA_ ? offset : vp->v_size;
}

static off_t file_seek(struct vfscore_file *fp, off_t offset, int whence)
{
	struct vnode *vp = fp->f_vnode;
	off_t base = 0, pos;
	int rc;

	if (vp->v_type != VREG && vp->v_type != VDIR)
		return -ESPIPE;
	switch (whence) {
	case SEEK_SET:
		break;
	case SEEK_CUR:
		base = fp->f_offset;
		break;
	case SEEK_END:
		base = vp->v_size;
		break;
	case SEEK_DATA_:
	case SEEK_HOLE_:
		pos = seek_data(vp, offset, whence);
		if (pos < 0)
			return pos;
		fp->f_offset = pos;
		return pos;
	default:
		return -EINVAL;
	}
	if (__builtin_add_overflow(base, offset, &pos) || pos < 0)
		return -EINVAL;
	rc = VOP_SEEK(vp, fp, fp->f_offset, pos);
	if (rc)
		return rc;
	fp->f_offset = pos;
	return pos;
}

static int file_ioctl(struct vfscore_file *fp, unsigned long cmd,
		      unsigned long arg)
{
	return VOP_IOCTL(fp->f_vnode, fp, cmd, (void *)arg);
}

static int file_getattr(struct vfscore_file *fp, struct vattr *attr)
{
	return vn_getattr(fp->f_vnode, attr);
}

static int file_mmap(struct vfscore_file *fp, unsigned long attr,
		     struct uk_pager **pager)
{
	return VOP_PAGER(fp->f_vnode, attr, pager);
}

static void file_release(struct vfscore_file *fp)
{
	if (!(fp->f_mode & UK_FPATH))
		(void)VOP_CLOSE(fp->f_vnode, fp);
}

const struct vfscore_fileops vfs_vnode_fileops = {
	.read = file_read,
	.write = file_write,
	.seek = file_seek,
	.ioctl = file_ioctl,
	.getattr = file_getattr,
	.mmap = file_mmap,
	.release = file_release,
};
