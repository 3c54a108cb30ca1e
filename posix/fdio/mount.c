/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* File systems: mounting, and what is known about them. */
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <uk/alloc.h>
#include <unistd.h>
#include <vfscore/mount.h>
#include <vfscore/vnode.h>
#include "fdio_priv.h"

#define OPTIONS_MAX 4096

/* A string that may be NULL: then *copy is. */
static int option_get(const char *app, char **copy)
{
	long len;

	*copy = NULL;
	if (!app)
		return 0;
	*copy = uk_malloc(uk_alloc_get_default(), OPTIONS_MAX);
	if (!*copy)
		return -ENOMEM;
	len = uk_strncpy_from_app(*copy, app, OPTIONS_MAX);
	return len < 0 ? (int)len : 0;
}

UK_LLSYSCALL_R_DEFINE(int, mount, const char *, special, const char *, dir,
		      const char *, type, unsigned long, flags, const void *,
		      data)
{
	char *ctype = NULL, *cspecial = NULL, *cdata = NULL;
	struct fdio_name n;
	int rc;

	rc = option_get(type, &ctype);
	if (!rc)
		rc = option_get(special, &cspecial);
	if (!rc)
		rc = option_get(data, &cdata);
	if (!rc)
		rc = fdio_name_get(&n, AT_FDCWD, dir, false);
	if (!rc) {
		rc = vfscore_mount(fdio_ctx(), cspecial, n.name, ctype, flags,
				   cdata);
		fdio_name_put(&n);
	}
	uk_free(uk_alloc_get_default(), cdata);
	uk_free(uk_alloc_get_default(), cspecial);
	uk_free(uk_alloc_get_default(), ctype);
	return rc;
}

UK_LLSYSCALL_R_DEFINE(int, umount2, const char *, path, int, flags)
{
	struct fdio_name n;
	int rc = fdio_name_get(&n, AT_FDCWD, path, false);

	if (rc)
		return rc;
	rc = vfscore_umount(fdio_ctx(), n.name, flags);
	fdio_name_put(&n);
	return rc;
}

UK_SYSCALL_R_DEFINE(int, statfs, const char *, path, struct statfs *, app)
{
	struct statfs st = {0};
	struct fdio_name n;
	int rc = fdio_name_get(&n, AT_FDCWD, path, false);

	if (rc)
		return rc;
	rc = vfscore_statfs(fdio_ctx(), n.at, n.name, VFSCORE_FOLLOW, &st);
	fdio_name_put(&n);
	return rc ? rc : uk_copy_to_app(app, &st, sizeof(st));
}

/* What lies in no file system that could be seen: <linux/magic.h> */
#define PIPEFS_MAGIC_	     0x50495045
#define SOCKFS_MAGIC_	     0x534f434b
#define ANON_INODE_FS_MAGIC_ 0x09041934

static int statfs_anonymous(struct vfscore_file *fp, struct statfs *st)
{
	struct vattr va = {.va_mode = 0};
	int rc = fp->f_op->getattr ? fp->f_op->getattr(fp, &va) : 0;

	st->f_type = S_ISFIFO(va.va_mode)   ? PIPEFS_MAGIC_
		     : S_ISSOCK(va.va_mode) ? SOCKFS_MAGIC_
					    : ANON_INODE_FS_MAGIC_;
	st->f_bsize = 4096;
	st->f_frsize = 4096;
	st->f_namelen = 255;
	return rc;
}

UK_SYSCALL_R_DEFINE(int, fstatfs, int, fd, struct statfs *, app)
{
	struct uk_fdref ref = uk_fdref_get(fd);
	struct statfs st = {0};
	struct vfscore_path at;
	int rc;

	if (!ref.fp)
		return -EBADF;
	if (vfscore_file_path(ref.fp, &at))
		rc = statfs_anonymous(ref.fp, &st);
	else
		rc = vfscore_statfs(fdio_ctx(), &at, "", VFSCORE_EMPTY_PATH,
				    &st);
	uk_fdref_put(ref);
	return rc ? rc : uk_copy_to_app(app, &st, sizeof(st));
}

UK_LLSYSCALL_R_DEFINE(int, sync)
{
	(void)vfscore_sync();
	return 0;
}
