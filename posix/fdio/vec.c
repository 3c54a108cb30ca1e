/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* read() and write() with several buffers. */
#include <stdint.h>
#include <sys/uio.h>
#include "fdio_priv.h"

static ssize_t do_vec(enum uio_rw rw, int fd, const struct iovec *app,
		      unsigned long n, off_t *pos, int flags)
{
	struct uk_fdref ref = uk_fdref_get(fd);
	struct fdio_iov v;
	ssize_t rc;

	if (!ref.fp)
		return -EBADF;
	rc = fdio_iov_get(&v, app, n);
	if (rc)
		goto out;
	rc = rw == UIO_READ ? vfscore_file_readv(ref.fp, v.iov, v.n,
						 UIO_APPSPACE, pos, flags)
			    : vfscore_file_writev(ref.fp, v.iov, v.n,
						  UIO_APPSPACE, pos, flags);
	fdio_iov_put(&v);
out:
	uk_fdref_put(ref);
	return rc;
}

/* -1 as position of preadv2() and pwritev2() is the file's own. */
static ssize_t do_vec2(enum uio_rw rw, int fd, const struct iovec *app,
		       unsigned long n, off_t pos, int flags)
{
	if (pos == -1)
		return do_vec(rw, fd, app, n, NULL, flags);
	return pos < 0 ? -EINVAL : do_vec(rw, fd, app, n, &pos, flags);
}

UK_LLSYSCALL_R_DEFINE(ssize_t, readv, int, fd, const struct iovec *, iov,
		      unsigned long, n)
{
	return do_vec(UIO_READ, fd, iov, n, NULL, 0);
}

UK_LLSYSCALL_R_DEFINE(ssize_t, writev, int, fd, const struct iovec *, iov,
		      unsigned long, n)
{
	return do_vec(UIO_WRITE, fd, iov, n, NULL, 0);
}

/* Positions come in two halves, the low one of which has all 64 bits. */
UK_LLSYSCALL_R_DEFINE(ssize_t, preadv, int, fd, const struct iovec *, iov,
		      unsigned long, n, off_t, pos, long, high)
{
	(void)high;
	return pos < 0 ? -EINVAL : do_vec(UIO_READ, fd, iov, n, &pos, 0);
}

UK_LLSYSCALL_R_DEFINE(ssize_t, pwritev, int, fd, const struct iovec *, iov,
		      unsigned long, n, off_t, pos, long, high)
{
	(void)high;
	return pos < 0 ? -EINVAL : do_vec(UIO_WRITE, fd, iov, n, &pos, 0);
}

UK_LLSYSCALL_R_DEFINE(ssize_t, preadv2, int, fd, const struct iovec *, iov,
		      unsigned long, n, off_t, pos, long, high, int, flags)
{
	(void)high;
	return do_vec2(UIO_READ, fd, iov, n, pos, flags);
}

UK_LLSYSCALL_R_DEFINE(ssize_t, pwritev2, int, fd, const struct iovec *, iov,
		      unsigned long, n, off_t, pos, long, high, int, flags)
{
	(void)high;
	return do_vec2(UIO_WRITE, fd, iov, n, pos, flags);
}
