/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* read() and write() with one buffer: the paths that have to be short. */
#include <stdint.h>
#include <unistd.h>
#include "fdio_priv.h"

/* May this be done as the file is, without a position but the call's? */
static inline bool is_plain(const struct vfscore_file *fp, unsigned int mode,
			    const off_t *pos)
{
	if (!pos)
		return (fp->f_mode & (UK_FPOS | mode)) == mode;
	return (fp->f_mode & mode) && (fp->f_mode & (UK_FPOS | UK_FANYPOS)) &&
	       *pos <= INT64_MAX - IOSIZE_MAX;
}

/*
 * vfscore_file_transfer() for the usual cases. The direction is a constant
 * where this is compiled.
 */
static inline __attribute__((always_inline)) ssize_t transfer(
	enum uio_rw rw, struct vfscore_file *fp, struct uio *uio, size_t count,
	off_t *pos)
{
	bool read = rw == UIO_READ;
	int (*op)(struct vfscore_file *, struct uio *, int);
	ssize_t moved;
	int rc;

	if (unlikely(!is_plain(fp, read ? UK_FREAD : UK_FWRITE, pos)) ||
	    unlikely(count > (size_t)IOSIZE_MAX))
		return vfscore_file_transfer(fp, uio, pos, 0);
	op = read ? fp->f_op->read : fp->f_op->write;
	if (unlikely(!op))
		return -EINVAL;
	rc = op(fp, uio, 0);
	moved = (ssize_t)count - uio->uio_resid;
	return moved ? moved : rc;
}

static inline __attribute__((always_inline)) ssize_t do_rw(enum uio_rw rw,
							   int fd, void *buf,
							   size_t count,
							   off_t *pos)
{
	struct iovec iov = {.iov_base = buf, .iov_len = count};
	struct uio uio = {
		.uio_iov = &iov,
		.uio_iovcnt = 1,
		.uio_offset = pos ? *pos : 0,
		.uio_resid = (ssize_t)count,
		.uio_rw = rw,
		.uio_segflg = UIO_APPSPACE,
	};
	struct uk_fdref ref = uk_fdref_get(fd);
	ssize_t rc;

	if (unlikely(!ref.fp))
		return -EBADF;
	rc = transfer(rw, ref.fp, &uio, count, pos);
	uk_fdref_put(ref);
	return rc;
}

static inline __attribute__((always_inline)) ssize_t do_read(int fd, void *buf,
							     size_t count,
							     off_t *pos)
{
	return do_rw(UIO_READ, fd, buf, count, pos);
}

static inline __attribute__((always_inline)) ssize_t do_write(int fd,
							      const void *buf,
							      size_t count,
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
