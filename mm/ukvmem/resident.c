/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Which pages are there. */
#include "vmem_priv.h"

static bool page_is_resident(struct uk_vma *vma, __vaddr_t vaddr)
{
	unsigned int lvl = PAGE_LEVEL;
	__pte_t pte;

	if (!ukplat_pt_walk(vma->vas->pt, vaddr, &lvl, NULL, &pte) &&
	    PT_Lx_PTE_PRESENT(pte, lvl))
		return true;
	return vma->ops->resident && vma->ops->resident(vma, vaddr);
}

int uk_vma_resident(struct uk_vas *vas, __vaddr_t vaddr, __sz len,
		    unsigned char *vec)
{
	__vaddr_t end = vaddr + len;
	struct uk_vma *vma;
	int rc = vma_range_check(vas, vaddr, len, UK_VMA_FLAG_STRICT_VMA_CHECK);

	if (rc)
		return rc;
	for (; vaddr < end; vaddr += PAGE_SIZE) {
		vma = vma_at(vas, vaddr);
		*vec++ = page_is_resident(vma, vaddr);
	}
	return 0;
}
