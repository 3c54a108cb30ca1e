/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Between the files of the AF_UNIX driver that know programs and paths. */
#ifndef __UNIX_DRIVER_PRIV_H__
#define __UNIX_DRIVER_PRIV_H__

#include <sys/socket.h>
#include "unix_priv.h"

/* ---- address.c's of this family: unix_address.c ---- */

/* Puts a name, NULL for none, into an address: its length. */
socklen_t unix_address(const struct unix_name *name, struct sockaddr *addr);
/* The same for messages: 0 for none. */
socklen_t unix_address_of(const struct unix_name *name, struct sockaddr *addr);
int unix_address_check(const struct sockaddr *addr, socklen_t len);
int unix_bind(struct unix_sock *s, const struct sockaddr *addr, socklen_t len);
/* Whom an address means, held. -ECONNREFUSED, -EPROTOTYPE, the path's. */
int unix_find(struct unix_sock *s, const struct sockaddr *addr, socklen_t len,
	      struct unix_sock **to);
/*
 * Sends to msg's name, or to the peer; msg may be NULL. What is left of *extra
 * stays the caller's.
 */
int unix_send_to(struct unix_sock *s, struct uio *uio, const struct msghdr *msg,
		 int flags, struct unix_extra **extra);

/* ---- rights.c ---- */

/* What a message shall carry. -EINVAL, -EBADF, -EPERM, -ESRCH, -ENOMEM. */
int unix_control_send(struct unix_sock *s, const struct msghdr *msg,
		      struct unix_extra **extra);
/* What a message has carried becomes the application's. */
void unix_control_recv(const struct unix_sock *s, struct msghdr *msg, int flags,
		       const struct unix_received *got);

/* ---- option.c: SOL_SOCKET; value has room, len is what was asked for ---- */

int unix_option_get(struct unix_sock *s, int option, void *value,
		    socklen_t *len);
int unix_option_set(struct unix_sock *s, int option, const void *value,
		    socklen_t len);

#endif /* __UNIX_DRIVER_PRIV_H__ */
