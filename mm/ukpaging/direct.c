/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The direct map: all memory at one offset. */
#include <uk/plat/io.h>
#include "paging_priv.h"

__sz pt_direct_mapped(struct uk_pagetable *pt, __paddr_t start, __sz len)
{
	struct pt_path path;
	__sz done = 0;

	while (done < len) {
		__vaddr_t va = pt_direct(start + done);
		__pte_t pte = pt_descend(&path, pt, va, PAGE_LEVEL);
		__sz end = done + pt_table_rest(va, path.lvl);

		if (!pt_is_leaf(pte, path.lvl))
			break;
		/* What follows is in the same table: no descent for each. */
		do {
			done += pt_entry_rest(va, path.lvl);
			va = pt_direct(start + done);
			if (done >= MIN(len, end))
				break;
			pte = pt_read(path.table[path.lvl], path.lvl, va);
		} while (pt_is_leaf(pte, path.lvl));
	}
	return MIN(done, len);
}

/* What is mapped stays as it is: the image's text is read-only. */
static int fill_hole(struct uk_pagetable *pt __unused, __vaddr_t vaddr __unused,
		     __vaddr_t pt_vaddr, unsigned int level,
		     __pte_t *pte __unused, void *ctx __unused)
{
	__pte_t old = pt_read(pt_vaddr, level, vaddr);

	return PT_Lx_PTE_PRESENT(old, level) ? UKPLAT_PAGE_MAPX_ESKIP : 0;
}

int pt_direct_fill(struct uk_pagetable *pt, __paddr_t start, __sz len)
{
	struct ukplat_page_mapx fill = {.map = fill_hole};
	__sz mapped = pt_direct_mapped(pt, start, len);

	start += mapped;
	len -= mapped;
	return ukplat_page_mapx(pt, pt_direct(start), start, len >> PAGE_SHIFT,
				PAGE_ATTR_PROT_RW | PAGE_ATTR_GLOBAL, 0, &fill);
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
	pte = pt_descend(&path, ukplat_pt_get_active(), va, PAGE_LEVEL);
	if (!pt_is_leaf(pte, path.lvl))
		return __PADDR_ANY;
	return PT_Lx_PTE_PADDR(pte, path.lvl) +
	       (va & (PAGE_Lx_SIZE(path.lvl) - 1));
}
