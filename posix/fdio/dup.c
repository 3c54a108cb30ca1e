/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <fcntl.h>
#include <unistd.h>
#include "fdio_priv.h"

UK_SYSCALL_R_DEFINE(int, dup, int, fd)
{
	struct vfscore_file *fp = vfscore_get_file(fd);
	int rc;

	if (!fp)
		return -EBADF;
	rc = uk_fd_install(fp, false);
	if (rc < 0)
		fdrop(fp);
	return rc;
}

static int dup_to(int fd, int newfd, bool cloexec)
{
	struct vfscore_file *fp;
	int rc;

	if ((unsigned int)newfd >= uk_fdtab_limit())
		return -EBADF;
	fp = vfscore_get_file(fd);
	if (!fp)
		return -EBADF;
	rc = uk_fdtab_replace(uk_fdtab_current(), (unsigned int)newfd,
			      uk_fdtab_limit(), fp, cloexec);
	if (rc < 0)
		fdrop(fp);
	return rc;
}

UK_SYSCALL_R_DEFINE(int, dup3, int, fd, int, newfd, int, flags)
{
	if ((flags & ~O_CLOEXEC) || fd == newfd)
		return -EINVAL;
	return dup_to(fd, newfd, flags & O_CLOEXEC);
}

#ifdef SYS_dup2
UK_SYSCALL_R_DEFINE(int, dup2, int, fd, int, newfd)
{
	struct uk_fdref ref;

	if (fd != newfd)
		return dup_to(fd, newfd, false);
	ref = uk_fdref_get(fd);
	uk_fdref_put(ref);
	return ref.fp ? fd : -EBADF;
}
#endif
