/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* New names: directories, special files, links. */
#include <string.h>
#include "vfscore_priv.h"

/*
 * Finds where a new name goes, with the namespace locked if that worked. slash:
 * the name may end with one.
 */
static int create_begin(struct vfscore_ctx *ctx, const struct vfscore_path *at,
			const char *name, bool slash, struct walk_last *last)
{
	int rc;

	uk_mutex_lock(&vfs_namespace);
	rc = vfs_lookup_parent(ctx, at, name, 0, last);
	if (rc) {
		uk_mutex_unlock(&vfs_namespace);
		return rc;
	}
	if (last->type != WALK_NORMAL || last->child->d_vnode)
		rc = -EEXIST;
	else if (last->slash && !slash)
		rc = -ENOENT;
	else if (!dentry_is_named(last->dir.dentry))
		rc = -ENOENT; /* the directory was removed */
	else
		rc = vfs_may_create(ctx, &last->dir);
	if (rc == 0)
		rc = vnode_reserve();
	if (rc) {
		uk_mutex_unlock(&vfs_namespace);
		walk_last_put(last);
	}
	return rc;
}

/* The file system has made it: the name leads there. */
static int create_end(struct vfscore_ctx *ctx, struct walk_last *last, int rc,
		      bool is_new)
{
	struct vnode *dvp = last->dir.dentry->d_vnode, *vp;

	if (rc == 0)
		rc = VOP_LOOKUP(dvp, last->name, &vp);
	if (rc == 0) {
		dentry_instantiate(last->child, vp);
		if (is_new)
			vfs_creator_set(ctx, dvp, vp);
		else
			vfs_notify_vnode(vp, VN_ATTRIB);
		vfs_notify_name(dvp, last->name, vp, VN_CREATE);
	}
	vnode_unreserve();
	uk_mutex_unlock(&vfs_namespace);
	walk_last_put(last);
	return rc;
}

int vfscore_mkdir(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		  const char *name, mode_t mode)
{
	struct walk_last last;
	int rc = create_begin(ctx, at, name, true, &last);

	if (rc)
		return rc;
	mode = S_IFDIR | (mode & ~ctx->umask & 01777);
	rc = VOP_MKDIR(last.dir.dentry->d_vnode, last.name, mode);
	return create_end(ctx, &last, rc, true);
}

int vfscore_mknod(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		  const char *name, mode_t mode, dev_t dev)
{
	struct walk_last last;
	struct vnode *dvp;
	int rc;

	if (!(mode & S_IFMT))
		mode |= S_IFREG;
	switch (mode & S_IFMT) {
	case S_IFREG:
	case S_IFIFO:
	case S_IFSOCK:
		break;
	case S_IFCHR:
	case S_IFBLK:
		/* One with number 0 is no device */
		if (!(ctx->cred.caps & VFSCORE_CAP_MKNOD) &&
		    !(S_ISCHR(mode) && !dev))
			return -EPERM;
		break;
	case S_IFDIR:
		return -EPERM;
	default:
		return -EINVAL;
	}
	rc = create_begin(ctx, at, name, false, &last);
	if (rc)
		return rc;
	dvp = last.dir.dentry->d_vnode;
	mode = (mode & S_IFMT) | vfs_new_mode(ctx, dvp, mode);
	if ((mode & S_IFMT) == S_IFREG)
		rc = VOP_CREATE(dvp, last.name, mode);
	else
		rc = VOP_MKNOD(dvp, last.name, mode, dev);
	return create_end(ctx, &last, rc, true);
}

int vfscore_symlink(struct vfscore_ctx *ctx, const char *target,
		    const struct vfscore_path *at, const char *name)
{
	struct walk_last last;
	int rc;

	if (!*target)
		return -ENOENT;
	rc = create_begin(ctx, at, name, false, &last);
	if (rc)
		return rc;
	rc = VOP_SYMLINK(last.dir.dentry->d_vnode, last.name, target);
	return create_end(ctx, &last, rc, true);
}

/* What has lost its last name does not get another one. */
static bool is_gone(struct dentry *dp)
{
	struct vattr va;

	if (dp->d_flags & D_NOLINK)
		return true;
	return !dentry_is_named(dp) && vn_getattr(dp->d_vnode, &va) == 0 &&
	       !va.va_nlink;
}

int vfscore_link(struct vfscore_ctx *ctx, const struct vfscore_path *oldat,
		 const char *oldname, const struct vfscore_path *newat,
		 const char *newname, unsigned int flags)
{
	struct vfscore_path old;
	struct walk_last last;
	int rc = vfscore_lookup(ctx, oldat, oldname, flags, &old);

	if (rc)
		return rc;
	rc = create_begin(ctx, newat, newname, false, &last);
	if (rc)
		goto out;
	if (old.mount != last.dir.mount)
		rc = -EXDEV;
	else if (old.dentry->d_vnode->v_type == VDIR)
		rc = -EPERM;
	else if (is_gone(old.dentry))
		rc = -ENOENT;
	else
		rc = VOP_LINK(last.dir.dentry->d_vnode, old.dentry->d_vnode,
			      last.name);
	rc = create_end(ctx, &last, rc, false);
out:
	vfscore_path_put(&old);
	return rc;
}
