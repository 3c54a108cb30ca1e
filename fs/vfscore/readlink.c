/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* readlink(2). */
#include <string.h>
#include "vfscore_priv.h"

static ssize_t read_link(struct vnode *vp, char *buf, size_t size)
{
	struct iovec iov = {buf, size};
	struct uio uio = {
		.uio_iov = &iov,
		.uio_iovcnt = 1,
		.uio_resid = (ssize_t)size,
		.uio_rw = UIO_READ,
		.uio_segflg = UIO_SYSSPACE,
	};
	size_t len;
	int rc;

	if (vp->v_target) {
		len = strlen(vp->v_target);
		len = len < size ? len : size;
		memcpy(buf, vp->v_target, len);
		return (ssize_t)len;
	}
	rc = VOP_READLINK(vp, &uio);
	return rc ? rc : (ssize_t)size - uio.uio_resid;
}

ssize_t vfscore_readlink(struct vfscore_ctx *ctx, const struct vfscore_path *at,
			 const char *name, unsigned int flags, char *buf,
			 size_t size)
{
	struct vfscore_path path;
	struct vnode *vp;
	ssize_t rc = vfscore_lookup(ctx, at, name, flags, &path);

	if (rc)
		return rc;
	vp = path.dentry->d_vnode;
	if (vp->v_type == VLNK)
		rc = read_link(vp, buf, size);
	else
		rc = *name ? -EINVAL : -ENOENT;
	vfscore_path_put(&path);
	return rc;
}
