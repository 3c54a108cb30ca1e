/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Heaps that are areas of the kernel's address space. Each has a slot in the
 * last quarter of the kernel's virtual area, which stacks, placed from the
 * front of the half before it, do not get to:
 *
 *	| guard | heap: all of it has frames | nothing         ... | guard |
 *	        start                        end                 limit
 */
#include <errno.h>
#include <arch/mmu.h>
#include <uk/assert.h>
#include <uk/essentials.h>
#include <uk/kva.h>
#include <uk/plat/spinlock.h>
#include <uk/vmem.h>
#include "kstack_priv.h"

#define HEAP_ATTR (PAGE_ATTR_PROT_RW | PAGE_ATTR_GLOBAL)

#define SLOTS	   16
#define SLOTS_BASE (KVA_BASE + KVA_SIZE / 4 * 3)
#define SLOT_SIZE  (KHEAP_MAX + 2 * PAGE_SIZE)

UK_CTASSERT(SLOTS *SLOT_SIZE <= KVA_SIZE / 4);

static unsigned int used; /* a bit a slot; kva_area_lock */

int uk_kheap_create(struct uk_kheap *h, __sz max)
{
	unsigned int slot = 0;
	unsigned long irq;

	if (!max || !PAGE_ALIGNED(max) || max > KHEAP_MAX)
		return -EINVAL;
	ukplat_spin_lock_irqsave(&kva_area_lock, irq);
	while (slot < SLOTS && used >> slot & 1)
		slot++;
	if (slot < SLOTS)
		used |= 1U << slot;
	ukplat_spin_unlock_irqrestore(&kva_area_lock, irq);
	if (slot == SLOTS)
		return -ENOMEM;
	h->start = SLOTS_BASE + slot * SLOT_SIZE + PAGE_SIZE;
	h->end = h->start;
	h->limit = h->start + max;
	return 0;
}

int uk_kheap_grow(struct uk_kheap *h, __sz len)
{
	__vaddr_t at = h->end;
	unsigned long irq;
	int rc;

	if (!len || !PAGE_ALIGNED(len))
		return -EINVAL;
	if (len > h->limit - h->end)
		return -ENOMEM;
	ukplat_spin_lock_irqsave(&kva_area_lock, irq);
	rc = uk_vma_map_anon(uk_vas_kernel(), &at, len, HEAP_ATTR,
			     UK_VMA_MAP_POPULATE | UK_VMA_MAP_UNINITIALIZED,
			     "heap");
	ukplat_spin_unlock_irqrestore(&kva_area_lock, irq);
	if (!rc)
		h->end += len;
	return rc ? -ENOMEM : 0;
}

int uk_kheap_shrink(struct uk_kheap *h, __sz len)
{
	unsigned long irq;
	int rc;

	if (!len || !PAGE_ALIGNED(len) || len > h->end - h->start)
		return -EINVAL;
	ukplat_spin_lock_irqsave(&kva_area_lock, irq);
	rc = uk_vma_unmap(uk_vas_kernel(), h->end - len, len,
			  UK_VMA_FLAG_STRICT_VMA_CHECK);
	ukplat_spin_unlock_irqrestore(&kva_area_lock, irq);
	if (!rc)
		h->end -= len;
	return rc;
}

void uk_kheap_destroy(struct uk_kheap *h)
{
	unsigned long slot = (h->start - SLOTS_BASE) / SLOT_SIZE;
	unsigned long irq;
	int rc = 0;

	if (h->end > h->start)
		rc = uk_kheap_shrink(h, h->end - h->start);
	UK_ASSERT(!rc); /* a whole area: nothing is cut */
	ukplat_spin_lock_irqsave(&kva_area_lock, irq);
	used &= ~(1U << slot);
	ukplat_spin_unlock_irqrestore(&kva_area_lock, irq);
}
