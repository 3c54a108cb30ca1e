/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Seals: what nobody may do to a file any more; see fcntl(2). */
#include "vfscore_priv.h"

#define PAGE  4096UL
#define EXECS 0111

int vfscore_file_seals(struct vfscore_file *fp)
{
	const struct vnode *vp = fp->f_vnode;

	return vp && (vp->v_seals & VSEAL_ABLE) ? (int)(vp->v_seals & VSEAL_ALL)
						: -EINVAL;
}

int vfscore_file_seal(struct vfscore_file *fp, unsigned int seals)
{
	struct vnode *vp = fp->f_vnode;
	int rc = 0;

	if (!(fp->f_mode & UK_FWRITE))
		return -EPERM;
	if ((seals & ~VSEAL_ALL) || !vp || !(vp->v_seals & VSEAL_ABLE))
		return -EINVAL;
	vn_lock(vp);
	/* A program that cannot be changed into another one either */
	if ((seals & VSEAL_EXEC) && (vp->v_mode & EXECS))
		seals |= VSEAL_SHRINK | VSEAL_GROW | VSEAL_WRITE |
			 VSEAL_FUTURE_WRITE;
	if (vp->v_seals & VSEAL_SEAL)
		rc = -EPERM;
	else if ((seals & VSEAL_WRITE) && !(vp->v_seals & VSEAL_WRITE))
		rc = VOP_SEAL(vp, seals);
	if (rc == 0)
		vp->v_seals |= seals;
	vn_unlock(vp);
	return rc;
}

int vfs_seal_resize(const struct vnode *vp, off_t size)
{
	unsigned int seal = size < vp->v_size	? VSEAL_SHRINK
			    : size > vp->v_size ? VSEAL_GROW
						: 0;

	return vp->v_seals & seal ? -EPERM : 0;
}

int vfs_seal_fallocate(const struct vnode *vp, bool punch, off_t end)
{
	if (punch)
		return vp->v_seals & VSEAL_WRITES ? -EPERM : 0;
	return end > vp->v_size ? vfs_seal_resize(vp, end) : 0;
}

int vfs_seal_mode(const struct vnode *vp, mode_t mode)
{
	return (vp->v_seals & VSEAL_EXEC) && ((vp->v_mode ^ mode) & EXECS)
		       ? -EPERM
		       : 0;
}

/*
 * A write goes page by page: what lies in front of the page that would grow
 * the file is written.
 */
int vfs_seal_write(const struct vnode *vp, const struct uio *uio, bool append,
		   ssize_t *cut)
{
	uint64_t off = (uint64_t)(append ? vp->v_size : uio->uio_offset);
	uint64_t end = off + (uint64_t)uio->uio_resid;
	uint64_t size = (uint64_t)vp->v_size;

	*cut = 0;
	if (!uio->uio_resid)
		return 0;
	if (vp->v_seals & VSEAL_WRITES)
		return -EPERM;
	if (!(vp->v_seals & VSEAL_GROW) || end <= size)
		return 0;
	size = ALIGN_DOWN(size, PAGE);
	if (off >= size)
		return -EPERM;
	*cut = (ssize_t)(end - size);
	return 0;
}
