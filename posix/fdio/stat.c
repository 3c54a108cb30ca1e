/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What is known about a file: stat() and its kind. */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include "fdio_priv.h"

static int file_attr(struct vfscore_file *fp, struct vattr *va)
{
	if (fp->f_op && fp->f_op->getattr)
		return fp->f_op->getattr(fp, va);
	return fp->f_vnode ? vn_getattr(fp->f_vnode, va) : -EBADF;
}

static int fd_attr(int fd, struct vattr *va)
{
	struct uk_fdref ref = uk_fdref_get(fd);
	int rc;

	if (!ref.fp)
		return -EBADF;
	rc = file_attr(ref.fp, va);
	uk_fdref_put(ref);
	return rc;
}

/* flags: AT_SYMLINK_NOFOLLOW, AT_EMPTY_PATH */
static int name_attr(int dirfd, const char *app_name, int flags,
		     struct vattr *va)
{
	unsigned int look = 0;
	struct fdio_name n;
	char first = 1;
	int rc;

	if (!(flags & AT_SYMLINK_NOFOLLOW))
		look |= VFSCORE_FOLLOW;
	if (flags & AT_EMPTY_PATH) {
		/* Nothing to look up, and perhaps nothing that has a name */
		if (dirfd >= 0 && uk_get_from_app(first, app_name))
			return -EFAULT;
		if (!first)
			return fd_attr(dirfd, va);
		look |= VFSCORE_EMPTY_PATH;
	}
	rc = fdio_name_get(&n, dirfd, app_name, flags & AT_EMPTY_PATH);
	if (rc)
		return rc;
	rc = vfscore_stat(fdio_ctx(), n.at, n.name, look, va);
	fdio_name_put(&n);
	return rc;
}

static int give_stat(const struct vattr *va, struct stat *app)
{
	struct stat st;

	vattr_to_stat(va, &st);
	return uk_copy_to_app(app, &st, sizeof(st));
}

UK_SYSCALL_R_DEFINE(int, fstat, int, fd, struct stat *, st)
{
	struct vattr va;
	int rc = fd_attr(fd, &va);

	return rc ? rc : give_stat(&va, st);
}

static int do_fstatat(int dirfd, const char *path, struct stat *st, int flags)
{
	struct vattr va;
	int rc;

	if (flags & ~(AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_EMPTY_PATH))
		return -EINVAL;
	rc = name_attr(dirfd, path, flags, &va);
	return rc ? rc : give_stat(&va, st);
}

#ifdef SYS_newfstatat
UK_LLSYSCALL_R_DEFINE(int, newfstatat, int, dirfd, const char *, path,
		      struct stat *, st, int, flags)
{
	return do_fstatat(dirfd, path, st, flags);
}
#endif

#ifdef SYS_fstatat
UK_LLSYSCALL_R_DEFINE(int, fstatat, int, dirfd, const char *, path,
		      struct stat *, st, int, flags)
{
	return do_fstatat(dirfd, path, st, flags);
}
#endif

#ifdef SYS_stat
UK_SYSCALL_R_DEFINE(int, stat, const char *, path, struct stat *, st)
{
	return do_fstatat(AT_FDCWD, path, st, 0);
}

UK_SYSCALL_R_DEFINE(int, lstat, const char *, path, struct stat *, st)
{
	return do_fstatat(AT_FDCWD, path, st, AT_SYMLINK_NOFOLLOW);
}
#endif

/* statx(2) */
struct fdio_statx_time {
	int64_t sec;
	uint32_t nsec;
	int32_t pad;
};

struct fdio_statx {
	uint32_t mask;
	uint32_t blksize;
	uint64_t attributes;
	uint32_t nlink, uid, gid;
	uint16_t mode, pad0;
	uint64_t ino, size, blocks, attributes_mask;
	struct fdio_statx_time atime, btime, ctime, mtime;
	uint32_t rdev_major, rdev_minor, dev_major, dev_minor;
	uint64_t mnt_id;
	uint32_t dio_mem_align, dio_offset_align;
	uint64_t pad3[12];
};

UK_CTASSERT(sizeof(struct fdio_statx) == 256);

#define STATX_BASIC    0x7ffU
#define STATX_BTIME_   0x800U
#define STATX_RESERVED 0x80000000U
#define SYNC_TYPE      0x6000 /* AT_STATX_FORCE_SYNC | AT_STATX_DONT_SYNC */

static struct fdio_statx_time statx_time(const struct timespec *ts)
{
	return (struct fdio_statx_time){
		.sec = ts->tv_sec,
		.nsec = (uint32_t)ts->tv_nsec,
	};
}

static void statx_fill(const struct vattr *va, struct fdio_statx *sx)
{
	*sx = (struct fdio_statx){
		.mask = STATX_BASIC,
		.blksize = (uint32_t)va->va_blksize,
		.nlink = (uint32_t)va->va_nlink,
		.uid = va->va_uid,
		.gid = va->va_gid,
		.mode = (uint16_t)va->va_mode,
		.ino = va->va_nodeid,
		.size = (uint64_t)va->va_size,
		.blocks = va->va_nblocks,
		.atime = statx_time(&va->va_atime),
		.mtime = statx_time(&va->va_mtime),
		.ctime = statx_time(&va->va_ctime),
		.rdev_major = major(va->va_rdev),
		.rdev_minor = minor(va->va_rdev),
		.dev_major = major(va->va_fsid),
		.dev_minor = minor(va->va_fsid),
	};
	if (va->va_btime.tv_sec || va->va_btime.tv_nsec) {
		sx->mask |= STATX_BTIME_;
		sx->btime = statx_time(&va->va_btime);
	}
}

UK_LLSYSCALL_R_DEFINE(int, statx, int, dirfd, const char *, path, int, flags,
		      unsigned int, mask, void *, app)
{
	struct fdio_statx sx;
	struct vattr va;
	int rc;

	if (mask & STATX_RESERVED)
		return -EINVAL;
	if ((flags & ~(AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_EMPTY_PATH |
		       SYNC_TYPE)) ||
	    (flags & SYNC_TYPE) == SYNC_TYPE)
		return -EINVAL;
	rc = name_attr(dirfd, path, flags, &va);
	if (rc)
		return rc;
	statx_fill(&va, &sx);
	return uk_copy_to_app(app, &sx, sizeof(sx));
}
