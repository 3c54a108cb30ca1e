/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <sys/types.h>
#include <uk/access.h>
#include <uk/essentials.h>
#include <uk/plat/console.h>
#include <uk/process.h>
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

UK_LLSYSCALL_R_DEFINE(int, set_tid_address, int *, addr)
{
	uk_posix_thread_current()->clear_child_tid = addr;
	return uk_posix_thread_current()->tid;
}

UK_LLSYSCALL_R_DEFINE(int, set_robust_list, void *, head, size_t, len)
{
	if (len != 24)
		return -EINVAL;
	uk_posix_thread_current()->robust_list = head;
	return 0;
}
