/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What vfscore asks of a file system. */
#include <errno.h>
#include <string.h>
#include <uk/alloc.h>
#include "ramfs_priv.h"

void ramfs_vnode_refresh(struct vnode *vp)
{
	const struct ramfs_node *node = ramfs_node_of(vp);

	vp->v_mode = node->mode;
	vp->v_uid = node->uid;
	vp->v_gid = node->gid;
}

int ramfs_vnode_get(struct mount *mp, struct ramfs_node *node,
		    struct vnode **vpp)
{
	struct vnode *vp;
	int rc = vfscore_vget(mp, node->ino, &vp);

	if (rc < 0)
		return rc;
	*vpp = vp;
	if (rc)
		return 0;
	vp->v_data = node;
	vp->v_type = (int)IFTOVT(node->mode);
	ramfs_vnode_refresh(vp);
	vp->v_rdev = node->rdev;
	vp->v_size = (off_t)node->size;
	if (S_ISLNK(node->mode))
		vp->v_target = node->target;
	node->has_vnode = true;
	return 0;
}

static int ramfs_lookup(struct vnode *dvp, const char *name, struct vnode **vpp)
{
	struct ramfs_entry *e =
		ramfs_dir_find(ramfs_node_of(dvp), name, strlen(name));

	return e ? ramfs_vnode_get(dvp->v_mount, e->node, vpp) : -ENOENT;
}

static int ramfs_inactive(struct vnode *vp)
{
	struct ramfs_node *node = ramfs_node_of(vp);

	node->has_vnode = false;
	ramfs_node_put(node);
	return 0;
}

/* A node under a new name; *out is not counted. */
static int make(struct vnode *dvp, const char *name, mode_t mode,
		struct ramfs_node **out)
{
	struct ramfs_node *dir = ramfs_node_of(dvp), *node;
	int rc;

	node = ramfs_node_create(dir->fs, mode);
	if (!node)
		return -ENOSPC;
	ramfs_now(&node->btime);
	node->atime = node->mtime = node->ctime = node->btime;
	if (S_ISDIR(mode))
		node->nlink = 1; /* "." */
	rc = ramfs_dir_add(dir, name, strlen(name), node);
	if (rc) {
		node->nlink = 0;
		ramfs_node_put(node);
		return -ENOSPC;
	}
	ramfs_touch(dir);
	*out = node;
	return 0;
}

static int ramfs_create(struct vnode *dvp, const char *name, mode_t mode)
{
	struct ramfs_node *node;

	return make(dvp, name, mode, &node);
}

static int ramfs_mknod(struct vnode *dvp, const char *name, mode_t mode,
		       dev_t dev)
{
	struct ramfs_node *node;
	int rc = make(dvp, name, mode, &node);

	if (rc == 0)
		node->rdev = dev;
	return rc;
}

static int ramfs_symlink(struct vnode *dvp, const char *name,
			 const char *target)
{
	char *copy = uk_malloc(uk_alloc_get_default(), strlen(target) + 1);
	struct ramfs_node *node;
	int rc;

	if (!copy)
		return -ENOSPC;
	strcpy(copy, target);
	rc = make(dvp, name, S_IFLNK | 0777, &node);
	if (rc) {
		uk_free(uk_alloc_get_default(), copy);
		return rc;
	}
	node->target = copy;
	node->size = strlen(target);
	return 0;
}

static int ramfs_tmpfile(struct vnode *dvp, mode_t mode, struct vnode **vpp)
{
	struct ramfs_node *dir = ramfs_node_of(dvp), *node;
	int rc;

	node = ramfs_node_create(dir->fs, mode);
	if (!node)
		return -ENOSPC;
	ramfs_now(&node->btime);
	node->atime = node->mtime = node->ctime = node->btime;
	rc = ramfs_vnode_get(dvp->v_mount, node, vpp);
	if (rc)
		ramfs_node_put(node);
	return rc;
}

static int ramfs_link(struct vnode *dvp, struct vnode *vp, const char *name)
{
	struct ramfs_node *dir = ramfs_node_of(dvp);
	struct ramfs_node *node = ramfs_node_of(vp);

	if (ramfs_dir_add(dir, name, strlen(name), node))
		return -ENOSPC;
	ramfs_touch(dir);
	ramfs_now(&node->ctime);
	return 0;
}

static void drop_name(struct ramfs_node *dir, const char *name)
{
	struct ramfs_entry *e = ramfs_dir_find(dir, name, strlen(name));
	struct ramfs_node *node = e->node;

	ramfs_dir_remove(dir, e);
	if (S_ISDIR(node->mode))
		node->nlink--;
	ramfs_touch(dir);
	ramfs_now(&node->ctime);
	ramfs_node_put(node);
}

static int ramfs_remove(struct vnode *dvp, struct vnode *vp __unused,
			const char *name)
{
	drop_name(ramfs_node_of(dvp), name);
	return 0;
}

