/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* System calls that send and receive messages. */
#include <limits.h>
#include <stddef.h>
#include <time.h>
#include <uk/access.h>
#include <uk/alloc.h>
#include <uk/plat/time.h>
#include <uk/syscall_define.h>
#include "socket_priv.h"

#define CONTROL_MAX 131072 /* Linux's optmem_max */
#define VECTOR_MAX  1024   /* headers in one sendmmsg() */
#define IOV_SHORT   8
#define NSEC	    1000000000UL

/* What a program asks for beside flags of its own is not for drivers. */
#define FLAGS_SEND (~MSG_CMSG_CLOEXEC)

static void iov_init(struct iovec *iov, unsigned long buf, size_t len)
{
	iov->iov_base = (void *)buf;
	iov->iov_len = MIN(len, (size_t)IOSIZE_MAX);
}

UK_LLSYSCALL_R_DEFINE(ssize_t, sendto, int, fd, void *, buf, size_t, len, int,
		      flags, const struct sockaddr *, app, int, app_len)
{
	struct sockaddr_storage addr;
	struct posix_socket_file *sock;
	struct iovec iov;
	struct msghdr msg = {.msg_iov = &iov, .msg_iovlen = 1};
	struct uk_fdref ref;
	ssize_t rc = socket_get(fd, &ref, &sock);

	if (unlikely(rc))
		return rc;
	iov_init(&iov, (unsigned long)buf, len);
	if (app) {
		rc = socket_address_get(&addr, (unsigned long)app, app_len);
		msg.msg_name = &addr;
		msg.msg_namelen = (socklen_t)app_len;
	}
	if (!rc)
		rc = posix_socket_sendmsg(sock, &msg, flags & FLAGS_SEND);
	uk_fdref_put(ref);
	return rc;
}

UK_LLSYSCALL_R_DEFINE(ssize_t, recvfrom, int, fd, void *, buf, size_t, len, int,
		      flags, struct sockaddr *, app, int *, app_len)
{
	struct sockaddr_storage addr = {.ss_family = AF_UNSPEC};
	struct posix_socket_file *sock;
	struct iovec iov;
	struct msghdr msg = {.msg_iov = &iov, .msg_iovlen = 1};
	struct uk_fdref ref;
	ssize_t rc = socket_get(fd, &ref, &sock);
	int error;

	if (unlikely(rc))
		return rc;
	iov_init(&iov, (unsigned long)buf, len);
	msg.msg_name = app ? &addr : NULL;
	rc = posix_socket_recvmsg(sock, &msg, flags);
	uk_fdref_put(ref);
	if (rc < 0 || !app)
		return rc;
	error = socket_address_put(&addr, msg.msg_namelen, (unsigned long)app,
				   (unsigned long)app_len);
	return error ? error : rc;
}

/* A header of the application, and the kernel's copies of what it names. */
struct message {
	struct msghdr app; /* as it was given */
	struct msghdr msg;
	struct iovec *iov;
	struct iovec iov_short[IOV_SHORT];
	struct sockaddr_storage addr;
	void *control;
};

static int iov_get(struct message *m)
{
	size_t n = m->app.msg_iovlen, total = 0;

	if (n > UIO_MAXIOV)
		return -EMSGSIZE;
	if (n > IOV_SHORT) {
		m->iov = uk_malloc(uk_alloc_get_default(), n * sizeof(*m->iov));
		if (!m->iov)
			return -ENOMEM;
	}
	if (uk_copy_from_app(m->iov, m->app.msg_iov, n * sizeof(*m->iov)))
		return -EFAULT;
	for (size_t i = 0; i < n; i++) {
		if ((ssize_t)m->iov[i].iov_len < 0)
			return -EINVAL;
		m->iov[i].iov_len =
			MIN(m->iov[i].iov_len, (size_t)IOSIZE_MAX - total);
		total += m->iov[i].iov_len;
	}
	m->msg.msg_iov = m->iov;
	m->msg.msg_iovlen = n;
	return 0;
}

