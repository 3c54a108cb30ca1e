/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <sys/types.h>
#include <sys/uio.h>
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

UK_LLSYSCALL_R_DEFINE(ssize_t, writev, int, fd, const struct iovec *, uvec, int,
		      count)
{
	ssize_t done = 0, rc;
	struct iovec part;

	for (int i = 0; i < count; i++) {
		if (uk_copy_from_app(&part, uvec + i, sizeof(part)))
			return done ? done : -EFAULT;
		rc = uk_syscall_r_write(fd, (long)part.iov_base,
					(long)part.iov_len);
		if (rc < 0)
			return done ? done : rc;
		done += rc;
	}
	return done;
}
