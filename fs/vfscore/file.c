/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <stddef.h>
#include <uk/alloc.h>
#include <uk/arch/lcpu.h>
#include <vfscore/dentry.h>
#include <vfscore/file.h>
#include <vfscore/mount.h>
#include <vfscore/notify.h>
#include <vfscore/vnode.h>
#include "vfscore_priv.h"

void (*vfscore_file_unwatch)(struct vfscore_file *fp);
const struct vfscore_locks *vfscore_locks;

struct vfscore_file *vfscore_file_create(const struct vfscore_fileops *op,
					 unsigned int mode, int flags,
					 void *data)
{
	struct vfscore_file *fp;

	fp = uk_malloc(uk_alloc_get_default(), sizeof(*fp));
	if (!fp)
		return NULL;
	*fp = (struct vfscore_file){
		.f_op = op,
		.f_mode = mode,
		.f_flags = flags,
		.f_data = data,
	};
	uk_refcount_init(&fp->f_count, 1);
	uk_mutex_init(&fp->f_lock);
	UK_INIT_LIST_HEAD(&fp->f_ep);
	return fp;
}

/*
 * f_op is NULL if opening failed before it was known; the references to the
 * name and what it stands for are given up in any case.
 */
void vfscore_file_release(struct vfscore_file *fp)
{
	if (unlikely(!uk_list_empty(&fp->f_ep)))
		vfscore_file_unwatch(fp);
	if (unlikely(fp->f_owner))
		vfscore_owner_drop(fp);
	vfscore_notify_file(fp, fp->f_mode & UK_FWRITE ? VN_CLOSE_WRITE
						       : VN_CLOSE_NOWRITE);
	if (unlikely(vfscore_locks))
		vfscore_locks->release(fp);
	if (fp->f_op && fp->f_op->release)
		fp->f_op->release(fp);
	vfs_count_writer(fp, -1);
	if (fp->f_vnode)
		vrele(fp->f_vnode);
	if (fp->f_dentry)
		drele(fp->f_dentry);
	if (fp->f_mount)
		vfs_unbusy(fp->f_mount);
	uk_free(uk_alloc_get_default(), fp);
}
