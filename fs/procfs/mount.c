/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The file system type "proc". */
#include <string.h>
#include <vfscore/dentry.h>
#include "procfs_priv.h"

#define PROC_MAGIC 0x9fa0

static int procfs_mount(struct mount *mp, const char *dev __unused,
			int flags __unused, const void *data __unused)
{
	const struct procfs_ids none = {.fd = -1};

	return procfs_vnode_get(mp, &procfs_root, &none, &mp->m_root->d_vnode);
}

static int procfs_statfs(struct mount *mp __unused, struct statfs *st)
{
	st->f_type = PROC_MAGIC;
	return 0;
}

static const struct vfsops procfs_ops = {
	.vfs_mount = procfs_mount,
	.vfs_statfs = procfs_statfs,
	.vfs_vnops = &procfs_vnops,
};

static const struct vfscore_fs_type procfs_type = {
	.vs_name = "proc",
	.vs_op = &procfs_ops,
};

UK_FS_REGISTER(procfs_type);
