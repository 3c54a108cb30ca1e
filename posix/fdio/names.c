/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Names that come, go and move. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <uk/alloc.h>
#include <unistd.h>
#include "fdio_priv.h"

static int do_mkdir(int dirfd, const char *path, mode_t mode)
{
	struct fdio_name n;
	int rc = fdio_name_get(&n, dirfd, path, false);

	if (rc)
		return rc;
	rc = vfscore_mkdir(fdio_ctx(), n.at, n.name, mode);
	fdio_name_put(&n);
	return rc;
}

static int do_mknod(int dirfd, const char *path, mode_t mode, dev_t dev)
{
	struct fdio_name n;
	int rc = fdio_name_get(&n, dirfd, path, false);

	if (rc)
		return rc;
	rc = vfscore_mknod(fdio_ctx(), n.at, n.name, mode, dev);
	fdio_name_put(&n);
	return rc;
}

static int do_unlink(int dirfd, const char *path, bool dir)
{
	struct fdio_name n;
	int rc = fdio_name_get(&n, dirfd, path, false);

	if (rc)
		return rc;
	rc = dir ? vfscore_rmdir(fdio_ctx(), n.at, n.name)
		 : vfscore_unlink(fdio_ctx(), n.at, n.name);
	fdio_name_put(&n);
	return rc;
}

static int do_symlink(const char *target, int dirfd, const char *path)
{
	struct fdio_name to, n;
	int rc;

	rc = fdio_name_get(&to, AT_FDCWD, target, false);
	if (rc)
		return rc;
	rc = fdio_name_get(&n, dirfd, path, false);
	if (!rc) {
		rc = vfscore_symlink(fdio_ctx(), to.name, n.at, n.name);
		fdio_name_put(&n);
	}
	fdio_name_put(&to);
	return rc;
}

static int do_link(int olddir, const char *old, int newdir, const char *new,
		   int flags)
{
	struct fdio_name o, n;
	unsigned int look = 0;
	int rc;

	if (flags & ~(AT_SYMLINK_FOLLOW | AT_EMPTY_PATH))
		return -EINVAL;
	look |= (flags & AT_SYMLINK_FOLLOW) ? VFSCORE_FOLLOW : 0;
	look |= (flags & AT_EMPTY_PATH) ? VFSCORE_EMPTY_PATH : 0;
	rc = fdio_name_get(&o, olddir, old, flags & AT_EMPTY_PATH);
	if (rc)
		return rc;
	rc = fdio_name_get(&n, newdir, new, false);
	if (!rc) {
		rc = vfscore_link(fdio_ctx(), o.at, o.name, n.at, n.name, look);
		fdio_name_put(&n);
	}
	fdio_name_put(&o);
	return rc;
}

static int do_rename(int olddir, const char *old, int newdir, const char *new,
		     unsigned int flags)
{
	struct fdio_name o, n;
	int rc;

	if ((flags & ~(VFSCORE_RENAME_NOREPLACE | VFSCORE_RENAME_EXCHANGE)) ||
	    flags == (VFSCORE_RENAME_NOREPLACE | VFSCORE_RENAME_EXCHANGE))
		return -EINVAL;
	rc = fdio_name_get(&o, olddir, old, false);
	if (rc)
		return rc;
	rc = fdio_name_get(&n, newdir, new, false);
	if (!rc) {
		rc = vfscore_rename(fdio_ctx(), o.at, o.name, n.at, n.name,
				    flags);
		fdio_name_put(&n);
	}
	fdio_name_put(&o);
	return rc;
}

static ssize_t do_readlink(int dirfd, const char *path, char *app, int size)
{
	struct fdio_name n;
	ssize_t len;
	char *buf;
	int rc;

	if (size <= 0)
		return -EINVAL;
	rc = fdio_name_get(&n, dirfd, path, true);
	if (rc)
		return rc;
	len = -ENOMEM;
	buf = uk_malloc(uk_alloc_get_default(), FDIO_NAME_MAX);
	if (!buf)
		goto out;
	len = vfscore_readlink(fdio_ctx(), n.at, n.name,
			       n.at ? VFSCORE_EMPTY_PATH : 0, buf,
			       (size_t)MIN(size, FDIO_NAME_MAX));
	if (len > 0 && uk_copy_to_app(app, buf, (size_t)len))
		len = -EFAULT;
	uk_free(uk_alloc_get_default(), buf);
out:
	fdio_name_put(&n);
	return len;
}

UK_SYSCALL_R_DEFINE(int, mkdirat, int, dirfd, const char *, path, mode_t, mode)
{
	return do_mkdir(dirfd, path, mode);
}

UK_SYSCALL_R_DEFINE(int, mknodat, int, dirfd, const char *, path, mode_t, mode,
		    dev_t, dev)
{
	return do_mknod(dirfd, path, mode, (unsigned int)dev);
}

UK_SYSCALL_R_DEFINE(int, unlinkat, int, dirfd, const char *, path, int, flags)
{
	if (flags & ~AT_REMOVEDIR)
		return -EINVAL;
	return do_unlink(dirfd, path, flags & AT_REMOVEDIR);
}

UK_SYSCALL_R_DEFINE(int, symlinkat, const char *, target, int, dirfd,
		    const char *, path)
{
	return do_symlink(target, dirfd, path);
}

UK_SYSCALL_R_DEFINE(int, linkat, int, olddir, const char *, old, int, newdir,
		    const char *, new, int, flags)
{
	return do_link(olddir, old, newdir, new, flags);
}

UK_SYSCALL_R_DEFINE(int, renameat, int, olddir, const char *, old, int, newdir,
		    const char *, new)
{
	return do_rename(olddir, old, newdir, new, 0);
}

UK_LLSYSCALL_R_DEFINE(int, renameat2, int, olddir, const char *, old, int,
		      newdir, const char *, new, unsigned int, flags)
{
	return do_rename(olddir, old, newdir, new, flags);
}

UK_LLSYSCALL_R_DEFINE(ssize_t, readlinkat, int, dirfd, const char *, path,
		      char *, buf, int, size)
{
	return do_readlink(dirfd, path, buf, size);
}

#ifdef SYS_mkdir /* not on newer architectures */
UK_SYSCALL_R_DEFINE(int, mkdir, const char *, path, mode_t, mode)
{
	return do_mkdir(AT_FDCWD, path, mode);
}

UK_SYSCALL_R_DEFINE(int, mknod, const char *, path, mode_t, mode, dev_t, dev)
{
	return do_mknod(AT_FDCWD, path, mode, (unsigned int)dev);
}

UK_SYSCALL_R_DEFINE(int, rmdir, const char *, path)
{
	return do_unlink(AT_FDCWD, path, true);
}

UK_SYSCALL_R_DEFINE(int, unlink, const char *, path)
{
	return do_unlink(AT_FDCWD, path, false);
}

UK_SYSCALL_R_DEFINE(int, symlink, const char *, target, const char *, path)
{
	return do_symlink(target, AT_FDCWD, path);
}

UK_SYSCALL_R_DEFINE(int, link, const char *, old, const char *, new)
{
	return do_link(AT_FDCWD, old, AT_FDCWD, new, 0);
}

UK_SYSCALL_R_DEFINE(int, rename, const char *, old, const char *, new)
{
	return do_rename(AT_FDCWD, old, AT_FDCWD, new, 0);
}

UK_LLSYSCALL_R_DEFINE(ssize_t, readlink, const char *, path, char *, buf, int,
		      size)
{
	return do_readlink(AT_FDCWD, path, buf, size);
}
#endif
