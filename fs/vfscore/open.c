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
	/* O_ACCMODE itself wants both permissions and gives neither */
	if ((oflags & O_ACCMODE) == O_RDONLY || (oflags & O_ACCMODE) == O_RDWR)
		mode |= UK_FREAD;
	if ((oflags & O_ACCMODE) == O_WRONLY || (oflags & O_ACCMODE) == O_RDWR)
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

static int open_vnode(struct vfscore_file *fp)
{
	struct vnode *vp = fp->f_vnode;

	if (vfs_is_anon(vp))
		return vfs_anon_open(fp);
	if (vp->v_type == VREG || vp->v_type == VDIR)
		return VOP_OPEN(vp, fp);
	return vfs_special_open(fp);
}

/* It has no name, as what it was opened by has none. */
static void forget_place(struct vfscore_file *fp)
{
	struct vfscore_path path = {fp->f_mount, fp->f_dentry};

	vrele(fp->f_vnode);
	fp->f_vnode = NULL;
	fp->f_dentry = NULL;
	fp->f_mount = NULL;
	vfscore_path_put(&path);
}

/*
 * Makes fp the open file of a place, whose references it takes. If that fails
 * they are the caller's still, and fp is to be dropped.
 */
static int file_of(const struct vfscore_path *path, int oflags,
		   struct vfscore_file *fp)
{
	struct vnode *vp = path->dentry->d_vnode;
	int rc = 0;

	fp->f_op = &vfs_vnode_fileops;
	fp->f_flags = oflags & ~O_ONCE;
	fp->f_mode = mode_of(oflags);
	if (vp->v_type == VREG || vp->v_type == VDIR)
		fp->f_mode |= (fp->f_mode & UK_FPATH) ? 0 : UK_FPOS;
	vref(vp);
	fp->f_vnode = vp;
	fp->f_dentry = path->dentry;
	fp->f_mount = path->mount;
	if (!(oflags & O_PATH))
		rc = open_vnode(fp);
	if (rc) {
		fp->f_dentry = NULL;
		fp->f_mount = NULL;
		fp->f_op = NULL;
	}
	if (rc == 0 && vfs_is_anon(vp) && !(oflags & O_PATH))
		forget_place(fp);
	if (rc == 0)
		vfs_count_writer(fp, 1);
	return rc;
}

static int open_place(const struct vfscore_ctx *ctx,
		      const struct vfscore_path *path, int oflags,
		      struct vfscore_file *fp)
{
	struct vnode *vp = path->dentry->d_vnode;
	int rc = check_open(ctx, path, oflags);

	if (rc)
		return rc;
	if ((oflags & O_TRUNC) && vp->v_type == VREG) {
		vn_lock(vp);
		rc = vfs_seal_resize(vp, 0);
		if (rc == 0)
			rc = VOP_TRUNCATE(vp, 0);
		vn_unlock(vp);
		if (rc)
			return rc;
		vfscore_notify_dentry(path->dentry, VN_MODIFY);
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
	if (!dentry_is_named(last->dir.dentry))
		return -ENOENT;
	rc = vnode_reserve();
	if (rc)
		return rc;
	mode = S_IFREG | vfs_new_mode(ctx, dvp, mode);
	rc = VOP_CREATE(dvp, last->name, mode);
	if (rc == 0)
		rc = VOP_LOOKUP(dvp, last->name, &vp);
	vnode_unreserve();
	if (rc == 0) {
		dentry_instantiate(last->child, vp);
		vfs_creator_set(ctx, dvp, vp);
		vfs_notify_name(dvp, last->name, vp, VN_CREATE);
	}
	return rc;
}

/*
 * With O_CREAT: the last component may be there or not. 1: it is now, made for
 * the caller. The namespace is locked.
 */
static int find_or_create(const struct vfscore_ctx *ctx, struct walk_last *last,
			  int oflags, mode_t mode)
{
	int rc;

	if (last->type != WALK_NORMAL)
		return (oflags & O_EXCL) ? -EEXIST : -EISDIR;
	if (last->slash)
		return -EISDIR;
	if (last->child->d_vnode)
		return (oflags & O_EXCL) ? -EEXIST : 0;
	rc = create(ctx, last, mode);
	return rc ? rc : 1;
}

static int open_create(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		       const char *name, int oflags, mode_t mode,
		       unsigned int flags, struct vfscore_file *fp)
{
	struct vfscore_path path;
	struct walk_last last;
	int rc;

	uk_mutex_lock(&vfs_namespace);
	rc = vfs_lookup_parent(ctx, at, name, flags, &last);
	if (rc) {
		uk_mutex_unlock(&vfs_namespace);
		return rc;
	}
	rc = find_or_create(ctx, &last, oflags, mode);
	uk_mutex_unlock(&vfs_namespace);
	if (rc < 0)
		goto out;
	path = (struct vfscore_path){last.dir.mount, last.child};
	vfscore_path_get(&path);
	vfs_cross_mounts(&path);
	/* Whoever makes a file may use it, whatever its mode says */
	rc = rc ? file_of(&path, oflags, fp)
		: open_place(ctx, &path, oflags, fp);
	if (rc)
		vfscore_path_put(&path);
out:
	walk_last_put(&last);
	return rc;
}

/* O_TMPFILE: a file without a name in a directory's file system. */
static int open_tmpfile(struct vfscore_ctx *ctx, const struct vfscore_path *at,
			const char *name, int oflags, mode_t mode,
			unsigned int flags, struct vfscore_file *fp)
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
	if (oflags & O_EXCL)
		dp->d_flags |= D_NOLINK;
	drele(path.dentry);
	path.dentry = dp;
	rc = file_of(&path, oflags, fp);
out:
	if (rc)
		vfscore_path_put(&path);
	return rc;
}

