/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Attributes of vnodes, as they are and as Linux shows them. */
#include <string.h>
#include "vfscore_priv.h"

#define BLOCK_SIZE 4096

const enum vtype iftovt_tab[16] = {
	VNON, VFIFO, VCHR, VNON, VDIR,	VNON, VBLK, VNON,
	VREG, VNON,  VLNK, VNON, VSOCK, VNON, VNON, VBAD,
};

const mode_t vttoif_tab[11] = {
	0,	  S_IFREG, S_IFDIR, S_IFBLK, S_IFCHR, S_IFLNK,
	S_IFSOCK, S_IFIFO, 0,	    0,	     0,
};

int vn_getattr(struct vnode *vp, struct vattr *vap)
{
	int rc = 0;

	/* All of it, so that nothing need be cleared before */
	vap->va_mask = 0;
	vap->va_type = (enum vtype)vp->v_type;
	vap->va_mode = vp->v_mode;
	vap->va_nlink = 1;
	vap->va_uid = vp->v_uid;
	vap->va_gid = vp->v_gid;
	vap->va_fsid = vp->v_mount->m_dev;
	vap->va_rdev = vp->v_rdev;
	vap->va_nodeid = vp->v_ino;
	vap->va_size = vp->v_size;
	vap->va_nblocks = 0;
	vap->va_atime = vap->va_mtime = vap->va_ctime = vap->va_btime =
		(struct timespec){0};
	vap->va_blksize = BLOCK_SIZE;
	if (vp->v_op->vop_getattr)
		rc = _vop_rc(vp->v_op->vop_getattr(vp, vap));
	return rc;
}

void vattr_to_stat(const struct vattr *vap, struct stat *st)
{
	memset(st, 0, sizeof(*st));
	st->st_dev = vap->va_fsid;
	st->st_ino = vap->va_nodeid;
	st->st_nlink = vap->va_nlink;
	st->st_mode = vap->va_mode;
	st->st_uid = vap->va_uid;
	st->st_gid = vap->va_gid;
	st->st_rdev = vap->va_rdev;
	st->st_size = vap->va_size;
	st->st_blksize = vap->va_blksize;
	st->st_blocks = (blkcnt_t)vap->va_nblocks;
	st->st_atim = vap->va_atime;
	st->st_mtim = vap->va_mtime;
	st->st_ctim = vap->va_ctime;
}

int vn_stat(struct vnode *vp, struct stat *st)
{
	struct vattr va;
	int rc = vn_getattr(vp, &va);

	if (rc == 0)
		vattr_to_stat(&va, st);
	return rc;
}

int vn_setmode(struct vnode *vp, mode_t mode)
{
	struct vattr va = {
		.va_mask = AT_MODE,
		.va_mode = (vp->v_mode & S_IFMT) | (mode & UK_ALLPERMS),
	};

	return VOP_SETATTR(vp, &va);
}

int vn_settimes(struct vnode *vp, struct timespec times[2])
{
	struct vattr va = {
		.va_mask = AT_ATIME | AT_MTIME,
		.va_atime = times[0],
		.va_mtime = times[1],
	};

	return VOP_SETATTR(vp, &va);
}

int vfscore_vop_nullop(void)
{
	return 0;
}

int vfscore_vop_einval(void)
{
	return -EINVAL;
}

int vfscore_vop_eperm(void)
{
	return -EPERM;
}

int vfscore_vop_erofs(void)
{
	return -EROFS;
}
