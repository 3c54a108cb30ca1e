/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The file system of devices: a tmpfs, in which every registered character
 * device has a node, and some links that programs expect.
 */
#include <errno.h>
#include <string.h>
#include <vfscore/dentry.h>
#include <vfscore/mount.h>
#include "devfs_priv.h"

static const struct {
	const char *name, *target;
} links[] = {
	{"fd", "/proc/self/fd"},
	{"stdin", "/proc/self/fd/0"},
	{"stdout", "/proc/self/fd/1"},
	{"stderr", "/proc/self/fd/2"},
};

/* The operations of the tmpfs; NULL: there is none. */
static const struct vfsops *tmpfs_ops(void)
{
	const struct vfscore_fs_type *const *t;

	for (t = uk_fslist_start; t < uk_fslist_end; t++)
		if (strcmp((*t)->vs_name, "tmpfs") == 0)
			return (*t)->vs_op;
	return NULL;
}

static int make_node(const struct vfscore_chrdev *cd, void *arg)
{
	struct vnode *root = arg;

	return VOP_MKNOD(root, cd->name, S_IFCHR | cd->mode, cd->dev);
}

static int populate(struct vnode *root)
{
	int rc = vfscore_chrdev_foreach(make_node, root);

	for (unsigned int i = 0; i < ARRAY_SIZE(links) && rc == 0; i++)
		rc = VOP_SYMLINK(root, links[i].name, links[i].target);
	/* A mount point for shared memory */
	return rc ? rc : VOP_MKDIR(root, "shm", S_IFDIR | 01777);
}

static int devfs_mount(struct mount *mp, const char *dev, int flags,
		       const void *data)
{
	struct vnode *root;
	int rc;

	mp->m_op = tmpfs_ops();
	if (!mp->m_op)
		return -ENODEV;
	rc = VFS_MOUNT(mp, dev, flags, data);
	if (rc)
		return rc;
	root = mp->m_root->d_vnode;
	rc = populate(root);
	if (rc == 0)
		return 0;
	mp->m_root->d_vnode = NULL;
	vrele(root);
	(void)VFS_UNMOUNT(mp, 0);
	return rc;
}

/* Before the first mount, once. */
static int devfs_init(void)
{
	static bool done;
	int rc;

	if (done)
		return 0;
	rc = devfs_mem_init();
	if (rc == 0)
		rc = devfs_random_init();
	if (rc == 0)
		rc = devfs_tty_init();
	if (rc == 0)
		rc = devfs_stream_init();
	done = rc == 0;
	return rc;
}

static const struct vfsops devfs_vfsops = {
	.vfs_mount = devfs_mount,
};

static const struct vfscore_fs_type devtmpfs = {
	.vs_name = "devtmpfs",
	.vs_init = devfs_init,
	.vs_op = &devfs_vfsops,
};

static const struct vfscore_fs_type devfs = {
	.vs_name = "devfs",
	.vs_init = devfs_init,
	.vs_op = &devfs_vfsops,
};

UK_FS_REGISTER(devtmpfs);
UK_FS_REGISTER(devfs);
