/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* read() and write() with one buffer: the paths that have to be short. */
#include <unistd.h>
#include "fdio_priv.h"

static inline ssize_t do_read(int fd, void *buf, size_t count, off_t *pos)
{
	struct iovec iov = {.iov_base = buf, .iov_len = count};
	struct uk_fdref ref = uk_fdref_get(fd);
	ssize_t rc;

	if (unlikely(!ref.fp))
		return -EBADF;
	rc = vfscore_file_readv(ref.fp, &iov, 1, UIO_APPSPACE, pos, 0);
	uk_fdref_put(ref);
	return rc;
}

static inline ssize_t do_write(int fd, const void *buf, size_t count,
			       off_t *pos)
{
	struct iovec iov = {.iov_base = (void *)(uintptr_t)buf,
			    .iov_len = count};
	struct uk_fdref ref = uk_fdref_get(fd);
	ssize_t rc;

	if (unlikely(!ref.fp))
		return -EBADF;
	rc = vfscore_file_writev(ref.fp, &iov, 1, UIO_APPSPACE, pos, 0);
	uk_fdref_put(ref);
	return rc;
}

UK_SYSCALL_R_DEFINE(ssize_t, read, int, fd, void *, buf, size_t, count)
{
	return do_read(fd, buf, count, NULL);
}

UK_SYSCALL_R_DEFINE(ssize_t, write, int, fd, const void *, buf, size_t, count)
{
	return do_write(fd, buf, count, NULL);
}

UK_SYSCALL_R_DEFINE(ssize_t, pread64, int, fd, void *, buf, size_t, count,
		    off_t, offset)
{
	return offset < 0 ? -EINVAL : do_read(fd, buf, count, &offset);
}

UK_SYSCALL_R_DEFINE(ssize_t, pwrite64, int, fd, const void *, buf, size_t,
		    count, off_t, offset)
{
	return offset < 0 ? -EINVAL : do_write(fd, buf, count, &offset);
}
