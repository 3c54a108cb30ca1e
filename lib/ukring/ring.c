/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Positions are claimed by compare-and-swap on a head, contents are passed on
 * by the slot's sequence number: the release store of a side pairs with the
 * acquire load of the other. Positions wrap at 2^32, hence the comparisons by
 * signed difference and the limit on the size.
 */
#include <errno.h>
#include <stddef.h>
#include <uk/alloc.h>
#include <uk/assert.h>
#include <uk/ring.h>

/* With one slot, full for p and free for p + 1 would look the same. */
#define COUNT_MIN 2
#define COUNT_MAX (1 << 30)

struct uk_ring *uk_ring_alloc(int count, struct uk_alloc *a,
			      struct uk_mutex *lock)
{
	struct uk_ring *br;
	uint32_t i;

	UK_ASSERT(count >= COUNT_MIN && count <= COUNT_MAX);
	UK_ASSERT(POWER_OF_2(count));

	br = uk_memalign(a, __alignof__(struct uk_ring),
			 sizeof(struct uk_ring) +
				 (__sz)count * sizeof(struct uk_ring_slot));
	if (!br)
		return NULL;
	br->br_prod_head = br->br_cons_head = 0;
	br->br_prod_size = br->br_cons_size = count;
	br->br_prod_mask = br->br_cons_mask = (uint32_t)count - 1;
	br->br_drops = 0;
	br->br_lock = lock;
	for (i = 0; i < (uint32_t)count; i++) {
		br->br_ring[i].seq = i;
		br->br_ring[i].ptr = NULL;
	}
	return br;
}

void uk_ring_free(struct uk_ring *br, struct uk_alloc *a)
{
	uk_free(a, br);
}

static struct uk_ring_slot *slot_at(struct uk_ring *br, uint32_t pos)
{
	return &br->br_ring[pos & br->br_prod_mask];
}

/* How far a slot is from what its user at pos waits for; negative: not yet */
static int32_t slot_lead(const struct uk_ring_slot *slot, uint32_t expected)
{
	return (int32_t)(__atomic_load_n(&slot->seq, __ATOMIC_ACQUIRE) -
			 expected);
}

int uk_ring_enqueue(struct uk_ring *br, void *buf)
{
	struct uk_ring_slot *slot;
	uint32_t pos;
	int32_t lead;

	UK_ASSERT(br);
	UK_ASSERT(buf);

	pos = __atomic_load_n(&br->br_prod_head, __ATOMIC_RELAXED);
	for (;;) {
		slot = slot_at(br, pos);
		lead = slot_lead(slot, pos);
		if (lead < 0) {
			__atomic_add_fetch(&br->br_drops, 1, __ATOMIC_RELAXED);
			return -ENOBUFS;
		}
		if (lead > 0) {
			/* somebody else took this position */
			pos = __atomic_load_n(&br->br_prod_head,
					      __ATOMIC_RELAXED);
			continue;
		}
		if (__atomic_compare_exchange_n(&br->br_prod_head, &pos,
						pos + 1, 1, __ATOMIC_RELAXED,
						__ATOMIC_RELAXED))
			break;
	}
	slot->ptr = buf;
	__atomic_store_n(&slot->seq, pos + 1, __ATOMIC_RELEASE);
	return 0;
}

/* Empties a slot whose consumer we are. */
static void *slot_take(struct uk_ring *br, struct uk_ring_slot *slot,
		       uint32_t pos)
{
	void *buf = slot->ptr;

	slot->ptr = NULL;
	__atomic_store_n(&slot->seq, pos + (uint32_t)br->br_cons_size,
			 __ATOMIC_RELEASE);
	return buf;
}

void *uk_ring_dequeue_mc(struct uk_ring *br)
{
	struct uk_ring_slot *slot;
	uint32_t pos;
	int32_t lead;

	UK_ASSERT(br);

	pos = __atomic_load_n(&br->br_cons_head, __ATOMIC_RELAXED);
	for (;;) {
		slot = slot_at(br, pos);
		lead = slot_lead(slot, pos + 1);
		if (lead < 0)
			return NULL;
		if (lead > 0) {
			pos = __atomic_load_n(&br->br_cons_head,
					      __ATOMIC_RELAXED);
			continue;
		}
		if (__atomic_compare_exchange_n(&br->br_cons_head, &pos,
						pos + 1, 1, __ATOMIC_RELAXED,
						__ATOMIC_RELAXED))
			return slot_take(br, slot, pos);
	}
}

/* The oldest full slot for the only consumer, NULL if there is none */
static struct uk_ring_slot *slot_peek(struct uk_ring *br, uint32_t *pos)
{
	struct uk_ring_slot *slot;

	UK_ASSERT(br);
	*pos = __atomic_load_n(&br->br_cons_head, __ATOMIC_RELAXED);
	slot = slot_at(br, *pos);
	return slot_lead(slot, *pos + 1) < 0 ? NULL : slot;
}

void *uk_ring_dequeue_sc(struct uk_ring *br)
{
	uint32_t pos;
	struct uk_ring_slot *slot = slot_peek(br, &pos);

	if (!slot)
		return NULL;
	__atomic_store_n(&br->br_cons_head, pos + 1, __ATOMIC_RELAXED);
	return slot_take(br, slot, pos);
}

void *uk_ring_peek(struct uk_ring *br)
{
	uint32_t pos;
	struct uk_ring_slot *slot = slot_peek(br, &pos);

	return slot ? slot->ptr : NULL;
}

void *uk_ring_peek_clear_sc(struct uk_ring *br)
{
	uint32_t pos;
	struct uk_ring_slot *slot = slot_peek(br, &pos);
	void *buf;

	if (!slot)
		return NULL;
	buf = slot->ptr;
	slot->ptr = NULL;
	return buf;
}

void uk_ring_advance_sc(struct uk_ring *br)
{
	uint32_t pos;
	struct uk_ring_slot *slot = slot_peek(br, &pos);

	UK_ASSERT(slot);
	__atomic_store_n(&br->br_cons_head, pos + 1, __ATOMIC_RELAXED);
	(void)slot_take(br, slot, pos);
}

void uk_ring_putback_sc(struct uk_ring *br, void *new_buf)
{
	uint32_t pos;
	struct uk_ring_slot *slot = slot_peek(br, &pos);

	UK_ASSERT(slot);
	UK_ASSERT(new_buf);
	slot->ptr = new_buf;
}

int uk_ring_count(struct uk_ring *br)
{
	uint32_t tail, head;

	UK_ASSERT(br);
	/* the consumers' side first: the other only moves further away */
	tail = __atomic_load_n(&br->br_cons_head, __ATOMIC_ACQUIRE);
	head = __atomic_load_n(&br->br_prod_head, __ATOMIC_ACQUIRE);
	return (int)MIN(head - tail, (uint32_t)br->br_prod_size);
}

int uk_ring_full(struct uk_ring *br)
{
	return uk_ring_count(br) == br->br_prod_size;
}

int uk_ring_empty(struct uk_ring *br)
{
	return uk_ring_count(br) == 0;
}
