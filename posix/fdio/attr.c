/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Changing modes, owners and times, and asking for permission. */
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
#include <utime.h>
#include "fdio_priv.h"

/* AT_* of the calls that have them; the caller has checked for others. */
static unsigned int look_of(int flags)
{
	unsigned int look = 0;

	look |= (flags & AT_SYMLINK_NOFOLLOW) ? 0 : VFSCORE_FOLLOW;
	look |= (flags & AT_EMPTY_PATH) ? VFSCORE_EMPTY_PATH : 0;
	return look;
}

/* An open file as the place "" of a call that takes a name */
static int fd_place(int fd, struct uk_fdref *ref, struct vfscore_path *path)
{
	int rc;

	*ref = uk_fdref_get(fd);
	if (!ref->fp)
		return -EBADF;
	rc = ref->fp->f_mode & UK_FPATH ? -EBADF
					: vfscore_file_path(ref->fp, path);
	if (rc)
		uk_fdref_put(*ref);
	return rc;
}

static int do_chmod(int dirfd, const char *path, mode_t mode, int flags)
{
	struct fdio_name n;
	int rc;

	rc = fdio_name_get(&n, dirfd, path, flags & AT_EMPTY_PATH);
	if (rc)
		return rc;
	rc = vfscore_chmod(fdio_ctx(), n.at, n.name, look_of(flags),
			   mode & FDIO_MODES);
	fdio_name_put(&n);
	return rc;
}

UK_LLSYSCALL_R_DEFINE(int, fchmodat, int, dirfd, const char *, path, mode_t,
		      mode)
{
	return do_chmod(dirfd, path, mode, 0);
}

UK_SYSCALL_R_DEFINE(int, fchmod, int, fd, mode_t, mode)
{
	struct vfscore_path at;
	struct uk_fdref ref;
	int rc = fd_place(fd, &ref, &at);

	if (rc)
		return rc;
	rc = vfscore_chmod(fdio_ctx(), &at, "", VFSCORE_EMPTY_PATH,
			   mode & FDIO_MODES);
	uk_fdref_put(ref);
	return rc;
}

static int do_chown(int dirfd, const char *path, uid_t uid, gid_t gid,
		    int flags)
{
	struct fdio_name n;
	int rc;

	if (flags & ~(AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH))
		return -EINVAL;
	rc = fdio_name_get(&n, dirfd, path, flags & AT_EMPTY_PATH);
	if (rc)
		return rc;
	rc = vfscore_chown(fdio_ctx(), n.at, n.name, look_of(flags), uid, gid);
	fdio_name_put(&n);
	return rc;
}

UK_SYSCALL_R_DEFINE(int, fchownat, int, dirfd, const char *, path, uid_t, uid,
		    gid_t, gid, int, flags)
{
	return do_chown(dirfd, path, uid, gid, flags);
}

UK_SYSCALL_R_DEFINE(int, fchown, int, fd, uid_t, uid, gid_t, gid)
{
	struct vfscore_path at;
	struct uk_fdref ref;
	int rc = fd_place(fd, &ref, &at);

	if (rc)
		return rc;
	rc = vfscore_chown(fdio_ctx(), &at, "", VFSCORE_EMPTY_PATH, uid, gid);
	uk_fdref_put(ref);
	return rc;
}

static int do_access(int dirfd, const char *path, int mode, int flags)
{
	struct fdio_name n;
	int rc;

	if ((mode & ~(R_OK | W_OK | X_OK)) ||
	    (flags & ~(AT_EACCESS | AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH)))
		return -EINVAL;
	rc = fdio_name_get(&n, dirfd, path, flags & AT_EMPTY_PATH);
	if (rc)
		return rc;
	rc = vfscore_access(
		fdio_ctx(), n.at, n.name,
		look_of(flags) | ((flags & AT_EACCESS) ? 0 : VFSCORE_REAL_IDS),
		mode);
	fdio_name_put(&n);
	return rc;
}

UK_LLSYSCALL_R_DEFINE(int, faccessat, int, dirfd, const char *, path, int, mode)
{
	return do_access(dirfd, path, mode, 0);
}

UK_LLSYSCALL_R_DEFINE(int, faccessat2, int, dirfd, const char *, path, int,
		      mode, int, flags)
{
	return do_access(dirfd, path, mode, flags);
}

