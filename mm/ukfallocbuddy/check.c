/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Walks the whole allocator and compares what it says in different places. */
#include "buddy_priv.h"

struct tally {
	unsigned long free;
	unsigned long total;
	unsigned long blocks;
};

static bool complain(const char *what, unsigned long f)
{
	uk_pr_err("frame buddy: %s at frame 0x%lx\n", what, f);
	return false;
}

static bool in_list(const struct buddy *b, const struct buddy_block *blk)
{
	const struct uk_list_head *list =
		blk->order == ORDER_HOT ? &b->hot : &b->free[blk->order];
	const struct uk_list_head *node;

	uk_list_for_each (node, list)
		if (node == &blk->link)
			return true;
	return false;
}

/* The buddy of a block is not a free block of the same size. */
static bool block_is_maximal(const struct buddy_zone *z, unsigned long f,
			     unsigned int order)
{
	unsigned long other = f ^ 1UL << order;

	if (order == ORDER_MAX || other < z->first ||
	    other + (1UL << order) > z->end || buddy_is_used(z, other))
		return true;
	return buddy_block_at(z, other)->order != order;
}

static bool check_block(const struct buddy *b, const struct buddy_zone *z,
			unsigned long f)
{
	const struct buddy_block *blk = buddy_block_at(z, f);
	unsigned long end;

	if (blk->zone != z ||
	    (blk->order > ORDER_MAX && blk->order != ORDER_HOT) ||
	    !in_list(b, blk))
		return complain("free and in no list", f);
	if (blk->order == ORDER_HOT)
		return true;
	end = f + (1UL << blk->order);
	if ((f & ((1UL << blk->order) - 1)) || end > z->end)
		return complain("misplaced block", f);
	if (!block_is_maximal(z, f, blk->order))
		return complain("buddies not merged", f);
	for (; f < end; f++)
		if (buddy_is_used(z, f))
			return complain("used frame in a free block", f);
	return true;
}

static bool check_zone(const struct buddy *b, const struct buddy_zone *z,
		       struct tally *sum)
{
	bool in_run = false;
	unsigned long f = z->first;

	while (f < z->end) {
		if (buddy_is_used(z, f)) {
			in_run = !buddy_is_last(z, f);
			f++;
			continue;
		}
		if (in_run)
			return complain("run without an end", f - 1);
		if (!check_block(b, z, f))
			return false;
		sum->free += buddy_end_of(buddy_block_at(z, f)) - f;
		sum->blocks++;
		f = buddy_end_of(buddy_block_at(z, f));
	}
	sum->total += z->end - z->first;
	return !in_run || complain("run without an end", f - 1);
}

static bool check_lists(const struct buddy *b, unsigned long blocks)
{
	const struct uk_list_head *node;
	unsigned long hot = b->hot_count;

	uk_list_for_each (node, &b->hot)
		hot--;
	if (hot || b->hot_count > HOT_MAX)
		return complain("wrong count of hot frames", b->hot_count);
	blocks -= b->hot_count;
	for (unsigned int order = 0; order < ORDERS; order++) {
		bool empty = uk_list_empty(&b->free[order]);

		if (empty == (b->nonempty >> order & 1))
			return complain("wrong summary of order", order);
		uk_list_for_each (node, &b->free[order])
			blocks--;
	}
	return !blocks || complain("blocks in a list and nowhere else", 0);
}

bool uk_fallocbuddy_check(struct uk_falloc *fa)
{
	const struct buddy *b = (const struct buddy *)fa;
	struct tally sum = {0, 0, 0};
	const struct buddy_zone *z;

	for (z = b->zones; z; z = z->next)
		if (!check_zone(b, z, &sum))
			return false;
	if (sum.free << PAGE_SHIFT != fa->free_memory)
		return complain("wrong sum of free memory", sum.free);
	if (sum.total << PAGE_SHIFT != fa->total_memory)
		return complain("wrong sum of all memory", sum.total);
	return check_lists(b, sum.blocks);
}
