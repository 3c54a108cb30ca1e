/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Stacks are areas of the kernel's address space, of the type of stacks: their
 * lowest page is the guard. They have all their frames from the start, which
 * kstack.c sees to: a stack on which the kernel runs cannot fault.
 */
#include <stddef.h>
#include <uk/assert.h>
#include <uk/kva.h>
#include <uk/vmem.h>
#include "kva_priv.h"

/* More is no stack, and could wrap around. */
#define PAGES_MAX (1UL << 26)

#define FLAGS (UK_VMA_MAP_SIZE_4KB | UK_VMA_MAP_NORESERVE)

__spinlock kva_area_lock = UKARCH_SPINLOCK_INITIALIZER();

static __sz area_len(unsigned long pages)
{
	return (pages + 1) << PAGE_SHIFT;
}

__vaddr_t kstack_range_get(unsigned long pages)
{
	__vaddr_t vaddr = __VADDR_ANY;
	unsigned long irq;
	int rc;

	if (!pages || pages > PAGES_MAX)
		return __VADDR_INV;
	/* Not yet, or never without a heap */
	if (!uk_vas_kernel()->a)
		return uk_kva_alloc(pages);
	ukplat_spin_lock_irqsave(&kva_area_lock, irq);
	rc = uk_vma_map(uk_vas_kernel(), &vaddr, area_len(pages), KVA_ATTR,
			FLAGS, "kernel stack", &uk_vma_stack_ops, NULL);
	ukplat_spin_unlock_irqrestore(&kva_area_lock, irq);
	return rc ? __VADDR_INV : vaddr + PAGE_SIZE;
}

void kstack_range_put(__vaddr_t vaddr, unsigned long pages)
{
	unsigned long irq;
	int rc;

	if (!uk_vas_kernel()->a || vaddr < uk_vas_kernel()->vma_base) {
		uk_kva_free(vaddr, pages);
		return;
	}
	ukplat_spin_lock_irqsave(&kva_area_lock, irq);
	rc = uk_vma_unmap(uk_vas_kernel(), vaddr - PAGE_SIZE, area_len(pages),
			  UK_VMA_FLAG_STRICT_VMA_CHECK);
	ukplat_spin_unlock_irqrestore(&kva_area_lock, irq);
	UK_ASSERT(!rc); /* a whole area: nothing is cut */
}
