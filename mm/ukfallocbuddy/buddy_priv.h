/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What the frame buddy keeps.
 *
 * A zone is what one addmem() brought. Its frames have two bits each: used,
 * and last (the last frame of a run). The bits of a chunk of 512 frames are
 * only valid once something in the chunk was used ("live"); a chunk that is
 * not live is free. So a new zone costs its blocks and one bit a chunk.
 *
 * A free block is 2^order frames, aligned to its size, with a struct
 * buddy_block in its first frame. Blocks are maximal: two free buddies are
 * one block. Only the frames given back last, one by one, are not merged yet:
 * they are "hot", and the next ones to be taken. They are merged when there
 * are too many, and before anything larger is said not to be there.
 *
 * Whether a free frame starts a block need not be written down: if the frame
 * 'f' that is aligned to 2^k is free and known to lie in no block larger than
 * 2^k, then a block starts at 'f', and its header says how large it is.
 */
#ifndef __FALLOCBUDDY_PRIV_H__
#define __FALLOCBUDDY_PRIV_H__

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uk/assert.h>
#include <uk/config.h>
#include <uk/essentials.h>
#include <uk/fallocbuddy.h>
#include <uk/list.h>
#include <uk/plat/spinlock.h>

#define CHUNK_ORDER  9
#define CHUNK_FRAMES (1UL << CHUNK_ORDER)
#define CHUNK_WORDS  (CHUNK_FRAMES / 64)

#define ORDER_MAX CONFIG_LIBUKFALLOCBUDDY_MAX_ALLOC_ORDER
#define ORDERS	  (ORDER_MAX + 1)

UK_CTASSERT(ORDER_MAX >= CHUNK_ORDER && ORDER_MAX < 52);

/* Hot frames, at most; and what stands for their order. */
#define HOT_MAX	  32
#define ORDER_HOT 0xff

struct buddy_zone;

struct buddy_block {
	struct uk_list_head link;
	struct buddy_zone *zone;
	unsigned int order;
};

struct buddy_bits {
	uint64_t used;
	uint64_t last;
};

/* Frame numbers, not addresses; half open. */
struct buddy_zone {
	struct buddy_zone *next;
	unsigned long first;
	unsigned long end;
	unsigned long base; /* first, rounded down to a chunk: bit 0 */
	__vaddr_t dm_off;   /* virtual minus physical address */
	struct buddy_bits *bits;
	uint64_t *live; /* a bit a chunk */
};

struct buddy {
	struct uk_falloc fa; /* first: a struct uk_falloc * is one of these */
	__spinlock lock;
	uint64_t nonempty; /* bit k: free[k] is not empty */
	unsigned long hot_count;
	struct uk_list_head hot; /* given back last: at the front */
	struct buddy_zone *zones;
	struct uk_fallocbuddy_stats stats;
	struct uk_list_head free[ORDERS];
};

/* ---- bits.c ---- */

/* Marks frames as one used run, or as free. */
void buddy_mark_used(struct buddy_zone *z, unsigned long f, unsigned long n);
void buddy_mark_free(struct buddy_zone *z, unsigned long f, unsigned long n);

/* Whether all of the frames, at least one, are used. */
bool buddy_all_used(const struct buddy_zone *z, unsigned long f,
		    unsigned long n);

/* The first free frame in [f, end), or end. */
unsigned long buddy_next_free(const struct buddy_zone *z, unsigned long f,
			      unsigned long end);

/* The last frame of the run that the used frame f belongs to. */
unsigned long buddy_run_last(const struct buddy_zone *z, unsigned long f);

static inline bool buddy_is_live(const struct buddy_zone *z, unsigned long f)
{
	unsigned long chunk = (f - z->base) >> CHUNK_ORDER;

	return z->live[chunk / 64] >> (chunk % 64) & 1;
}

static inline bool buddy_is_used(const struct buddy_zone *z, unsigned long f)
{
	unsigned long i = f - z->base;

	return buddy_is_live(z, f) && (z->bits[i / 64].used >> (i % 64) & 1);
}

/* Of a used frame. */
static inline bool buddy_is_last(const struct buddy_zone *z, unsigned long f)
{
	unsigned long i = f - z->base;

	return z->bits[i / 64].last >> (i % 64) & 1;
}

static inline void buddy_set_last(struct buddy_zone *z, unsigned long f)
{
	unsigned long i = f - z->base;

	z->bits[i / 64].last |= 1UL << (i % 64);
}

