/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Extended attributes, xattr(7): no file system here has any, which programs
 * learn as on one of Linux's that has none. Names and descriptors are checked
 * first, as there.
 */
#include <fcntl.h>
#include "fdio_priv.h"

/* The file is there; rc is what follows from that. */
static long by_name(const char *app_name, unsigned int flags, long rc)
{
	struct vfscore_path path;
	struct fdio_name n;
	int err = fdio_name_get(&n, AT_FDCWD, app_name, false);

	if (err)
		return err;
	err = vfscore_lookup(fdio_ctx(), n.at, n.name, flags, &path);
	if (err == 0)
		vfscore_path_put(&path);
	fdio_name_put(&n);
	return err ? err : rc;
}

static long by_fd(int fd, long rc)
{
	struct uk_fdref ref = uk_fdref_get(fd);

	if (!ref.fp)
		return -EBADF;
	if (ref.fp->f_mode & UK_FPATH)
		rc = -EBADF;
	uk_fdref_put(ref);
	return rc;
}

UK_LLSYSCALL_R_DEFINE(long, getxattr, const char *, path, const char *, name,
		      void *, value, size_t, size)
{
	return by_name(path, VFSCORE_FOLLOW, -EOPNOTSUPP);
}

UK_LLSYSCALL_R_DEFINE(long, lgetxattr, const char *, path, const char *, name,
		      void *, value, size_t, size)
{
	return by_name(path, 0, -EOPNOTSUPP);
}

UK_LLSYSCALL_R_DEFINE(long, fgetxattr, int, fd, const char *, name, void *,
		      value, size_t, size)
{
	return by_fd(fd, -EOPNOTSUPP);
}

UK_LLSYSCALL_R_DEFINE(long, setxattr, const char *, path, const char *, name,
		      const void *, value, size_t, size, int, flags)
{
	return by_name(path, VFSCORE_FOLLOW, -EOPNOTSUPP);
}

UK_LLSYSCALL_R_DEFINE(long, lsetxattr, const char *, path, const char *, name,
		      const void *, value, size_t, size, int, flags)
{
	return by_name(path, 0, -EOPNOTSUPP);
}

UK_LLSYSCALL_R_DEFINE(long, fsetxattr, int, fd, const char *, name,
		      const void *, value, size_t, size, int, flags)
{
	return by_fd(fd, -EOPNOTSUPP);
}

/* Nothing is listed. */
UK_LLSYSCALL_R_DEFINE(long, listxattr, const char *, path, char *, list, size_t,
		      size)
{
	return by_name(path, VFSCORE_FOLLOW, 0);
}

UK_LLSYSCALL_R_DEFINE(long, llistxattr, const char *, path, char *, list,
		      size_t, size)
{
	return by_name(path, 0, 0);
}

UK_LLSYSCALL_R_DEFINE(long, flistxattr, int, fd, char *, list, size_t, size)
{
	return by_fd(fd, 0);
}

UK_LLSYSCALL_R_DEFINE(long, removexattr, const char *, path, const char *, name)
{
	return by_name(path, VFSCORE_FOLLOW, -EOPNOTSUPP);
}

UK_LLSYSCALL_R_DEFINE(long, lremovexattr, const char *, path, const char *,
		      name)
{
	return by_name(path, 0, -EOPNOTSUPP);
}

UK_LLSYSCALL_R_DEFINE(long, fremovexattr, int, fd, const char *, name)
{
	return by_fd(fd, -EOPNOTSUPP);
}
