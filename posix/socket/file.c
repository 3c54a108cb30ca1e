/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Sockets as open files, made of their drivers' operations. */
#include <fcntl.h>
#include <poll.h>
#include <stddef.h>
#include <sys/stat.h>
#include <uk/alloc.h>
#include <uk/errptr.h>
#include <vfscore/vnode.h>
#include "file_priv.h"
#include "socket_priv.h"

#define SOCK_DEV  0x8 /* st_dev of all sockets */
#define TYPE_MASK 0xf

static int done(struct uio *uio, ssize_t n)
{
	if (n < 0)
		return (int)n;
	uio->uio_resid -= n;
	return 0;
}

static int file_read(struct vfscore_file *fp, struct uio *uio, int flags)
{
	if (flags)
		return -EOPNOTSUPP;
	return done(uio, posix_socket_read(fp->f_data, uio->uio_iov,
					   uio->uio_iovcnt));
}

static int file_write(struct vfscore_file *fp, struct uio *uio, int flags)
{
	if (flags)
		return -EOPNOTSUPP;
	return done(uio, posix_socket_write(fp->f_data, uio->uio_iov,
					    uio->uio_iovcnt));
}

static unsigned int file_poll(struct vfscore_file *fp,
			      struct uk_poll_entry *entry)
{
	unsigned int events = 0;

	return posix_socket_poll(fp->f_data, &events, entry) ? POLLERR : events;
}

static int file_ioctl(struct vfscore_file *fp, unsigned long cmd,
		      unsigned long arg)
{
	return posix_socket_ioctl(fp->f_data, (int)cmd, (void *)arg);
}

int socket_file_getattr(struct vfscore_file *fp, struct vattr *va)
{
	*va = (struct vattr){
		.va_type = VSOCK,
		.va_mode = S_IFSOCK | 0777,
		.va_nlink = 1,
		.va_fsid = SOCK_DEV,
		/* A number of its own while it is open */
		.va_nodeid = (ino_t)((uintptr_t)fp->f_data >> 4 & 0xffffffff),
		.va_blksize = 4096,
	};
	return 0;
}

void socket_file_release(struct vfscore_file *fp)
{
	struct posix_socket_file *sock = fp->f_data;

	(void)posix_socket_close(sock);
	uk_free(uk_alloc_get_default(), sock);
}

static const struct vfscore_fileops file_ops = {
	.read = file_read,
	.write = file_write,
	.poll = file_poll,
	.ioctl = file_ioctl,
	.getattr = socket_file_getattr,
	.release = socket_file_release,
	.async = true,
};

struct vfscore_file *socket_file_create(struct posix_socket_driver *d, int type,
					void *sock_data)
{
	const struct vfscore_fileops *ops = d->ops->fileops;
	struct posix_socket_file *sock;

	sock = uk_malloc(uk_alloc_get_default(), sizeof(*sock));
	if (!sock)
		return NULL;
	sock->driver = d;
	sock->sock_data = sock_data;
	sock->type = type & TYPE_MASK;
	sock->vfs_file = vfscore_file_create(
		ops ? ops : &file_ops, UK_FREAD | UK_FWRITE | UK_FSOCK,
		O_RDWR | (type & SOCK_NONBLOCK), sock);
	if (!sock->vfs_file)
		uk_free(uk_alloc_get_default(), sock);
	return sock->vfs_file;
}

void socket_data_close(struct posix_socket_driver *d, int type, void *sock_data)
{
	struct posix_socket_file sock = {
		.driver = d,
		.sock_data = sock_data,
		.type = type & TYPE_MASK,
	};

	(void)posix_socket_close(&sock);
}

int posix_socket_alloc_fd(struct posix_socket_driver *d, int type,
			  void *sock_data)
{
	struct uk_fdtab *tab = uk_fdtab_current();
	struct vfscore_file *fp;
	int fd =
		uk_fdtab_reserve(tab, 0, uk_fdtab_limit(), type & SOCK_CLOEXEC);

	if (fd < 0)
		return fd;
	fp = socket_file_create(d, type, sock_data);
	if (!fp) {
		(void)uk_fdtab_unreserve(tab, (unsigned int)fd);
		return -ENOMEM;
	}
	uk_fdtab_install(tab, (unsigned int)fd, fp);
	return fd;
}

struct posix_socket_file *posix_socket_file_get(int sock_fd)
{
	struct vfscore_file *fp = vfscore_get_file(sock_fd);

	if (!fp)
		return ERR2PTR(-EBADF);
	if (!(fp->f_mode & UK_FSOCK)) {
		vfscore_put_file(fp);
		return ERR2PTR(-ENOTSOCK);
	}
	return fp->f_data;
}

void posix_socket_file_put(struct posix_socket_file *sock)
{
	vfscore_put_file(sock->vfs_file);
}
