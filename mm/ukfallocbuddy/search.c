/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Finding frames by where they are. */
#include <errno.h>
#include "buddy_priv.h"

/*
 * From the largest order down. When order k is looked at, f lies in no block
 * larger than 2^k, so what stands in a free frame aligned to 2^k is a header.
 */
struct buddy_block *buddy_find(const struct buddy_zone *z, unsigned long f)
{
	int order = MIN(ORDER_MAX, 63 - __builtin_clzl(z->end - z->first));

	if (buddy_is_used(z, f))
		return NULL;
	for (; order >= 0; order--) {
		unsigned long head = f & ~0UL << order;
		struct buddy_block *blk;

		if (head < z->first || buddy_is_used(z, head))
			continue;
		blk = buddy_block_at(z, head);
		if (f < buddy_end_of(blk))
			return blk;
	}
	UK_BUG(); /* free and in no list */
}

static bool all_free(const struct buddy_zone *z, unsigned long f,
		     unsigned long end)
{
	while (f < end) {
		struct buddy_block *blk = buddy_find(z, f);

		if (!blk)
			return false;
		f = buddy_end_of(blk);
	}
	return true;
}

int buddy_take(struct buddy *b, struct buddy_zone *z, unsigned long f,
	       unsigned long n)
{
	unsigned long end = f + n;
	unsigned long at;

	if (!all_free(z, f, end))
		return -ENOMEM;

	for (at = f; at < end;) {
		struct buddy_block *blk = buddy_find(z, at);
		unsigned long head = buddy_frame_of(blk);
		unsigned long tail = buddy_end_of(blk);

		buddy_remove(b, blk);
		if (head < f)
			buddy_insert(b, z, head, f);
		if (tail > end)
			buddy_insert(b, z, end, tail);
		/* Used before the next look: a free frame is in a list. */
		buddy_mark_used(z, at, MIN(tail, end) - at);
		if (tail < end)
			buddy_clear_last(z, tail - 1);
		at = tail;
	}
	return 0;
}

/* The lowest run in [min, max) of the zone; returns max if there is none. */
static unsigned long find_run(const struct buddy_zone *z, unsigned long min,
			      unsigned long max, unsigned long n,
			      unsigned long align)
{
	unsigned long start = ALIGN_UP(min, align);
	unsigned long at = min;

	while (at < max && start < max && n <= max - start) {
		struct buddy_block *blk = buddy_find(z, at);

		if (!blk) {
			at = buddy_next_free(z, at, max);
			start = ALIGN_UP(at, align);
			continue;
		}
		at = buddy_end_of(blk);
		if (at > start && at - start >= n)
			return start;
	}
	return max;
}

int buddy_take_between(struct buddy *b, unsigned long min, unsigned long max,
		       unsigned long n, unsigned long align, unsigned long *f)
{
	struct buddy_zone *best = NULL;
	struct buddy_zone *z;

	for (z = b->zones; z; z = z->next) {
		unsigned long lo = MAX(min, z->first);
		unsigned long hi = MIN(max, z->end);
		unsigned long at;

		if (lo >= hi)
			continue;
		at = find_run(z, lo, hi, n, align);
		if (at != hi && (!best || at < *f)) {
			best = z;
			*f = at;
		}
	}
	return best ? buddy_take(b, best, *f, n) : -ENOMEM;
}
