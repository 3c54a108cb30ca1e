/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Mappings of files where there are none. */
#include "mmap_priv.h"

int mmap_file_pager(int fd, unsigned long attr, bool shared,
		    struct uk_vma_pager_args *args, unsigned long *flags)
{
	(void)flags;
	(void)attr;
	(void)shared;
	(void)args;
	return fd < 0 ? -EBADF : -ENODEV;
}
