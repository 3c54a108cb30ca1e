/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Attributes change: mode, owner, times, size. */
#include <fcntl.h>
#include <uk/plat/time.h>
#include <unistd.h>
#include "vfscore_priv.h"

#define UTIME_NOW_  ((1L << 30) - 1)
#define UTIME_OMIT_ ((1L << 30) - 2)
#define NSEC	    1000000000L

/* fallocate(2) */
#define FALLOC_KEEP_SIZE_  0x01
#define FALLOC_PUNCH_HOLE_ 0x02
#define FALLOC_ZERO_RANGE_ 0x10
/* ... COLLAPSE_RANGE, INSERT_RANGE, UNSHARE_RANGE, too */
#define FALLOC_KNOWN	 0x7b
#define FALLOC_EXCLUSIVE (FALLOC_PUNCH_HOLE_ | FALLOC_ZERO_RANGE_)

/* Looks a name up for a change of attributes. */
static int place_to_change(struct vfscore_ctx *ctx,
			   const struct vfscore_path *at, const char *name,
			   unsigned int flags, struct vfscore_path *path)
{
	int rc = vfscore_lookup(ctx, at, name, flags, path);

	if (rc)
		return rc;
	if (vfs_is_readonly(path->mount)) {
		vfscore_path_put(path);
		return -EROFS;
	}
	return 0;
}

int vfscore_chmod(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		  const char *name, unsigned int flags, mode_t mode)
{
	struct vfscore_path path;
	struct vnode *vp;
	int rc = place_to_change(ctx, at, name, flags, &path);

	if (rc)
		return rc;
	vp = path.dentry->d_vnode;
	/* Set-group-ID is for who is in the group */
	if (!(ctx->cred.caps & VFSCORE_CAP_FSETID) &&
	    !vfs_in_group(&ctx->cred, vp->v_gid))
		mode &= ~(mode_t)S_ISGID;
	if (vp->v_type == VLNK)
		rc = -EOPNOTSUPP;
	else if (!vfs_is_owner(&ctx->cred, vp))
		rc = -EPERM;
	else
		rc = vfs_seal_mode(vp, mode);
	if (rc == 0)
		rc = vn_setmode(vp, mode);
	if (rc == 0)
		vfscore_notify_dentry(path.dentry, VN_ATTRIB);
	vfscore_path_put(&path);
	return rc;
}

static int chown_check(const struct vfscore_cred *cred, const struct vnode *vp,
		       uid_t uid, gid_t gid)
{
	if (cred->caps & VFSCORE_CAP_CHOWN)
		return 0;
	if (uid != (uid_t)-1 && (uid != vp->v_uid || cred->uid != vp->v_uid))
		return -EPERM;
	if (gid != (gid_t)-1 && gid != vp->v_gid) {
		if (cred->uid != vp->v_uid)
			return -EPERM;
		if (!vfs_in_group(cred, gid))
			return -EPERM;
	}
	return 0;
}

int vfscore_chown(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		  const char *name, unsigned int flags, uid_t uid, gid_t gid)
{
	struct vfscore_path path;
	struct vattr va = {.va_uid = uid, .va_gid = gid};
	struct vnode *vp;
	int rc = place_to_change(ctx, at, name, flags, &path);

	if (rc)
		return rc;
	vp = path.dentry->d_vnode;
	rc = chown_check(&ctx->cred, vp, uid, gid);
	if (rc)
		goto out;
	va.va_mask |= uid != (uid_t)-1 ? AT_UID : 0;
	va.va_mask |= gid != (gid_t)-1 ? AT_GID : 0;
	/*
	 * Who gets a file does not get what running it as another allows; even
	 * if nobody does
	 */
	if (vp->v_type != VDIR && (vp->v_mode & (S_ISUID | S_ISGID))) {
		va.va_mask |= AT_MODE;
		va.va_mode = vp->v_mode & ~(mode_t)S_ISUID;
		if (vp->v_mode & S_IXGRP)
			va.va_mode &= ~(mode_t)S_ISGID;
	}
	rc = va.va_mask ? VOP_SETATTR(vp, &va) : 0;
	if (rc == 0 && va.va_mask)
		vfscore_notify_dentry(path.dentry, VN_ATTRIB);
out:
	vfscore_path_put(&path);
	return rc;
}

