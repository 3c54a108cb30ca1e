/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The direct map: all memory at one offset. */
#include <uk/plat/io.h>
#include "paging_priv.h"

/*
 * Is all there that an entry stands for? Tables that the boot code made are
 * full: it maps a GiB or nothing. Others of the smallest pages are counted.
 */
static bool entry_is_mapped(__pte_t pte, unsigned int lvl)
{
	if (!pt_is_table(pte, lvl))
		return pt_is_leaf(pte, lvl);
	return pt_table_is_pinned(pte) ||
	       (lvl == PAGE_LARGE_LEVEL && pt_table_is_full(pte));
}

/* The part of [va, va + len) at the start of it that is mapped by entries of
 * the table that path ends at.
 */
static __sz table_mapped(const struct pt_path *path, __vaddr_t va, __sz len)
{
	unsigned int lvl = path->lvl;
	unsigned int idx = (unsigned int)PT_Lx_IDX(va, lvl);
	__pte_t pte;
	__sz done;

	for (done = 0; done < len && idx < PT_PTES_PER_LEVEL; idx++) {
		(void)ukarch_pte_read(path->table[lvl], lvl, idx, &pte);
		if (!entry_is_mapped(pte, lvl))
			break;
		done += pt_entry_rest(va, lvl);
		va = PAGE_Lx_ALIGN_DOWN(va, lvl) + PAGE_Lx_SIZE(lvl);
	}
	return MIN(done, len);
}

__sz pt_direct_mapped(struct uk_pagetable *pt, __paddr_t start, __sz len)
{
	unsigned int lvl = PAGE_HUGE_LEVEL;
	struct pt_path path;
	__sz done = 0;
	__sz step;

	/* The largest pages first; smaller ones only where these end. */
	for (;;) {
		__vaddr_t va = DIRECTMAP_BASE + start + done;

		(void)pt_descend(&path, pt, va, lvl);
		step = table_mapped(&path, va, len - done);
		done += step;
		if (done == len)
			return done;
		if (step)
			lvl = PAGE_HUGE_LEVEL;
		else if (lvl-- == PAGE_LEVEL)
			return done;
	}
}

/* What is mapped stays as it is: the image's text is read-only. */
static int fill_hole(struct uk_pagetable *pt __unused, __vaddr_t vaddr,
		     __vaddr_t pt_vaddr, unsigned int level,
		     __pte_t *pte __unused, void *ctx __unused)
{
	__pte_t old = pt_read(pt_vaddr, level, vaddr);

	return PT_Lx_PTE_PRESENT(old, level) ? UKPLAT_PAGE_MAPX_ESKIP : 0;
}

/*
 * Up to the next boundary of large pages, which saves tables: what lies
 * behind the end of a piece of memory is reserved, or there is nothing.
 */
int pt_direct_fill(struct uk_pagetable *pt, __paddr_t start, __sz len)
{
	struct ukplat_page_mapx fill = {.map = fill_hole};
	__sz mapped = pt_direct_mapped(pt, start, len);
	unsigned long attr = PAGE_ATTR_PROT_RW | PAGE_ATTR_GLOBAL;
	unsigned long pages;
	int rc;

	if (mapped == len)
		return 0;
	len = PAGE_Lx_ALIGN_UP(start + len, PAGE_LARGE_LEVEL) - start - mapped;
	start += mapped;
	pages = len >> PAGE_SHIFT;
	rc = ukplat_page_map(pt, DIRECTMAP_BASE + start, start, pages, attr, 0);
	if (rc != -EEXIST)
		return rc;
	return ukplat_page_mapx(pt, DIRECTMAP_BASE + start, start, pages, attr,
				0, &fill);
}

__vaddr_t ukplat_page_kmap(struct uk_pagetable *pt __unused, __paddr_t paddr,
			   unsigned long pages, unsigned long flags __unused)
{
	if (paddr >= DIRECTMAP_SIZE ||
	    pages > (DIRECTMAP_SIZE - paddr) >> PAGE_SHIFT)
		return __VADDR_INV;
	return pt_direct(paddr);
}

void ukplat_page_kunmap(struct uk_pagetable *pt __unused,
			__vaddr_t vaddr __unused, unsigned long pages __unused,
			unsigned long flags __unused)
{
}

__paddr_t ukplat_virt_to_phys(const volatile void *address)
{
	__paddr_t paddr = arch_virt_to_phys(address);
	__vaddr_t va = (__vaddr_t)address;
	struct pt_path path;
	__pte_t pte;

	if (paddr != __PADDR_INV)
		return paddr;
	if (!ukarch_vaddr_isvalid(va))
		return __PADDR_ANY;
	pte = pt_descend_page(&path, ukplat_pt_get_active(), va);
	if (!pt_is_leaf(pte, path.lvl))
		return __PADDR_ANY;
	return PT_Lx_PTE_PADDR(pte, path.lvl) +
	       (va & (PAGE_Lx_SIZE(path.lvl) - 1));
}
