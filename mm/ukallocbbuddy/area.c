/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * A heap that is an area (<uk/kva.h>). It grows in steps, each a zone of the
 * frame allocator below, and shrinks by the last step once that is free:
 *
 *	| control | first step ... | step | its zone's data | pages ... | step
 *...
 *
 * The first step stays.
 */
#include <errno.h>
#include <uk/kva.h>
#include <uk/plat/paging.h>
#include "heap_priv.h"

/* Large pages where they are a small part of the memory: one entry of a table
 * and of the TLB each.
 */
#define STEP_SMALL     (32 * PAGE_SIZE)
#define STEP_LARGE     PAGE_LARGE_SIZE
#define STEP_LARGE_MEM (64 * STEP_LARGE)

/* A step is mapped with interrupts off. */
#define STEP_MAX (16UL << 20)

/* Calls that find the last step in use before empty slabs go for it. */
#define PATIENCE 64

struct step {
	struct step *below;
	__sz len;
};

static struct uk_falloc *frames(void)
{
	return ukplat_pt_get_active()->fa;
}

static __sz step_min(void)
{
	return frames()->total_memory >= STEP_LARGE_MEM ? STEP_LARGE
							: STEP_SMALL;
}

static __sz step_meta(unsigned long pages)
{
	return PAGE_ALIGN_UP(sizeof(struct step) +
			     uk_fallocbuddy_metadata_size(pages));
}

/* Bytes in which a run like that is found, whatever the address; 0 if there is
 * no such number. An aligned run comes from a block.
 */
static __sz step_len(struct heap_area *r, unsigned long pages, __sz align)
{
	unsigned long max = (r->range.limit - r->range.end) >> PAGE_SHIFT;
	unsigned long need = pages;
	__sz len;

	if (pages > max || align >> PAGE_SHIFT > max)
		return 0;
	if (align > PAGE_SIZE)
		for (need = 2; need < 2 * MAX(pages, align >> PAGE_SHIFT);)
			need *= 2;
	/* room for the data of its own data's pages, too */
	len = (need << PAGE_SHIFT) + step_meta(need + need / 64 + 16);
	return len >> PAGE_SHIFT <= max ? len : 0;
}

/* A larger one than is needed, so that there are few; one that ends with a
 * large page if it has one.
 */
static __sz step_wish(struct heap_area *r, __sz len)
{
	__sz extent = r->range.end - r->range.start;
	__sz part = MAX(MIN(extent / 8, STEP_MAX), extent / 64);
	__sz wish = MAX(MAX(len, step_min()), PAGE_ALIGN_UP(part));
	__sz rest;

	if (wish >= PAGE_LARGE_SIZE) {
		rest = (r->range.end + wish) % PAGE_LARGE_SIZE;
		wish += rest ? PAGE_LARGE_SIZE - rest : 0;
	}
	return MIN(wish, r->range.limit - r->range.end);
}

/* All of a step that is there is free. */
static int step_add(struct heap *h, __vaddr_t at, __sz len)
{
	__sz meta = step_meta(len >> PAGE_SHIFT);

	return h->fa->addmem(h->fa, (void *)(at + sizeof(struct step)),
			     at + meta, (len - meta) >> PAGE_SHIFT, at + meta);
}

/* It shrinks when it would keep an eighth, so that it does not grow again at
 * once.
 */
static void level_set(struct heap_area *r)
{
	__sz extent = r->range.end - r->range.start;

	r->shrink_at =
		r->top ? r->top->len + MAX(extent / 8, step_min()) : ~(__sz)0;
}

bool heap_area_grow(struct heap *h, unsigned long pages, __sz align)
{
	struct heap_area *r = &h->area;
	__vaddr_t at;
	unsigned long irq;
	__sz need, len;
	int rc = -ENOMEM;

	if (!r->range.limit)
		return false;
	ukplat_spin_lock_irqsave(&r->lock, irq);
	at = r->range.end;
	need = step_len(r, pages, align);
	if (need) {
		len = step_wish(r, need);
		rc = uk_kheap_grow(&r->range, len);
		if (rc && len > need) {
			len = need;
			rc = uk_kheap_grow(&r->range, len);
		}
	}
	if (!rc) {
		*(struct step *)at = (struct step){r->top, len};
		r->top = (struct step *)at;
		rc = step_add(h, at, len);
		UK_ASSERT(!rc); /* there was nothing */
		level_set(r);
	}
	ukplat_spin_unlock_irqrestore(&r->lock, irq);
	return !rc;
}

/* Gives back the last step. False if it is in use, or if there is no memory
 * for areas' objects.
 */
static bool step_remove(struct heap *h)
{
	struct heap_area *r = &h->area;
	struct step *top = r->top, *below = top->below;
	__vaddr_t at = (__vaddr_t)top;
	__sz len = top->len;
	int rc;

	if (uk_fallocbuddy_remmem(h->fa, at + step_meta(len >> PAGE_SHIFT)))
		return false;
	if (uk_kheap_shrink(&r->range, len)) {
		rc = step_add(h, at, len);
		UK_ASSERT(!rc);
		return false;
	}
	r->top = below;
	return true;
}

/* Empty slabs may be what is in use. They are kept for a reason: not each
 * time.
 */
static bool step_remove_slabs(struct heap *h, bool all)
{
	if (!all && h->area.wait) {
		h->area.wait--;
		return false;
	}
	h->area.wait = PATIENCE;
	return slab_trim(h) && step_remove(h);
}

static void shrink(struct heap *h, bool all)
{
	struct heap_area *r = &h->area;

	while (r->top && (all || h->fa->free_memory >= r->shrink_at)) {
		if (!step_remove(h) && !step_remove_slabs(h, all))
			return;
		level_set(r);
	}
}

void heap_area_freed_much(struct heap *h)
{
	unsigned long irq;

	ukplat_spin_lock_irqsave(&h->area.lock, irq);
	shrink(h, false);
	ukplat_spin_unlock_irqrestore(&h->area.lock, irq);
}

void heap_area_trim(struct heap *h)
{
	unsigned long irq;

	if (!h->area.range.limit)
		return;
	ukplat_spin_lock_irqsave(&h->area.lock, irq);
	shrink(h, true);
	ukplat_spin_unlock_irqrestore(&h->area.lock, irq);
}

__sz heap_area_room(struct heap *h)
{
	return MIN(h->area.range.limit - h->area.range.end,
		   frames()->free_memory);
}

struct uk_alloc *uk_allocbbuddy_init_area(__sz max)
{
	struct uk_kheap range;
	struct uk_alloc *a;
	struct heap *h;

	if (uk_kheap_create(&range, max))
		return NULL;
	if (uk_kheap_grow(&range, MIN(max, step_min())))
		goto err_range;
	a = uk_allocbbuddy_init((void *)range.start, range.end - range.start);
	if (!a)
		goto err_range;
	h = heap_of(a);
	h->area.range = range;
	ukarch_spin_init(&h->area.lock);
	level_set(&h->area);
	return a;

err_range:
	uk_kheap_destroy(&range);
	return NULL;
}
