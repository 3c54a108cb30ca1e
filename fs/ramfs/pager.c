/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Mappings of files have the file's own frames; a page of the initial RAM disk
 * that lies in memory as it does in the file is mapped where it is, until it is
 * written to.
 */
#include <errno.h>
#include <arch/mmu.h>
#include <uk/arch/paging.h>
#include <uk/essentials.h>
#include "ramfs_priv.h"

static struct ramfs_node *node_of(struct uk_pager *pager)
{
	return __containerof(pager, struct ramfs_node, data.pager);
}

static void pager_get(struct uk_pager *pager)
{
	struct ramfs_node *n = node_of(pager);

	n->users++;
	vfs_busy(n->fs->mount);
}

static void pager_put(struct uk_pager *pager)
{
	struct ramfs_node *n = node_of(pager);
	struct mount *mp = n->fs->mount;

	n->users--;
	ramfs_node_put(n);
	vfs_unbusy(mp);
}

/* A whole page of the archive at a page's start in memory. */
static bool is_in_place(const struct ramfs_data *d, __u64 offset)
{
	return offset + RAMFS_PAGE <= d->base_len &&
	       !((uintptr_t)d->base & (RAMFS_PAGE - 1));
}

static int pager_get_page(struct uk_pager *pager, __u64 offset, int write,
			  __paddr_t *paddr)
{
	struct ramfs_node *n = node_of(pager);
	void *frame;

	if (offset >= n->size)
		return -ENXIO;
	frame = ramfs_page_find(&n->data, offset / RAMFS_PAGE);
	if (!frame && !write && is_in_place(&n->data, offset)) {
		*paddr = arch_virt_to_phys(n->data.base + offset);
		return 0;
	}
	if (!frame)
		frame = ramfs_page_own(n, offset / RAMFS_PAGE);
	if (!frame)
		return -ENOMEM;
	*paddr = arch_virt_to_phys(frame);
	return 0;
}

/* Frames stay while there are mappings: who takes them away unmaps first. */
static void pager_put_page(struct uk_pager *pager __unused,
			   __u64 offset __unused, __paddr_t paddr __unused)
{
}

/* A page of the archive is exchanged for one of the file's own. */
static int pager_dirty(struct uk_pager *pager, __u64 offset)
{
	struct ramfs_node *n = node_of(pager);
	bool owned = ramfs_page_find(&n->data, offset / RAMFS_PAGE);

	if (!ramfs_page_own(n, offset / RAMFS_PAGE))
		return -ENOMEM;
	ramfs_touch(n);
	/* The mapping has the other one: ask again */
	return owned ? 0 : -EAGAIN;
}

static int pager_has_page(struct uk_pager *pager, __u64 offset)
{
	struct ramfs_node *n = node_of(pager);

	return offset < n->size &&
	       (ramfs_page_find(&n->data, offset / RAMFS_PAGE) ||
		is_in_place(&n->data, offset));
}

const struct uk_pager_ops ramfs_pager_ops = {
	.get = pager_get,
	.put = pager_put,
	.get_page = pager_get_page,
	.put_page = pager_put_page,
	.dirty = pager_dirty,
	.has_page = pager_has_page,
};

int ramfs_pager(struct vnode *vp, unsigned long attr __unused,
		struct uk_pager **pager)
{
	if (vp->v_type != VREG)
		return -ENODEV;
	*pager = &ramfs_node_of(vp)->data.pager;
	pager_get(*pager);
	return 0;
}

/* A shared area that may write, now or later. */
int ramfs_seal(struct vnode *vp, unsigned int seals __unused)
{
	const struct uk_vma_pager *area;

	uk_list_for_each_entry (area, &ramfs_node_of(vp)->data.pager.areas,
				link)
		if ((area->base.flags & UK_VMA_FLAG_SHARED) &&
		    !(area->base.flags & UK_VMA_PAGER_READONLY))
			return -EBUSY;
	return 0;
}
