/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Addresses between the application and the kernel. */
#include <uk/access.h>
#include "socket_priv.h"

int socket_address_get(struct sockaddr_storage *addr, unsigned long app,
		       int len)
{
	*addr = (struct sockaddr_storage){.ss_family = AF_UNSPEC};
	if (len < 0 || len > (int)sizeof(*addr))
		return -EINVAL;
	return len ? uk_copy_from_app(addr, (const void *)app, (__sz)len) : 0;
}

int socket_address_put(const struct sockaddr_storage *addr, socklen_t len,
		       unsigned long app, unsigned long app_len)
{
	int room = 0;

	if (uk_get_from_app(room, (int *)app_len))
		return -EFAULT;
	if (room < 0)
		return -EINVAL;
	if (uk_copy_to_app((void *)app, addr, MIN((socklen_t)room, len)))
		return -EFAULT;
	return uk_put_to_app(len, (socklen_t *)app_len);
}
