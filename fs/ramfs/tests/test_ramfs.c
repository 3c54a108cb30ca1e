/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What random operations come to rarely. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <uk/test.h>
#include "../../vfscore/vfscore_priv.h"
#include "drive.h"
#include "machine.h"

#define CTX	  vfscore_ctx_boot()
#define SEEK_DATA 3
#define SEEK_HOLE 4

static int mount_tmpfs(void)
{
	machine_start();
	return vfscore_mount(CTX, NULL, "/test", "tmpfs", 0, NULL);
}

static int unmount(void)
{
	int rc = vfscore_umount(CTX, "/test", 0);

	while (vfscore_dcache_shrink(1000))
		;
	return rc;
}

UK_TESTCASE(ramfs, huge_files_are_searched_by_what_they_hold)
{
	struct vfscore_file *fp;
	off_t far = 1L << 60;

	UK_TEST_EXPECT_ZERO(mount_tmpfs());
	UK_TEST_EXPECT_ZERO(vfscore_open(CTX, NULL, "/test/f", O_CREAT | O_RDWR,
					 0644, 0, &fp));
	UK_TEST_EXPECT_ZERO(vfscore_file_truncate(fp, 1L << 61));
	UK_TEST_EXPECT_SNUM_EQ(fp->f_op->seek(fp, 0, SEEK_DATA), -ENXIO);
	UK_TEST_EXPECT_SNUM_EQ(vfscore_file_write(fp, "x", 1, &far), 1);
	far = 1L << 60;
	UK_TEST_EXPECT_SNUM_EQ(fp->f_op->seek(fp, 5, SEEK_DATA), far);
	UK_TEST_EXPECT_SNUM_EQ(fp->f_op->seek(fp, far, SEEK_HOLE), far + 4096);
	UK_TEST_EXPECT_SNUM_EQ(fp->f_op->seek(fp, far + 4096, SEEK_DATA),
			       -ENXIO);
	/* More than there is: nothing is taken */
	UK_TEST_EXPECT_SNUM_EQ(vfscore_file_fallocate(fp, 0, 0, 1L << 50),
			       -ENOSPC);
	UK_TEST_EXPECT_SNUM_EQ(vfscore_file_fallocate(fp, 0, 1L << 62, 1),
			       -EFBIG);
	UK_TEST_EXPECT_ZERO(vfscore_file_fallocate(fp, 3, 0, 1L << 61));
	UK_TEST_EXPECT_SNUM_EQ(fp->f_op->seek(fp, 0, SEEK_DATA), -ENXIO);
	fdrop(fp);
	UK_TEST_EXPECT_ZERO(unmount());
}

UK_TESTCASE(ramfs, deep_trees_go_with_their_file_system)
{
	struct vfscore_ctx *ctx;
	long live;
	int rc = 0;

	machine_start();
	while (vfscore_dcache_shrink(1000))
		;
	live = machine_live();
	UK_TEST_EXPECT_ZERO(mount_tmpfs());
	ctx = vfscore_ctx_copy(CTX);
	rc |= vfscore_chdir(ctx, NULL, "/test", 0);
	for (int i = 0; i < 5000; i++) {
		rc |= vfscore_mkdir(ctx, NULL, "d", 0755);
		rc |= vfscore_mkdir(ctx, NULL, "e", 0755);
		rc |= vfscore_chdir(ctx, NULL, "d", 0);
	}
	UK_TEST_EXPECT_ZERO(rc);
	vfscore_ctx_put(ctx);
	UK_TEST_EXPECT_ZERO(unmount());
	UK_TEST_EXPECT_SNUM_EQ(machine_live(), live);
}

UK_TESTCASE(ramfs, nothing_is_above_what_was_detached)
{
	struct vfscore_path path;
	struct vfscore_ctx *ctx;

	UK_TEST_EXPECT_ZERO(mount_tmpfs());
	ctx = vfscore_ctx_copy(CTX);
	UK_TEST_EXPECT_ZERO(vfscore_mkdir(CTX, NULL, "/test/d", 0755));
	UK_TEST_EXPECT_ZERO(
		vfscore_mount(CTX, NULL, "/test/d", "tmpfs", 0, NULL));
	UK_TEST_EXPECT_ZERO(vfscore_chdir(ctx, NULL, "/test", 0));
	UK_TEST_EXPECT_SNUM_EQ(vfscore_umount(CTX, "/test", 0), -EBUSY);
	UK_TEST_EXPECT_ZERO(vfscore_umount(CTX, "/test", MNT_DETACH));
	UK_TEST_EXPECT_ZERO(vfscore_lookup(ctx, NULL, "..", 0, &path));
	UK_TEST_EXPECT_PTR_EQ(path.dentry, ctx->cwd.dentry);
	vfscore_path_put(&path);
	/* What was mounted in it has gone, too, and nothing else comes */
	UK_TEST_EXPECT_ZERO(vfscore_lookup(ctx, NULL, "d", 0, &path));
	UK_TEST_EXPECT_PTR_EQ(path.mount, ctx->cwd.mount);
	vfscore_path_put(&path);
	UK_TEST_EXPECT_SNUM_EQ(vfscore_mount(ctx, NULL, "d", "tmpfs", 0, NULL),
			       -EINVAL);
	vfscore_ctx_put(ctx);
}

