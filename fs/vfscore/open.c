/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Opening files: open(2). */
#include "vfscore_priv.h"

/* The bit of O_TMPFILE that is its own; the other is O_DIRECTORY */
#define O_TMPFILE_BIT 020000000

/* What F_GETFL does not show. */
#define O_ONCE (O_CREAT | O_EXCL | O_NOCTTY | O_TRUNC | O_CLOEXEC)

static unsigned int mode_of(int oflags)
{
	unsigned int mode = 0;

	if (oflags & O_PATH)
		return UK_FPATH;
	if ((oflags & O_ACCMODE) != O_WRONLY)
		mode |= UK_FREAD;
	if ((oflags & O_ACCMODE) != O_RDONLY)
		mode |= UK_FWRITE;
	return mode;
}

/* What is asked of a file that is there. */
static int check_open(const struct vfscore_ctx *ctx,
		      const struct vfscore_path *path, int oflags)
{
	struct vnode *vp = path->dentry->d_vnode;
	bool writes = (oflags & O_ACCMODE) != O_RDONLY || (oflags & O_TRUNC);
	int want = 0;

	if ((oflags & O_DIRECTORY) && vp->v_type != VDIR)
		return -ENOTDIR;
	if (oflags & O_PATH)
		return 0;
	if (vp->v_type == VLNK)
		return -ELOOP;
	if (vp->v_type == VDIR && (writes || (oflags & O_CREAT)))
		return -EISDIR;
	if (writes && vfs_is_readonly(path->mount) &&
	    (vp->v_type == VREG || vp->v_type == VDIR))
		return -EROFS;
	if ((vp->v_type == VCHR || vp->v_type == VBLK) &&
	    (path->mount->m_flags & MNT_NODEV))
		return -EACCES;
	if ((oflags & O_ACCMODE) != O_WRONLY)
		want |= VREAD;
	if (writes)
		want |= VWRITE;
	if ((oflags & O_NOATIME) && !vfs_is_owner(&ctx->cred, vp))
		return -EPERM;
	return vn_access(&ctx->cred, vp, want);
}

/* The open file of a place, whose references it takes. */
static int file_of(const struct vfscore_path *path, int oflags,
		   struct vfscore_file **out)
{
	struct vnode *vp = path->dentry->d_vnode;
	unsigned int mode = mode_of(oflags);
	struct vfscore_file *fp;
	int rc = 0;

	if (vp->v_type == VREG || vp->v_type == VDIR)
		mode |= (mode & UK_FPATH) ? 0 : UK_FPOS;
	fp = vfscore_file_create(&vfs_vnode_fileops, mode, oflags & ~O_ONCE,
				 NULL);
	if (!fp)
		return -ENFILE;
	vref(vp);
	fp->f_vnode = vp;
	fp->f_dentry = path->dentry;
	fp->f_mount = path->mount;
	if (!(oflags & O_PATH)) {
		if (vp->v_type == VREG || vp->v_type == VDIR)
			rc = VOP_OPEN(vp, fp);
		else
			rc = vfs_special_open(fp);
	}
	if (rc) {
		/* The place is still the caller's, and nothing was opened */
		fp->f_dentry = NULL;
		fp->f_mount = NULL;
		fp->f_op = NULL;
		fdrop(fp);
		return rc;
	}
	*out = fp;
	return 0;
}

static int open_place(const struct vfscore_ctx *ctx,
		      const struct vfscore_path *path, int oflags,
		      struct vfscore_file **fp)
{
	struct vnode *vp = path->dentry->d_vnode;
	int rc = check_open(ctx, path, oflags);

	if (rc)
		return rc;
	if ((oflags & O_TRUNC) && vp->v_type == VREG && vp->v_size) {
		vn_lock(vp);
		rc = vfs_seal_resize(vp, 0);
		if (rc == 0)
			rc = VOP_TRUNCATE(vp, 0);
		vn_unlock(vp);
		if (rc)
			return rc;
	}
	return file_of(path, oflags, fp);
}

/* A new regular file under a name that is free. The namespace is locked. */
static int create(const struct vfscore_ctx *ctx, struct walk_last *last,
		  mode_t mode)
{
	struct vnode *dvp = last->dir.dentry->d_vnode, *vp;
	int rc = vfs_may_create(ctx, &last->dir);

	if (rc)
		return rc;
	mode = S_IFREG | (mode & ~ctx->umask & UK_ALLPERMS);
	rc = VOP_CREATE(dvp, last->name, mode);
	if (rc)
		return rc;
	rc = VOP_LOOKUP(dvp, last->name, &vp);
	if (rc == 0) {
		dentry_instantiate(last->child, vp);
		vfs_creator_set(ctx, dvp, vp);
	}
	return rc;
}

