/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What fstat() says of a pipe. */
#include <sys/stat.h>
#include <vfscore/vnode.h>
#include "pipe_priv.h"

#define PIPE_DEV 0xc /* st_dev of all pipes */

int pipe_getattr(struct vfscore_file *fp, struct vattr *va)
{
	const struct pipe *p = fp->f_data;

	*va = (struct vattr){
		.va_type = VFIFO,
		.va_mode = S_IFIFO | 0600,
		.va_nlink = 1,
		.va_fsid = PIPE_DEV,
		.va_nodeid = p->ino,
		.va_blksize = PIPE_PAGE,
	};
	return 0;
}