UK_TESTCASE(ramfs, no_new_names_where_a_directory_was)
{
	struct vfscore_ctx *ctx;
	struct vfscore_file *fp;

	UK_TEST_EXPECT_ZERO(mount_tmpfs());
	ctx = vfscore_ctx_copy(CTX);
	UK_TEST_EXPECT_ZERO(vfscore_mkdir(CTX, NULL, "/test/d", 0755));
	UK_TEST_EXPECT_ZERO(vfscore_chdir(ctx, NULL, "/test/d", 0));
	UK_TEST_EXPECT_ZERO(vfscore_rmdir(CTX, NULL, "/test/d"));
	UK_TEST_EXPECT_SNUM_EQ(
		vfscore_open(ctx, NULL, "f", O_CREAT | O_RDWR, 0644, 0, &fp),
		-ENOENT);
	UK_TEST_EXPECT_ZERO(vfscore_mkdir(CTX, NULL, "/test/e", 0755));
	UK_TEST_EXPECT_SNUM_EQ(
		vfscore_rename(ctx, NULL, "/test/e", NULL, "e", 0), -ENOENT);
	/* An open file without a name does not get one again */
	UK_TEST_EXPECT_ZERO(vfscore_open(CTX, NULL, "/test/f", O_CREAT | O_RDWR,
					 0644, 0, &fp));
	UK_TEST_EXPECT_ZERO(vfscore_unlink(CTX, NULL, "/test/f"));
	UK_TEST_EXPECT_SNUM_EQ(
		vfscore_link(CTX,
			     &(struct vfscore_path){fp->f_mount, fp->f_dentry},
			     "", NULL, "/test/g", VFSCORE_EMPTY_PATH),
		-ENOENT);
	fdrop(fp);
	vfscore_ctx_put(ctx);
	UK_TEST_EXPECT_ZERO(unmount());
}

/* One entry of an archive, and its end. */
static size_t archive_of(char *buf, const char *name, unsigned int mode,
			 unsigned int minor)
{
	static const char head[] =
		"070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x";
	size_t len;

	len = (size_t)sprintf(buf, head, 0, mode, 7, 8, 1, 0, 0, 0, 0, 5, minor,
			      (unsigned int)strlen(name) + 1, 0);
	strcpy(buf + len, name);
	len += strlen(name) + 1;
	while (len % 4)
		buf[len++] = '\0';
	len += (size_t)sprintf(buf + len, head, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0,
			       11, 0);
	strcpy(buf + len, "TRAILER!!!");
	return (len + 11 + 3) / 4 * 4;
}

static int mount_archive(const char *name, unsigned int mode,
			 unsigned int minor)
{
	static _Alignas(8) char buf[2048];

	machine_start();
	memset(buf, 0, sizeof(buf));
	machine_initrd(buf, archive_of(buf, name, mode, minor));
	return vfscore_mount(CTX, NULL, "/test", "initrd", 0, NULL);
}

UK_TESTCASE(ramfs, what_an_archive_says)
{
	char name[400];
	struct vattr va;

	UK_TEST_EXPECT_ZERO(mount_archive(".", S_IFDIR | 01750, 0));
	UK_TEST_EXPECT_ZERO(vfscore_stat(CTX, NULL, "/test", 0, &va));
	UK_TEST_EXPECT_SNUM_EQ(va.va_mode, S_IFDIR | 01750);
	UK_TEST_EXPECT_SNUM_EQ(va.va_uid, 7);
	UK_TEST_EXPECT_SNUM_EQ(va.va_gid, 8);
	UK_TEST_EXPECT_ZERO(unmount());
	UK_TEST_EXPECT_ZERO(mount_archive("dev", S_IFCHR | 0600, 0x12345));
	UK_TEST_EXPECT_ZERO(vfscore_stat(CTX, NULL, "/test/dev", 0, &va));
	UK_TEST_EXPECT_SNUM_EQ(va.va_rdev, 0x12300545);
	UK_TEST_EXPECT_ZERO(unmount());
	memset(name, 'n', sizeof(name));
	strcpy(name + 256, "/f");
	UK_TEST_EXPECT_SNUM_EQ(mount_archive(name, S_IFREG | 0600, 0),
			       -ENAMETOOLONG);
	UK_TEST_EXPECT_SNUM_EQ(mount_archive("a/../b", S_IFREG | 0600, 0),
			       -EINVAL);
}

static bool is_there(const char *name)
{
	struct vattr va;

	return vfscore_stat(CTX, NULL, name, 0, &va) == 0;
}

UK_TESTCASE(ramfs, archives_follow_each_other)
{
	static _Alignas(8) char buf[4096];
	size_t len;

	machine_start();
	memset(buf, 0, sizeof(buf));
	len = archive_of(buf, "a", S_IFREG | 0600, 0);
	len += archive_of(buf + len, "b", S_IFDIR | 0700, 0);
	len += 300; /* zeros, as many as there are */
	len += archive_of(buf + len, "b/c", S_IFREG | 0600, 0);
	machine_initrd(buf, len + 5);
	UK_TEST_EXPECT_ZERO(
		vfscore_mount(CTX, NULL, "/test", "initrd", 0, NULL));
	UK_TEST_EXPECT(is_there("/test/a"));
	UK_TEST_EXPECT(is_there("/test/b/c"));
	UK_TEST_EXPECT_ZERO(unmount());
	/* What is no archive is not looked at, and what begins as one is */
	strcpy(buf + len, "garbage");
	machine_initrd(buf, len + 8);
	UK_TEST_EXPECT_ZERO(
		vfscore_mount(CTX, NULL, "/test", "initrd", 0, NULL));
	UK_TEST_EXPECT_ZERO(unmount());
	strcpy(buf + len, "0707010");
	machine_initrd(buf, len + 8);
	UK_TEST_EXPECT_SNUM_EQ(
		vfscore_mount(CTX, NULL, "/test", "initrd", 0, NULL), -EINVAL);
}
