/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <sys/types.h>
#include <uk/access.h>
#include <uk/essentials.h>
#include <uk/plat/console.h>
#include <uk/syscall.h>

UK_LLSYSCALL_R_DEFINE(ssize_t, write, int, fd, const void *, buf, size_t, len)
{
	char chunk[256];
	size_t done, part;

	if (fd < 0 || fd > 2)
		return -EBADF;
	for (done = 0; done < len; done += part) {
		part = MIN(len - done, sizeof(chunk));
		if (uk_copy_from_app(chunk, (const char *)buf + done, part))
			return done ? (ssize_t)done : -EFAULT;
		ukplat_coutk(chunk, (unsigned int)part);
	}
	return (ssize_t)len;
}