static int control_get(struct message *m)
{
	size_t len = m->app.msg_controllen;

	if (len > CONTROL_MAX)
		return -ENOBUFS;
	if (!len)
		return 0;
	m->control = uk_malloc(uk_alloc_get_default(), len);
	if (!m->control)
		return -ENOBUFS;
	if (uk_copy_from_app(m->control, m->app.msg_control, len))
		return -EFAULT;
	m->msg.msg_control = m->control;
	m->msg.msg_controllen = len;
	return 0;
}

/* message_put() is due in any case. */
static int message_get(struct message *m, unsigned long app)
{
	m->iov = m->iov_short;
	m->control = NULL;
	m->msg = (struct msghdr){.msg_name = NULL};
	if (uk_copy_from_app(&m->app, (const void *)app, sizeof(m->app)))
		return -EFAULT;
	if (!m->app.msg_name)
		m->app.msg_namelen = 0;
	if ((int)m->app.msg_namelen < 0)
		return -EINVAL;
	/* Linux cuts it off, instead of refusing it */
	m->app.msg_namelen = MIN(m->app.msg_namelen, sizeof(m->addr));
	return 0;
}

static void message_put(const struct message *m)
{
	if (m->iov != m->iov_short)
		uk_free(uk_alloc_get_default(), m->iov);
	uk_free(uk_alloc_get_default(), m->control);
}

static ssize_t send_one(struct posix_socket_file *sock, unsigned long app,
			int flags)
{
	struct message m;
	ssize_t rc = message_get(&m, app);

	if (!rc && m.app.msg_namelen) {
		rc = socket_address_get(&m.addr, (unsigned long)m.app.msg_name,
					(int)m.app.msg_namelen);
		m.msg.msg_name = &m.addr;
		m.msg.msg_namelen = m.app.msg_namelen;
	}
	if (!rc)
		rc = iov_get(&m);
	if (!rc)
		rc = control_get(&m);
	if (!rc)
		rc = posix_socket_sendmsg(sock, &m.msg, flags & FLAGS_SEND);
	message_put(&m);
	return rc;
}

/* Name, lengths and flags go back to the application's header. */
static int results_put(struct message *m, unsigned long app)
{
	struct msghdr *to = (struct msghdr *)app;
	size_t control = m->app.msg_controllen - m->msg.msg_controllen;
	int rc = 0;

	if (m->app.msg_name)
		rc = socket_address_put(
			&m->addr, m->msg.msg_namelen,
			(unsigned long)m->app.msg_name,
			app + offsetof(struct msghdr, msg_namelen));
	if (!rc)
		rc = uk_put_to_app(m->msg.msg_flags, &to->msg_flags);
	return rc ? rc : uk_put_to_app(control, &to->msg_controllen);
}

static ssize_t recv_one(struct posix_socket_file *sock, unsigned long app,
			int flags)
{
	struct message m;
	ssize_t rc = message_get(&m, app);
	int error;

	if (!rc)
		rc = iov_get(&m);
	if (!rc) {
		m.msg.msg_name = m.app.msg_name ? &m.addr : NULL;
		m.msg.msg_control = m.app.msg_control;
		m.msg.msg_controllen = m.app.msg_controllen;
		m.msg.msg_flags = flags & MSG_CMSG_CLOEXEC;
		rc = posix_socket_recvmsg(sock, &m.msg, flags);
	}
	if (rc >= 0) {
		error = results_put(&m, app);
		rc = error ? error : rc;
	}
	message_put(&m);
	return rc;
}

UK_LLSYSCALL_R_DEFINE(ssize_t, sendmsg, int, fd, const struct msghdr *, app,
		      int, flags)
{
	struct posix_socket_file *sock;
	struct uk_fdref ref;
	ssize_t rc = socket_get(fd, &ref, &sock);

	if (rc)
		return rc;
	rc = send_one(sock, (unsigned long)app, flags);
	uk_fdref_put(ref);
	return rc;
}

