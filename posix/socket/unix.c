/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* AF_UNIX as a driver: its sockets are files, and find each other. */
#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <uk/access.h>
#include <uk/alloc.h>
#include <uk/arch/lcpu.h>
#include <uk/errptr.h>
#include <uk/process.h>
#include <uk/socket_driver.h>
#include <vfscore/vnode.h>
#include "file_priv.h"
#include "unix_driver_priv.h"

#define OUTQ 0x5411 /* SIOCOUTQ */

static struct unix_sock *sock_of(const struct posix_socket_file *sock)
{
	return sock->sock_data;
}

static struct unix_sock *file_sock(const struct vfscore_file *fp)
{
	return sock_of(fp->f_data);
}

static int wait_flag(const struct vfscore_file *fp)
{
	return fp->f_flags & O_NONBLOCK ? UNIX_DONTWAIT : 0;
}

void unix_self(struct unix_cred *cred)
{
	const struct uk_posix_thread *pt = uk_posix_thread_current();

	*cred = (struct unix_cred){pt->process->pid, pt->cred.uid,
				   pt->cred.gid};
}

/* As whom it acts, which is what a peer is told */
static void self_effective(struct unix_cred *cred)
{
	const struct uk_posix_thread *pt = uk_posix_thread_current();

	*cred = (struct unix_cred){pt->process->pid, pt->cred.euid,
				   pt->cred.egid};
}

/* ---- files ---- */

static int file_read(struct vfscore_file *fp, struct uio *uio, int flags)
{
	struct unix_sock *s = file_sock(fp);

	if (flags)
		return -EOPNOTSUPP;
	if (unlikely(s->type != UNIX_DGRAM && !s->peer))
		return s->type == UNIX_STREAM ? -EINVAL : -ENOTCONN;
	return unix_recv(s, uio, wait_flag(fp), NULL);
}

static int file_write(struct vfscore_file *fp, struct uio *uio, int flags)
{
	struct unix_sock *s = file_sock(fp);

	if (flags)
		return -EOPNOTSUPP;
	if (likely(s->type == UNIX_STREAM && s->peer))
		return unix_send(s, s->peer, uio, wait_flag(fp), NULL);
	return unix_send_to(s, uio, NULL, wait_flag(fp), NULL);
}

static unsigned int file_poll(struct vfscore_file *fp,
			      struct uk_poll_entry *entry)
{
	struct unix_sock *s = file_sock(fp);

	if (entry)
		uk_pollq_add(&s->pollq, entry);
	return unix_events(s);
}

/* What can be read: of datagrams the first. */
static int bytes_in(struct unix_sock *s)
{
	int bytes;

	uk_mutex_lock(&s->lock);
	bytes = (int)s->bytes;
	if (s->type == UNIX_DGRAM && !uk_list_empty(&s->msgs))
		bytes = (int)uk_list_first_entry(&s->msgs, struct unix_msg,
						 link)
				->len;
	uk_mutex_unlock(&s->lock);
	return bytes;
}

static int file_ioctl(struct vfscore_file *fp, unsigned long cmd,
		      unsigned long arg)
{
	struct unix_sock *s = file_sock(fp);
	int bytes = 0;

	if (cmd != FIONREAD && cmd != OUTQ)
		return -ENOTTY;
	if (cmd == FIONREAD && s->state == UNIX_LISTENS)
		return -EINVAL;
	if (cmd == FIONREAD)
		bytes = bytes_in(s);
	else if (s->peer && s->peer->peer == s)
		bytes = (int)s->peer->bytes;
	return uk_put_to_app(bytes, (int *)arg);
}

static const struct vfscore_fileops unix_fileops = {
	.read = file_read,
	.write = file_write,
	.poll = file_poll,
	.ioctl = file_ioctl,
	.getattr = socket_file_getattr,
	.release = socket_file_release,
	.async = true,
};

struct unix_sock *unix_of(const struct vfscore_file *fp)
{
	return fp->f_op == &unix_fileops ? file_sock(fp) : NULL;
}

/* ---- making and closing ---- */

