/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The kernel's areas; in images only. */
#include <arch/mmu.h>
#include "vmem_priv.h"

static struct uk_vas kernel;

/* The page table is the active one: they share what is in there, and one that
 * was may be gone.
 */
struct uk_vas *uk_vas_kernel(void)
{
	kernel.pt = ukplat_pt_get_active();
	return &kernel;
}

void uk_vas_kernel_init(struct uk_alloc *a)
{
	(void)uk_vas_init(&kernel, ukplat_pt_get_active(), a);
	kernel.flags = UK_VAS_FLAG_KERNEL | UK_VAS_FLAG_NO_ASLR |
		       UK_VAS_FLAG_NO_PAGING;
	kernel.vma_base = KVA_BASE + KVA_SIZE / 2;
	kernel.vma_end = KVA_BASE + KVA_SIZE;
}
