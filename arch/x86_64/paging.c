/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The page-table root, the TLB, and which addresses exist. */
#include <errno.h>
#include <uk/arch/paging.h>
#include "x86_priv.h"

__paddr_t ukarch_pt_read_base(void)
{
	return x86_cr3_read() & X86_PTE_PADDR_MASK;
}

int ukarch_pt_write_base(__paddr_t pt_paddr)
{
	if (!PAGE_ALIGNED(pt_paddr) || !ukarch_paddr_isvalid(pt_paddr))
		return -EINVAL;
	x86_cr3_write(pt_paddr);
	return 0;
}

void ukarch_tlb_flush(void)
{
	uint64_t cr4 = x86_cr4_read();

	/* a change of PGE drops global translations, too */
	x86_cr4_write(cr4 ^ X86_CR4_PGE);
	x86_cr4_write(cr4);
}

void ukarch_tlb_flush_entry(__vaddr_t vaddr)
{
	__asm__ __volatile__("invlpg (%0)" : : "r"(vaddr) : "memory");
}

int ukarch_paddr_range_isvalid(__paddr_t start, __paddr_t end)
{
	return start <= end && !(end >> x86_features.paddr_bits);
}

int ukarch_vaddr_range_isvalid(__vaddr_t start, __vaddr_t end)
{
	/* both canonical and in the same half */
	return start <= end && X86_VADDR_CANONICALIZE(start) == start &&
	       X86_VADDR_CANONICALIZE(end) == end &&
	       ((start ^ end) >> (X86_VADDR_BITS - 1)) == 0;
}
