/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The queues: a table of lists, by a hash of the key. One lock guards them all
 * and is held for a walk along one list.
 */
#include <errno.h>
#include <stddef.h>
#include <uk/arch/lcpu.h>
#include <uk/arch/spinlock.h>
#include <uk/assert.h>
#include <uk/essentials.h>
#include <uk/thread.h>
#include "queue_priv.h"

struct uk_list_head futex_buckets[FUTEX_BUCKETS];
static unsigned int lock_waiters; /* of kind FOR_LOCK */
static __spinlock lock = UKARCH_SPINLOCK_INITIALIZER();

static struct uk_list_head *bucket_of(const struct futex_key *key)
{
	struct uk_list_head *bucket = &futex_buckets[futex_key_hash(key)];

	if (unlikely(!bucket->next))
		UK_INIT_LIST_HEAD(bucket);
	return bucket;
}

static void add_locked(struct futex_waiter *w)
{
	uk_list_add_tail(&w->link, bucket_of(&w->key));
	w->state = FUTEX_QUEUED;
	lock_waiters += w->kind == FUTEX_FOR_LOCK;
}

static void remove_locked(struct futex_waiter *w, enum futex_state state)
{
	UK_ASSERT(w->state == FUTEX_QUEUED);
	uk_list_del(&w->link);
	w->state = (uint8_t)state;
	lock_waiters -= w->kind == FUTEX_FOR_LOCK;
}

static void wake_locked(struct futex_waiter *w, int result)
{
	remove_locked(w, FUTEX_DONE);
	w->result = result;
	uk_thread_wake(w->thread);
}

void futex_queue_add(struct futex_waiter *w)
{
	ukarch_spin_lock(&lock);
	add_locked(w);
	ukarch_spin_unlock(&lock);
}

bool futex_queue_remove(struct futex_waiter *w)
{
	bool queued;

	ukarch_spin_lock(&lock);
	queued = w->state == FUTEX_QUEUED;
	if (queued)
		remove_locked(w, FUTEX_DONE);
	ukarch_spin_unlock(&lock);
	return queued;
}

int futex_queue_wake(const struct futex_key *key, int max, uint32_t bitset)
{
	struct futex_waiter *w, *next;
	struct uk_list_head *bucket;
	int count = 0;

	ukarch_spin_lock(&lock);
	bucket = bucket_of(key);
	uk_list_for_each_entry_safe (w, next, bucket, link) {
		if (!futex_key_equal(&w->key, key))
			continue;
		if (w->kind != FUTEX_PLAIN) {
			count = -EINVAL;
			break;
		}
		if (!(w->bitset & bitset))
			continue;
		wake_locked(w, 0);
		if (++count >= max)
			break;
	}
	ukarch_spin_unlock(&lock);
	return count;
}

static int requeue_locked(const struct futex_key *from,
			  const struct futex_key *to, int wake, int move)
{
	struct uk_list_head *bucket = bucket_of(from), *last = bucket->prev;
	struct futex_waiter *w, *next;
	int count = 0;

	uk_list_for_each_entry_safe (w, next, bucket, link) {
		bool at_end = &w->link == last;

		if (count - wake >= move)
			break;
		if (futex_key_equal(&w->key, from)) {
			if (w->kind != FUTEX_PLAIN)
				return -EINVAL;
			if (count++ < wake) {
				wake_locked(w, 0);
			} else {
				remove_locked(w, FUTEX_DONE);
				w->key = *to;
				add_locked(w);
			}
		}
		/* Behind it is what came from here */
		if (at_end)
			break;
	}
	return count;
}

int futex_queue_requeue(const struct futex_key *from,
			const struct futex_key *to, int wake, int move)
{
	int count;

	ukarch_spin_lock(&lock);
	count = requeue_locked(from, to, wake, move);
	ukarch_spin_unlock(&lock);
	return count;
}

struct futex_waiter *futex_queue_first(const struct futex_key *key)
{
	struct futex_waiter *w, *found = NULL;

	ukarch_spin_lock(&lock);
	uk_list_for_each_entry (w, bucket_of(key), link) {
		if (futex_key_equal(&w->key, key)) {
			found = w;
			break;
		}
	}
	ukarch_spin_unlock(&lock);
	return found;
}

void futex_waiter_finish(struct futex_waiter *w, int result)
{
	ukarch_spin_lock(&lock);
	if (w->state == FUTEX_QUEUED)
		remove_locked(w, FUTEX_DONE);
	w->result = result;
	w->state = FUTEX_DONE;
	uk_thread_wake(w->thread);
	ukarch_spin_unlock(&lock);
}

void futex_waiter_choose(struct futex_waiter *w)
{
	ukarch_spin_lock(&lock);
	remove_locked(w, FUTEX_CHOSEN);
	ukarch_spin_unlock(&lock);
}

/*
 * A waiter that was chosen did not look for reasons to leave. There may be one
 * by now: it wakes up to see.
 */
static void add_again(struct futex_waiter *w)
{
	ukarch_spin_lock(&lock);
	add_locked(w);
	uk_thread_wake(w->thread);
	ukarch_spin_unlock(&lock);
}

void futex_waiter_return(struct futex_waiter *w)
{
	UK_ASSERT(w->state == FUTEX_CHOSEN);
	add_again(w);
}

void futex_waiter_move_to_lock(struct futex_waiter *w, uint32_t *word,
			       struct uk_posix_thread *owner)
{
	UK_ASSERT(w->state == FUTEX_CHOSEN);
	w->kind = FUTEX_FOR_LOCK;
	w->key = w->target;
	w->word = word;
	w->owner = owner;
	add_again(w);
}

void futex_queue_set_owner(const struct futex_key *key,
			   struct uk_posix_thread *owner)
{
	struct futex_waiter *w;

	ukarch_spin_lock(&lock);
	if (lock_waiters)
		uk_list_for_each_entry (w, bucket_of(key), link)
			if (w->kind == FUTEX_FOR_LOCK &&
			    futex_key_equal(&w->key, key))
				w->owner = owner;
	ukarch_spin_unlock(&lock);
}

static struct futex_waiter *find_owned_locked(
	const struct uk_posix_thread *owner)
{
	struct futex_waiter *w;

	for (unsigned int i = 0; lock_waiters && i < FUTEX_BUCKETS; i++) {
		if (!futex_buckets[i].next)
			continue;
		uk_list_for_each_entry (w, &futex_buckets[i], link)
			if (w->kind == FUTEX_FOR_LOCK && w->owner == owner)
				return w;
	}
	return NULL;
}

struct futex_waiter *futex_queue_find_owned(const struct uk_posix_thread *owner)
{
	struct futex_waiter *w;

	ukarch_spin_lock(&lock);
	w = find_owned_locked(owner);
	ukarch_spin_unlock(&lock);
	return w;
}
