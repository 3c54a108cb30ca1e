/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include "fdio_priv.h"

/* What open() knows; it ignores the rest, openat2() does not. */
#define OPEN_FLAGS                                                      \
	(O_ACCMODE | O_CREAT | O_EXCL | O_NOCTTY | O_TRUNC | O_APPEND | \
	 O_NONBLOCK | O_SYNC | O_ASYNC | O_DIRECT | O_LARGEFILE |       \
	 O_DIRECTORY | O_NOFOLLOW | O_NOATIME | O_CLOEXEC | O_PATH |    \
	 O_TMPFILE)
#define PATH_FLAGS (O_DIRECTORY | O_NOFOLLOW | O_PATH | O_CLOEXEC)

#define TMPFILE_BIT (O_TMPFILE & ~O_DIRECTORY)

/* A directory is not made by opening it, nor a file without a name under one */
static bool are_together(int flags)
{
	if ((flags & O_CREAT) && (flags & O_DIRECTORY))
		return false;
	if (flags & TMPFILE_BIT)
		return (flags & O_DIRECTORY) && (flags & O_ACCMODE) != O_RDONLY;
	return true;
}

static int do_open(int dirfd, const char *app_name, int flags, mode_t mode,
		   unsigned int resolve)
{
	struct uk_fdtab *tab = uk_fdtab_current();
	struct vfscore_file *fp;
	struct fdio_name n;
	int fd, rc;

	if (!are_together(flags))
		return -EINVAL;
	rc = fdio_name_get(&n, dirfd, app_name, false);
	if (rc)
		return rc;
	fd = uk_fdtab_reserve(tab, 0, uk_fdtab_limit(), flags & O_CLOEXEC);
	if (fd < 0) {
		rc = fd;
		goto out;
	}
	rc = vfscore_open(fdio_ctx(), n.at, n.name, flags & ~O_CLOEXEC, mode,
			  resolve, &fp);
	if (rc) {
		(void)uk_fdtab_unreserve(tab, (unsigned int)fd);
		goto out;
	}
	uk_fdtab_install(tab, (unsigned int)fd, fp);
	rc = fd;
out:
	fdio_name_put(&n);
	return rc;
}

static int open_any(int dirfd, const char *app_name, int flags, mode_t mode)
{
	flags &= OPEN_FLAGS;
	if (flags & O_PATH)
		flags &= PATH_FLAGS;
	return do_open(dirfd, app_name, flags | O_LARGEFILE, mode & FDIO_MODES,
		       0);
}

UK_LLSYSCALL_R_DEFINE(int, openat, int, dirfd, const char *, path, int, flags,
		      mode_t, mode)
{
	return open_any(dirfd, path, flags, mode);
}

#ifdef SYS_open
UK_LLSYSCALL_R_DEFINE(int, open, const char *, path, int, flags, mode_t, mode)
{
	return open_any(AT_FDCWD, path, flags, mode);
}

UK_SYSCALL_R_DEFINE(int, creat, const char *, path, mode_t, mode)
{
	return open_any(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}
#endif

/* openat2(2) */
struct open_how {
	uint64_t flags;
	uint64_t mode;
	uint64_t resolve;
};

#define RESOLVE_FLAGS	0x1f /* all but RESOLVE_CACHED */
#define RESOLVE_CACHED	0x20
#define RESOLVE_BENEATH 0x08
#define RESOLVE_IN_ROOT 0x10

/* Bytes behind what is known must be zeros. */
static int check_zeros(const char *app, size_t len)
{
	char part[64];

	while (len) {
		size_t now = MIN(len, sizeof(part));

		if (uk_copy_from_app(part, app, now))
			return -EFAULT;
		for (size_t i = 0; i < now; i++)
			if (part[i])
				return -E2BIG;
		app += now;
		len -= now;
	}
	return 0;
}

static int how_check(const struct open_how *how)
{
	if (how->flags & ~(uint64_t)(unsigned int)OPEN_FLAGS)
		return -EINVAL;
	if (how->resolve & ~(uint64_t)(RESOLVE_FLAGS | RESOLVE_CACHED))
		return -EINVAL;
	if ((how->resolve & RESOLVE_BENEATH) &&
	    (how->resolve & RESOLVE_IN_ROOT))
		return -EINVAL;
	if (how->mode & ~(uint64_t)FDIO_MODES)
		return -EINVAL;
	if (how->mode && !(how->flags & (O_CREAT | (O_TMPFILE & ~O_DIRECTORY))))
		return -EINVAL;
	if ((how->flags & O_PATH) &&
	    (how->flags & ~(uint64_t)(unsigned int)PATH_FLAGS))
		return -EINVAL;
	/* Whether something is cached is not known here */
	return how->resolve & RESOLVE_CACHED ? -EAGAIN : 0;
}

UK_LLSYSCALL_R_DEFINE(int, openat2, int, dirfd, const char *, path,
		      const struct open_how *, app_how, size_t, size)
{
	struct open_how how;
	int rc;

	if (size < sizeof(how))
		return -EINVAL;
	if (size > 4096)
		return -E2BIG;
	rc = uk_copy_from_app(&how, app_how, sizeof(how));
	if (!rc)
		rc = check_zeros((const char *)app_how + sizeof(how),
				 size - sizeof(how));
	if (!rc)
		rc = how_check(&how);
	if (rc)
		return rc;
	return do_open(dirfd, path, (int)how.flags | O_LARGEFILE,
		       (mode_t)how.mode,
		       VFSCORE_RESOLVE(how.resolve & RESOLVE_FLAGS));
}

int fdio_close(int fd)
{
	struct uk_fdtab *tab = uk_fdtab_current();
	struct vfscore_file *fp = uk_fdtab_remove(tab, (unsigned int)fd);

	if (!fp)
		return -EBADF;
	uk_fdtab_close_file(tab, fp);
	return 0;
}

UK_SYSCALL_R_DEFINE(int, close, int, fd)
{
	return fdio_close(fd);
}

#define CLOSE_RANGE_UNSHARE 0x2
#define CLOSE_RANGE_CLOEXEC 0x4

UK_LLSYSCALL_R_DEFINE(int, close_range, unsigned int, first, unsigned int, last,
		      unsigned int, flags)
{
	struct uk_fdtab *tab = uk_fdtab_current();

	if (flags & ~(CLOSE_RANGE_UNSHARE | CLOSE_RANGE_CLOEXEC))
		return -EINVAL;
	if (first > last)
		return -EINVAL;
	/* A table for one thread of several: not here */
	if ((flags & CLOSE_RANGE_UNSHARE) && uk_refcount_read(&tab->count) > 1)
		return -EOPNOTSUPP;
	if (flags & CLOSE_RANGE_CLOEXEC)
		uk_fdtab_set_cloexec_range(tab, first, last);
	else
		uk_fdtab_close_range(tab, first, last);
	return 0;
}
