/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <arch/mmu.h>
#include <uk/allocregion.h>
#include <uk/falloc.h>
#include <uk/plat/paging.h>
#include "boot_priv.h"

/*
 * A region cannot grow: it gets the largest run of frames that is a power of
 * two and leaves as many for stacks and page tables.
 */
int boot_heap_init(struct uk_alloc **a)
{
	struct uk_falloc *fa = ukplat_pt_get_active()->fa;
	unsigned long frames = 1, free = fa->free_memory / PAGE_SIZE;
	__paddr_t paddr = __PADDR_INV;

	while (frames <= free / 4)
		frames *= 2;
	for (; frames; frames /= 2) {
		paddr = uk_falloc(fa, frames);
		if (paddr != __PADDR_INV)
			break;
	}
	if (!frames)
		return -ENOMEM;
	*a = uk_allocregion_init(arch_phys_to_direct(paddr),
				 frames * PAGE_SIZE);
	return *a ? 0 : -ENOMEM;
}
