/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The root file system at boot, as the command line wants it: vfs.rootfs is its
 * type, vfs.rootdev, vfs.rootopts and vfs.rootflags are what mount() takes. The
 * type "initrd", the default when there is one, is a ramfs with the initial RAM
 * disk's files. Then what belongs in every tree: mount points and /tmp; and
 * what vfs.fstab asks for, see fstab.c.
 */
#include <uk/cpio.h>
#include <uk/init.h>
#include <uk/initrd.h>
#include <uk/libparam.h>
#include <uk/print.h>
#include "vfscore_priv.h"

#define FSTAB_MAX 16

static const char *rootfs;
static const char *rootdev;
static const char *rootopts;
static unsigned int rootflags;
static char *fstab[FSTAB_MAX];
UK_LIB_PARAM(rootfs, const char *);
UK_LIB_PARAM(rootdev, const char *);
UK_LIB_PARAM(rootopts, const char *);
UK_LIB_PARAM(rootflags, unsigned int);
UK_LIB_PARAM_ARR(fstab, char *);

/* Type, mount point, mode of that: what is mounted if the type is there. */
static const struct {
	const char *type, *dir;
	mode_t mode;
} mounts[] = {
	{"devtmpfs", "/dev", 0755},
	{"proc", "/proc", 0555},
};

static int mount_tmpfs(struct vfscore_ctx *ctx, const char *dir)
{
	int rc = vfscore_mount(ctx, "tmpfs", dir, "tmpfs",
			       MNT_NOSUID | MNT_NODEV, NULL);

	return rc == -ENODEV ? 0 : rc;
}

/* What the root file system brings in /tmp is to be seen there. */
static int mount_tmp(struct vfscore_ctx *ctx)
{
	if (vfscore_mkdir(ctx, NULL, "/tmp", 01777))
		return 0;
	return mount_tmpfs(ctx, "/tmp");
}

/* POSIX shared memory, where there is a place for it: devfs has one. */
static int mount_shm(struct vfscore_ctx *ctx)
{
	int rc = vfscore_mkdir(ctx, NULL, "/dev/shm", 01777);

	return rc && rc != -EEXIST ? 0 : mount_tmpfs(ctx, "/dev/shm");
}

static int mount_more(struct vfscore_ctx *ctx)
{
	int rc;

	for (unsigned int i = 0; i < sizeof(mounts) / sizeof(mounts[0]); i++) {
		(void)vfscore_mkdir(ctx, NULL, mounts[i].dir, 0755);
		rc = vfscore_mount(ctx, mounts[i].type, mounts[i].dir,
				   mounts[i].type, 0, NULL);
		if (rc == -ENODEV)
			continue;
		if (rc)
			return rc;
		(void)vfscore_chmod(ctx, NULL, mounts[i].dir, 0,
				    mounts[i].mode);
	}
	rc = mount_tmp(ctx);
	if (rc == 0)
		rc = mount_shm(ctx);
	return rc ? rc : vfs_fstab_mount(ctx, fstab, FSTAB_MAX);
}

/* The root that nobody has said: an initial RAM disk may also be something else
 * than an archive, one program. 0, or why it cannot be told.
 */
static int rootfs_choose(void)
{
	struct uk_initrd_part initrd;
	int rc = uk_initrd_get(&initrd);

	rootfs = rc == 0 && ukcpio_is_archive(initrd.base, initrd.len)
			 ? "initrd"
			 : "ramfs";
	return rc == -ENXIO ? 0 : rc;
}

static int vfs_boot(void)
{
	bool wanted = rootfs != NULL;
	int rc = wanted ? 0 : rootfs_choose();

	if (rc)
		return rc;
	rc = vfs_mount_root(rootdev, rootfs, (int)rootflags, rootopts);
	/* Nobody has asked for one, and there is nothing to make one of */
	if (rc == -ENODEV && !wanted)
		return 0;
	if (rc) {
		uk_pr_crit("Failed to mount %s (%s) at /: %d\n",
			   rootdev ? rootdev : "", rootfs, -rc);
		return rc;
	}
	return mount_more(vfscore_ctx_boot());
}

uk_rootfs_initcall_prio(vfs_boot, 4);
