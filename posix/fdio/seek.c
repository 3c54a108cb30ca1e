/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Positions, sizes and what is on the disk. */
#include <fcntl.h>
#include <unistd.h>
#include "fdio_priv.h"

#define WHENCE_MAX 4 /* SEEK_HOLE */

UK_SYSCALL_R_DEFINE(off_t, lseek, int, fd, off_t, offset, int, whence)
{
	struct uk_fdref ref = uk_fdref_get(fd);
	struct vfscore_file *fp = ref.fp;
	off_t rc;

	if (!fp || (fp->f_mode & UK_FPATH)) {
		rc = -EBADF;
		goto out;
	}
	rc = -EINVAL;
	if ((unsigned int)whence > WHENCE_MAX)
		goto out;
	rc = -ESPIPE;
	if (!fp->f_op->seek)
		goto out;
	uk_mutex_lock(&fp->f_lock);
	rc = fp->f_op->seek(fp, offset, whence);
	if (rc >= 0)
		fp->f_offset = rc;
	uk_mutex_unlock(&fp->f_lock);
out:
	uk_fdref_put(ref);
	return rc;
}

UK_SYSCALL_R_DEFINE(int, truncate, const char *, path, off_t, size)
{
	struct fdio_name n;
	int rc;

	if (size < 0)
		return -EINVAL;
	rc = fdio_name_get(&n, AT_FDCWD, path, false);
	if (rc)
		return rc;
	rc = vfscore_truncate(fdio_ctx(), n.at, n.name, size);
	fdio_name_put(&n);
	return rc;
}

UK_SYSCALL_R_DEFINE(int, ftruncate, int, fd, off_t, size)
{
	struct uk_fdref ref;
	int rc;

	if (size < 0)
		return -EINVAL;
	ref = uk_fdref_get(fd);
	if (!ref.fp)
		return -EBADF;
	rc = vfscore_file_truncate(ref.fp, size);
	uk_fdref_put(ref);
	return rc;
}

UK_SYSCALL_R_DEFINE(int, fallocate, int, fd, int, mode, off_t, off, off_t, len)
{
	struct uk_fdref ref = uk_fdref_get(fd);
	int rc;

	if (!ref.fp)
		return -EBADF;
	rc = vfscore_file_fallocate(ref.fp, mode, off, len);
	uk_fdref_put(ref);
	return rc;
}

static int do_fsync(int fd)
{
	struct uk_fdref ref = uk_fdref_get(fd);
	int rc;

	if (!ref.fp)
		return -EBADF;
	rc = ref.fp->f_mode & UK_FPATH ? -EBADF : vfscore_file_sync(ref.fp);
	uk_fdref_put(ref);
	return rc;
}

UK_SYSCALL_R_DEFINE(int, fsync, int, fd)
{
	return do_fsync(fd);
}

UK_SYSCALL_R_DEFINE(int, fdatasync, int, fd)
{
	return do_fsync(fd);
}

/* A file that has a name; what else may be asked of it is the caller's. */
static int regular_check(int fd, bool readable)
{
	struct uk_fdref ref = uk_fdref_get(fd);
	int rc = 0;

	if (!ref.fp || (ref.fp->f_mode & UK_FPATH))
		rc = -EBADF;
	else if (readable && !(ref.fp->f_mode & UK_FREAD))
		rc = -EBADF;
	else if (!ref.fp->f_vnode)
		rc = -ESPIPE;
	else if (ref.fp->f_vnode->v_type == VFIFO)
		rc = -ESPIPE;
	else if (readable && ref.fp->f_vnode->v_type != VREG)
		rc = -EINVAL;
	uk_fdref_put(ref);
	return rc;
}

/* Advice about files whose contents are in memory anyway: checked, obeyed. */
UK_LLSYSCALL_R_DEFINE(int, fadvise64, int, fd, off_t, off, off_t, len, int,
		      advice)
{
	int rc = regular_check(fd, false);

	(void)off;
	if (rc)
		return rc;
	if (len < 0 || (unsigned int)advice > POSIX_FADV_NOREUSE)
		return -EINVAL;
	return 0;
}

UK_LLSYSCALL_R_DEFINE(ssize_t, readahead, int, fd, off_t, off, size_t, len)
{
	int rc = regular_check(fd, true);

	(void)off;
	(void)len;
	return rc == -ESPIPE ? -EINVAL : rc;
}

#define SYNC_RANGE_FLAGS 7U

UK_LLSYSCALL_R_DEFINE(int, sync_file_range, int, fd, off_t, off, off_t, len,
		      unsigned int, flags)
{
	int rc;

	if (off < 0 || len < 0 || off + (unsigned long)len > INT64_MAX)
		return -EINVAL;
	if (flags & ~SYNC_RANGE_FLAGS)
		return -EINVAL;
	rc = regular_check(fd, false);
	return rc ? rc : do_fsync(fd);
}

UK_SYSCALL_R_DEFINE(int, syncfs, int, fd)
{
	return do_fsync(fd);
}
