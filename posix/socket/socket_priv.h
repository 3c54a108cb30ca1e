/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Between the files that know no family. */
#ifndef __SOCKET_PRIV_H__
#define __SOCKET_PRIV_H__

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <uk/fdtab.h>
#include <uk/socket_driver.h>
#include <uk/socket_vnops.h>
#include <vfscore/file.h>

/* file.c: a file for a driver's socket, which it takes. NULL: no memory. */
struct vfscore_file *socket_file_create(struct posix_socket_driver *d, int type,
					void *sock_data);

/* Gives up a driver's socket that got no file. */
void socket_data_close(struct posix_socket_driver *d, int type,
		       void *sock_data);

/* The socket of a descriptor; ref is to be put if it works. */
static inline int socket_get(int fd, struct uk_fdref *ref,
			     struct posix_socket_file **sock)
{
	*ref = uk_fdref_get(fd);
	if (unlikely(!ref->fp))
		return -EBADF;
	if (unlikely(!(ref->fp->f_mode & UK_FSOCK))) {
		uk_fdref_put(*ref);
		return -ENOTSOCK;
	}
	*sock = ref->fp->f_data;
	return 0;
}

/*
 * address.c: an application's address, len bytes as it says: -EINVAL, -EFAULT.
 * And one to the application, as far as there is room; *app_len becomes what
 * the address has.
 */
int socket_address_get(struct sockaddr_storage *addr, unsigned long app,
		       int len);
int socket_address_put(const struct sockaddr_storage *addr, socklen_t len,
		       unsigned long app, unsigned long app_len);

#endif /* __SOCKET_PRIV_H__ */