/* times as vfscore_utimens() has them. path NULL: dirfd itself. */
static int do_utimens(int dirfd, const char *path, const struct timespec *ts,
		      int flags)
{
	struct vfscore_path at;
	struct uk_fdref ref;
	struct fdio_name n;
	int rc;

	if (flags & ~(AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH))
		return -EINVAL;
	if (!path && dirfd != AT_FDCWD) {
		if (flags)
			return -EINVAL;
		rc = fd_place(dirfd, &ref, &at);
		if (rc)
			return rc;
		rc = vfscore_utimens(fdio_ctx(), &at, "", VFSCORE_EMPTY_PATH,
				     ts);
		uk_fdref_put(ref);
		return rc;
	}
	rc = fdio_name_get(&n, dirfd, path, flags & AT_EMPTY_PATH);
	if (rc)
		return rc;
	rc = vfscore_utimens(fdio_ctx(), n.at, n.name, look_of(flags), ts);
	fdio_name_put(&n);
	return rc;
}

static bool nsec_valid(long nsec)
{
	return nsec == UTIME_NOW || nsec == UTIME_OMIT ||
	       (nsec >= 0 && nsec < 1000000000);
}

UK_LLSYSCALL_R_DEFINE(int, utimensat, int, dirfd, const char *, path,
		      const struct timespec *, app, int, flags)
{
	struct timespec ts[2];

	if (!app)
		return do_utimens(dirfd, path, NULL, flags);
	if (uk_copy_from_app(ts, app, sizeof(ts)))
		return -EFAULT;
	if (!nsec_valid(ts[0].tv_nsec) || !nsec_valid(ts[1].tv_nsec))
		return -EINVAL;
	/* Even of what does not exist */
	if (ts[0].tv_nsec == UTIME_OMIT && ts[1].tv_nsec == UTIME_OMIT)
		return 0;
	return do_utimens(dirfd, path, ts, flags);
}

#ifdef SYS_chmod /* not on newer architectures */
UK_SYSCALL_R_DEFINE(int, chmod, const char *, path, mode_t, mode)
{
	return do_chmod(AT_FDCWD, path, mode, 0);
}

UK_SYSCALL_R_DEFINE(int, chown, const char *, path, uid_t, uid, gid_t, gid)
{
	return do_chown(AT_FDCWD, path, uid, gid, 0);
}

UK_SYSCALL_R_DEFINE(int, lchown, const char *, path, uid_t, uid, gid_t, gid)
{
	return do_chown(AT_FDCWD, path, uid, gid, AT_SYMLINK_NOFOLLOW);
}

UK_SYSCALL_R_DEFINE(int, access, const char *, path, int, mode)
{
	return do_access(AT_FDCWD, path, mode, 0);
}

UK_SYSCALL_R_DEFINE(int, utime, const char *, path, const struct utimbuf *, app)
{
	struct utimbuf times;
	struct timespec ts[2] = {{0}, {0}};

	if (!app)
		return do_utimens(AT_FDCWD, path, NULL, 0);
	if (uk_copy_from_app(&times, app, sizeof(times)))
		return -EFAULT;
	ts[0].tv_sec = times.actime;
	ts[1].tv_sec = times.modtime;
	return do_utimens(AT_FDCWD, path, ts, 0);
}

static int do_utimes(int dirfd, const char *path, const struct timeval *app)
{
	struct timeval tv[2];
	struct timespec ts[2];

	if (!app)
		return do_utimens(dirfd, path, NULL, 0);
	if (uk_copy_from_app(tv, app, sizeof(tv)))
		return -EFAULT;
	for (int i = 0; i < 2; i++) {
		if (tv[i].tv_usec < 0 || tv[i].tv_usec >= 1000000)
			return -EINVAL;
		ts[i].tv_sec = tv[i].tv_sec;
		ts[i].tv_nsec = tv[i].tv_usec * 1000;
	}
	return do_utimens(dirfd, path, ts, 0);
}

UK_LLSYSCALL_R_DEFINE(int, futimesat, int, dirfd, const char *, path,
		      const struct timeval *, times)
{
	return do_utimes(dirfd, path, times);
}

UK_LLSYSCALL_R_DEFINE(int, utimes, const char *, path, const struct timeval *,
		      times)
{
	return do_utimes(AT_FDCWD, path, times);
}
#endif
