/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Who waits at which word. Knows threads only to wake them, and no memory of
 * an application: this part runs on the build machine, too.
 *
 *	QUEUED	in a queue
 *	CHOSEN	out of it, by somebody who is about to give it a lock
 *	DONE	out of it; result is what its wait returns
 *
 * A waiter leaves by itself only from QUEUED. Nothing here sleeps.
 */
#ifndef __FUTEX_QUEUE_PRIV_H__
#define __FUTEX_QUEUE_PRIV_H__

#include <stdbool.h>
#include <stdint.h>
#include <uk/list.h>

struct uk_posix_thread;
struct uk_thread;

/* A word: at an address of an address space, or at an offset of what is mapped
 * in shared areas.
 */
struct futex_key {
	const void *space;
	uintptr_t addr;
};

static inline bool futex_key_equal(const struct futex_key *a,
				   const struct futex_key *b)
{
	return a->addr == b->addr && a->space == b->space;
}

enum futex_kind {
	FUTEX_PLAIN,
	FUTEX_FOR_LOCK,	      /* for a lock with an owner */
	FUTEX_TO_BE_REQUEUED, /* for being moved to a lock */
};

enum futex_state { FUTEX_QUEUED, FUTEX_CHOSEN, FUTEX_DONE };

struct futex_waiter {
	struct uk_list_head link;
	struct futex_key key;
	uint32_t bitset;
	uint8_t kind;  /* enum futex_kind */
	uint8_t state; /* enum futex_state */
	int result;
	struct uk_thread *thread;

	/* FOR_LOCK */
	struct uk_posix_thread *self;
	struct uk_posix_thread *owner; /* who has the lock */
	uint32_t *word;		       /* application's; of the lock */
	/* TO_BE_REQUEUED: where to */
	struct futex_key target;
};

#define FUTEX_BUCKET_BITS 7
#define FUTEX_BUCKETS	  (1U << FUTEX_BUCKET_BITS)

/* A list that was never used is zero, which stands for empty. */
extern struct uk_list_head futex_buckets[FUTEX_BUCKETS];

static inline unsigned int futex_key_hash(const struct futex_key *key)
{
	uintptr_t mixed = key->addr ^ (uintptr_t)key->space; /* appptr: ours */

	/* 2^64 divided by the golden ratio: spreads neighbours */
	return (unsigned int)((mixed * 0x9e3779b97f4a7c15UL) >>
			      (64 - FUTEX_BUCKET_BITS));
}

/* A glance without the lock: true if nobody waits there. */
static inline bool futex_queue_seems_empty(const struct futex_key *key)
{
	const struct uk_list_head *bucket = &futex_buckets[futex_key_hash(key)];
	const struct uk_list_head *next =
		__atomic_load_n(&bucket->next, __ATOMIC_RELAXED);

	return !next || next == bucket;
}

/* Enters at the end. key, bitset, kind and thread are set. */
void futex_queue_add(struct futex_waiter *w);

/* Leaves the queue, if it is in one: then true. */
bool futex_queue_remove(struct futex_waiter *w);

/*
 * Ends the waits of plain waiters with one of these bits, in their order, until
 * max are, at least one. Returns how many, or -EINVAL when one of another kind
 * stands in the way.
 */
int futex_queue_wake(const struct futex_key *key, int max, uint32_t bitset);

/*
 * Wakes as many as wake says, exactly, and moves up to move further ones to
 * the end of another queue. Returns how many it touched, or -EINVAL as above.
 */
int futex_queue_requeue(const struct futex_key *from,
			const struct futex_key *to, int wake, int move);

/* The first waiter, which stays in the queue, or NULL. */
struct futex_waiter *futex_queue_first(const struct futex_key *key);

/* A waiter leaves with a result: QUEUED or CHOSEN to DONE. */
void futex_waiter_finish(struct futex_waiter *w, int result);

/* QUEUED to CHOSEN. */
void futex_waiter_choose(struct futex_waiter *w);

/* CHOSEN to QUEUED: at the end of its queue; or of that of its target, as what
 * waits for this lock.
 */
void futex_waiter_return(struct futex_waiter *w);
void futex_waiter_move_to_lock(struct futex_waiter *w, uint32_t *word,
			       struct uk_posix_thread *owner);

/* All that wait for this lock know its new owner, NULL: nobody. */
void futex_queue_set_owner(const struct futex_key *key,
			   struct uk_posix_thread *owner);

/* A waiter for a lock that a thread owns, or NULL. */
struct futex_waiter *futex_queue_find_owned(
	const struct uk_posix_thread *owner);

#endif /* __FUTEX_QUEUE_PRIV_H__ */
