/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What is done to files is told on: to the file, and to where its name is. */
#include <vfscore/notify.h>
#include "vfscore_priv.h"

const struct vfscore_notify_ops *vfscore_notify_ops;

static uint32_t dir_bit(const struct vnode *vp)
{
	return vp && vp->v_type == VDIR ? VN_ISDIR : 0;
}

void vfs_notify_dentry(struct dentry *dp, uint32_t mask)
{
	struct dentry *parent = dp->d_parent;

	mask |= dir_bit(dp->d_vnode);
	vfscore_notify_ops->event(dp->d_vnode,
				  parent != dp ? parent->d_vnode : NULL,
				  dp->d_name, mask, 0);
}

void vfs_notify_file(struct vfscore_file *fp, uint32_t mask)
{
	if (fp->f_dentry && !(fp->f_mode & UK_FPATH))
		vfs_notify_dentry(fp->f_dentry, mask);
}

void vfs_notify_name(struct vnode *dir, const char *name,
		     const struct vnode *vp, uint32_t mask)
{
	if (vfscore_notify_ops)
		vfscore_notify_ops->event(NULL, dir, name, mask | dir_bit(vp),
					  0);
}

void vfs_notify_vnode(struct vnode *vp, uint32_t mask)
{
	if (vfscore_notify_ops)
		vfscore_notify_ops->event(vp, NULL, NULL, mask | dir_bit(vp),
					  0);
}

void vfs_notify_moved(struct vnode *from, const char *oldname, struct vnode *to,
		      const char *newname, struct vnode *vp,
		      struct vnode *replaced)
{
	static uint32_t last_cookie;
	const struct vfscore_notify_ops *ops = vfscore_notify_ops;
	uint32_t bit = dir_bit(vp);

	if (!ops)
		return;
	last_cookie++;
	ops->event(NULL, from, oldname, VN_MOVED_FROM | bit, last_cookie);
	ops->event(NULL, to, newname, VN_MOVED_TO | bit, last_cookie);
	if (replaced)
		vfs_notify_vnode(replaced, VN_ATTRIB);
	vfs_notify_vnode(vp, VN_MOVE_SELF);
}

void vfs_notify_gone(struct vnode *vp)
{
	struct vattr va;

	if (vfscore_notify_ops && vn_getattr(vp, &va) == 0 && !va.va_nlink)
		vfs_notify_vnode(vp, VN_DELETE_SELF);
}
