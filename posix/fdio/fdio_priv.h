/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __FDIO_PRIV_H__
#define __FDIO_PRIV_H__

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <uk/access.h>
#include <uk/fdtab.h>
#include <uk/process.h>
#include <uk/syscall_define.h>
#include <vfscore/file.h>
#include <vfscore/namei.h>

/* What chmod() sets of a mode */
#define FDIO_MODES 07777

#define FDIO_NAME_SHORT 256
#define FDIO_NAME_MAX	4096 /* with its end, as Linux's PATH_MAX */

/* Root, working directory, umask and rights of the running thread. */
static inline struct vfscore_ctx *fdio_ctx(void)
{
	return uk_posix_thread_current()->fs;
}

/*
 * name.c: a path that a system call was given, and where it starts. The name
 * is the kernel's copy; flags are those of <vfscore/namei.h>.
 */
struct fdio_name {
	const struct vfscore_path *at; /* NULL: the working directory */
	char *name;
	struct uk_fdref ref; /* what at was made of, if anything */
	struct vfscore_path path;
	char buf[FDIO_NAME_SHORT];
};

/*
 * dirfd is a descriptor or AT_FDCWD. With empty, "" is allowed and stands for
 * what dirfd refers to. 0, or -EFAULT, -ENAMETOOLONG, -ENOENT, -EBADF,
 * -ENOTDIR, -ENOMEM, and then there is nothing to put.
 */
int fdio_name_get(struct fdio_name *n, int dirfd, const char *app_name,
		  bool empty);
void fdio_name_free(struct fdio_name *n);

static inline void fdio_name_put(struct fdio_name *n)
{
	uk_fdref_put(n->ref);
	if (unlikely(n->name != n->buf))
		fdio_name_free(n);
}

/* iov.c: a copy of an application's vector; small ones lie in the object. */
#define FDIO_IOV_SHORT 8

struct fdio_iov {
	struct iovec *iov;
	int n;
	struct iovec buf[FDIO_IOV_SHORT];
};

/* 0, or -EINVAL, -EFAULT, -ENOMEM, and then there is nothing to put. */
int fdio_iov_get(struct fdio_iov *v, const struct iovec *app, unsigned long n);
void fdio_iov_put(struct fdio_iov *v);

/* fcntl.c: sets those of mask in f_flags, if the file of fd agrees. */
int fdio_set_flags(struct vfscore_file *fp, int fd, int mask, int flags);

/* flock.c: F_GETLK and its relatives, whose numbers are these and Linux's */
#define FDIO_F_OFD_GETLK  36
#define FDIO_F_OFD_SETLK  37
#define FDIO_F_OFD_SETLKW 38
int fdio_record_lock(struct vfscore_file *fp, int fd, int cmd,
		     unsigned long app);

/* open.c */
int fdio_close(int fd);

#endif /* __FDIO_PRIV_H__ */
