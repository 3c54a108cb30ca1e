/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* All that must hold between two operations. */
#include <uk/print.h>
#include "vmem_priv.h"

static int complain(const char *what, const struct uk_vma *vma)
{
	uk_pr_err("address space: %s at 0x%lx-0x%lx (%s)\n", what, vma->start,
		  vma->end, vma->name ? vma->name : "");
	return -EINVAL;
}

static bool list_is_linked(const struct uk_vma *vma)
{
	return vma->vma_list.next->prev == &vma->vma_list &&
	       vma->vma_list.prev->next == &vma->vma_list;
}

static int area_check(const struct uk_vas *vas, struct uk_vma *vma,
		      struct uk_vma *prev)
{
	if (vma->vas != vas || !list_is_linked(vma))
		return complain("stray area", vma);
	if (vma->start >= vma->end || vma->end > vas->vma_end ||
	    !PAGE_ALIGNED(vma->start | vma->end))
		return complain("bad range", vma);
	if (prev && vma->start < prev->end)
		return complain("overlap", vma);
	if (vma->node.value != vma->start - (prev ? prev->end : 0))
		return complain("wrong gap", vma);
	if (prev && vma_can_merge(prev, vma))
		return complain("area that could be merged", vma);
	if (uk_tree_prev(&vma->node.node) != (prev ? &prev->node.node : NULL))
		return complain("tree and list disagree", vma);
	return 0;
}

/* A page that is shared may still be without its permission to write. */
static bool prot_is_right(const struct uk_vma *vma, __pte_t pte,
			  unsigned int lvl)
{
	unsigned long prot = arch_pte_attr(pte, lvl) & PAGE_ATTR_PROT_RWX;
	unsigned long want = vma->attr & PAGE_ATTR_PROT_RWX;

	if (pte & ARCH_PTE_FOREIGN) {
		if (prot & ~(want | PAGE_ATTR_PROT_READ))
			return false;
		prot |= PAGE_ATTR_PROT_WRITE;
		want |= PAGE_ATTR_PROT_WRITE;
	}
	return prot == want;
}

/* Pages lie in the area, and have its protection if its type sees to that. */
static int pages_check(const struct uk_vma *vma)
{
	__vaddr_t va = vma->start;

	while (va < vma->end) {
		unsigned int lvl = PAGE_LEVEL;
		__vaddr_t base;
		__pte_t pte;

		if (ukplat_pt_walk(vma->vas->pt, va, &lvl, NULL, &pte))
			return complain("unreadable page table", vma);
		base = PAGE_Lx_ALIGN_DOWN(va, lvl);
		if (PT_Lx_PTE_PRESENT(pte, lvl)) {
			if (base != va || vma->end - va < PAGE_Lx_SIZE(lvl))
				return complain("page across the end", vma);
			if (vma->ops->set_attr && !prot_is_right(vma, pte, lvl))
				return complain("wrong protection", vma);
		}
		va = base + PAGE_Lx_SIZE(lvl);
	}
	return 0;
}

int vma_check_areas(struct uk_vas *vas)
{
	struct uk_vma *vma, *prev = NULL;
	unsigned long count = 0;
	__sz committed = 0;
	bool cached = !vas->vma_cache;

	uk_list_for_each_entry (vma, &vas->vma_list, vma_list) {
		int rc = area_check(vas, vma, prev);

		if (rc)
			return rc;
		cached = cached || vma == vas->vma_cache;
		committed += vma_commits(vma, vma->attr);
		count++;
		prev = vma;
	}
	if (uk_tree_check(&vas->vma_tree) != (long)count ||
	    vas->vma_count != count || vas->committed != committed || !cached) {
		uk_pr_err("address space: sums are wrong, %lu areas\n", count);
		return -EINVAL;
	}
	return 0;
}

int uk_vas_check(struct uk_vas *vas)
{
	const struct uk_vma *vma;
	int rc = vma_check_areas(vas);

	for (vma = uk_vma_first(vas); !rc && vma; vma = vma_next(vma))
		rc = pages_check(vma);
	return rc;
}
