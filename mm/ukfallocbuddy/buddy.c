/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The functions of <uk/falloc.h>: arguments, lock, sums. */
#include <errno.h>
#include "buddy_priv.h"

static struct buddy *to_buddy(struct uk_falloc *fa)
{
	return (struct buddy *)fa;
}

/* The smallest order that holds n frames; ORDERS if none does. */
static unsigned int order_for(unsigned long n)
{
	if (n == 1)
		return 0;
	if (n > 1UL << ORDER_MAX)
		return ORDERS;
	return 64 - (unsigned int)__builtin_clzl(n - 1);
}

/* Uses the first n frames of the first block of an order that holds them. */
static unsigned long take_block(struct buddy *b, unsigned int order,
				unsigned long n)
{
	struct buddy_block *blk =
		uk_list_first_entry(&b->free[order], struct buddy_block, link);
	struct buddy_zone *z = blk->zone;
	unsigned long f = buddy_frame_of(blk);

	buddy_unlink(b, blk, order);
	buddy_insert(b, z, f + n, f + (1UL << order));
	buddy_mark_used(z, f, n);
	return f;
}

static int take_any(struct buddy *b, unsigned long n, unsigned long flags,
		    unsigned long *f)
{
	unsigned int order = order_for(n);
	uint64_t fit;

	do {
		fit = order < ORDERS ? b->nonempty >> order : 0;
		if (fit) {
			order += (unsigned int)__builtin_ctzl(fit);
			*f = take_block(b, order, n);
			return 0;
		}
	} while (buddy_cool(b));
	if (flags & FALLOC_FLAG_ALIGNED)
		return -ENOMEM;
	/* Blocks side by side may do. */
	return buddy_take_between(b, 0, ~0UL, n, 1, f);
}

static int take_at(struct buddy *b, unsigned long f, unsigned long n)
{
	struct buddy_zone *z = buddy_zone_of(b, f, n);

	return z ? buddy_take(b, z, f, n) : -EFAULT;
}

/* The sums after an attempt to take frames. */
static void count_taken(struct buddy *b, unsigned long frames, int rc)
{
	if (rc) {
		buddy_count(&b->stats.failed);
		return;
	}
	b->fa.free_memory -= frames << PAGE_SHIFT;
	buddy_count(&b->stats.allocs);
}

/* The frame that was given back last. */
static unsigned long take_hot(struct buddy *b)
{
	struct buddy_block *blk =
		uk_list_first_entry(&b->hot, struct buddy_block, link);
	unsigned long f = buddy_frame_of(blk);

	__uk_list_del_entry(&blk->link);
	b->hot_count--;
	buddy_mark_one_used(blk->zone, f);
	return f;
}

/* One frame from anywhere: most calls, and in every page fault. */
static int falloc_one(struct buddy *b, __paddr_t *paddr)
{
	unsigned long f = 0;
	unsigned long irq;
	int rc = 0;

	ukplat_spin_lock_irqsave(&b->lock, irq);
	if (b->hot_count)
		f = take_hot(b);
	else if (b->nonempty)
		f = take_block(b, (unsigned int)__builtin_ctzl(b->nonempty), 1);
	else
		rc = -ENOMEM;
	count_taken(b, 1, rc);
	buddy_debug(b);
	ukplat_spin_unlock_irqrestore(&b->lock, irq);
	if (!rc)
		*paddr = f << PAGE_SHIFT;
	return rc;
}

static int buddy_falloc(struct uk_falloc *fa, __paddr_t *paddr,
			unsigned long frames, unsigned long flags)
{
	struct buddy *b = to_buddy(fa);
	unsigned long f = *paddr >> PAGE_SHIFT;
	unsigned long irq;
	int rc;

	if (frames == 1 && *paddr == __PADDR_ANY)
		return falloc_one(b, paddr);
	if (!frames)
		return -EINVAL;
	if (*paddr != __PADDR_ANY && !PAGE_ALIGNED(*paddr))
		return -EINVAL;

	ukplat_spin_lock_irqsave(&b->lock, irq);
	if (*paddr == __PADDR_ANY)
		rc = take_any(b, frames, flags, &f);
	else
		rc = take_at(b, f, frames);
	count_taken(b, frames, rc);
	buddy_debug(b);
	ukplat_spin_unlock_irqrestore(&b->lock, irq);

	if (!rc)
		*paddr = f << PAGE_SHIFT;
	return rc;
}

static int buddy_falloc_from_range(struct uk_falloc *fa, __paddr_t *paddr,
				   unsigned long frames, unsigned long flags,
				   __paddr_t min, __paddr_t max)
{
	unsigned long lo = (min >> PAGE_SHIFT) + !PAGE_ALIGNED(min);
	unsigned long hi = max >> PAGE_SHIFT;
	struct buddy *b = to_buddy(fa);
	unsigned long align = 1;
	unsigned long irq;
	unsigned long f;
	int rc;

	if (*paddr != __PADDR_ANY) {
		f = *paddr >> PAGE_SHIFT;
		if (f < lo || f >= hi || frames > hi - f)
			return -EINVAL;
		return buddy_falloc(fa, paddr, frames, flags);
	}
	if (!frames)
		return -EINVAL;
	if (frames > 1UL << ORDER_MAX)
		return -ENOMEM;
	if (flags & FALLOC_FLAG_ALIGNED)
		align = 1UL << order_for(frames);

	ukplat_spin_lock_irqsave(&b->lock, irq);
	rc = buddy_take_between(b, lo, hi, frames, align, &f);
	count_taken(b, frames, rc);
	buddy_debug(b);
	ukplat_spin_unlock_irqrestore(&b->lock, irq);

	if (!rc)
		*paddr = f << PAGE_SHIFT;
	return rc;
}