static struct timespec now(void)
{
	__nsec t = ukplat_wall_clock();

	return (struct timespec){
		.tv_sec = (time_t)(t / NSEC),
		.tv_nsec = (long)(t % NSEC),
	};
}

/* One of the two times. Returns whether it is to be set, or -EINVAL. */
static int time_to_set(const struct timespec *ts, struct timespec *out)
{
	if (!ts || ts->tv_nsec == UTIME_NOW_) {
		*out = now();
		return 1;
	}
	if (ts->tv_nsec == UTIME_OMIT_)
		return 0;
	if (ts->tv_nsec < 0 || ts->tv_nsec >= NSEC)
		return -EINVAL;
	*out = *ts;
	return 1;
}

static bool is_now(const struct timespec *times)
{
	return !times || (times[0].tv_nsec == UTIME_NOW_ &&
			  times[1].tv_nsec == UTIME_NOW_);
}

int vfscore_utimens(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		    const char *name, unsigned int flags,
		    const struct timespec times[2])
{
	struct vattr va = {.va_mask = 0};
	struct vfscore_path path;
	struct vnode *vp;
	int atime, mtime, rc;

	atime = time_to_set(times ? &times[0] : NULL, &va.va_atime);
	mtime = time_to_set(times ? &times[1] : NULL, &va.va_mtime);
	if (atime < 0 || mtime < 0)
		return -EINVAL;
	if (!atime && !mtime)
		return 0;
	rc = place_to_change(ctx, at, name, flags, &path);
	if (rc)
		return rc;
	vp = path.dentry->d_vnode;
	va.va_mask = (atime ? AT_ATIME : 0) | (mtime ? AT_MTIME : 0);
	if (!vfs_is_owner(&ctx->cred, vp)) {
		/* Now is allowed to who may write */
		rc = is_now(times) ? vn_access(&ctx->cred, vp, VWRITE) : -EPERM;
	}
	if (rc == 0)
		rc = VOP_SETATTR(vp, &va);
	if (rc == 0)
		vfscore_notify_dentry(path.dentry, atime && mtime ? VN_ATTRIB
						   : atime	  ? VN_ACCESS
								  : VN_MODIFY);
	vfscore_path_put(&path);
	return rc;
}

static int resize(struct vnode *vp, off_t size)
{
	int rc;

	if (vp->v_type == VDIR)
		return -EISDIR;
	if (vp->v_type != VREG)
		return -EINVAL;
	vn_lock(vp);
	rc = vfs_limit_resize(vp, size);
	if (rc == 0)
		rc = vfs_seal_resize(vp, size);
	if (rc == 0)
		rc = VOP_TRUNCATE(vp, size);
	vn_unlock(vp);
	return rc;
}

int vfscore_truncate(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		     const char *name, off_t size)
{
	struct vfscore_path path;
	int rc;

	if (size < 0)
		return -EINVAL;
	rc = vfscore_lookup(ctx, at, name, VFSCORE_FOLLOW, &path);
	if (rc)
		return rc;
	if (path.dentry->d_vnode->v_type != VREG)
		rc = path.dentry->d_vnode->v_type == VDIR ? -EISDIR : -EINVAL;
	else if (vfs_is_readonly(path.mount))
		rc = -EROFS;
	else
		rc = vn_access(&ctx->cred, path.dentry->d_vnode, VWRITE);
	if (rc == 0)
		rc = resize(path.dentry->d_vnode, size);
	if (rc == 0)
		vfscore_notify_dentry(path.dentry, VN_MODIFY);
	vfscore_path_put(&path);
	return rc;
}