/* With O_CREAT: the last component may be there or not. */
static int open_create(struct vfscore_ctx *ctx, struct walk_last *last,
		       int oflags, mode_t mode, struct vfscore_file **fp)
{
	struct vfscore_path path;
	int rc = 0;

	if (last->type != WALK_NORMAL)
		return (oflags & O_EXCL) ? -EEXIST : -EISDIR;
	if (last->slash)
		return -EISDIR;
	if (last->child->d_vnode) {
		if (oflags & O_EXCL)
			return -EEXIST;
	} else {
		uk_mutex_lock(&vfs_namespace);
		if (!last->child->d_vnode)
			rc = create(ctx, last, mode);
		uk_mutex_unlock(&vfs_namespace);
		if (rc)
			return rc;
		/* Whoever makes a file may use it, whatever its mode says */
		path = (struct vfscore_path){last->dir.mount, last->child};
		vfscore_path_get(&path);
		rc = file_of(&path, oflags, fp);
		if (rc)
			vfscore_path_put(&path);
		return rc;
	}
	path = (struct vfscore_path){last->dir.mount, last->child};
	vfscore_path_get(&path);
	vfs_cross_mounts(&path);
	rc = open_place(ctx, &path, oflags, fp);
	if (rc)
		vfscore_path_put(&path);
	return rc;
}

/* O_TMPFILE: a file without a name in a directory's file system. */
static int open_tmpfile(struct vfscore_ctx *ctx, const struct vfscore_path *at,
			const char *name, int oflags, mode_t mode,
			unsigned int flags, struct vfscore_file **fp)
{
	struct vfscore_path path;
	struct dentry *dp;
	struct vnode *vp, *dvp;
	int rc;

	if ((oflags & O_ACCMODE) == O_RDONLY)
		return -EINVAL;
	rc = vfscore_lookup(ctx, at, name, flags | VFSCORE_DIRECTORY, &path);
	if (rc)
		return rc;
	dvp = path.dentry->d_vnode;
	rc = vfs_may_create(ctx, &path);
	if (rc == 0)
		rc = VOP_TMPFILE(dvp, S_IFREG | (mode & ~ctx->umask & 07777),
				 &vp);
	if (rc)
		goto out;
	vfs_creator_set(ctx, dvp, vp);
	dp = dentry_create_unnamed(path.mount, vp, "tmpfile");
	if (!dp) {
		vrele(vp);
		rc = -ENOMEM;
		goto out;
	}
	drele(path.dentry);
	path.dentry = dp;
	rc = file_of(&path, oflags & ~O_TMPFILE_BIT, fp);
out:
	if (rc)
		vfscore_path_put(&path);
	return rc;
}

int vfscore_open(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		 const char *name, int oflags, mode_t mode,
		 unsigned int resolve, struct vfscore_file **fp)
{
	unsigned int flags = resolve & ~0xffU;
	struct vfscore_path path;
	struct walk_last last;
	int rc;

	if (oflags & O_PATH)
		oflags &= O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
	if (!(oflags & O_NOFOLLOW) &&
	    (oflags & (O_CREAT | O_EXCL)) != (O_CREAT | O_EXCL))
		flags |= VFSCORE_FOLLOW;
	if (oflags & O_TMPFILE_BIT)
		return open_tmpfile(ctx, at, name, oflags, mode, flags, fp);
	if (!(oflags & O_CREAT)) {
		if (oflags & O_DIRECTORY)
			flags |= VFSCORE_DIRECTORY;
		/* A link that is not followed is what it is, ELOOP or a path */
		if ((oflags & O_NOFOLLOW) && !(oflags & O_DIRECTORY))
			flags &= ~VFSCORE_DIRECTORY;
		rc = vfscore_lookup(ctx, at, name, flags, &path);
		if (rc)
			return rc;
		rc = open_place(ctx, &path, oflags, fp);
		if (rc)
			vfscore_path_put(&path);
		return rc;
	}
	rc = vfs_lookup_parent(ctx, at, name, flags, &last);
	if (rc)
		return rc;
	rc = open_create(ctx, &last, oflags, mode, fp);
	walk_last_put(&last);
	return rc;
}

int vfscore_open_unnamed(const char *name, int oflags, mode_t mode,
			 struct vfscore_file **fp)
{
	struct mount *mp = vfs_unnamed_mount();
	struct vfscore_path path;
	struct vnode *vp;
	int rc;

	if (!mp)
		return -ENOSYS;
	rc = VOP_TMPFILE(mp->m_root->d_vnode, S_IFREG | (mode & UK_ALLPERMS),
			 &vp);
	if (rc)
		return rc;
	path.mount = mp;
	path.dentry = dentry_create_unnamed(mp, vp, name);
	if (!path.dentry) {
		vrele(vp);
		return -ENOMEM;
	}
	vfs_busy(mp);
	rc = file_of(&path, oflags, fp);
	if (rc)
		vfscore_path_put(&path);
	return rc;
}

int vfscore_file_path(struct vfscore_file *fp, struct vfscore_path *path)
{
	if (!fp->f_dentry)
		return -EBADF;
	*path = (struct vfscore_path){fp->f_mount, fp->f_dentry};
	return 0;
}
