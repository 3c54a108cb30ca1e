/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Bringing in many pages, before anybody accesses them. */
#include "vmem_priv.h"

static bool is_mapped(struct uk_pagetable *pt, __vaddr_t vaddr)
{
	unsigned int lvl = PAGE_LEVEL;
	__pte_t pte;

	return !ukplat_pt_walk(pt, vaddr, &lvl, NULL, &pte) &&
	       PT_Lx_PTE_PRESENT(pte, lvl) && PAGE_Lx_IS(pte, lvl);
}

int vma_populate(struct uk_vma *vma, struct uk_pagetable *pt, __vaddr_t vaddr,
		 __sz len, bool fresh)
{
	struct vma_filler f = {
		.vma = vma,
		.type = UK_VMA_FAULT_SOFT | UK_VMA_FAULT_NONPRESENT,
		.lvl_max = vma_level_max(vma),
	};
	struct ukplat_page_mapx mapx = {.map = vma_fill_page, .ctx = &f};
	unsigned long flags = vma_frame_flags(vma);
	unsigned int lvl = PAGE_LEVEL;
	__vaddr_t end;

	/* Nobody could access them. */
	if (!vma->ops->fault || !(vma->attr & PAGE_ATTR_PROT_RWX))
		return 0;
	/* One page inside a large one would be split off. */
	if (len == PAGE_SIZE && is_mapped(pt, vaddr))
		return 0;
	if (vma->attr & PAGE_ATTR_PROT_WRITE)
		f.type |= UK_VMA_FAULT_WRITE;
	if (vma->page_lvl >= 0) {
		end = PAGE_Lx_ALIGN_UP(vaddr + len, f.lvl_max);
		vaddr = PAGE_Lx_ALIGN_DOWN(vaddr, f.lvl_max);
		len = end - vaddr;
		f.forced = fresh;
	}
	if (f.forced) {
		lvl = f.lvl_max;
		flags |= PAGE_FLAG_FORCE_SIZE | PAGE_FLAG_SIZE(lvl);
	}
	return ukplat_page_mapx(pt, vaddr, 0, len >> PAGE_Lx_SHIFT(lvl),
				vma->attr, flags, &mapx);
}

int vma_stage(struct uk_vma *vma, struct uk_pagetable *stage)
{
	struct uk_pagetable *pt = vma->vas->pt;
	__sz len = vma->end - vma->start;
	int rc;

	/* Of the upper half, a new one has the same tables */
	if (vma->vas->flags & UK_VAS_FLAG_KERNEL)
		return -ENOTSUP;
	rc = ukplat_pt_clone(stage, pt, PAGE_FLAG_CLONE_NEW);
	if (rc)
		return rc;
	rc = vma_populate(vma, stage, vma->start, len, true);
	if (!rc)
		rc = ukplat_page_move_prepare(pt, vma->start, stage, vma->start,
					      len >> PAGE_SHIFT);
	if (rc)
		vma_stage_abort(vma, stage);
	return rc;
}

void vma_stage_abort(struct uk_vma *vma, struct uk_pagetable *stage)
{
	(void)ukplat_pt_free(stage, vma_frame_flags(vma));
}

void vma_stage_commit(struct uk_vma *vma, struct uk_pagetable *stage)
{
	ukplat_page_move(vma->vas->pt, vma->start, stage, vma->start,
			 (vma->end - vma->start) >> PAGE_SHIFT);
	(void)ukplat_pt_free(stage, PAGE_FLAG_KEEP_FRAMES);
}
