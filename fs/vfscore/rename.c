/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* rename(2), renameat2(2). */
#include <uk/alloc.h>
#include "vfscore_priv.h"

/* Is a, a directory, b or above it? */
static bool is_above(const struct dentry *a, const struct dentry *b)
{
	for (; b != a; b = b->d_parent)
		if (b->d_parent == b)
			return false;
	return true;
}

/* The names themselves; what is behind them comes later. */
static int check_names(const struct walk_last *old, const struct walk_last *new,
		       unsigned int flags)
{
	if (old->dir.mount != new->dir.mount)
		return -EXDEV;
	if (old->type != WALK_NORMAL || new->type != WALK_NORMAL)
		return (flags & VFSCORE_RENAME_NOREPLACE) &&
				       old->type == WALK_NORMAL
			       ? -EEXIST
			       : -EBUSY;
	if (vfs_is_readonly(old->dir.mount))
		return -EROFS;
	if (!old->child->d_vnode)
		return -ENOENT;
	if ((flags & VFSCORE_RENAME_NOREPLACE) && new->child->d_vnode)
		return -EEXIST;
	if ((flags & VFSCORE_RENAME_EXCHANGE) && !new->child->d_vnode)
		return -ENOENT;
	if ((flags & VFSCORE_RENAME_EXCHANGE) &&
	    new->slash &&new->child->d_vnode->v_type != VDIR)
		return -ENOTDIR;
	if (old->child->d_vnode->v_type != VDIR &&
	    (old->slash || (!(flags & VFSCORE_RENAME_EXCHANGE) && new->slash)))
		return -ENOTDIR;
	/* Not into itself, and not onto what it lies in */
	if (is_above(old->child, new->dir.dentry))
		return -EINVAL;
	if (is_above(new->child, old->dir.dentry))
		return (flags & VFSCORE_RENAME_EXCHANGE) ? -EINVAL : -ENOTEMPTY;
	return 0;
}

static int check_rights(struct vfscore_ctx *ctx, const struct walk_last *old,
			const struct walk_last *new)
{
	struct vnode *vp = old->child->d_vnode;
	const struct vnode *target = new->child->d_vnode;
	int rc = vfs_may_delete(ctx, &old->dir, vp);

	if (rc == 0)
		rc = target ? vfs_may_delete(ctx, &new->dir, target)
			    : vfs_may_create(ctx, &new->dir);
	if (rc == 0 && !dentry_is_named(new->dir.dentry))
		rc = -ENOENT;
	/* A directory's ".." changes */
	if (rc == 0 && vp->v_type == VDIR && old->dir.dentry != new->dir.dentry)
		rc = vn_access(&ctx->cred, vp, VWRITE);
	return rc;
}

/* What a file may replace. */
static int check_kinds(const struct walk_last *old, const struct walk_last *new)
{
	const struct vnode *vp = old->child->d_vnode;
	const struct vnode *target = new->child->d_vnode;

	if (target && vp->v_type == VDIR && target->v_type != VDIR)
		return -ENOTDIR;
	if (target && vp->v_type != VDIR && target->v_type == VDIR)
		return -EISDIR;
	return old->child->d_mounted || new->child->d_mounted ? -EBUSY : 0;
}

static int move_name(struct walk_last *old, struct walk_last *new)
{
	char *copy;
	int rc = dentry_rename_prepare(new->name, new->len, &copy);

	if (rc)
		return rc;
	rc = VOP_RENAME(old->dir.dentry->d_vnode, old->child->d_vnode,
			old->name, new->dir.dentry->d_vnode,
			new->child->d_vnode, new->name);
	if (rc) {
		uk_free(uk_alloc_get_default(), copy);
		return rc;
	}
	dentry_unhash(new->child);
	if (new->child->d_vnode &&new->child->d_vnode->v_type == VDIR)
		dentry_prune(new->child);
	dentry_rename(old->child, new->dir.dentry, copy, new->len);
	vfs_notify_moved(old->dir.dentry->d_vnode, old->name,
			 new->dir.dentry->d_vnode, new->name,
			 old->child->d_vnode, new->child->d_vnode);
	return 0;
}

static int exchange_names(struct walk_last *old, struct walk_last *new)
{
	char *copy1, *copy2;
	int rc = dentry_rename_prepare(new->name, new->len, &copy1);

	if (rc)
		return rc;
	rc = dentry_rename_prepare(old->name, old->len, &copy2);
	if (rc == 0)
		rc = VOP_EXCHANGE(old->dir.dentry->d_vnode, old->child->d_vnode,
				  old->name, new->dir.dentry->d_vnode,
				  new->child->d_vnode, new->name);
	else
		copy2 = NULL;
	if (rc) {
		uk_free(uk_alloc_get_default(), copy1);
		uk_free(uk_alloc_get_default(), copy2);
		return rc;
	}
	dentry_rename(old->child, new->dir.dentry, copy1, new->len);
	dentry_rename(new->child, old->dir.dentry, copy2, old->len);
	vfs_notify_moved(old->dir.dentry->d_vnode, old->name,
			 new->dir.dentry->d_vnode, new->name,
			 old->child->d_vnode, NULL);
	vfs_notify_moved(new->dir.dentry->d_vnode, new->name,
			 old->dir.dentry->d_vnode, old->name,
			 new->child->d_vnode, NULL);
	return 0;
}

static int rename_locked(struct vfscore_ctx *ctx, struct walk_last *old,
			 struct walk_last *new, unsigned int flags)
{
	int rc = check_names(old, new, flags);

	if (rc)
		return rc;
	/* Two names of one file: nothing happens */
	if (old->child->d_vnode == new->child->d_vnode)
		return 0;
	rc = check_rights(ctx, old, new);
	if (rc)
		return rc;
	if (flags & VFSCORE_RENAME_EXCHANGE)
		return old->child->d_mounted || new->child->d_mounted
			       ? -EBUSY
			       : exchange_names(old, new);
	rc = check_kinds(old, new);
	return rc ? rc : move_name(old, new);
}

int vfscore_rename(struct vfscore_ctx *ctx, const struct vfscore_path *oldat,
		   const char *oldname, const struct vfscore_path *newat,
		   const char *newname, unsigned int flags)
{
	const unsigned int known =
		VFSCORE_RENAME_NOREPLACE | VFSCORE_RENAME_EXCHANGE;
	struct walk_last old, new;
	int rc;

	if ((flags & ~known) || flags == known)
		return -EINVAL;
	uk_mutex_lock(&vfs_namespace);
	rc = vfs_lookup_parent(ctx, oldat, oldname, 0, &old);
	if (rc)
		goto out;
	rc = vfs_lookup_parent(ctx, newat, newname, 0, &new);
	if (rc == 0) {
		rc = rename_locked(ctx, &old, &new, flags);
		walk_last_put(&new);
	}
	walk_last_put(&old);
out:
	uk_mutex_unlock(&vfs_namespace);
	return rc;
}
