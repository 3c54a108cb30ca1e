/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Sockets as open files: what is behind a descriptor, whatever its family. */
#ifndef __UK_SOCKET__
#define __UK_SOCKET__

#include <sys/socket.h>
#include <uk/print.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PSOCKET_ERR(msg, ...) uk_pr_err(msg, ##__VA_ARGS__)

struct posix_socket_driver;
struct vfscore_file;

struct posix_socket_file {
	struct posix_socket_driver *driver;
	void *sock_data; /* the driver's */
	int type;	 /* SOCK_STREAM, ... */
	struct vfscore_file *vfs_file;
};

#ifdef __cplusplus
}
#endif

#endif /* __UK_SOCKET__ */