static int open_name(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		     const char *name, int oflags, mode_t mode,
		     unsigned int flags, struct vfscore_file *fp)
{
	struct vfscore_path path;
	int rc;

	if (!(oflags & O_NOFOLLOW) &&
	    (oflags & (O_CREAT | O_EXCL)) != (O_CREAT | O_EXCL))
		flags |= VFSCORE_FOLLOW;
	if (oflags & O_TMPFILE_BIT)
		return open_tmpfile(ctx, at, name, oflags, mode, flags, fp);
	if (oflags & O_CREAT)
		return open_create(ctx, at, name, oflags, mode, flags, fp);
	if (oflags & O_DIRECTORY)
		flags |= VFSCORE_DIRECTORY;
	rc = vfscore_lookup(ctx, at, name, flags, &path);
	if (rc)
		return rc;
	rc = open_place(ctx, &path, oflags, fp);
	if (rc)
		vfscore_path_put(&path);
	return rc;
}

/* What may fail for want of memory comes first: nothing was made then. */
int vfscore_open(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		 const char *name, int oflags, mode_t mode,
		 unsigned int resolve, struct vfscore_file **out)
{
	struct vfscore_file *fp = vfscore_file_create(NULL, 0, 0, NULL);
	int rc;

	if (!fp)
		return -ENFILE;
	if (oflags & O_PATH)
		oflags &= O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
	rc = open_name(ctx, at, name, oflags, mode, resolve & ~0xffU, fp);
	if (rc) {
		fdrop(fp);
		return rc;
	}
	vfscore_notify_file(fp, VN_OPEN);
	*out = fp;
	return 0;
}

int vfscore_open_unnamed(const char *name, int oflags, mode_t mode,
			 struct vfscore_file **out)
{
	struct mount *mp = vfs_unnamed_mount();
	struct vfscore_file *fp;
	struct vfscore_path path;
	struct vnode *vp;
	int rc;

	if (!mp)
		return -ENOSYS;
	fp = vfscore_file_create(NULL, 0, 0, NULL);
	if (!fp)
		return -ENFILE;
	rc = VOP_TMPFILE(mp->m_root->d_vnode, S_IFREG | (mode & UK_ALLPERMS),
			 &vp);
	if (rc)
		goto err;
	path.mount = mp;
	path.dentry = dentry_create_unnamed(mp, vp, name);
	if (!path.dentry) {
		vrele(vp);
		rc = -ENOMEM;
		goto err;
	}
	vfs_busy(mp);
	rc = file_of(&path, oflags, fp);
	if (rc)
		goto err_path;
	*out = fp;
	return 0;

err_path:
	vfscore_path_put(&path);
err:
	fdrop(fp);
	return rc;
}

int vfscore_file_path(struct vfscore_file *fp, struct vfscore_path *path)
{
	if (!fp->f_dentry)
		return -EBADF;
	*path = (struct vfscore_path){fp->f_mount, fp->f_dentry};
	return 0;
}
