/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* System calls on sockets, but for messages. */
#include <fcntl.h>
#include <stddef.h>
#include <uk/access.h>
#include <uk/errptr.h>
#include <uk/syscall_define.h>
#include "socket_priv.h"

#define TYPE_MASK  0xf
#define TYPE_MAX   10
#define TYPE_FLAGS (SOCK_CLOEXEC | SOCK_NONBLOCK)
#define BACKLOG	   SOMAXCONN

/* The driver of a new socket, or ERR2PTR(). */
static struct posix_socket_driver *driver_of(int family, int type)
{
	struct posix_socket_driver *d;

	if (type & ~(TYPE_MASK | TYPE_FLAGS))
		return ERR2PTR(-EINVAL);
	if (family < 0 || family >= AF_MAX)
		return ERR2PTR(-EAFNOSUPPORT);
	if ((type & TYPE_MASK) > TYPE_MAX)
		return ERR2PTR(-EINVAL);
	d = posix_socket_driver_get(family);
	return d ? d : ERR2PTR(-EAFNOSUPPORT);
}

UK_LLSYSCALL_R_DEFINE(int, socket, int, family, int, type, int, protocol)
{
	struct posix_socket_driver *d = driver_of(family, type);
	void *data;
	int fd;

	if (PTRISERR(d))
		return PTR2ERR(d);
	data = posix_socket_create(d, family, type & TYPE_MASK, protocol);
	if (PTRISERR(data))
		return PTR2ERR(data);
	fd = posix_socket_alloc_fd(d, type, data);
	if (fd < 0)
		socket_data_close(d, type, data);
	return fd;
}

/* Both files of a new pair. */
static int pair_files(struct posix_socket_driver *d, int type, int protocol,
		      struct vfscore_file *fp[2])
{
	void *data[2];
	int rc = posix_socket_socketpair(d, d->family, type & TYPE_MASK,
					 protocol, data);

	if (rc)
		return rc;
	fp[0] = socket_file_create(d, type, data[0]);
	fp[1] = socket_file_create(d, type, data[1]);
	if (fp[0] && fp[1])
		return 0;
	for (int i = 0; i < 2; i++) {
		if (fp[i])
			fdrop(fp[i]);
		else
			socket_data_close(d, type, data[i]);
	}
	return -ENOMEM;
}

