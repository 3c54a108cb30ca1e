/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Pairs of AF_UNIX sockets as descriptors. */
#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <uk/access.h>
#include <uk/alloc.h>
#include <uk/fdtab.h>
#include <uk/syscall.h>
#include <vfscore/vnode.h>
#include "unix_priv.h"

#define SOCK_DEV  0x8 /* st_dev of all sockets */
#define TYPE_MASK 0xf
#define MSG_SEND  (UNIX_DONTWAIT | UNIX_NOSIGNAL)
#define MSG_RECV  (UNIX_DONTWAIT | UNIX_PEEK | UNIX_TRUNC | UNIX_WAITALL)

static unsigned long last_ino;

static int wait_flag(const struct vfscore_file *fp)
{
	return fp->f_flags & O_NONBLOCK ? UNIX_DONTWAIT : 0;
}

static int sock_read(struct vfscore_file *fp, struct uio *uio, int flags)
{
	return flags ? -EOPNOTSUPP
		     : unix_recv(fp->f_data, uio, wait_flag(fp), NULL);
}

static int sock_write(struct vfscore_file *fp, struct uio *uio, int flags)
{
	return flags ? -EOPNOTSUPP : unix_send(fp->f_data, uio, wait_flag(fp));
}

static unsigned int sock_poll(struct vfscore_file *fp,
			      struct uk_poll_entry *entry)
{
	struct unix_sock *s = fp->f_data;

	if (entry)
		uk_pollq_add(&s->pollq, entry);
	return unix_events(s);
}

/* FIONREAD: all of a stream, the next of messages */
static int sock_ioctl(struct vfscore_file *fp, unsigned long cmd,
		      unsigned long arg)
{
	struct unix_sock *s = fp->f_data;
	int bytes = 0;

	if (cmd != FIONREAD)
		return -ENOTTY;
	uk_mutex_lock(&s->lock);
	if (s->type == UNIX_STREAM)
		bytes = (int)s->bytes;
	else if (!uk_list_empty(&s->msgs))
		bytes = (int)uk_list_first_entry(&s->msgs, struct unix_msg,
						 link)
				->len;
	uk_mutex_unlock(&s->lock);
	return uk_put_to_app(bytes, (int *)arg);
}

static int sock_getattr(struct vfscore_file *fp, struct vattr *va)
{
	const struct unix_sock *s = fp->f_data;

	*va = (struct vattr){
		.va_type = VSOCK,
		.va_mode = S_IFSOCK | 0777,
		.va_nlink = 1,
		.va_fsid = SOCK_DEV,
		.va_nodeid = s->ino,
		.va_blksize = 4096,
	};
	return 0;
}

static void sock_release(struct vfscore_file *fp)
{
	unix_close(fp->f_data);
}

static const struct vfscore_fileops sock_ops = {
	.read = sock_read,
	.write = sock_write,
	.poll = sock_poll,
	.ioctl = sock_ioctl,
	.getattr = sock_getattr,
	.release = sock_release,
};

static struct vfscore_file *sock_file(struct unix_sock *s, int flags)
{
	s->ino = __atomic_add_fetch(&last_ino, 1, __ATOMIC_RELAXED);
	return vfscore_file_create(&sock_ops, UK_FREAD | UK_FWRITE,
				   O_RDWR | (flags & O_NONBLOCK), s);
}

/* Both files of a new pair. */
static int pair_files(int type, int flags, struct vfscore_file *fp[2])
{
	struct unix_sock *s[2];
	int rc = unix_pair(uk_alloc_get_default(), type, s);

	if (rc)
		return rc;
	fp[0] = sock_file(s[0], flags);
	fp[1] = sock_file(s[1], flags);
	if (fp[0] && fp[1])
		return 0;
	for (int i = 0; i < 2; i++) {
		if (fp[i])
			fdrop(fp[i]);
		else
			unix_close(s[i]);
	}
	return -ENOMEM;
}

static int type_check(int family, int type, int protocol)
{
	if (type & ~(TYPE_MASK | O_CLOEXEC | O_NONBLOCK))
		return -EINVAL;
	type &= TYPE_MASK;
	if (family != UNIX_FAMILY)
		return -EAFNOSUPPORT;
	if (protocol && protocol != UNIX_FAMILY)
		return -EPROTONOSUPPORT;
	if (type != UNIX_STREAM && type != UNIX_DGRAM && type != UNIX_SEQPACKET)
		return -ESOCKTNOSUPPORT;
	return 0;
}

