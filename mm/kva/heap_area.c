/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Heaps that are areas of the kernel's address space. They lie in the last
 * quarter of the kernel's virtual area, which stacks, placed from the front of
 * the half before it, do not get to:
 *
 *	| guard | heap: all of it has frames | nothing         ... | guard |
 *	        start                        end                 limit
 *
 * Each has whole gigabytes of addresses, and so tables of its own: an interrupt
 * handler that makes a heap grow does not meet whoever it interrupted.
 */
#include <errno.h>
#include <stdbool.h>
#include <arch/mmu.h>
#include <uk/assert.h>
#include <uk/essentials.h>
#include <uk/kva.h>
#include <uk/plat/spinlock.h>
#include <uk/vmem.h>
#include "kva_priv.h"

#define UNIT	  (1UL << 30)
#define UNITS	  128
#define UNIT_BASE (KVA_BASE + KVA_SIZE / 4 * 3)

UK_CTASSERT(UNITS *UNIT <= KVA_SIZE / 4);
UK_CTASSERT(KHEAP_MAX + UNIT <= UNITS * UNIT);

static bool used[UNITS]; /* kva_area_lock */

/* The guards come on top. */
static unsigned int units_of(__sz max)
{
	return (unsigned int)((max + PAGE_LARGE_SIZE + PAGE_SIZE + UNIT - 1) /
			      UNIT);
}

static unsigned int unit_of(__vaddr_t start)
{
	return (unsigned int)((start - UNIT_BASE) / UNIT);
}

static void units_set(unsigned int at, unsigned int n, bool to)
{
	while (n--)
		used[at + n] = to;
}

/* The first n in a row that are free, or UNITS. */
static unsigned int units_find(unsigned int n)
{
	unsigned int len = 0;

	for (unsigned int at = 0; at < UNITS; at++) {
		len = used[at] ? 0 : len + 1;
		if (len == n)
			return at + 1 - n;
	}
	return UNITS;
}

int uk_kheap_create(struct uk_kheap *h, __sz max)
{
	unsigned int at, n;
	unsigned long irq;

	if (!max || !PAGE_ALIGNED(max) || max > KHEAP_MAX)
		return -EINVAL;
	n = units_of(max);
	ukplat_spin_lock_irqsave(&kva_area_lock, irq);
	at = units_find(n);
	if (at < UNITS)
		units_set(at, n, true);
	ukplat_spin_unlock_irqrestore(&kva_area_lock, irq);
	if (at == UNITS)
		return -ENOMEM;
	h->start = UNIT_BASE + at * UNIT + PAGE_LARGE_SIZE;
	h->end = h->start;
	h->limit = h->start + max;
	return 0;
}

/* Frames that somebody has set aside for tables are his, and he may be in the
 * middle of using them.
 */
static int frames_map(struct uk_pagetable *pt, __vaddr_t at, __sz len)
{
	__paddr_t spare = pt->spare;
	int rc;

	pt->spare = 0;
	rc = kva_frames_map(pt, at, len >> PAGE_SHIFT);
	pt->spare = spare;
	return rc;
}

/* The frames first: they can be taken away again without allocating. */
static int area_grow(__vaddr_t at, __sz len)
{
	struct uk_vas *vas = uk_vas_kernel();
	int rc = frames_map(vas->pt, at, len);

	if (rc)
		return rc;
	rc = uk_vma_map_anon(vas, &at, len, KVA_ATTR, 0, "heap");
	if (rc && ukplat_page_unmap(vas->pt, at, len >> PAGE_SHIFT, 0))
		UK_CRASH("Cannot undo how the heap grew\n");
	return rc;
}

int uk_kheap_grow(struct uk_kheap *h, __sz len)
{
	unsigned long irq;
	int rc;

	if (!len || !PAGE_ALIGNED(len))
		return -EINVAL;
	if (len > h->limit - h->end)
		return -ENOMEM;
	ukplat_spin_lock_irqsave(&kva_area_lock, irq);
	rc = area_grow(h->end, len);
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
	unsigned int n = units_of(h->limit - h->start);
	unsigned long irq;
	int rc = 0;

	if (h->end > h->start)
		rc = uk_kheap_shrink(h, h->end - h->start);
	UK_ASSERT(!rc); /* a whole area: nothing is cut */
	ukplat_spin_lock_irqsave(&kva_area_lock, irq);
	units_set(unit_of(h->start), n, false);
	ukplat_spin_unlock_irqrestore(&kva_area_lock, irq);
}
