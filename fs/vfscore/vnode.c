/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The vnodes in memory, by file system and number. */
#include <string.h>
#include <uk/alloc.h>
#include <uk/assert.h>
#include "vfscore_priv.h"

#define BUCKETS 256

static struct uk_hlist_head buckets[BUCKETS];

struct uk_mutex vfs_namespace = UK_MUTEX_INITIALIZER(vfs_namespace);

static struct uk_hlist_head *bucket_of(const struct mount *mp, uint64_t ino)
{
	uint64_t key = (uint64_t)(uintptr_t)mp / 64 + ino;

	return &buckets[key * 0x9e3779b97f4a7c15UL >> 56];
}

struct vnode *vn_lookup(struct mount *mp, uint64_t ino)
{
	struct vnode *vp;

	uk_hlist_for_each_entry (vp, bucket_of(mp, ino), v_link) {
		if (vp->v_ino == ino && vp->v_mount == mp) {
			vref(vp);
			return vp;
		}
	}
	return NULL;
}

/* vfs_namespace guards it. */
static struct vnode *spare;

int vnode_reserve(void)
{
	if (!spare)
		spare = uk_malloc(uk_alloc_get_default(), sizeof(*spare));
	return spare ? 0 : -ENOMEM;
}

void vnode_unreserve(void)
{
	uk_free(uk_alloc_get_default(), spare);
	spare = NULL;
}

static struct vnode *vnode_alloc(void)
{
	struct vnode *vp = spare;

	if (!vp)
		return uk_zalloc(uk_alloc_get_default(), sizeof(*vp));
	spare = NULL;
	memset(vp, 0, sizeof(*vp));
	return vp;
}

int vfscore_vget(struct mount *mp, uint64_t ino, struct vnode **vpp)
{
	struct vnode *vp = vn_lookup(mp, ino);

	if (vp) {
		*vpp = vp;
		return 1;
	}
	vp = vnode_alloc();
	if (!vp)
		return -ENOMEM;
	vp->v_ino = ino;
	vp->v_mount = mp;
	vp->v_op = mp->m_op->vfs_vnops;
	uk_refcount_init(&vp->v_refcnt, 1);
	uk_mutex_init(&vp->v_lock);
	uk_hlist_add_head(&vp->v_link, bucket_of(mp, ino));
	mp->m_inodes++;
	*vpp = vp;
	return 0;
}

void vrele(struct vnode *vp)
{
	if (!uk_refcount_release(&vp->v_refcnt))
		return;
	/* From here on nobody finds it */
	uk_hlist_del(&vp->v_link);
	vfs_special_inactive(vp);
	(void)VOP_INACTIVE(vp);
	UK_ASSERT(vp->v_mount->m_inodes);
	vp->v_mount->m_inodes--;
	uk_free(uk_alloc_get_default(), vp);
}

void vput(struct vnode *vp)
{
	vn_unlock(vp);
	vrele(vp);
}
