/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <arch/mmu.h>
#include <uk/allocregion.h>
#include <uk/falloc.h>
#include <uk/plat/paging.h>
#include "boot_priv.h"

/*
 * A region cannot grow: it gets the largest run of frames that is a power of
 * two and leaves as many for stacks and page tables.
 */
struct uk_alloc *boot_heap_init(void)
{
	struct uk_falloc *fa = ukplat_pt_get_active()->fa;
	unsigned long frames = 1, free = fa->free_memory / PAGE_SIZE;
	__paddr_t paddr;

	while (frames <= free / 4)
		frames *= 2;
	for (; frames; frames /= 2) {
		paddr = uk_falloc(fa, frames);
		if (paddr != __PADDR_INV)
			return uk_allocregion_init(arch_phys_to_direct(paddr),
						   frames * PAGE_SIZE);
	}
	return NULL;
}