int vfscore_file_truncate(struct vfscore_file *fp, off_t size)
{
	int rc;

	if (fp->f_mode & UK_FPATH)
		return -EBADF;
	if (size < 0 || !(fp->f_mode & UK_FWRITE) || !fp->f_vnode)
		return -EINVAL;
	if (fp->f_vnode->v_type != VREG)
		return -EINVAL;
	rc = resize(fp->f_vnode, size);
	if (rc == 0)
		vfscore_notify_file(fp, VN_MODIFY);
	return rc;
}

int vfscore_file_fallocate(struct vfscore_file *fp, int mode, off_t off,
			   off_t len)
{
	struct vnode *vp = fp->f_vnode;
	int rc;

	if (off < 0 || len <= 0)
		return -EINVAL;
	if ((mode & ~FALLOC_KNOWN) ||
	    (mode & FALLOC_EXCLUSIVE) == FALLOC_EXCLUSIVE ||
	    (mode & (FALLOC_PUNCH_HOLE_ | FALLOC_KEEP_SIZE_)) ==
		    FALLOC_PUNCH_HOLE_)
		return -EOPNOTSUPP;
	if (!(fp->f_mode & UK_FWRITE) || (fp->f_mode & UK_FPATH))
		return -EBADF;
	if (!vp)
		return -ESPIPE;
	if (vp->v_type == VFIFO)
		return -ESPIPE;
	if (vp->v_type == VDIR)
		return -EISDIR;
	if (vp->v_type != VREG)
		return -ENODEV;
	if (off > LONG_MAX - len)
		return -EFBIG;
	vn_lock(vp);
	rc = vfs_seal_fallocate(vp, mode & FALLOC_PUNCH_HOLE_, off + len);
	if (rc == 0 && !(mode & FALLOC_KEEP_SIZE_))
		rc = vfs_limit_resize(vp, off + len);
	if (rc == 0)
		rc = VOP_FALLOCATE(vp, mode, off, len);
	vn_unlock(vp);
	if (rc == 0)
		vfscore_notify_file(fp, VN_MODIFY);
	return rc;
}

int vfscore_file_sync(struct vfscore_file *fp)
{
	if (fp->f_mode & UK_FPATH)
		return -EBADF;
	if (!fp->f_vnode)
		return -EINVAL;
	return VOP_FSYNC(fp->f_vnode, fp);
}

int vfscore_access(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		   const char *name, unsigned int flags, int mode)
{
	struct vfscore_ctx as = *ctx;
	struct vfscore_path path;
	int want = 0, rc;

	if (flags & VFSCORE_REAL_IDS) {
		as.cred.uid = as.cred.ruid;
		as.cred.gid = as.cred.rgid;
		as.cred.caps = as.cred.rcaps;
	}
	/* Somebody may change what ctx refers to meanwhile */
	vfscore_path_get(&as.root);
	vfscore_path_get(&as.cwd);
	rc = vfscore_lookup(&as, at, name, flags & ~VFSCORE_REAL_IDS, &path);
	vfscore_path_put(&as.cwd);
	vfscore_path_put(&as.root);
	if (rc)
		return rc;
	want |= (mode & R_OK) ? VREAD : 0;
	want |= (mode & W_OK) ? VWRITE : 0;
	want |= (mode & X_OK) ? VEXEC : 0;
	if ((mode & W_OK) && vfs_is_readonly(path.mount) &&
	    path.dentry->d_vnode->v_type != VCHR)
		rc = -EROFS;
	else if ((mode & X_OK) && (path.mount->m_flags & MNT_NOEXEC) &&
		 path.dentry->d_vnode->v_type == VREG)
		rc = -EACCES;
	else if (want)
		rc = vn_access(&as.cred, path.dentry->d_vnode, want);
	vfscore_path_put(&path);
	return rc;
}
