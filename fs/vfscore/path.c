/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Places in the tree: references, printing, working directory and root. */
#include <string.h>
#include <uk/errptr.h>
#include "vfscore_priv.h"

void vfscore_path_get(const struct vfscore_path *path)
{
	vfs_busy(path->mount);
	dref(path->dentry);
}

void vfscore_path_put(const struct vfscore_path *path)
{
	drele(path->dentry);
	vfs_unbusy(path->mount);
}

/* Text that grows to the left. */
struct left {
	char *start, *pos;
};

static bool put_left(struct left *l, const char *text, size_t len)
{
	if ((size_t)(l->pos - l->start) < len)
		return false;
	l->pos -= len;
	memcpy(l->pos, text, len);
	return true;
}

bool vfs_is_deleted(const struct dentry *dp)
{
	return dp->d_parent != dp && !(dp->d_flags & D_HASHED) &&
	       !(dp->d_parent->d_vnode->v_flags & VNOCACHE);
}

char *vfscore_path_print(const struct vfscore_ctx *ctx,
			 const struct vfscore_path *path, char *buf,
			 size_t size, bool *unreachable)
{
	static const char deleted[] = " (deleted)";
	struct left l = {buf, buf + size};
	const struct dentry *dp = path->dentry;
	const struct mount *mp = path->mount;
	bool ok;

	if (unreachable)
		*unreachable = false;
	ok = put_left(&l, "", 1);
	if (ok && vfs_is_deleted(dp))
		ok = put_left(&l, deleted, sizeof(deleted) - 1);
	while (ok && !(dp == ctx->root.dentry && mp == ctx->root.mount)) {
		if (dp == mp->m_root) {
			if (!mp->m_parent) {
				if (unreachable)
					*unreachable = true;
				break;
			}
			dp = mp->m_covered;
			mp = mp->m_parent;
			continue;
		}
		ok = put_left(&l, dp->d_name, dp->d_len);
		if (dp->d_parent == dp) /* a file without a name has a slash */
			break;
		ok = ok && put_left(&l, "/", 1);
		dp = dp->d_parent;
	}
	if (ok && *l.pos != '/' && !vfs_is_anon(dp->d_vnode))
		ok = put_left(&l, "/", 1);
	return ok ? l.pos : ERR2PTR(-ENAMETOOLONG);
}

int vfscore_getcwd(const struct vfscore_ctx *ctx, char *buf, size_t size)
{
	static const char prefix[] = "(unreachable)"; /* getcwd(2) */
	bool unreachable;
	struct left l;
	char *start;
	size_t len;

	if (vfs_is_deleted(ctx->cwd.dentry))
		return -ENOENT;
	start = vfscore_path_print(ctx, &ctx->cwd, buf, size, &unreachable);
	if (PTRISERR(start))
		return PTR2ERR(start);
	l = (struct left){buf, start};
	if (unreachable && !put_left(&l, prefix, sizeof(prefix) - 1))
		return -ENAMETOOLONG;
	len = strlen(l.pos) + 1;
	memmove(buf, l.pos, len);
	return (int)len;
}

static void replace(struct vfscore_path *place, const struct vfscore_path *by)
{
	struct vfscore_path old = *place;

	vfscore_path_get(by);
	*place = *by;
	vfscore_path_put(&old);
}

/* root: that, and not the working directory */
static int set_place(struct vfscore_ctx *ctx, bool root,
		     const struct vfscore_path *at, const char *name,
		     unsigned int flags)
{
	struct vfscore_ctx *other;
	struct vfscore_path path;
	int rc;

	rc = vfscore_lookup(ctx, at, name,
			    flags | VFSCORE_FOLLOW | VFSCORE_DIRECTORY, &path);
	if (rc)
		return rc;
	rc = vn_access(&ctx->cred, path.dentry->d_vnode, VEXEC);
	if (rc == 0) {
		/* The last one to be replaced is what may sleep */
		uk_list_for_each_entry (other, &ctx->same, same)
			replace(root ? &other->root : &other->cwd, &path);
		replace(root ? &ctx->root : &ctx->cwd, &path);
	}
	vfscore_path_put(&path);
	return rc;
}

int vfscore_chdir(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		  const char *name, unsigned int flags)
{
	return set_place(ctx, false, at, name, flags);
}

int vfscore_chroot(struct vfscore_ctx *ctx, const char *name)
{
	if (!(ctx->cred.caps & VFSCORE_CAP_SYS_CHROOT))
		return -EPERM;
	return set_place(ctx, true, NULL, name, 0);
}
