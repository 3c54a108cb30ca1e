/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* How large the running thread may make a file: RLIMIT_FSIZE. */
#include <stdint.h>
#include "vfscore_priv.h"

off_t vfs_limit(void)
{
	return vfscore_size_limit ? vfscore_size_limit() : INT64_MAX;
}

static int exceeded(void)
{
	if (uk_signal_file_size)
		uk_signal_file_size();
	return -EFBIG;
}

int vfs_limit_resize(const struct vnode *vp, off_t size)
{
	return size > vp->v_size && size > vfs_limit() ? exceeded() : 0;
}

/* Up to the limit is written; nothing at all can be written anywhere. */
int vfs_limit_write(const struct vnode *vp, const struct uio *uio, bool append,
		    ssize_t *cut)
{
	off_t off = append ? vp->v_size : uio->uio_offset, limit = vfs_limit();

	*cut = 0;
	if (!uio->uio_resid)
		return 0;
	if (off >= limit)
		return exceeded();
	if (uio->uio_resid > limit - off)
		*cut = uio->uio_resid - (limit - off);
	return 0;
}
