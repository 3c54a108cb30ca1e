/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What a family of sockets provides: a driver, registered at link time by
 * POSIX_SOCKET_FAMILY_REGISTER().
 *
 * Addresses, their lengths, options' values, headers of messages and what is
 * sent as control data are the kernel's copies, already checked for size; an
 * address to fill in has room for a struct sockaddr_storage, and its length is
 * set to what the address has. The bytes that are moved (iov_base, buf) and
 * msg_control of a message that is received are the application's: only the
 * checked copies of <uk/access.h> touch them. msg_name NULL: nobody asked.
 *
 * Operations return 0 or bytes, or a negative errno; those that return a
 * socket ERR2PTR() of one. NULL is answered with -EOPNOTSUPP.
 */
#ifndef __UK_SOCKET_DRIVER__
#define __UK_SOCKET_DRIVER__

#include <sys/socket.h>
#include <sys/types.h>
#include <uk/essentials.h>
#include <uk/socket.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_alloc;
struct uk_poll_entry;
struct vfscore_fileops;

/* The interface's name of what waits for events; see <uk/poll.h>. */
#define eventpoll_cb uk_poll_entry

struct posix_socket_driver;

typedef int (*posix_socket_driver_init_func_t)(struct posix_socket_driver *d);
typedef void *(*posix_socket_create_func_t)(struct posix_socket_driver *d,
					    int family, int type, int protocol);
typedef void *(*posix_socket_accept4_func_t)(struct posix_socket_file *sock,
					     struct sockaddr *restrict addr,
					     socklen_t *restrict addr_len,
					     int flags);
typedef int (*posix_socket_bind_func_t)(struct posix_socket_file *sock,
					const struct sockaddr *addr,
					socklen_t addr_len);
typedef int (*posix_socket_shutdown_func_t)(struct posix_socket_file *sock,
					    int how);
typedef int (*posix_socket_getpeername_func_t)(struct posix_socket_file *sock,
					       struct sockaddr *restrict addr,
					       socklen_t *restrict addr_len);
typedef int (*posix_socket_getsockname_func_t)(struct posix_socket_file *sock,
					       struct sockaddr *restrict addr,
					       socklen_t *restrict addr_len);
typedef int (*posix_socket_getsockopt_func_t)(struct posix_socket_file *sock,
					      int level, int optname,
					      void *restrict optval,
					      socklen_t *restrict optlen);
typedef int (*posix_socket_setsockopt_func_t)(struct posix_socket_file *sock,
					      int level, int optname,
					      const void *optval,
					      socklen_t optlen);
typedef int (*posix_socket_connect_func_t)(struct posix_socket_file *sock,
					   const struct sockaddr *addr,
					   socklen_t addr_len);
typedef int (*posix_socket_listen_func_t)(struct posix_socket_file *sock,
					  int backlog);
typedef ssize_t (*posix_socket_recvfrom_func_t)(struct posix_socket_file *sock,
						void *restrict buf, size_t len,
						int flags,
						struct sockaddr *from,
						socklen_t *restrict fromlen);
typedef ssize_t (*posix_socket_recvmsg_func_t)(struct posix_socket_file *sock,
					       struct msghdr *msg, int flags);
typedef ssize_t (*posix_socket_sendmsg_func_t)(struct posix_socket_file *sock,
					       const struct msghdr *msg,
					       int flags);
typedef ssize_t (*posix_socket_sendto_func_t)(struct posix_socket_file *sock,
					      const void *buf, size_t len,
					      int flags,
					      const struct sockaddr *dest_addr,
					      socklen_t addrlen);
typedef int (*posix_socket_socketpair_func_t)(struct posix_socket_driver *d,
					      int family, int type,
					      int protocol, void *sockvec[2]);
typedef ssize_t (*posix_socket_read_func_t)(struct posix_socket_file *sock,
					    const struct iovec *iov,
					    int iovcnt);
typedef ssize_t (*posix_socket_write_func_t)(struct posix_socket_file *sock,
					     const struct iovec *iov,
					     int iovcnt);
typedef int (*posix_socket_close_func_t)(struct posix_socket_file *sock);
typedef int (*posix_socket_ioctl_func_t)(struct posix_socket_file *sock,
					 int request, void *argp);
typedef int (*posix_socket_poll_func_t)(struct posix_socket_file *sock,
					unsigned int *revents,
					struct eventpoll_cb *ecb);

