/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Faults: the area says whether the access is allowed, its type gives the
 * frame, ukpaging maps it.
 */
#include <arch/asm/page.h>
#include "vmem_priv.h"

/* The level that LIBUKVMEM_DEMAND_PAGE_IN_SIZE, an order, stands for. */
#define DEMAND_LEVEL                                                \
	((unsigned int)(CONFIG_LIBUKVMEM_DEMAND_PAGE_IN_SIZE >=     \
			PAGE_HUGE_SHIFT)                            \
		 ? PAGE_HUGE_LEVEL                                  \
	 : CONFIG_LIBUKVMEM_DEMAND_PAGE_IN_SIZE >= PAGE_LARGE_SHIFT \
		 ? PAGE_LARGE_LEVEL                                 \
		 : PAGE_LEVEL)

/* Areas from this size on get large pages on their own. */
#ifdef CONFIG_LIBUKVMEM_LARGE_PAGES
#define LARGE_AREA (1UL << CONFIG_LIBUKVMEM_LARGE_PAGES_ORDER)
#else
#define LARGE_AREA (~0UL)
#endif

/* With less than so many large pages free the small ones save memory. */
#define LARGE_FREE_MIN 16

unsigned int vma_level_max(const struct uk_vma *vma)
{
	unsigned int lvl = DEMAND_LEVEL;

	if (vma->page_lvl >= 0)
		return (unsigned int)vma->page_lvl;
	if (lvl < PAGE_LARGE_LEVEL && vma->end - vma->start >= LARGE_AREA &&
	    vma_commits(vma, vma->attr) &&
	    vma->vas->pt->fa->free_memory >= LARGE_FREE_MIN * PAGE_LARGE_SIZE)
		lvl = PAGE_LARGE_LEVEL;
	while (lvl > PAGE_LEVEL && !arch_page_level_supported(lvl))
		lvl--;
	return lvl;
}

/* A first look: whether it may want more than the smallest pages. */
static bool wants_large(const struct uk_vma *vma)
{
	if (vma->page_lvl >= 0)
		return vma->page_lvl > PAGE_LEVEL;
	return DEMAND_LEVEL > PAGE_LEVEL || vma->end - vma->start >= LARGE_AREA;
}

/* The same for one address: the page lies in the area. */
static unsigned int level_at(const struct uk_vma *vma, __vaddr_t vaddr)
{
	unsigned int lvl = vma_level_max(vma);
	__vaddr_t base;

	for (; lvl > PAGE_LEVEL; lvl--) {
		base = PAGE_Lx_ALIGN_DOWN(vaddr, lvl);
		if (base >= vma->start && vma->end - base >= PAGE_Lx_SIZE(lvl))
			break;
	}
	return lvl;
}

int vma_frames_get(const struct uk_vma *vma, struct uk_vm_fault *fault)
{
	struct uk_pagetable *pt = vma->vas->pt;
	unsigned long frames = fault->len >> PAGE_SHIFT;

	fault->paddr = __PADDR_ANY;
	if (pt->fa->falloc(pt->fa, &fault->paddr, frames,
			   /* a single one is aligned */
			   fault->level ? FALLOC_FLAG_ALIGNED : 0))
		return -ENOMEM;
	if (!(vma->flags & UK_VMA_FLAG_UNINITIALIZED))
		arch_pages_clear(
			(void *)ukplat_page_kmap(pt, fault->paddr, frames, 0),
			fault->len);
	return 0;
}

static bool attr_allows(unsigned long attr, unsigned int type)
{
	switch (type & UK_VMA_FAULT_ACCESSTYPE) {
	case UK_VMA_FAULT_WRITE:
		return attr & PAGE_ATTR_PROT_WRITE;
	case UK_VMA_FAULT_EXEC:
		return attr & PAGE_ATTR_PROT_EXEC;
	default:
		/* no CPU knows pages that can only be written or executed */
		return attr & PAGE_ATTR_PROT_RWX;
	}
}

static int type_ask(const struct vma_filler *f, __vaddr_t vbase,
		    unsigned int level, unsigned int type, __pte_t *pte)
{
	struct uk_vm_fault fault = {
		.vaddr = type & UK_VMA_FAULT_SOFT ? vbase : f->vaddr,
		.vbase = vbase,
		.len = PAGE_Lx_SIZE(level),
		.level = level,
		.type = type,
		.paddr = PT_Lx_PTE_PADDR(*pte, level),
		.pte = *pte,
		.regs = f->regs,
	};
	int rc = f->vma->ops->fault(f->vma, &fault);

	if (!rc)
		*pte = PT_Lx_PTE_SET_PADDR(fault.pte, level, fault.paddr);
	return rc;
}

int vma_fill_page(struct uk_pagetable *pt __unused, __vaddr_t vaddr,
		  __vaddr_t pt_vaddr, unsigned int level, __pte_t *pte,
		  void *ctx)
{
	const struct vma_filler *f = ctx;
	unsigned int type = f->type;
	__pte_t old;
	int rc;

	(void)ukarch_pte_read(pt_vaddr, level, PT_Lx_IDX(vaddr, level), &old);
	if (PT_Lx_PTE_PRESENT(old, level)) {
		/* Populated, or by an access that the CPU had wrong. */
		if ((type & UK_VMA_FAULT_SOFT) ||
		    attr_allows(arch_pte_attr(old, level), type))
			return UKPLAT_PAGE_MAPX_ESKIP;
		type &= ~(unsigned int)UK_VMA_FAULT_NONPRESENT;
	}
	if (level > f->lvl_max)
		return UKPLAT_PAGE_MAPX_ETOOBIG;
	rc = type_ask(f, vaddr, level, type, pte);
	if (rc == -ENOMEM && level > PAGE_LEVEL && !f->forced)
		return UKPLAT_PAGE_MAPX_ETOOBIG;
	return rc;
}