/* The lock is held. False if a frame is not used. */
static bool release(struct buddy *b, unsigned long f, unsigned long n)
{
	struct buddy_zone *z = buddy_zone_of(b, f, n);

	if (n == 1)
		return z && buddy_release_one(b, z, f);
	if (!z || !buddy_all_used(z, f, n))
		return false;
	buddy_release(b, z, f, n);
	return true;
}

static int buddy_ffree(struct uk_falloc *fa, __paddr_t paddr,
		       unsigned long frames)
{
	struct buddy *b = to_buddy(fa);
	unsigned long irq;
	bool ok;

	if (!frames || !PAGE_ALIGNED(paddr))
		return -EINVAL;

	ukplat_spin_lock_irqsave(&b->lock, irq);
	ok = release(b, paddr >> PAGE_SHIFT, frames);
	if (ok)
		fa->free_memory += frames << PAGE_SHIFT;
	buddy_count(ok ? &b->stats.frees : &b->stats.failed);
	buddy_debug(b);
	ukplat_spin_unlock_irqrestore(&b->lock, irq);
	return ok ? 0 : -EFAULT;
}

/* Words of one bit a chunk, for a zone of n frames that starts anywhere. */
static unsigned long live_words(unsigned long n)
{
	return ((n + CHUNK_FRAMES - 1) / CHUNK_FRAMES + 1 + 63) / 64;
}

__sz uk_fallocbuddy_metadata_size(unsigned long frames)
{
	unsigned long chunks = (frames + CHUNK_FRAMES - 1) / CHUNK_FRAMES + 1;

	return sizeof(struct buddy_zone) +
	       live_words(frames) * sizeof(uint64_t) +
	       chunks * CHUNK_WORDS * sizeof(struct buddy_bits);
}

static bool overlaps(const struct buddy *b, unsigned long f, unsigned long n)
{
	const struct buddy_zone *z;

	for (z = b->zones; z; z = z->next)
		if (f < z->end && z->first < f + n)
			return true;
	return false;
}

static struct buddy_zone *zone_init(void *metadata, unsigned long f,
				    unsigned long n, __vaddr_t dm_off)
{
	struct buddy_zone *z = metadata;
	unsigned long words = live_words(n);

	z->first = f;
	z->end = f + n;
	z->base = f & ~(CHUNK_FRAMES - 1);
	z->dm_off = dm_off - (f << PAGE_SHIFT);
	z->live = (uint64_t *)(z + 1);
	z->bits = (struct buddy_bits *)(z->live + words);
	while (words--)
		z->live[words] = 0;
	return z;
}

/* Larger zones first: they are looked for more often. */
static void zone_add(struct buddy *b, struct buddy_zone *z)
{
	struct buddy_zone **at = &b->zones;

	while (*at && (*at)->end - (*at)->first >= z->end - z->first)
		at = &(*at)->next;
	z->next = *at;
	*at = z;
}

static int buddy_addmem(struct uk_falloc *fa, void *metadata, __paddr_t paddr,
			unsigned long frames, __vaddr_t dm_off)
{
	struct buddy *b = to_buddy(fa);
	unsigned long f = paddr >> PAGE_SHIFT;
	struct buddy_zone *z;
	unsigned long irq;
	int rc = -EINVAL;

	if (!frames || !PAGE_ALIGNED(paddr) || !PAGE_ALIGNED(dm_off) ||
	    frames > (1UL << (64 - PAGE_SHIFT)) - f)
		return -EINVAL;

	ukplat_spin_lock_irqsave(&b->lock, irq);
	if (!overlaps(b, f, frames)) {
		z = zone_init(metadata, f, frames, dm_off);
		zone_add(b, z);
		buddy_insert(b, z, z->first, z->end);
		fa->free_memory += frames << PAGE_SHIFT;
		fa->total_memory += frames << PAGE_SHIFT;
		rc = 0;
	}
	buddy_debug(b);
	ukplat_spin_unlock_irqrestore(&b->lock, irq);
	return rc;
}

/* Where the zone that starts with frame f is linked, or where none is. */
static struct buddy_zone **zone_link(struct buddy *b, unsigned long f)
{
	struct buddy_zone **at = &b->zones;

	while (*at && (*at)->first != f)
		at = &(*at)->next;
	return at;
}