struct posix_socket_ops {
	posix_socket_driver_init_func_t init; /* during boot */
	/* -EPROTONOSUPPORT, -ESOCKTNOSUPPORT */
	posix_socket_create_func_t create;
	/* waits unless the file says O_NONBLOCK; flags: SOCK_NONBLOCK */
	posix_socket_accept4_func_t accept4;
	posix_socket_bind_func_t bind;
	posix_socket_shutdown_func_t shutdown;
	posix_socket_getpeername_func_t getpeername;
	posix_socket_getsockname_func_t getsockname;
	posix_socket_getsockopt_func_t getsockopt;
	posix_socket_setsockopt_func_t setsockopt;
	posix_socket_connect_func_t connect;
	posix_socket_listen_func_t listen;
	posix_socket_recvfrom_func_t recvfrom; /* - recvmsg */
	posix_socket_recvmsg_func_t recvmsg;
	posix_socket_sendmsg_func_t sendmsg;
	posix_socket_sendto_func_t sendto; /* - sendmsg */
	posix_socket_socketpair_func_t socketpair;
	posix_socket_read_func_t read;	 /* - recvmsg */
	posix_socket_write_func_t write; /* - sendmsg */
	/* also of a socket that got no file: then vfs_file is NULL */
	posix_socket_close_func_t close;
	posix_socket_ioctl_func_t ioctl; /* - -ENOTTY */
	/* ecb is entered into the socket's queue, unless it is NULL */
	posix_socket_poll_func_t poll;
	/* Beyond the interface: of its files, instead of those that are made of
	 * the above; f_data is the struct posix_socket_file.
	 */
	const struct vfscore_fileops *fileops;
};

struct posix_socket_driver {
	const int family;
	const char *libname;
	const struct posix_socket_ops *ops;
	struct uk_alloc *allocator;
	void *private;
};

/* driver.c: NULL: nobody provides that family. */
struct posix_socket_driver *posix_socket_driver_get(int family);
unsigned int posix_socket_family_count(void);

void *posix_socket_create(struct posix_socket_driver *d, int family, int type,
			  int protocol);
void *posix_socket_accept4(struct posix_socket_file *sock,
			   struct sockaddr *restrict addr,
			   socklen_t *restrict addr_len, int flags);
int posix_socket_bind(struct posix_socket_file *sock,
		      const struct sockaddr *addr, socklen_t addr_len);
int posix_socket_shutdown(struct posix_socket_file *sock, int how);
int posix_socket_getpeername(struct posix_socket_file *sock,
			     struct sockaddr *restrict addr,
			     socklen_t *restrict addr_len);
int posix_socket_getsockname(struct posix_socket_file *sock,
			     struct sockaddr *restrict addr,
			     socklen_t *restrict addr_len);
int posix_socket_getsockopt(struct posix_socket_file *sock, int level,
			    int optname, void *restrict optval,
			    socklen_t *restrict optlen);
int posix_socket_setsockopt(struct posix_socket_file *sock, int level,
			    int optname, const void *optval, socklen_t optlen);
int posix_socket_connect(struct posix_socket_file *sock,
			 const struct sockaddr *addr, socklen_t addr_len);
int posix_socket_listen(struct posix_socket_file *sock, int backlog);
ssize_t posix_socket_recvfrom(struct posix_socket_file *sock,
			      void *restrict buf, size_t len, int flags,
			      struct sockaddr *from,
			      socklen_t *restrict fromlen);
ssize_t posix_socket_recvmsg(struct posix_socket_file *sock, struct msghdr *msg,
			     int flags);
ssize_t posix_socket_sendmsg(struct posix_socket_file *sock,
			     const struct msghdr *msg, int flags);
ssize_t posix_socket_sendto(struct posix_socket_file *sock, const void *buf,
			    size_t len, int flags,
			    const struct sockaddr *dest_addr,
			    socklen_t addrlen);
int posix_socket_socketpair(struct posix_socket_driver *d, int family, int type,
			    int protocol, void *usockvec[2]);
ssize_t posix_socket_read(struct posix_socket_file *sock,
			  const struct iovec *iov, int iovcnt);
ssize_t posix_socket_write(struct posix_socket_file *sock,
			   const struct iovec *iov, int iovcnt);
int posix_socket_close(struct posix_socket_file *sock);
int posix_socket_ioctl(struct posix_socket_file *sock, int request, void *argp);
int posix_socket_poll(struct posix_socket_file *sock, unsigned int *revents,
		      struct eventpoll_cb *ecb);

/*
 * control.c: appends control data to what a message is received with, and
 * shortens what is left of it; what does not fit is MSG_CTRUNC.
 */
void posix_socket_control_put(struct msghdr *msg, int level, int type,
			      const void *data, size_t len);

/* ---- registration ---- */

#define _POSIX_SOCKET_FAMILY_DRVRNAME(lib, fam) lib##_socket_driver_##fam
#define _POSIX_SOCKET_FAMILY_SECNAME(lib, fam)	".uk_posix_socket_drivers"

#define _POSIX_SOCKET_FAMILY_REGISTER(lib, fam, vops)                    \
	static struct posix_socket_driver _POSIX_SOCKET_FAMILY_DRVRNAME( \
		lib, fam) = {                                            \
		.family = (fam),                                         \
		.libname = #lib,                                         \
		.ops = (vops),                                           \
	};                                                               \
	static struct posix_socket_driver *const __used __section(       \
		_POSIX_SOCKET_FAMILY_SECNAME(lib, fam))                  \
		lib##_socket_driver_entry =                              \
			&_POSIX_SOCKET_FAMILY_DRVRNAME(lib, fam)

/* A family (AF_*) and its operations, whose tables stay; once in a file. */
#define POSIX_SOCKET_FAMILY_REGISTER(fam, vops) \
	_POSIX_SOCKET_FAMILY_REGISTER(posix, fam, vops)

#ifdef __cplusplus
}
#endif

#endif /* __UK_SOCKET_DRIVER__ */
