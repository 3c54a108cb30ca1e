/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Address spaces as a whole. */
#include "base_priv.h"
#include "vmem_priv.h"

/* 1 TiB of pages; the lower half has 128. */
#define SLIDE_BITS 28

UK_CTASSERT(SLIDE_DMA + 1 == UK_VAS_SLIDES);

static struct uk_vas *active;

struct uk_vas *uk_vas_get_active(void)
{
	return active;
}

int uk_vas_set_active(struct uk_vas *vas)
{
	int rc = ukplat_pt_set_active(vas->pt);

	if (!rc)
		active = vas;
	return rc;
}

int uk_vas_init(struct uk_vas *vas, struct uk_pagetable *pt, struct uk_alloc *a)
{
	*vas = (struct uk_vas){
		.pt = pt,
		.a = a,
		.vma_base = PAGE_ALIGN_UP(CONFIG_LIBUKVMEM_DEFAULT_BASE),
		.vma_end = VAS_END,
		.vma_tree = UK_TREE_INIT_MAX(),
	};
	UK_INIT_LIST_HEAD(&vas->vma_list);
	UK_INIT_LIST_HEAD(&vas->gone);
	return 0;
}

/* Drawn when the first address is chosen: booting needs no random numbers. */
__sz vas_slide(struct uk_vas *vas, enum slide kind)
{
	if (vas->flags & UK_VAS_FLAG_NO_ASLR)
		return 0;
	if (!vas->slid) {
		for (unsigned int i = 0; i < UK_VAS_SLIDES; i++)
			vas->slide[i] = uk_vas_slide(SLIDE_BITS);
		vas->slid = 1;
	}
	return vas->slide[kind];
}

void uk_vas_destroy(struct uk_vas *vas)
{
	vma_remove_range(vas, 0, vas->vma_end);
	vas_settle(vas);
	UK_ASSERT(uk_list_empty(&vas->vma_list));
	if (active == vas)
		active = NULL;
}

unsigned long uk_vas_paging_savef(struct uk_vas *vas)
{
	unsigned long flag = vas->flags & UK_VAS_FLAG_NO_PAGING;

	vas->flags |= UK_VAS_FLAG_NO_PAGING;
	return flag;
}

void uk_vas_paging_restoref(struct uk_vas *vas, unsigned long flag)
{
	vas->flags &= ~UK_VAS_FLAG_NO_PAGING;
	vas->flags |= flag & UK_VAS_FLAG_NO_PAGING;
}
