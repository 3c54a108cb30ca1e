/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The types "ramfs" and "tmpfs", and "initrd": one with an archive's files. */
#include <errno.h>
#include <uk/alloc.h>
#include <uk/essentials.h>
#include <uk/falloc.h>
#include <uk/initrd.h>
#include <uk/plat/paging.h>
#include <uk/print.h>
#include <vfscore/dentry.h>
#include "ramfs_priv.h"

#define TMPFS_MAGIC 0x01021994

static int mount_with(struct mount *mp, const struct ramfs_options *o)
{
	struct ramfs_fs *fs;
	int rc;

	fs = uk_zalloc(uk_alloc_get_default(), sizeof(*fs));
	if (!fs)
		return -ENOMEM;
	fs->mount = mp;
	fs->root = ramfs_node_create(fs, S_IFDIR | o->mode);
	if (!fs->root)
		goto err;
	fs->frames_max = o->pages;
	fs->root->uid = o->uid;
	fs->root->gid = o->gid;
	fs->root->nlink = 2;
	fs->root->dir.parent = fs->root;
	ramfs_now(&fs->root->btime);
	fs->root->atime = fs->root->mtime = fs->root->ctime = fs->root->btime;
	rc = ramfs_vnode_get(mp, fs->root, &mp->m_root->d_vnode);
	if (rc)
		goto err_root;
	mp->m_data = fs;
	return 0;

err_root:
	fs->root->nlink = 0;
	ramfs_node_put(fs->root);
err:
	uk_free(uk_alloc_get_default(), fs);
	return -ENOMEM;
}

int ramfs_mount(struct mount *mp, const char *dev __unused, int flags __unused,
		const void *data)
{
	struct ramfs_options o = {.mode = 0755};

	(void)ramfs_options_get(&o, data, false);
	return mount_with(mp, &o);
}

static int tmpfs_mount(struct mount *mp, const char *dev __unused,
		       int flags __unused, const void *data)
{
	struct ramfs_options o = {.mode = 01777};
	int rc = ramfs_options_get(&o, data, true);

	return rc ? rc : mount_with(mp, &o);
}

static int ramfs_unmount(struct mount *mp, int flags __unused)
{
	struct ramfs_fs *fs = mp->m_data;

	fs->root->nlink = 0;
	ramfs_node_put(fs->root);
	uk_free(uk_alloc_get_default(), fs);
	return 0;
}

/* The archives of the initial RAM disk, of all its parts. */
static int initrd_read(struct ramfs_fs *fs, struct uk_initrd_part *part)
{
	size_t used;
	int rc = ramfs_cpio(fs, part->base, part->len, &used);

	if (rc == 0)
		rc = uk_initrd_next(part, used);
	return rc > 0 ? ramfs_cpio(fs, part->base, part->len, &used) : rc;
}

static int initrd_mount(struct mount *mp, const char *dev, int flags,
			const void *data)
{
	struct uk_initrd_part initrd;
	int rc = uk_initrd_get(&initrd);

	if (rc)
		return rc;
	rc = ramfs_mount(mp, dev, flags, data);
	if (rc)
		return rc;
	rc = initrd_read(mp->m_data, &initrd);
	if (rc == 0)
		ramfs_vnode_refresh(mp->m_root->d_vnode);
	if (rc) {
		uk_pr_err("The initial RAM disk is no cpio archive that can be "
			  "read\n");
		vrele(mp->m_root->d_vnode);
		mp->m_root->d_vnode = NULL;
		ramfs_unmount(mp, 0);
	}
	return rc;
}

static int ramfs_statfs(struct mount *mp, struct statfs *st)
{
	const struct uk_falloc *fa = ukplat_pt_get_active()->fa;
	const struct ramfs_fs *fs = mp->m_data;

	st->f_type = TMPFS_MAGIC;
	st->f_blocks = fa->total_memory / RAMFS_PAGE;
	st->f_bfree = fa->free_memory / RAMFS_PAGE;
	if (fs->frames_max) {
		st->f_blocks = fs->frames_max;
		st->f_bfree = MIN(st->f_bfree, fs->frames_max - fs->frames);
	}
	st->f_bavail = st->f_bfree;
	st->f_files = st->f_blocks;
	st->f_ffree = st->f_files > fs->nodes ? st->f_files - fs->nodes : 0;
	return 0;
}

static const struct vfsops ramfs_ops = {
	.vfs_mount = ramfs_mount,
	.vfs_unmount = ramfs_unmount,
	.vfs_statfs = ramfs_statfs,
	.vfs_vnops = &ramfs_vnops,
};

static const struct vfsops tmpfs_ops = {
	.vfs_mount = tmpfs_mount,
	.vfs_unmount = ramfs_unmount,
	.vfs_statfs = ramfs_statfs,
	.vfs_vnops = &ramfs_vnops,
};

static const struct vfsops initrd_ops = {
	.vfs_mount = initrd_mount,
	.vfs_unmount = ramfs_unmount,
	.vfs_statfs = ramfs_statfs,
	.vfs_vnops = &ramfs_vnops,
};

static const struct vfscore_fs_type ramfs_type = {"ramfs", NULL, &ramfs_ops, 0};
static const struct vfscore_fs_type tmpfs_type = {"tmpfs", NULL, &tmpfs_ops, 0};
static const struct vfscore_fs_type initrd_type = {"initrd", NULL, &initrd_ops,
						   0};

UK_FS_REGISTER(ramfs_type);
UK_FS_REGISTER(tmpfs_type);
UK_FS_REGISTER(initrd_type);