int uk_fallocbuddy_remmem(struct uk_falloc *fa, __paddr_t paddr)
{
	struct buddy *b = to_buddy(fa);
	struct buddy_zone **at, *z;
	unsigned long irq;
	int rc = -EFAULT;

	ukplat_spin_lock_irqsave(&b->lock, irq);
	at = zone_link(b, paddr >> PAGE_SHIFT);
	z = *at;
	/* Who uses all of it can take it away. */
	if (z)
		rc = buddy_take(b, z, z->first, z->end - z->first) ? -EBUSY : 0;
	if (!rc) {
		fa->free_memory -= (z->end - z->first) << PAGE_SHIFT;
		fa->total_memory -= (z->end - z->first) << PAGE_SHIFT;
		*at = z->next;
	}
	buddy_debug(b);
	ukplat_spin_unlock_irqrestore(&b->lock, irq);
	return rc;
}

static unsigned long run_length(const struct buddy *b, unsigned long f)
{
	struct buddy_zone *z = buddy_zone_of(b, f, 1);

	if (!z || !buddy_is_used(z, f))
		return 0;
	if (f > z->first && buddy_is_used(z, f - 1) && !buddy_is_last(z, f - 1))
		return 0;
	return buddy_run_last(z, f) - f + 1;
}

unsigned long uk_fallocbuddy_run_length(struct uk_falloc *fa, __paddr_t paddr)
{
	struct buddy *b = to_buddy(fa);
	unsigned long n;
	unsigned long irq;

	ukplat_spin_lock_irqsave(&b->lock, irq);
	n = run_length(b, paddr >> PAGE_SHIFT);
	ukplat_spin_unlock_irqrestore(&b->lock, irq);
	return n;
}

unsigned long uk_fallocbuddy_run_free(struct uk_falloc *fa, __paddr_t paddr)
{
	struct buddy *b = to_buddy(fa);
	unsigned long f = paddr >> PAGE_SHIFT;
	unsigned long n;
	unsigned long irq;

	ukplat_spin_lock_irqsave(&b->lock, irq);
	n = run_length(b, f);
	if (n) {
		(void)release(b, f, n);
		fa->free_memory += n << PAGE_SHIFT;
		buddy_count(&b->stats.frees);
	}
	buddy_debug(b);
	ukplat_spin_unlock_irqrestore(&b->lock, irq);
	return n;
}

/* The lock is held, and the run is one. */
static int run_resize(struct buddy *b, unsigned long f, unsigned long n,
		      unsigned long new_n)
{
	struct buddy_zone *z = buddy_zone_of(b, f, n);
	int rc;

	if (new_n < n) {
		(void)release(b, f + new_n, n - new_n);
		return 0;
	}
	if (new_n - n > z->end - f - n)
		return -ENOMEM;
	rc = buddy_take(b, z, f + n, new_n - n);
	if (!rc)
		buddy_clear_last(z, f + n - 1);
	return rc;
}

int uk_fallocbuddy_run_resize(struct uk_falloc *fa, __paddr_t paddr,
			      unsigned long frames, unsigned long new_frames)
{
	struct buddy *b = to_buddy(fa);
	unsigned long f = paddr >> PAGE_SHIFT;
	unsigned long irq;
	int rc = -EFAULT;

	if (!frames || !new_frames || !PAGE_ALIGNED(paddr))
		return -EINVAL;
	if (frames == new_frames)
		return 0;

	ukplat_spin_lock_irqsave(&b->lock, irq);
	if (run_length(b, f) == frames)
		rc = run_resize(b, f, frames, new_frames);
	if (!rc)
		fa->free_memory += (frames - new_frames) << PAGE_SHIFT;
	buddy_debug(b);
	ukplat_spin_unlock_irqrestore(&b->lock, irq);
	return rc;
}

unsigned long uk_fallocbuddy_largest(struct uk_falloc *fa)
{
	struct buddy *b = to_buddy(fa);
	uint64_t nonempty;
	unsigned long irq;

	ukplat_spin_lock_irqsave(&b->lock, irq);
	(void)buddy_cool(b);
	nonempty = b->nonempty;
	ukplat_spin_unlock_irqrestore(&b->lock, irq);
	return nonempty ? 1UL << (63 - __builtin_clzl(nonempty)) : 0;
}

void uk_fallocbuddy_stats_get(const struct uk_falloc *fa,
			      struct uk_fallocbuddy_stats *dst)
{
	*dst = ((const struct buddy *)fa)->stats;
}

__sz uk_fallocbuddy_size(void)
{
	return sizeof(struct buddy);
}

int uk_fallocbuddy_init(struct uk_falloc *fa)
{
	struct buddy *b = to_buddy(fa);

	*fa = (struct uk_falloc){
		.falloc = buddy_falloc,
		.falloc_from_range = buddy_falloc_from_range,
		.ffree = buddy_ffree,
		.addmem = buddy_addmem,
	};
	ukarch_spin_init(&b->lock);
	b->nonempty = 0;
	b->hot_count = 0;
	UK_INIT_LIST_HEAD(&b->hot);
	b->zones = NULL;
	b->stats = (struct uk_fallocbuddy_stats){0};
	for (unsigned int order = 0; order < ORDERS; order++)
		UK_INIT_LIST_HEAD(&b->free[order]);
	return 0;
}
