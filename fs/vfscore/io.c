/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What is the same in all reads and writes. */
#include <errno.h>
#include <stdint.h>
#include <uk/access.h>
#include <uk/arch/lcpu.h>
#include <vfscore/file.h>

/*
 * The sum of the lengths. Behind what Linux moves in one call buffers are cut
 * off, if they are such that a program can have them at all: else -EFAULT.
 */
static ssize_t clamp(struct iovec *iov, int n, enum uio_seg seg)
{
	size_t total = 0;

	if (likely(n == 1 && iov->iov_len <= (size_t)IOSIZE_MAX))
		return (ssize_t)iov->iov_len;
	for (int i = 0; i < n; i++) {
		if (unlikely(iov[i].iov_len > (size_t)IOSIZE_MAX &&
			     seg == UIO_APPSPACE &&
			     !uk_app_range_ok((__vaddr_t)iov[i].iov_base,
					      iov[i].iov_len)))
			return -EFAULT;
		if (iov[i].iov_len > (size_t)IOSIZE_MAX - total)
			iov[i].iov_len = (size_t)IOSIZE_MAX - total;
		total += iov[i].iov_len;
	}
	return (ssize_t)total;
}

static inline int call(struct vfscore_file *fp, struct uio *uio, int flags)
{
	return uio->uio_rw == UIO_READ ? fp->f_op->read(fp, uio, flags)
				       : fp->f_op->write(fp, uio, flags);
}

static inline int call_at(struct vfscore_file *fp, struct uio *uio, off_t *pos,
			  int flags)
{
	int rc;

	if (unlikely(*pos > INT64_MAX - uio->uio_resid))
		return -EINVAL;
	uio->uio_offset = *pos;
	rc = call(fp, uio, flags);
	*pos = uio->uio_offset;
	return rc;
}

ssize_t vfscore_file_transfer(struct vfscore_file *fp, struct uio *uio,
			      off_t *pos, int flags)
{
	bool read = uio->uio_rw == UIO_READ;
	ssize_t total;
	int rc;

	if (pos && unlikely(!(fp->f_mode & (UK_FPOS | UK_FANYPOS | UK_FPATH))))
		return -ESPIPE;
	if (unlikely(!(fp->f_mode & (read ? UK_FREAD : UK_FWRITE))))
		return -EBADF;
	if (unlikely(read ? !fp->f_op->read : !fp->f_op->write))
		return -EINVAL;
	total = clamp(uio->uio_iov, uio->uio_iovcnt, uio->uio_segflg);
	if (unlikely(total < 0))
		return total;
	uio->uio_resid = total;
	if (pos) {
		rc = call_at(fp, uio, pos, flags);
	} else if (fp->f_mode & UK_FPOS) {
		uk_mutex_lock(&fp->f_lock);
		rc = call_at(fp, uio, &fp->f_offset, flags);
		uk_mutex_unlock(&fp->f_lock);
	} else {
		uio->uio_offset = 0;
		rc = call(fp, uio, flags);
	}
	/* What has been moved counts, whatever came then */
	total -= uio->uio_resid;
	return total || rc > 0 ? total : rc;
}

ssize_t vfscore_file_readv(struct vfscore_file *fp, struct iovec *iov, int n,
			   enum uio_seg seg, off_t *pos, int flags)
{
	struct uio uio = {
		.uio_iov = iov,
		.uio_iovcnt = n,
		.uio_rw = UIO_READ,
		.uio_segflg = seg,
	};

	return vfscore_file_transfer(fp, &uio, pos, flags);
}

ssize_t vfscore_file_writev(struct vfscore_file *fp, struct iovec *iov, int n,
			    enum uio_seg seg, off_t *pos, int flags)
{
	struct uio uio = {
		.uio_iov = iov,
		.uio_iovcnt = n,
		.uio_rw = UIO_WRITE,
		.uio_segflg = seg,
	};

	return vfscore_file_transfer(fp, &uio, pos, flags);
}

ssize_t vfscore_file_read(struct vfscore_file *fp, void *buf, size_t len,
			  off_t *pos)
{
	struct iovec iov = {.iov_base = buf, .iov_len = len};

	return vfscore_file_readv(fp, &iov, 1, UIO_SYSSPACE, pos, 0);
}

ssize_t vfscore_file_write(struct vfscore_file *fp, const void *buf, size_t len,
			   off_t *pos)
{
	struct iovec iov = {
		.iov_base = (void *)(uintptr_t)buf,
		.iov_len = len,
	};

	return vfscore_file_writev(fp, &iov, 1, UIO_SYSSPACE, pos, 0);
}
