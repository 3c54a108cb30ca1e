/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* read() and write() with one buffer: the paths that have to be short. */
#include <unistd.h>
#include "fdio_priv.h"

/* A length that vfscore_file_transfer() would not cut. */
static inline bool is_short(const struct uio *uio)
{
	return uio->uio_iov->iov_len <= (size_t)IOSIZE_MAX;
}

/*
 * Files without a position, which includes pipes, sockets and devices, are
 * called from here; vfscore_file_transfer() would do the same.
 */
static inline ssize_t transfer(struct vfscore_file *fp, struct uio *uio,
			       off_t *pos)
{
	bool read = uio->uio_rw == UIO_READ;
	unsigned int mode = read ? UK_FREAD : UK_FWRITE;
	ssize_t total = (ssize_t)uio->uio_iov->iov_len;
	int (*op)(struct vfscore_file *, struct uio *, int) =
		read ? fp->f_op->read : fp->f_op->write;
	int rc;

	if (pos || (fp->f_mode & (UK_FPOS | mode)) != mode || !op ||
	    !is_short(uio))
		return vfscore_file_transfer(fp, uio, pos, 0);
	uio->uio_resid = total;
	uio->uio_offset = 0;
	rc = op(fp, uio, 0);
	total -= uio->uio_resid;
	return total ? total : rc;
}

static inline ssize_t do_rw(enum uio_rw rw, int fd, void *buf, size_t count,
			    off_t *pos)
{
	struct iovec iov;
	struct uio uio;
	struct uk_fdref ref = uk_fdref_get(fd);
	ssize_t rc;

	if (unlikely(!ref.fp))
		return -EBADF;
	iov.iov_base = buf;
	iov.iov_len = count;
	uio.uio_iov = &iov;
	uio.uio_iovcnt = 1;
	uio.uio_rw = rw;
	uio.uio_segflg = UIO_APPSPACE;
	rc = transfer(ref.fp, &uio, pos);
	uk_fdref_put(ref);
	return rc;
}

static inline ssize_t do_read(int fd, void *buf, size_t count, off_t *pos)
{
	return do_rw(UIO_READ, fd, buf, count, pos);
}

static inline ssize_t do_write(int fd, const void *buf, size_t count,
			       off_t *pos)
{
	return do_rw(UIO_WRITE, fd, (void *)(uintptr_t)buf, count, pos);
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
