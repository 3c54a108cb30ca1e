/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <sys/stat.h>
#include <vfscore/vnode.h>
#include "event_priv.h"

#define ANON_DEV 0xd
#define ANON_INO 1 /* they share one */

int event_getattr(struct vfscore_file *fp __unused, struct vattr *va)
{
	*va = (struct vattr){
		.va_mode = 0600,
		.va_nlink = 1,
		.va_fsid = ANON_DEV,
		.va_nodeid = ANON_INO,
		.va_blksize = 4096,
	};
	return 0;
}

off_t event_seek(struct vfscore_file *fp __unused, off_t offset __unused,
		 int whence __unused)
{
	return 0;
}
