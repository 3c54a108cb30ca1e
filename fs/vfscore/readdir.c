/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Entries of a directory from a position on: 0 is ".", 1 is "..", and the file
 * system's own begin at 2.
 */
#include <dirent.h>
#include <string.h>
#include "vfscore_priv.h"

#define DT_DIR_ 4

static int put_dots(struct vfscore_file *fp, struct vfscore_dirsink *sink)
{
	const struct dentry *dp = fp->f_dentry, *up = dp->d_parent;

	if (dp == fp->f_mount->m_root && fp->f_mount->m_covered)
		up = fp->f_mount->m_covered->d_parent;
	if (fp->f_offset == 0) {
		if (sink->put(sink, ".", 1, dp->d_vnode->v_ino, DT_DIR_, 1))
			return 1;
		fp->f_offset = 1;
	}
	if (fp->f_offset == 1) {
		if (sink->put(sink, "..", 2, up->d_vnode->v_ino, DT_DIR_, 2))
			return 1;
		fp->f_offset = 2;
	}
	return 0;
}

/* One entry at a time, for file systems that have no other way. */
static int put_singly(struct vnode *vp, struct vfscore_file *fp,
		      struct vfscore_dirsink *sink)
{
	struct dirent entry;
	off_t before;
	int rc;

	for (;;) {
		memset(&entry, 0, sizeof(entry));
		before = fp->f_offset;
		rc = VOP_READDIR(vp, fp, &entry);
		if (rc)
			return rc == -ENOENT ? 0 : rc;
		if (fp->f_offset == before)
			fp->f_offset = before + 1;
		if (sink->put(sink, entry.d_name, strlen(entry.d_name),
			      entry.d_ino, entry.d_type, fp->f_offset)) {
			fp->f_offset = before;
			return 0;
		}
	}
}

int vfscore_readdir(struct vfscore_file *fp, struct vfscore_dirsink *sink)
{
	struct vnode *vp = fp->f_vnode;
	int rc = 0;

	if (!vp || vp->v_type != VDIR)
		return -ENOTDIR;
	if (vfs_is_deleted(fp->f_dentry))
		return -ENOENT;
	uk_mutex_lock(&fp->f_lock);
	if (!vp->v_op->vop_iterate) {
		rc = put_singly(vp, fp, sink);
	} else if (put_dots(fp, sink) == 0) {
		uk_mutex_lock(&vfs_namespace);
		rc = _vop_rc(
			vp->v_op->vop_iterate(vp, fp, &fp->f_offset, sink));
		uk_mutex_unlock(&vfs_namespace);
	}
	uk_mutex_unlock(&fp->f_lock);
	if (rc == 0)
		vfscore_notify_file(fp, VN_ACCESS);
	return rc;
}
