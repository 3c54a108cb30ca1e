/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Between sockets and descriptors. */
#ifndef __UK_SOCKET_VNOPS__
#define __UK_SOCKET_VNOPS__

#include <uk/socket_driver.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A descriptor for a driver's socket, which it takes if it works. type:
 * SOCK_STREAM, ... with SOCK_NONBLOCK and SOCK_CLOEXEC. -EMFILE, -ENOMEM.
 */
int posix_socket_alloc_fd(struct posix_socket_driver *d, int type,
			  void *sock_data);

/*
 * The socket of a descriptor, held: posix_socket_file_put() when it is no
 * longer used. ERR2PTR(): -EBADF, -ENOTSOCK.
 */
struct posix_socket_file *posix_socket_file_get(int sock_fd);
void posix_socket_file_put(struct posix_socket_file *sock);

#ifdef __cplusplus
}
#endif

#endif /* __UK_SOCKET_VNOPS__ */
