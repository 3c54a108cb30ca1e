/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Special files: character devices by number, and what others bring. */
#include "vfscore_priv.h"

static UK_LIST_HEAD(chrdevs);

/* By type; FIFOs and sockets come from above. */
static struct {
	vfscore_open_t open;
	void (*inactive)(struct vnode *vp);
} specials[VEVENT + 1];

int vfscore_chrdev_register(struct vfscore_chrdev *cd)
{
	const struct vfscore_chrdev *other;

	uk_list_for_each_entry (other, &chrdevs, link)
		if (other->dev == cd->dev)
			return -EEXIST;
	uk_list_add_tail(&cd->link, &chrdevs);
	return 0;
}

int vfscore_chrdev_foreach(int (*f)(const struct vfscore_chrdev *cd, void *arg),
			   void *arg)
{
	const struct vfscore_chrdev *cd;
	int rc;

	uk_list_for_each_entry (cd, &chrdevs, link) {
		rc = f(cd, arg);
		if (rc)
			return rc;
	}
	return 0;
}

void vfscore_special_register(enum vtype type, vfscore_open_t how,
			      void (*inactive)(struct vnode *vp))
{
	specials[type].open = how;
	specials[type].inactive = inactive;
}

int vfs_special_open(struct vfscore_file *fp)
{
	const struct vnode *vp = fp->f_vnode;
	const struct vfscore_chrdev *cd;

	if (vp->v_type == VCHR) {
		uk_list_for_each_entry (cd, &chrdevs, link)
			if (cd->dev == vp->v_rdev)
				return cd->open(fp);
		return -ENXIO;
	}
	return specials[vp->v_type].open ? specials[vp->v_type].open(fp)
					 : -ENXIO;
}

void vfs_special_inactive(struct vnode *vp)
{
	if (vp->v_private && specials[vp->v_type].inactive)
		specials[vp->v_type].inactive(vp);
}
