/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The types "ramfs" and "tmpfs", and "initrd": one with an archive's files. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <arch/mmu.h>
#include <uk/alloc.h>
#include <uk/falloc.h>
#include <uk/plat/memory.h>
#include <uk/plat/paging.h>
#include <uk/print.h>
#include <vfscore/dentry.h>
#include "ramfs_priv.h"

#define TMPFS_MAGIC 0x01021994
#define MODE_OPTION "mode="

/* The option mode=, in octal; others change nothing here. */
static mode_t mode_of(const char *options, mode_t mode)
{
	const char *at = options ? strstr(options, MODE_OPTION) : NULL;

	if (at && (at == options || at[-1] == ','))
		mode = (mode_t)strtoul(at + sizeof(MODE_OPTION) - 1, NULL, 8) &
		       07777;
	return mode;
}

static int mount_with_mode(struct mount *mp, mode_t mode)
{
	struct ramfs_fs *fs;
	int rc;

	fs = uk_zalloc(uk_alloc_get_default(), sizeof(*fs));
	if (!fs)
		return -ENOMEM;
	fs->mount = mp;
	fs->root = ramfs_node_create(fs, S_IFDIR | mode);
	if (!fs->root)
		goto err;
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
	return mount_with_mode(mp, mode_of(data, 0755));
}

static int tmpfs_mount(struct mount *mp, const char *dev __unused,
		       int flags __unused, const void *data)
{
	return mount_with_mode(mp, mode_of(data, 01777));
}

static int ramfs_unmount(struct mount *mp, int flags __unused)
{
	struct ramfs_fs *fs = mp->m_data;

	fs->root->nlink = 0;
	ramfs_node_put(fs->root);
	uk_free(uk_alloc_get_default(), fs);
	return 0;
}

static int initrd_mount(struct mount *mp, const char *dev, int flags,
			const void *data)
{
	struct ukplat_memregion_desc *initrd;
	int rc;

	if (ukplat_memregion_find_initrd0(&initrd) < 0)
		return -ENXIO;
	rc = ramfs_mount(mp, dev, flags, data);
	if (rc)
		return rc;
	rc = ramfs_cpio(mp->m_data, arch_phys_to_direct(initrd->pbase),
			initrd->len);
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