/* The way of nearly every fault: the smallest page, in an empty place. */
static inline int fault_small(struct uk_vma *vma, __vaddr_t vaddr,
			      unsigned int type, struct __regs *regs)
{
	struct uk_pagetable *pt = vma->vas->pt;
	struct uk_vm_fault fault = {
		.vaddr = vaddr,
		.vbase = PAGE_ALIGN_DOWN(vaddr),
		.len = PAGE_SIZE,
		.level = PAGE_LEVEL,
		.type = type,
		.pte = vma->pte,
		.regs = regs,
	};
	struct ukplat_page_slot slot;
	int rc = ukplat_page_slot_get(pt, fault.vbase, &slot);

	if (unlikely(rc))
		return rc;
	rc = vma->ops->fault(vma, &fault);
	if (unlikely(rc))
		ukplat_page_slot_drop(pt, &slot);
	else
		ukplat_page_slot_fill(pt, &slot,
				      PT_Lx_PTE_SET_PADDR(fault.pte, PAGE_LEVEL,
							  fault.paddr));
	return rc;
}

int vma_fault_small(struct uk_vma *vma, __vaddr_t vaddr, unsigned int type,
		    struct __regs *regs)
{
	return fault_small(vma, vaddr, type, regs);
}

/* With the largest page that is wanted and can be had. */
static int fault_in(struct uk_vma *vma, __vaddr_t vaddr, unsigned int lvl,
		    unsigned int type, struct __regs *regs)
{
	struct vma_filler f = {
		.vma = vma,
		.regs = regs,
		.vaddr = vaddr,
		.type = type,
		.lvl_max = lvl,
		.forced = true,
	};
	struct ukplat_page_mapx mapx = {.map = vma_fill_page, .ctx = &f};
	int rc;

	for (;; lvl--) {
		rc = ukplat_page_mapx(
			vma->vas->pt, PAGE_Lx_ALIGN_DOWN(vaddr, lvl), 0, 1,
			vma->attr,
			PAGE_FLAG_FORCE_SIZE | PAGE_FLAG_SIZE(lvl) |
				vma_frame_flags(vma),
			&mapx);
		if (!rc || lvl == PAGE_LEVEL || rc == -EAGAIN)
			return rc;
	}
}

/* There is a page: it is looked at, and stays, in its own size. */
static int fault_present(struct uk_vma *vma, __vaddr_t vaddr, unsigned int type,
			 struct __regs *regs)
{
	unsigned int lvl = PAGE_LEVEL;
	__pte_t pte;
	int rc = ukplat_pt_walk(vma->vas->pt, vaddr, &lvl, NULL, &pte);

	if (rc)
		return rc;
	if (vma_is_pager(vma))
		return vma_pager_fault_present(vma, vaddr, type);
	if (!PT_Lx_PTE_PRESENT(pte, lvl) || !PAGE_Lx_IS(pte, lvl))
		lvl = level_at(vma, vaddr);
	rc = fault_in(vma, vaddr, lvl, type, regs);
	if (!rc)
		ukarch_tlb_flush_entry(vaddr);
	return rc;
}

static int fault_area(struct uk_vma *vma, __vaddr_t vaddr, unsigned int type,
		      struct __regs *regs)
{
	unsigned int lvl;
	int rc;

	if (unlikely(!(type & UK_VMA_FAULT_NONPRESENT)))
		return fault_present(vma, vaddr, type, regs);
	if (wants_large(vma)) {
		lvl = level_at(vma, vaddr);
		if (lvl != PAGE_LEVEL)
			return fault_in(vma, vaddr, lvl, type, regs);
	}
	rc = fault_small(vma, vaddr, type, regs);
	if (unlikely(rc == -EEXIST))
		return fault_present(vma, vaddr, type, regs);
	if (!rc && vma_is_pager(vma))
		vma_pager_around(vma, vaddr, type);
	return rc;
}

int uk_vas_fault(struct uk_vas *vas, __vaddr_t vaddr, unsigned int type,
		 struct __regs *regs)
{
	struct uk_vma *vma;
	int rc;

	do {
		vma = vas->vma_cache;
		if (!vma || vaddr < vma->start || vaddr >= vma->end)
			vma = vma_at(vas, vaddr);
		if (unlikely(!vma))
			vma = vma_grow_down(vas, vaddr);
		if (!vma || !vma->ops->fault || !attr_allows(vma->attr, type) ||
		    (type & UK_VMA_FAULT_MISCONFIG)) {
			rc = -EFAULT;
			break;
		}
		rc = fault_area(vma, vaddr, type, regs);
	} while (rc == -EAGAIN);
	if (unlikely(rc))
		vas->fault_rc = rc;
	return rc;
}

int uk_vas_fault_is_bus(const struct uk_vas *vas)
{
	return vas->fault_rc != -EFAULT;
}