UK_LLSYSCALL_R_DEFINE(int, socketpair, int, family, int, type, int, protocol,
		      int *, app)
{
	struct uk_fdtab *tab = uk_fdtab_current();
	unsigned int limit = uk_fdtab_limit();
	bool cloexec = type & O_CLOEXEC;
	struct vfscore_file *fp[2];
	int fds[2];
	int rc = type_check(family, type, protocol);

	if (rc)
		return rc;
	fds[0] = rc = uk_fdtab_reserve(tab, 0, limit, cloexec);
	if (rc < 0)
		return rc;
	fds[1] = rc = uk_fdtab_reserve(tab, 0, limit, cloexec);
	if (rc < 0)
		goto err_first;
	rc = uk_copy_to_app(app, fds, sizeof(fds));
	if (!rc)
		rc = pair_files(type & TYPE_MASK, type, fp);
	if (rc)
		goto err_both;
	uk_fdtab_install(tab, (unsigned int)fds[0], fp[0]);
	uk_fdtab_install(tab, (unsigned int)fds[1], fp[1]);
	return 0;

err_both:
	(void)uk_fdtab_unreserve(tab, (unsigned int)fds[1]);
err_first:
	(void)uk_fdtab_unreserve(tab, (unsigned int)fds[0]);
	return rc;
}

/* The socket of a descriptor; ref is to be put if it works. */
static int sock_get(int fd, struct uk_fdref *ref, struct unix_sock **s)
{
	*ref = uk_fdref_get(fd);
	if (!ref->fp)
		return -EBADF;
	if (ref->fp->f_op != &sock_ops) {
		uk_fdref_put(*ref);
		return -ENOTSOCK;
	}
	*s = ref->fp->f_data;
	return 0;
}

static void uio_init(struct uio *uio, struct iovec *iov, void *buf, size_t len,
		     enum uio_rw rw)
{
	iov->iov_base = buf;
	iov->iov_len = MIN(len, (size_t)IOSIZE_MAX);
	*uio = (struct uio){
		.uio_iov = iov,
		.uio_iovcnt = 1,
		.uio_resid = (ssize_t)iov->iov_len,
		.uio_rw = rw,
		.uio_segflg = UIO_APPSPACE,
	};
}

UK_LLSYSCALL_R_DEFINE(ssize_t, sendto, int, fd, void *, buf, size_t, len, int,
		      flags, const void *, addr, unsigned int, addrlen)
{
	struct iovec iov;
	struct unix_sock *s;
	struct uk_fdref ref;
	struct uio uio;
	ssize_t rc;

	(void)addrlen;
	rc = sock_get(fd, &ref, &s);
	if (rc)
		return rc;
	uio_init(&uio, &iov, buf, len, UIO_WRITE);
	len = (size_t)uio.uio_resid;
	if (addr)
		rc = s->type == UNIX_STREAM ? -EISCONN : -EOPNOTSUPP;
	else if (flags & ~MSG_SEND)
		rc = -EOPNOTSUPP;
	else
		rc = unix_send(s, &uio, flags | wait_flag(ref.fp));
	uk_fdref_put(ref);
	return rc ? rc : (ssize_t)len - uio.uio_resid;
}

UK_LLSYSCALL_R_DEFINE(ssize_t, recvfrom, int, fd, void *, buf, size_t, len, int,
		      flags, void *, addr, int *, addrlen)
{
	struct iovec iov;
	unsigned int full = 0;
	struct unix_sock *s;
	struct uk_fdref ref;
	struct uio uio;
	ssize_t rc;

	rc = sock_get(fd, &ref, &s);
	if (rc)
		return rc;
	uio_init(&uio, &iov, buf, len, UIO_READ);
	len = (size_t)uio.uio_resid;
	rc = flags & ~MSG_RECV
		     ? -EOPNOTSUPP
		     : unix_recv(s, &uio, flags | wait_flag(ref.fp), &full);
	if (!rc) {
		rc = (ssize_t)len - uio.uio_resid;
		if ((flags & UNIX_TRUNC) && s->type != UNIX_STREAM)
			rc = full;
	}
	uk_fdref_put(ref);
	/* The other one has no name */
	if (rc >= 0 && addr && uk_put_to_app(0, addrlen))
		rc = -EFAULT;
	return rc;
}

UK_LLSYSCALL_R_DEFINE(int, shutdown, int, fd, int, how)
{
	struct unix_sock *s;
	struct uk_fdref ref;
	int rc = sock_get(fd, &ref, &s);

	if (rc)
		return rc;
	rc = (unsigned int)how > 2 ? -EINVAL : 0;
	if (!rc)
		unix_shutdown(s, how != 1, how != 0);
	uk_fdref_put(ref);
	return rc;
}
