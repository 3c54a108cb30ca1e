/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Names go: unlink(2), rmdir(2). */
#include "vfscore_priv.h"

/* The entry has no name any more; who looks for that gets a new one. */
static void forget(struct walk_last *last)
{
	dentry_unhash(last->child);
	if (last->child->d_vnode->v_type == VDIR)
		dentry_prune(last->child);
}

static int unlink_locked(struct vfscore_ctx *ctx, struct walk_last *last)
{
	struct vnode *vp = last->child->d_vnode;
	int rc;

	if (!vp)
		return -ENOENT;
	if (last->slash)
		return vp->v_type == VDIR ? -EISDIR : -ENOTDIR;
	rc = vfs_may_delete(ctx, &last->dir, vp);
	if (rc)
		return rc;
	if (vp->v_type == VDIR)
		return -EISDIR;
	if (last->child->d_mounted)
		return -EBUSY;
	rc = VOP_REMOVE(last->dir.dentry->d_vnode, vp, last->name);
	if (rc == 0)
		forget(last);
	return rc;
}

static int rmdir_locked(struct vfscore_ctx *ctx, struct walk_last *last)
{
	struct vnode *vp = last->child->d_vnode;
	int rc;

	if (!vp)
		return -ENOENT;
	rc = vfs_may_delete(ctx, &last->dir, vp);
	if (rc)
		return rc;
	if (vp->v_type != VDIR)
		return -ENOTDIR;
	if (last->child->d_mounted)
		return -EBUSY;
	rc = VOP_RMDIR(last->dir.dentry->d_vnode, vp, last->name);
	if (rc == 0)
		forget(last);
	return rc;
}

/*
 * The name has gone; the file does with it, unless there is another one or it
 * is open.
 */
static void told(struct walk_last *last, bool is_dir)
{
	struct vnode *vp = last->child->d_vnode;

	if (!vfscore_notify_ops)
		return;
	vref(vp);
	if (!is_dir)
		vfs_notify_vnode(vp, VN_ATTRIB);
	drele(last->child);
	last->child = NULL;
	vfs_notify_name(last->dir.dentry->d_vnode, last->name, vp, VN_DELETE);
	vrele(vp);
}

static int remove_name(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		       const char *name, bool is_dir)
{
	struct walk_last last;
	int rc;

	uk_mutex_lock(&vfs_namespace);
	rc = vfs_lookup_parent(ctx, at, name, 0, &last);
	if (rc) {
		uk_mutex_unlock(&vfs_namespace);
		return rc;
	}
	if (last.type == WALK_NORMAL && vfs_is_readonly(last.dir.mount))
		rc = -EROFS;
	else if (last.type == WALK_NORMAL)
		rc = is_dir ? rmdir_locked(ctx, &last)
			    : unlink_locked(ctx, &last);
	else if (!is_dir)
		rc = -EISDIR;
	else if (last.type == WALK_DOT)
		rc = -EINVAL;
	else
		rc = last.type == WALK_DOTDOT ? -ENOTEMPTY : -EBUSY;
	uk_mutex_unlock(&vfs_namespace);
	if (rc == 0)
		told(&last, is_dir);
	walk_last_put(&last);
	return rc;
}

int vfscore_unlink(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		   const char *name)
{
	return remove_name(ctx, at, name, false);
}

int vfscore_rmdir(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		  const char *name)
{
	return remove_name(ctx, at, name, true);
}
