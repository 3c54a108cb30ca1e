/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The families that are in the image, and their operations by name. */
#include <uk/alloc.h>
#include <uk/errptr.h>
#include <uk/init.h>
#include "socket_priv.h"

extern struct posix_socket_driver *const posix_socket_drivers_start[];
extern struct posix_socket_driver *const posix_socket_drivers_end[];

struct posix_socket_driver *posix_socket_driver_get(int family)
{
	struct posix_socket_driver *const *d;

	for (d = posix_socket_drivers_start; d < posix_socket_drivers_end; d++)
		if ((*d)->family == family)
			return *d;
	return NULL;
}

unsigned int posix_socket_family_count(void)
{
	return (unsigned int)(posix_socket_drivers_end -
			      posix_socket_drivers_start);
}

static int drivers_init(void)
{
	struct posix_socket_driver *const *d;
	int rc = 0;

	for (d = posix_socket_drivers_start;
	     !rc && d < posix_socket_drivers_end; d++) {
		if (!(*d)->allocator)
			(*d)->allocator = uk_alloc_get_default();
		if ((*d)->ops->init)
			rc = (*d)->ops->init(*d);
	}
	return rc;
}

uk_lib_initcall(drivers_init);

/* What a driver does not have */
#define CALL(sock, op, ...)                                             \
	((sock)->driver->ops->op ? (sock)->driver->ops->op(__VA_ARGS__) \
				 : -EOPNOTSUPP)

void *posix_socket_create(struct posix_socket_driver *d, int family, int type,
			  int protocol)
{
	return d->ops->create ? d->ops->create(d, family, type, protocol)
			      : ERR2PTR(-EAFNOSUPPORT);
}

int posix_socket_socketpair(struct posix_socket_driver *d, int family, int type,
			    int protocol, void *usockvec[2])
{
	return d->ops->socketpair
		       ? d->ops->socketpair(d, family, type, protocol, usockvec)
		       : -EOPNOTSUPP;
}

void *posix_socket_accept4(struct posix_socket_file *sock,
			   struct sockaddr *restrict addr,
			   socklen_t *restrict addr_len, int flags)
{
	return sock->driver->ops->accept4
		       ? sock->driver->ops->accept4(sock, addr, addr_len, flags)
		       : ERR2PTR(-EOPNOTSUPP);
}

int posix_socket_bind(struct posix_socket_file *sock,
		      const struct sockaddr *addr, socklen_t addr_len)
{
	return CALL(sock, bind, sock, addr, addr_len);
}

int posix_socket_shutdown(struct posix_socket_file *sock, int how)
{
	return CALL(sock, shutdown, sock, how);
}

int posix_socket_getpeername(struct posix_socket_file *sock,
			     struct sockaddr *restrict addr,
			     socklen_t *restrict addr_len)
{
	return CALL(sock, getpeername, sock, addr, addr_len);
}

int posix_socket_getsockname(struct posix_socket_file *sock,
			     struct sockaddr *restrict addr,
			     socklen_t *restrict addr_len)
{
	return CALL(sock, getsockname, sock, addr, addr_len);
}

int posix_socket_getsockopt(struct posix_socket_file *sock, int level,
			    int optname, void *restrict optval,
			    socklen_t *restrict optlen)
{
	return CALL(sock, getsockopt, sock, level, optname, optval, optlen);
}

int posix_socket_setsockopt(struct posix_socket_file *sock, int level,
			    int optname, const void *optval, socklen_t optlen)
{
	return CALL(sock, setsockopt, sock, level, optname, optval, optlen);
}

int posix_socket_connect(struct posix_socket_file *sock,
			 const struct sockaddr *addr, socklen_t addr_len)
{
	return CALL(sock, connect, sock, addr, addr_len);
}

int posix_socket_listen(struct posix_socket_file *sock, int backlog)
{
	return CALL(sock, listen, sock, backlog);
}

ssize_t posix_socket_recvmsg(struct posix_socket_file *sock, struct msghdr *msg,
			     int flags)
{
	return CALL(sock, recvmsg, sock, msg, flags);
}

ssize_t posix_socket_sendmsg(struct posix_socket_file *sock,
			     const struct msghdr *msg, int flags)
{
	return CALL(sock, sendmsg, sock, msg, flags);
}

ssize_t posix_socket_recvfrom(struct posix_socket_file *sock,
			      void *restrict buf, size_t len, int flags,
			      struct sockaddr *from,
			      socklen_t *restrict fromlen)
{
	struct iovec iov = {buf, len};
	struct msghdr msg = {.msg_iov = &iov, .msg_iovlen = 1};
	ssize_t rc;

	if (sock->driver->ops->recvfrom)
		return sock->driver->ops->recvfrom(sock, buf, len, flags, from,
						   fromlen);
	msg.msg_name = from;
	rc = posix_socket_recvmsg(sock, &msg, flags);
	if (fromlen)
		*fromlen = msg.msg_namelen;
	return rc;
}

ssize_t posix_socket_sendto(struct posix_socket_file *sock, const void *buf,
			    size_t len, int flags,
			    const struct sockaddr *dest_addr, socklen_t addrlen)
{
	struct iovec iov = {DEQUALIFY(void *, buf), len};
	struct msghdr msg = {.msg_iov = &iov, .msg_iovlen = 1};

	if (sock->driver->ops->sendto)
		return sock->driver->ops->sendto(sock, buf, len, flags,
						 dest_addr, addrlen);
	msg.msg_name = DEQUALIFY(struct sockaddr *, dest_addr);
	msg.msg_namelen = addrlen;
	return posix_socket_sendmsg(sock, &msg, flags);
}

ssize_t posix_socket_read(struct posix_socket_file *sock,
			  const struct iovec *iov, int iovcnt)
{
	struct msghdr msg = {
		.msg_iov = DEQUALIFY(struct iovec *, iov),
		.msg_iovlen = (unsigned int)iovcnt,
	};

	if (sock->driver->ops->read)
		return sock->driver->ops->read(sock, iov, iovcnt);
	return posix_socket_recvmsg(sock, &msg, 0);
}

ssize_t posix_socket_write(struct posix_socket_file *sock,
			   const struct iovec *iov, int iovcnt)
{
	struct msghdr msg = {
		.msg_iov = DEQUALIFY(struct iovec *, iov),
		.msg_iovlen = (unsigned int)iovcnt,
	};

	if (sock->driver->ops->write)
		return sock->driver->ops->write(sock, iov, iovcnt);
	return posix_socket_sendmsg(sock, &msg, 0);
}

int posix_socket_close(struct posix_socket_file *sock)
{
	return CALL(sock, close, sock);
}

int posix_socket_ioctl(struct posix_socket_file *sock, int request, void *argp)
{
	return sock->driver->ops->ioctl
		       ? sock->driver->ops->ioctl(sock, request, argp)
		       : -ENOTTY;
}

int posix_socket_poll(struct posix_socket_file *sock, unsigned int *revents,
		      struct eventpoll_cb *ecb)
{
	return CALL(sock, poll, sock, revents, ecb);
}