UK_LLSYSCALL_R_DEFINE(int, socketpair, int, family, int, type, int, protocol,
		      int *, app)
{
	struct posix_socket_driver *d = driver_of(family, type);
	struct uk_fdtab *tab = uk_fdtab_current();
	unsigned int limit = uk_fdtab_limit();
	bool cloexec = type & SOCK_CLOEXEC;
	struct vfscore_file *fp[2] = {NULL, NULL};
	int fds[2], rc;

	if (type & ~(TYPE_MASK | TYPE_FLAGS))
		return -EINVAL;
	fds[0] = rc = uk_fdtab_reserve(tab, 0, limit, cloexec);
	if (rc < 0)
		return rc;
	fds[1] = rc = uk_fdtab_reserve(tab, 0, limit, cloexec);
	if (rc < 0)
		goto err_first;
	rc = uk_copy_to_app(app, fds, sizeof(fds));
	if (!rc)
		rc = PTRISERR(d) ? PTR2ERR(d)
				 : pair_files(d, type, protocol, fp);
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

UK_LLSYSCALL_R_DEFINE(int, bind, int, fd, const struct sockaddr *, app, int,
		      len)
{
	struct posix_socket_file *sock;
	struct sockaddr_storage addr;
	struct uk_fdref ref;
	int rc = socket_get(fd, &ref, &sock);

	if (rc)
		return rc;
	rc = socket_address_get(&addr, (unsigned long)app, len);
	if (!rc)
		rc = posix_socket_bind(sock, (struct sockaddr *)&addr,
				       (socklen_t)len);
	uk_fdref_put(ref);
	return rc;
}

/* These wait: somebody may close the descriptor meanwhile. */
UK_LLSYSCALL_R_DEFINE(int, connect, int, fd, const struct sockaddr *, app, int,
		      len)
{
	struct posix_socket_file *sock = posix_socket_file_get(fd);
	struct sockaddr_storage addr;
	int rc;

	if (PTRISERR(sock))
		return PTR2ERR(sock);
	rc = socket_address_get(&addr, (unsigned long)app, len);
	if (!rc)
		rc = posix_socket_connect(sock, (struct sockaddr *)&addr,
					  (socklen_t)len);
	posix_socket_file_put(sock);
	return rc;
}

static int backlog_max = BACKLOG;

long posix_socket_backlog_max(void)
{
	return backlog_max;
}

int posix_socket_backlog_max_set(long max)
{
	backlog_max = (int)max;
	return 0;
}

UK_LLSYSCALL_R_DEFINE(int, listen, int, fd, int, backlog)
{
	struct posix_socket_file *sock;
	struct uk_fdref ref;
	int rc = socket_get(fd, &ref, &sock);

	if (rc)
		return rc;
	/* Less than 0 is more than there can be */
	if ((unsigned int)backlog > (unsigned int)backlog_max)
		backlog = backlog_max;
	rc = posix_socket_listen(sock, backlog);
	uk_fdref_put(ref);
	return rc;
}

/* The next connection, as a file; its address goes to the application. */
static int accept_file(struct posix_socket_file *sock, unsigned long app,
		       unsigned long app_len, int flags,
		       struct vfscore_file **fp)
{
	struct sockaddr_storage addr = {.ss_family = AF_UNSPEC};
	int type = sock->type | (flags & SOCK_NONBLOCK);
	socklen_t len = 0;
	void *data = posix_socket_accept4(
		sock, app ? (struct sockaddr *)&addr : NULL, &len, flags);
	int rc;

	if (PTRISERR(data))
		return PTR2ERR(data);
	*fp = socket_file_create(sock->driver, type, data);
	if (!*fp) {
		socket_data_close(sock->driver, type, data);
		return -ENOMEM;
	}
	rc = app ? socket_address_put(&addr, len, app, app_len) : 0;
	if (rc)
		fdrop(*fp);
	return rc;
}

/* A number first, and then is looked at what the file is, as on Linux. */
static int accept_held(struct vfscore_file *lfp, unsigned long app,
		       unsigned long app_len, int flags)
{
	struct uk_fdtab *tab = uk_fdtab_current();
	struct vfscore_file *fp = NULL;
	int rc, fd;

	if (flags & ~TYPE_FLAGS)
		return -EINVAL;
	fd = uk_fdtab_reserve(tab, 0, uk_fdtab_limit(), flags & SOCK_CLOEXEC);
	if (fd < 0)
		return fd;
	rc = lfp->f_mode & UK_FSOCK
		     ? accept_file(lfp->f_data, app, app_len, flags, &fp)
		     : -ENOTSOCK;
	if (rc) {
		(void)uk_fdtab_unreserve(tab, (unsigned int)fd);
		return rc;
	}
	uk_fdtab_install(tab, (unsigned int)fd, fp);
	return fd;
}

static int do_accept(int fd, unsigned long app, unsigned long app_len,
		     int flags)
{
	struct vfscore_file *fp = vfscore_get_file(fd);
	int rc;

	if (!fp)
		return -EBADF;
	rc = accept_held(fp, app, app_len, flags);
	vfscore_put_file(fp);
	return rc;
}

UK_LLSYSCALL_R_DEFINE(int, accept4, int, fd, struct sockaddr *, app,
		      socklen_t *, app_len, int, flags)
{
	return do_accept(fd, (unsigned long)app, (unsigned long)app_len, flags);
}

UK_LLSYSCALL_R_DEFINE(int, accept, int, fd, struct sockaddr *, app, socklen_t *,
		      app_len)
{
	return do_accept(fd, (unsigned long)app, (unsigned long)app_len, 0);
}

/* getsockname() and getpeername() */
static int name_call(int fd, unsigned long app, unsigned long app_len,
		     posix_socket_getsockname_func_t name)
{
	struct sockaddr_storage addr = {.ss_family = AF_UNSPEC};
	struct posix_socket_file *sock;
	struct uk_fdref ref;
	socklen_t len = 0;
	int rc = socket_get(fd, &ref, &sock);

	if (rc)
		return rc;
	rc = name(sock, (struct sockaddr *)&addr, &len);
	uk_fdref_put(ref);
	return rc ? rc : socket_address_put(&addr, len, app, app_len);
}

UK_LLSYSCALL_R_DEFINE(int, getsockname, int, fd, struct sockaddr *, app,
		      socklen_t *, app_len)
{
	return name_call(fd, (unsigned long)app, (unsigned long)app_len,
			 posix_socket_getsockname);
}

UK_LLSYSCALL_R_DEFINE(int, getpeername, int, fd, struct sockaddr *, app,
		      socklen_t *, app_len)
{
	return name_call(fd, (unsigned long)app, (unsigned long)app_len,
			 posix_socket_getpeername);
}

UK_LLSYSCALL_R_DEFINE(int, shutdown, int, fd, int, how)
{
	struct posix_socket_file *sock;
	struct uk_fdref ref;
	int rc = socket_get(fd, &ref, &sock);

	if (rc)
		return rc;
	rc = (unsigned int)how > SHUT_RDWR ? -EINVAL
					   : posix_socket_shutdown(sock, how);
	uk_fdref_put(ref);
	return rc;
}

/* No option of anybody's is longer. */
#define OPTION_MAX 256

UK_LLSYSCALL_R_DEFINE(int, setsockopt, int, fd, int, level, int, option,
		      const void *, app, int, len)
{
	unsigned long value[OPTION_MAX / sizeof(unsigned long)];
	struct posix_socket_file *sock;
	struct uk_fdref ref;
	int rc = socket_get(fd, &ref, &sock);

	if (rc)
		return rc;
	len = MIN(len, OPTION_MAX);
	if (len < 0)
		rc = -EINVAL;
	else if (uk_copy_from_app(value, app, (__sz)len))
		rc = -EFAULT;
	else
		rc = posix_socket_setsockopt(sock, level, option, value,
					     (socklen_t)len);
	uk_fdref_put(ref);
	return rc;
}

UK_LLSYSCALL_R_DEFINE(int, getsockopt, int, fd, int, level, int, option, void *,
		      app, int *, app_len)
{
	unsigned long value[OPTION_MAX / sizeof(unsigned long)] = {0};
	struct posix_socket_file *sock;
	struct uk_fdref ref;
	int len = 0, rc = socket_get(fd, &ref, &sock);
	socklen_t got;

	if (rc)
		return rc;
	if (uk_get_from_app(len, app_len))
		rc = -EFAULT;
	else if (len < 0)
		rc = -EINVAL;
	got = (socklen_t)MIN(len, OPTION_MAX);
	if (!rc)
		rc = posix_socket_getsockopt(sock, level, option, value, &got);
	uk_fdref_put(ref);
	if (!rc && uk_copy_to_app(app, value, got))
		rc = -EFAULT;
	return rc ? rc : uk_put_to_app((int)got, app_len);
}