UK_LLSYSCALL_R_DEFINE(ssize_t, recvmsg, int, fd, struct msghdr *, app, int,
		      flags)
{
	struct posix_socket_file *sock;
	struct uk_fdref ref;
	ssize_t rc = socket_get(fd, &ref, &sock);

	if (rc)
		return rc;
	rc = recv_one(sock, (unsigned long)app, flags);
	uk_fdref_put(ref);
	return rc;
}

static int length_put(unsigned long app, ssize_t len)
{
	return uk_put_to_app((unsigned int)len,
			     &((struct mmsghdr *)app)->msg_len);
}

/* As many as work; an error counts if it is the first's. */
UK_LLSYSCALL_R_DEFINE(int, sendmmsg, int, fd, struct mmsghdr *, app,
		      unsigned int, count, int, flags)
{
	unsigned long at = (unsigned long)app;
	struct posix_socket_file *sock;
	struct uk_fdref ref;
	unsigned int n = 0;
	ssize_t rc = socket_get(fd, &ref, &sock);

	if (rc)
		return (int)rc;
	count = MIN(count, VECTOR_MAX);
	for (; n < count; n++, at += sizeof(struct mmsghdr)) {
		rc = send_one(sock, at, flags);
		if (rc >= 0)
			rc = length_put(at, rc);
		if (rc < 0)
			break;
	}
	uk_fdref_put(ref);
	return n ? (int)n : (int)rc;
}

static int deadline_get(unsigned long app, __nsec *deadline)
{
	struct timespec ts;

	*deadline = 0;
	if (!app)
		return 0;
	if (uk_copy_from_app(&ts, (const void *)app, sizeof(ts)))
		return -EFAULT;
	if (ts.tv_sec < 0 || (unsigned long)ts.tv_nsec >= NSEC)
		return -EINVAL;
	if ((unsigned long)ts.tv_sec < LONG_MAX / NSEC)
		*deadline = ukplat_monotonic_clock() +
			    (__nsec)ts.tv_sec * NSEC + (__nsec)ts.tv_nsec;
	return 0;
}

/* What is left of the time, as Linux tells it. */
static int left_put(unsigned long app, __nsec deadline)
{
	__nsec now = ukplat_monotonic_clock();
	__nsec left = deadline > now ? deadline - now : 0;
	struct timespec ts = {
		.tv_sec = (time_t)(left / NSEC),
		.tv_nsec = (long)(left % NSEC),
	};

	return deadline ? uk_copy_to_app((void *)app, &ts, sizeof(ts)) : 0;
}

/* The time is looked at between messages only, as on Linux. */
UK_LLSYSCALL_R_DEFINE(int, recvmmsg, int, fd, struct mmsghdr *, app,
		      unsigned int, count, int, flags, struct timespec *,
		      timeout)
{
	unsigned long at = (unsigned long)app;
	struct posix_socket_file *sock;
	struct uk_fdref ref;
	unsigned int n = 0;
	__nsec deadline;
	ssize_t rc = deadline_get((unsigned long)timeout, &deadline);

	if (!rc)
		rc = socket_get(fd, &ref, &sock);
	if (rc)
		return (int)rc;
	while (n < count) {
		rc = recv_one(sock, at, flags & ~MSG_WAITFORONE);
		if (rc >= 0)
			rc = length_put(at, rc);
		if (rc < 0)
			break;
		n++;
		at += sizeof(struct mmsghdr);
		if (flags & MSG_WAITFORONE)
			flags |= MSG_DONTWAIT;
		if (deadline && ukplat_monotonic_clock() >= deadline)
			break;
	}
	uk_fdref_put(ref);
	if (n && left_put((unsigned long)timeout, deadline))
		return -EFAULT;
	return n ? (int)n : (int)rc;
}
