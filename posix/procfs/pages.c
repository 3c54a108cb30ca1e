/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What is in memory of an area: the page table says. */
#include <stddef.h>
#include <uk/arch/paging.h>
#include <uk/plat/paging.h>
#include <uk/vmem.h>
#include "process_priv.h"

void proc_pages_count(const struct uk_vma *vma, struct proc_pages *pages)
{
	__vaddr_t vaddr = vma->start;

	while (vaddr < vma->end) {
		unsigned int lvl = PAGE_LEVEL;
		__vaddr_t stop;
		__pte_t pte;

		if (ukplat_pt_walk(vma->vas->pt, vaddr, &lvl, NULL, &pte))
			return;
		stop = PAGE_Lx_ALIGN_DOWN(vaddr, lvl) + PAGE_Lx_SIZE(lvl);
		stop = MIN(stop, vma->end);
		if (PT_Lx_PTE_PRESENT(pte, lvl)) {
			pages->present += stop - vaddr;
			if (!(pte & ARCH_PTE_FOREIGN))
				pages->own += stop - vaddr;
			else if (arch_pte_attr(pte, lvl) & PAGE_ATTR_PROT_WRITE)
				pages->written += stop - vaddr;
		}
		vaddr = stop;
	}
}