static int ramfs_rmdir(struct vnode *dvp, struct vnode *vp, const char *name)
{
	if (ramfs_node_of(vp)->dir.count)
		return -ENOTEMPTY;
	drop_name(ramfs_node_of(dvp), name);
	return 0;
}

static int ramfs_rename(struct vnode *dvp1, struct vnode *vp1,
			const char *name1, struct vnode *dvp2,
			struct vnode *vp2, const char *name2)
{
	struct ramfs_node *dir1 = ramfs_node_of(dvp1);
	struct ramfs_node *dir2 = ramfs_node_of(dvp2);
	struct ramfs_node *node = ramfs_node_of(vp1);
	struct ramfs_entry *e;

	if (vp2 && vp2->v_type == VDIR && ramfs_node_of(vp2)->dir.count)
		return -ENOTEMPTY;
	/* What goes makes room only when the new name is there */
	e = vp2 ? ramfs_dir_find(dir2, name2, strlen(name2)) : NULL;
	if (ramfs_dir_add(dir2, name2, strlen(name2), node))
		return -ENOSPC;
	if (e) {
		struct ramfs_node *gone = e->node;

		ramfs_dir_remove(dir2, e);
		if (S_ISDIR(gone->mode))
			gone->nlink--;
		ramfs_now(&gone->ctime);
		ramfs_node_put(gone);
	}
	e = ramfs_dir_find(dir1, name1, strlen(name1));
	ramfs_dir_remove(dir1, e);
	if (S_ISDIR(node->mode))
		node->dir.parent = dir2;
	ramfs_touch(dir1);
	ramfs_touch(dir2);
	ramfs_now(&node->ctime);
	return 0;
}

/* Two entries change their nodes. */
static int ramfs_exchange(struct vnode *dvp1, struct vnode *vp1,
			  const char *name1, struct vnode *dvp2,
			  struct vnode *vp2, const char *name2)
{
	struct ramfs_node *dir1 = ramfs_node_of(dvp1), *n1 = ramfs_node_of(vp1);
	struct ramfs_node *dir2 = ramfs_node_of(dvp2), *n2 = ramfs_node_of(vp2);
	struct ramfs_entry *e1 = ramfs_dir_find(dir1, name1, strlen(name1));
	struct ramfs_entry *e2 = ramfs_dir_find(dir2, name2, strlen(name2));

	e1->node = n2;
	e2->node = n1;
	if (S_ISDIR(n1->mode)) {
		dir1->nlink--;
		dir2->nlink++;
		n1->dir.parent = dir2;
	}
	if (S_ISDIR(n2->mode)) {
		dir2->nlink--;
		dir1->nlink++;
		n2->dir.parent = dir1;
	}
	ramfs_touch(dir1);
	ramfs_touch(dir2);
	ramfs_now(&n1->ctime);
	ramfs_now(&n2->ctime);
	return 0;
}

static int ramfs_getattr(struct vnode *vp, struct vattr *va)
{
	const struct ramfs_node *n = ramfs_node_of(vp);

	va->va_nlink = n->nlink;
	va->va_atime = n->atime;
	va->va_mtime = n->mtime;
	va->va_ctime = n->ctime;
	va->va_btime = n->btime;
	if (S_ISREG(n->mode))
		va->va_nblocks = ramfs_data_bytes(&n->data) / 512;
	return 0;
}

static int ramfs_setattr(struct vnode *vp, struct vattr *va)
{
	struct ramfs_node *n = ramfs_node_of(vp);

	ramfs_now(&n->ctime);
	if (va->va_mask & AT_MODE)
		n->mode = (n->mode & S_IFMT) | (va->va_mode & ~(mode_t)S_IFMT);
	if (va->va_mask & AT_UID)
		n->uid = va->va_uid;
	if (va->va_mask & AT_GID)
		n->gid = va->va_gid;
	if (va->va_mask & AT_ATIME)
		n->atime = va->va_atime;
	if (va->va_mask & AT_MTIME)
		n->mtime = va->va_mtime;
	ramfs_vnode_refresh(vp);
	return 0;
}

const struct vnops ramfs_vnops = {
	.vop_lookup = ramfs_lookup,
	.vop_create = ramfs_create,
	.vop_remove = ramfs_remove,
	.vop_rename = ramfs_rename,
	.vop_exchange = ramfs_exchange,
	.vop_mkdir = ramfs_create,
	.vop_rmdir = ramfs_rmdir,
	.vop_mknod = ramfs_mknod,
	.vop_symlink = ramfs_symlink,
	.vop_link = ramfs_link,
	.vop_tmpfile = ramfs_tmpfile,
	.vop_getattr = ramfs_getattr,
	.vop_setattr = ramfs_setattr,
	.vop_inactive = ramfs_inactive,
	.vop_iterate = ramfs_dir_iterate,
	.vop_read = ramfs_read,
	.vop_write = ramfs_write,
	.vop_truncate = ramfs_truncate,
	.vop_fallocate = ramfs_fallocate,
	.vop_seekdata = ramfs_seekdata,
	.vop_pager = ramfs_pager,
	.vop_seal = ramfs_seal,
};
