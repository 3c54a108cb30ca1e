/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Open files without a name, a pipe's end or an eventfd, as places: for who
 * comes to them by a link of /proc. Such a place is a vnode that has the open
 * file, in the file system of what has no name, for as long as it is looked at.
 */
#include <stdint.h>
#include <stdio.h>
#include "vfscore_priv.h"

#define NAME_SIZE 64

static struct vfscore_file *file_of(const struct vnode *vp)
{
	return vp->v_data;
}

static int anon_getattr(struct vnode *vp, struct vattr *vap)
{
	struct vfscore_file *fp = file_of(vp);

	return fp->f_op->getattr ? fp->f_op->getattr(fp, vap) : 0;
}

static int anon_inactive(struct vnode *vp)
{
	fdrop(file_of(vp));
	return 0;
}

static const struct vnops anon_vnops = {
	.vop_getattr = anon_getattr,
	.vop_inactive = anon_inactive,
};

bool vfs_is_anon(const struct vnode *vp)
{
	return vp->v_op == &anon_vnops;
}

int vfs_anon_open(struct vfscore_file *fp)
{
	struct vfscore_file *of = file_of(fp->f_vnode);

	return of->f_op->reopen ? of->f_op->reopen(of, fp) : -ENXIO;
}

static int attr_get(struct vfscore_file *fp, struct vattr *vap)
{
	*vap = (struct vattr){.va_mode = 0};
	return fp->f_op->getattr ? fp->f_op->getattr(fp, vap) : 0;
}

int vfscore_anon_print(struct vfscore_file *fp, char *buf, size_t size)
{
	struct vattr va;
	int rc = attr_get(fp, &va);

	if (rc)
		return rc;
	if (S_ISFIFO(va.va_mode) || S_ISSOCK(va.va_mode))
		(void)snprintf(buf, size, "%s:[%lu]",
			       S_ISFIFO(va.va_mode) ? "pipe" : "socket",
			       (unsigned long)va.va_nodeid);
	else
		(void)snprintf(buf, size, "anon_inode:%s",
			       fp->f_op->name ? fp->f_op->name : "[file]");
	return 0;
}

static int vnode_get(struct mount *mp, struct vfscore_file *fp,
		     struct vnode **vpp)
{
	struct vnode *vp;
	struct vattr va;
	int rc = attr_get(fp, &va);

	if (rc)
		return rc;
	/* Numbers in there are small: an address is none of them */
	rc = vfscore_vget(mp, (uintptr_t)fp, &vp);
	if (rc < 0)
		return rc;
	if (rc == 0) {
		fhold(fp);
		vp->v_op = &anon_vnops;
		vp->v_data = fp;
		vp->v_mode = va.va_mode;
		vp->v_type = (int)IFTOVT(va.va_mode);
		vp->v_uid = va.va_uid;
		vp->v_gid = va.va_gid;
	}
	*vpp = vp;
	return 0;
}

int vfscore_anon_path(struct vfscore_file *fp, struct vfscore_path *path)
{
	struct mount *mp = vfs_unnamed_mount();
	char name[NAME_SIZE];
	struct vnode *vp;
	int rc;

	if (!mp)
		return -ENXIO;
	rc = vfscore_anon_print(fp, name, sizeof(name));
	if (rc == 0)
		rc = vnode_get(mp, fp, &vp);
	if (rc)
		return rc;
	path->dentry = dentry_create_unnamed(mp, vp, name);
	if (!path->dentry) {
		vrele(vp);
		return -ENOMEM;
	}
	vfs_busy(mp);
	path->mount = mp;
	return 0;
}