static inline void buddy_clear_last(struct buddy_zone *z, unsigned long f)
{
	unsigned long i = f - z->base;

	z->bits[i / 64].last &= ~(1UL << (i % 64));
}

/* The same for one frame of a live chunk, which is what most calls are for. */
static inline void buddy_mark_one_used(struct buddy_zone *z, unsigned long f)
{
	struct buddy_bits *b = &z->bits[(f - z->base) / 64];
	uint64_t bit = 1UL << (f - z->base) % 64;

	b->used |= bit;
	b->last |= bit;
}

static inline void buddy_mark_one_free(struct buddy_zone *z, unsigned long f)
{
	struct buddy_bits *b = &z->bits[(f - z->base) / 64];
	uint64_t bit = 1UL << (f - z->base) % 64;

	b->used &= ~bit;
	b->last &= ~bit;
}

/* ---- blocks.c ---- */

/* Where the free frame f can be written. */
static inline struct buddy_block *buddy_block_at(const struct buddy_zone *z,
						 unsigned long f)
{
	return (struct buddy_block *)((f << PAGE_SHIFT) + z->dm_off);
}

static inline unsigned long buddy_frame_of(const struct buddy_block *blk)
{
	return ((__vaddr_t)blk - blk->zone->dm_off) >> PAGE_SHIFT;
}

/* Puts the frames [f, end) into the lists as they are, without merging. */
void buddy_insert(struct buddy *b, struct buddy_zone *z, unsigned long f,
		  unsigned long end);

/* The first frame behind a block. */
static inline unsigned long buddy_end_of(const struct buddy_block *blk)
{
	unsigned int order = blk->order == ORDER_HOT ? 0 : blk->order;

	return buddy_frame_of(blk) + (1UL << order);
}

/* Takes a block of that order, not a hot one, out of its list. */
static inline void buddy_unlink(struct buddy *b, struct buddy_block *blk,
				unsigned int order)
{
	__uk_list_del_entry(&blk->link);
	if (uk_list_empty(&b->free[order]))
		b->nonempty &= ~(1UL << order);
}

/* Takes any block out of its list. */
static inline void buddy_remove(struct buddy *b, struct buddy_block *blk)
{
	if (blk->order != ORDER_HOT) {
		buddy_unlink(b, blk, blk->order);
		return;
	}
	__uk_list_del_entry(&blk->link);
	b->hot_count--;
}

/* Merges what is hot: true if anything was. */
bool buddy_cool(struct buddy *b);

/* Gives back used frames: marks them, merges, puts them into the lists. */
void buddy_release(struct buddy *b, struct buddy_zone *z, unsigned long f,
		   unsigned long n);

/* One frame, which becomes hot. False if it is not used. */
bool buddy_release_one(struct buddy *b, struct buddy_zone *z, unsigned long f);

/* ---- search.c ---- */

/* The zone that holds all of the frames, or NULL. */
static inline struct buddy_zone *buddy_zone_of(const struct buddy *b,
					       unsigned long f, unsigned long n)
{
	struct buddy_zone *z;

	for (z = b->zones; z; z = z->next)
		if (f - z->first < z->end - z->first && n <= z->end - f)
			return z;
	return NULL;
}

/* The block in which frame f is free, or NULL. */
struct buddy_block *buddy_find(const struct buddy_zone *z, unsigned long f);

/* Uses exactly these frames of the zone; -ENOMEM if one of them is used. */
int buddy_take(struct buddy *b, struct buddy_zone *z, unsigned long f,
	       unsigned long n);

/* Uses n frames somewhere in [min, max), aligned to a power of two. On
 * success *f is the first; -ENOMEM if there is no such run.
 */
int buddy_take_between(struct buddy *b, unsigned long min, unsigned long max,
		       unsigned long n, unsigned long align, unsigned long *f);

/* ---- statistics ---- */

#ifdef CONFIG_LIBUKFALLOCBUDDY_STATS
static inline void buddy_count(unsigned long *counter)
{
	(*counter)++;
}
#else
static inline void buddy_count(unsigned long *counter __unused)
{
}
#endif

/* ---- check.c ---- */

#ifdef CONFIG_LIBUKFALLOCBUDDY_DEBUG
static inline void buddy_debug(struct buddy *b)
{
	UK_BUGON(!uk_fallocbuddy_check(&b->fa));
}
#else
static inline void buddy_debug(struct buddy *b __unused)
{
}
#endif

#endif /* __FALLOCBUDDY_PRIV_H__ */
