/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Who may do what. path_resolution(7), unlink(2). */
#include "vfscore_priv.h"

bool vfs_is_owner(const struct vfscore_cred *cred, const struct vnode *vp)
{
	return (cred->caps & VFSCORE_CAP_FOWNER) || cred->uid == vp->v_uid;
}

bool vfs_in_group(const struct vfscore_cred *cred, gid_t gid)
{
	if (cred->gid == gid)
		return true;
	for (unsigned int i = 0; i < cred->ngroups; i++)
		if (cred->groups[i] == gid)
			return true;
	return false;
}

/* What is allowed whatever the mode says. */
static bool may_override(const struct vfscore_cred *cred,
			 const struct vnode *vp, int want)
{
	/* Nobody executes what nobody may execute */
	if ((cred->caps & VFSCORE_CAP_DAC_OVERRIDE) &&
	    (!(want & VEXEC) || vp->v_type == VDIR || (vp->v_mode & 0111)))
		return true;
	return (cred->caps & VFSCORE_CAP_DAC_READ_SEARCH) &&
	       !(want & (vp->v_type == VDIR ? VWRITE : VWRITE | VEXEC));
}

int vn_access(const struct vfscore_cred *cred, struct vnode *vp, int mode)
{
	int want = mode & (VREAD | VWRITE | VEXEC);
	mode_t bits = vp->v_mode;

	if (mode & VAPPEND)
		want |= VWRITE;
	if (may_override(cred, vp, want))
		return VOP_ACCESS(vp, mode);
	if (cred->uid == vp->v_uid)
		bits >>= 6;
	else if (vfs_in_group(cred, vp->v_gid))
		bits >>= 3;
	if (((mode_t)want & ~bits) & 7)
		return -EACCES;
	return VOP_ACCESS(vp, mode);
}

int vfs_may_create(const struct vfscore_ctx *ctx,
		   const struct vfscore_path *dir)
{
	if (vfs_is_readonly(dir->mount))
		return -EROFS;
	return vn_access(&ctx->cred, dir->dentry->d_vnode, VWRITE | VEXEC);
}

int vfs_may_delete(const struct vfscore_ctx *ctx,
		   const struct vfscore_path *dir, const struct vnode *vp)
{
	const struct vnode *dvp = dir->dentry->d_vnode;
	int rc = vfs_may_create(ctx, dir);

	if (rc)
		return rc;
	/* In a sticky directory names belong to the file's owner, or its own */
	if ((dvp->v_mode & S_ISVTX) && !vfs_is_owner(&ctx->cred, vp) &&
	    !vfs_is_owner(&ctx->cred, dvp))
		return -EPERM;
	return 0;
}

mode_t vfs_new_mode(const struct vfscore_ctx *ctx, const struct vnode *dvp,
		    mode_t mode)
{
	const mode_t both = S_ISGID | S_IXGRP;

	mode &= ~ctx->umask;
	if ((mode & both) == both && (dvp->v_mode & S_ISGID) &&
	    !(ctx->cred.caps & VFSCORE_CAP_FSETID) &&
	    !vfs_in_group(&ctx->cred, dvp->v_gid))
		mode &= ~(mode_t)S_ISGID;
	return mode & UK_ALLPERMS;
}

void vfs_creator_set(const struct vfscore_ctx *ctx, const struct vnode *dvp,
		     struct vnode *vp)
{
	struct vattr va = {
		.va_mask = AT_UID | AT_GID,
		.va_uid = ctx->cred.uid,
		.va_gid = (dvp->v_mode & S_ISGID) ? dvp->v_gid : ctx->cred.gid,
	};

	if (vp->v_uid != va.va_uid || vp->v_gid != va.va_gid)
		(void)VOP_SETATTR(vp, &va);
	if (vp->v_type == VDIR && (dvp->v_mode & S_ISGID))
		(void)vn_setmode(vp, vp->v_mode | S_ISGID);
}
