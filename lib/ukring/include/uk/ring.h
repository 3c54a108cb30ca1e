/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * A ring of pointers: any number of producers, one or more consumers, no
 * locks. Nobody waits for anybody: a producer that is interrupted half way
 * holds up neither other producers, be they its own interrupt handler, nor
 * consumers of what was put in before.
 *
 * The functions ending in _mc may be called by several consumers at a time;
 * with those ending in _sc, and with uk_ring_peek(), there must be only one.
 */
#ifndef __UK_RING_H__
#define __UK_RING_H__

#include <stdint.h>
#include <uk/essentials.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_alloc;
struct uk_mutex;

/*
 * A slot's sequence number says whose turn it is. For position p (they count
 * up for ever, the slot is p modulo the size):
 *
 *	seq == p		free, the producer of p may fill it
 *	seq == p + 1		full, the consumer of p may take it
 *	seq == p + size		free again, for position p + size
 */
struct uk_ring_slot {
	uint32_t seq;
	void *ptr;
};

struct uk_ring {
	uint32_t br_prod_head __align64; /* next position to fill */
	uint32_t br_prod_mask;
	int br_prod_size;
	uint64_t br_drops;		 /* refused, the ring was full */
	uint32_t br_cons_head __align64; /* next position to take */
	uint32_t br_cons_mask;
	int br_cons_size;
	struct uk_mutex *br_lock; /* the single consumer's, as a note */
	struct uk_ring_slot br_ring[] __align64;
};

/*
 * A ring for count pointers, a power of two from 2 to 2^30. lock is what the
 * caller guards its single consumer with, or NULL. NULL if there is no memory.
 */
struct uk_ring *uk_ring_alloc(int count, struct uk_alloc *a,
			      struct uk_mutex *lock);

/* Frees a ring that nobody uses any more; what is in it is lost. */
void uk_ring_free(struct uk_ring *br, struct uk_alloc *a);

/*
 * Puts buf in, which is not NULL. 0, or -ENOBUFS if the ring is full. Any
 * context.
 */
int uk_ring_enqueue(struct uk_ring *br, void *buf);

/* Take out the oldest pointer; NULL if there is none. */
void *uk_ring_dequeue_mc(struct uk_ring *br);
void *uk_ring_dequeue_sc(struct uk_ring *br);

/* The oldest pointer, which stays in; NULL if there is none. */
void *uk_ring_peek(struct uk_ring *br);

/*
 * The same; until uk_ring_putback_sc() or uk_ring_advance_sc() the ring does
 * not hold the pointer, the caller does.
 */
void *uk_ring_peek_clear_sc(struct uk_ring *br);

/* After a peek that found something: take it out; put another in its place. */
void uk_ring_advance_sc(struct uk_ring *br);
void uk_ring_putback_sc(struct uk_ring *br, void *new_buf);

/*
 * What was true at some moment during the call. A pointer that is being put in
 * counts.
 */
int uk_ring_full(struct uk_ring *br);
int uk_ring_empty(struct uk_ring *br);
int uk_ring_count(struct uk_ring *br);

#ifdef __cplusplus
}
#endif

#endif /* __UK_RING_H__ */
