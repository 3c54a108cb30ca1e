/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Free blocks: their lists, and merging. */
#include "buddy_priv.h"

static inline void block_insert(struct buddy *b, struct buddy_zone *z,
				unsigned long f, unsigned int order)
{
	struct buddy_block *blk = buddy_block_at(z, f);

	blk->zone = z;
	blk->order = order;
	uk_list_add(&blk->link, &b->free[order]);
	b->nonempty |= 1UL << order;
}

/* The largest order of a block that starts at f and ends by end. */
static unsigned int order_at(unsigned long f, unsigned long end)
{
	unsigned int align = (unsigned int)__builtin_ctzl(f | 1UL << ORDER_MAX);
	unsigned int size = 63 - (unsigned int)__builtin_clzl(end - f);

	return MIN(align, size);
}

void buddy_insert(struct buddy *b, struct buddy_zone *z, unsigned long f,
		  unsigned long end)
{
	while (f < end) {
		unsigned int order = order_at(f, end);

		block_insert(b, z, f, order);
		f += 1UL << order;
	}
}

/* The buddy of a block if it is free as a whole, else NULL. */
static struct buddy_block *free_buddy(const struct buddy_zone *z,
				      unsigned long f, unsigned int order)
{
	unsigned long other = f ^ 1UL << order;
	struct buddy_block *blk;

	if (order >= ORDER_MAX || other < z->first ||
	    other + (1UL << order) > z->end || buddy_is_used(z, other))
		return NULL;
	blk = buddy_block_at(z, other);
	return blk->order == order ? blk : NULL;
}

static void block_release(struct buddy *b, struct buddy_zone *z,
			  unsigned long f, unsigned int order)
{
	struct buddy_block *other;

	while ((other = free_buddy(z, f, order))) {
		buddy_unlink(b, other, order);
		/* free_buddy() found one: order < ORDER_MAX. NOLINTNEXTLINE */
		f &= ~(1UL << order);
		order++;
		buddy_count(&b->stats.merges);
	}
	block_insert(b, z, f, order);
}

/* What is left of a run in front of a frame becomes a run of its own. */
static inline void cut_run(struct buddy_zone *z, unsigned long f)
{
	if (f > z->first && buddy_is_used(z, f - 1))
		buddy_set_last(z, f - 1);
}

/* Merges the frame that has been hot for longest. */
static void cool_one(struct buddy *b)
{
	struct buddy_block *blk =
		uk_list_last_entry(&b->hot, struct buddy_block, link);
	unsigned long f = buddy_frame_of(blk);

	buddy_remove(b, blk);
	block_release(b, blk->zone, f, 0);
}

bool buddy_cool(struct buddy *b)
{
	bool any = b->hot_count > 0;

	while (b->hot_count)
		cool_one(b);
	return any;
}

bool buddy_release_one(struct buddy *b, struct buddy_zone *z, unsigned long f)
{
	struct buddy_block *blk = buddy_block_at(z, f);

	if (!buddy_is_used(z, f))
		return false;
	cut_run(z, f);
	buddy_mark_one_free(z, f);
	blk->zone = z;
	blk->order = ORDER_HOT;
	uk_list_add(&blk->link, &b->hot);
	if (++b->hot_count > HOT_MAX)
		cool_one(b);
	return true;
}

void buddy_release(struct buddy *b, struct buddy_zone *z, unsigned long f,
		   unsigned long n)
{
	unsigned long end = f + n;

	cut_run(z, f);
	/* Marked block by block: a free frame must be in a list. */
	while (f < end) {
		unsigned int order = order_at(f, end);

		buddy_mark_free(z, f, 1UL << order);
		block_release(b, z, f, order);
		f += 1UL << order;
	}
}