/* The type that a program's type stands for. -EPROTONOSUPPORT, ... */
static int type_of(int type, int protocol)
{
	if (protocol && protocol != UNIX_FAMILY)
		return -EPROTONOSUPPORT;
	if (type == SOCK_RAW)
		type = UNIX_DGRAM;
	if (type != UNIX_STREAM && type != UNIX_DGRAM && type != UNIX_SEQPACKET)
		return -ESOCKTNOSUPPORT;
	return type;
}

static void *op_create(struct posix_socket_driver *d, int family __unused,
		       int type, int protocol)
{
	struct unix_sock *s;
	int rc = type_of(type, protocol);

	if (rc < 0)
		return ERR2PTR(rc);
	s = unix_create(d->allocator, rc);
	return s ? s : ERR2PTR(-ENOMEM);
}

static int op_socketpair(struct posix_socket_driver *d, int family __unused,
			 int type, int protocol, void *data[2])
{
	struct unix_sock *s[2];
	int rc = type_of(type, protocol);

	if (rc < 0)
		return rc;
	rc = unix_pair(d->allocator, rc, s);
	for (int i = 0; !rc && i < 2; i++) {
		self_effective(&s[i]->peercred);
		data[i] = s[i];
	}
	return rc;
}

static int op_close(struct posix_socket_file *sock)
{
	unix_close(sock_of(sock));
	return 0;
}

/* ---- connections ---- */

static int op_bind(struct posix_socket_file *sock, const struct sockaddr *addr,
		   socklen_t len)
{
	return unix_bind(sock_of(sock), addr, len);
}

static int op_listen(struct posix_socket_file *sock, int backlog)
{
	struct unix_cred self;

	self_effective(&self);
	return unix_listen(sock_of(sock), (unsigned int)backlog, &self);
}

static bool may_wait(const struct posix_socket_file *sock)
{
	return !(sock->vfs_file->f_flags & O_NONBLOCK);
}

static int connect_dgram(struct unix_sock *s, const struct sockaddr *addr,
			 socklen_t len)
{
	struct unix_sock *to = NULL;
	int rc = 0;

	if (len < sizeof(addr->sa_family))
		return -EINVAL;
	if (addr->sa_family != AF_UNSPEC)
		rc = unix_find(s, addr, len, &to);
	if (!rc)
		rc = unix_dgram_connect(s, to);
	if (to)
		unix_put(to);
	return rc;
}

static int op_connect(struct posix_socket_file *sock,
		      const struct sockaddr *addr, socklen_t len)
{
	struct unix_sock *s = sock_of(sock), *to;
	struct unix_cred self;
	int rc;

	if (s->type == UNIX_DGRAM)
		return connect_dgram(s, addr, len);
	rc = unix_find(s, addr, len, &to);
	if (rc)
		return rc;
	self_effective(&self);
	rc = unix_connect(s, to, may_wait(sock), &self);
	unix_put(to);
	return rc;
}

static void *op_accept(struct posix_socket_file *sock,
		       struct sockaddr *restrict addr, socklen_t *restrict len,
		       int flags __unused)
{
	struct unix_sock *end;
	int rc;

	end = unix_accept(sock_of(sock), may_wait(sock), &rc);
	if (!end)
		return ERR2PTR(rc);
	if (addr)
		*len = unix_address(end->peer->name, addr);
	return end;
}

static int op_shutdown(struct posix_socket_file *sock, int how)
{
	unix_shutdown(sock_of(sock), how != SHUT_WR, how != SHUT_RD);
	return 0;
}

static int op_getsockname(struct posix_socket_file *sock,
			  struct sockaddr *restrict addr,
			  socklen_t *restrict len)
{
	*len = unix_address(sock_of(sock)->name, addr);
	return 0;
}

static int op_getpeername(struct posix_socket_file *sock,
			  struct sockaddr *restrict addr,
			  socklen_t *restrict len)
{
	int rc = -ENOTCONN;

	uk_mutex_lock(&unix_lock);
	if (sock_of(sock)->peer) {
		*len = unix_address(sock_of(sock)->peer->name, addr);
		rc = 0;
	}
	uk_mutex_unlock(&unix_lock);
	return rc;
}

static int op_getsockopt(struct posix_socket_file *sock, int level, int option,
			 void *restrict value, socklen_t *restrict len)
{
	return level == SOL_SOCKET
		       ? unix_option_get(sock_of(sock), option, value, len)
		       : -EOPNOTSUPP;
}

static int op_setsockopt(struct posix_socket_file *sock, int level, int option,
			 const void *value, socklen_t len)
{
	return level == SOL_SOCKET
		       ? unix_option_set(sock_of(sock), option, value, len)
		       : -EOPNOTSUPP;
}

/* ---- messages ---- */

static void uio_init(struct uio *uio, const struct msghdr *msg, enum uio_rw rw)
{
	*uio = (struct uio){
		.uio_iov = msg->msg_iov,
		.uio_iovcnt = (int)msg->msg_iovlen,
		.uio_rw = rw,
		.uio_segflg = UIO_APPSPACE,
	};
	for (size_t i = 0; i < msg->msg_iovlen; i++)
		uio->uio_resid += (ssize_t)msg->msg_iov[i].iov_len;
}

static ssize_t op_sendmsg(struct posix_socket_file *sock,
			  const struct msghdr *msg, int flags)
{
	struct unix_sock *s = sock_of(sock);
	struct unix_extra *extra = NULL;
	struct uio uio;
	ssize_t all;
	int rc = msg->msg_control ? unix_control_send(s, msg, &extra) : 0;

	uio_init(&uio, msg, UIO_WRITE);
	all = uio.uio_resid;
	if (!rc && (flags & MSG_OOB))
		rc = -EOPNOTSUPP;
	if (!rc)
		rc = unix_send_to(s, &uio, msg,
				  flags | wait_flag(sock->vfs_file), &extra);
	unix_extra_free(extra);
	return rc ? rc : all - uio.uio_resid;
}

static int recv_check(const struct unix_sock *s, int flags)
{
	if (s->type != UNIX_DGRAM && !s->peer)
		return s->type == UNIX_STREAM ? -EINVAL : -ENOTCONN;
	if (flags & MSG_OOB)
		return s->type == UNIX_STREAM ? -EINVAL : -EOPNOTSUPP;
	return 0;
}

static ssize_t op_recvmsg(struct posix_socket_file *sock, struct msghdr *msg,
			  int flags)
{
	struct unix_sock *s = sock_of(sock);
	struct unix_received got = {.extra = NULL};
	struct uio uio;
	ssize_t all, moved;
	int rc = recv_check(s, flags);

	if (rc)
		return rc;
	uio_init(&uio, msg, UIO_READ);
	all = uio.uio_resid;
	rc = unix_recv(s, &uio, flags | wait_flag(sock->vfs_file), &got);
	moved = all - uio.uio_resid;
	if (!rc && msg->msg_name)
		msg->msg_namelen = unix_address_of(
			s->type == UNIX_DGRAM ? got.from : s->peer->name,
			msg->msg_name);
	if (!rc)
		unix_control_recv(s, msg, flags, &got);
	unix_extra_free(got.extra);
	if (got.from)
		unix_name_put(got.from);
	if (rc)
		return rc;
	if (s->type == UNIX_STREAM || got.full <= (size_t)moved)
		return moved;
	msg->msg_flags |= MSG_TRUNC;
	return flags & MSG_TRUNC ? (ssize_t)got.full : moved;
}

static const struct posix_socket_ops unix_ops = {
	.create = op_create,
	.accept4 = op_accept,
	.bind = op_bind,
	.shutdown = op_shutdown,
	.getpeername = op_getpeername,
	.getsockname = op_getsockname,
	.getsockopt = op_getsockopt,
	.setsockopt = op_setsockopt,
	.connect = op_connect,
	.listen = op_listen,
	.recvmsg = op_recvmsg,
	.sendmsg = op_sendmsg,
	.socketpair = op_socketpair,
	.close = op_close,
	.fileops = &unix_fileops,
};

POSIX_SOCKET_FAMILY_REGISTER(AF_UNIX, &unix_ops);
