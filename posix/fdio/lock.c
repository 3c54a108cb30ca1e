/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The locks of all files: an object for each file that has any, which lives as
 * long as there are locks or somebody waits. An owner's ranges do not overlap,
 * and those of a type do not touch: they are one.
 */
#include <errno.h>
#include <stddef.h>
#include <uk/alloc.h>
#include <uk/mutex.h>
#include <uk/wait.h>
#include "lock_priv.h"

#define BUCKETS 64
#define KINDS	2

struct locked {
	struct uk_hlist_node link;
	const void *key;
	struct uk_list_head locks[KINDS]; /* ranges: by their starts */
	unsigned int waiting;
	unsigned int changes; /* a lock went or became a weaker one */
	struct uk_waitq wq;
	struct uk_alloc *a;
};

/* Guards all of these. */
static struct uk_mutex mutex = UK_MUTEX_INITIALIZER(mutex);
static struct uk_hlist_head buckets[BUCKETS];

static struct uk_hlist_head *bucket_of(const void *key)
{
	return &buckets[(uintptr_t)key * 0x9e3779b97f4a7c15UL >> 58];
}

static struct locked *locked_find(const void *key)
{
	struct locked *l;

	uk_hlist_for_each_entry (l, bucket_of(key), link)
		if (l->key == key)
			return l;
	return NULL;
}

static struct locked *locked_get(const void *key, struct uk_alloc *a)
{
	struct locked *l = locked_find(key);

	if (l)
		return l;
	l = uk_zalloc(a, sizeof(*l));
	if (!l)
		return NULL;
	l->key = key;
	l->a = a;
	UK_INIT_LIST_HEAD(&l->locks[LOCK_FILE]);
	UK_INIT_LIST_HEAD(&l->locks[LOCK_RANGE]);
	uk_waitq_init(&l->wq);
	uk_hlist_add_head(&l->link, bucket_of(key));
	return l;
}

/* It may have become useless. */
static void locked_put(struct locked *l)
{
	if (l->waiting || !uk_list_empty(&l->locks[LOCK_FILE]) ||
	    !uk_list_empty(&l->locks[LOCK_RANGE]))
		return;
	uk_hlist_del(&l->link);
	uk_free(l->a, l);
}

static void changed(struct locked *l)
{
	l->changes++;
	uk_waitq_wake_up(&l->wq);
}

static bool overlaps(const struct lock *a, const struct lock *b)
{
	return a->start <= b->end && b->start <= a->end;
}

/* The same or side by side */
static bool touches(const struct lock *a, const struct lock *b)
{
	return overlaps(a, b) ||
	       (a->end != LOCK_END && a->end + 1 == b->start) ||
	       (b->end != LOCK_END && b->end + 1 == a->start);
}

static const struct lock *conflict(const struct locked *l, enum lock_kind kind,
				   const struct lock *with)
{
	const struct lock *lock;

	if (with->type == LOCK_NONE)
		return NULL;
	uk_list_for_each_entry (lock, &l->locks[kind], link)
		if (lock->owner != with->owner && overlaps(lock, with) &&
		    (lock->type == LOCK_WRITE || with->type == LOCK_WRITE))
			return lock;
	return NULL;
}

static void lock_remove(struct locked *l, struct lock *lock)
{
	uk_list_del(&lock->link);
	uk_free(l->a, lock);
}

static void lock_insert(struct locked *l, enum lock_kind kind,
			struct lock *lock)
{
	struct lock *next;

	uk_list_for_each_entry (next, &l->locks[kind], link)
		if (next->start > lock->start)
			break;
	uk_list_add_tail(&lock->link, &next->link);
}

/* ---- a whole file ---- */

static int set_file(struct locked *l, const struct lock_request *r)
{
	struct lock *lock, *old = NULL;

	uk_list_for_each_entry (lock, &l->locks[LOCK_FILE], link)
		if (lock->owner == r->lock.owner)
			old = lock;
	if (old && old->type == r->lock.type)
		return 0;
	if (old) {
		lock_remove(l, old);
		changed(l);
	}
	if (r->lock.type == LOCK_NONE)
		return 0;
	if (conflict(l, LOCK_FILE, &r->lock))
		return -EAGAIN;
	lock = uk_malloc(l->a, sizeof(*lock));
	if (!lock)
		return -ENOMEM;
	*lock = r->lock;
	lock_insert(l, LOCK_FILE, lock);
	return 0;
}

/* ---- ranges ---- */

/* Two locks, which the change may need. */
struct spare {
	struct lock *own, *split;
};

static bool spare_make(struct spare *s, struct uk_alloc *a)
{
	s->own = uk_malloc(a, sizeof(*s->own));
	s->split = uk_malloc(a, sizeof(*s->split));
	return s->own && s->split;
}

static void spare_free(const struct spare *s, struct uk_alloc *a)
{
	uk_free(a, s->own);
	uk_free(a, s->split);
}

/* Takes [by->start, by->end] out of one of the owner's other locks. */
static void cut(struct locked *l, struct lock *lock, const struct lock *by,
		struct spare *s)
{
	if (lock->start < by->start && lock->end > by->end) {
		*s->split = *lock;
		s->split->start = by->end + 1;
		lock->end = by->start - 1;
		lock_insert(l, LOCK_RANGE, s->split);
		s->split = NULL;
	} else if (lock->start < by->start) {
		lock->end = by->start - 1;
	} else if (lock->end > by->end) {
		/* Its place in the order may be another one */
		uk_list_del(&lock->link);
		lock->start = by->end + 1;
		lock_insert(l, LOCK_RANGE, lock);
	} else {
		lock_remove(l, lock);
	}
}

static void apply(struct locked *l, const struct lock *want, struct spare *s)
{
	struct lock *lock, *next;
	struct lock whole = *want;

	uk_list_for_each_entry_safe (lock, next, &l->locks[LOCK_RANGE], link) {
		if (lock->owner != want->owner)
			continue;
		if (lock->type == want->type) {
			if (!touches(lock, want))
				continue;
			whole.start = MIN(whole.start, lock->start);
			whole.end = MAX(whole.end, lock->end);
			lock_remove(l, lock);
		} else if (overlaps(lock, want)) {
			cut(l, lock, want, s);
		}
	}
	if (want->type == LOCK_NONE)
		return;
	*s->own = whole;
	lock_insert(l, LOCK_RANGE, s->own);
	s->own = NULL;
}

static int set_range(struct locked *l, const struct lock_request *r)
{
	struct spare s;
	int rc = 0;

	if (conflict(l, LOCK_RANGE, &r->lock))
		return -EAGAIN;
	if (spare_make(&s, l->a)) {
		apply(l, &r->lock, &s);
		if (r->lock.type != LOCK_WRITE)
			changed(l);
	} else {
		rc = -ENOMEM;
	}
	spare_free(&s, l->a);
	return rc;
}

/* ---- for all ---- */

/* Waits until something has changed. The mutex is held, and let go. */
static int wait_change(struct locked *l)
{
	unsigned int seen = l->changes;
	int rc;

	l->waiting++;
	uk_mutex_unlock(&mutex);
	rc = uk_waitq_wait_event_intr(&l->wq, l->changes != seen, 0);
	uk_mutex_lock(&mutex);
	l->waiting--;
	return rc;
}

int lock_set(const struct lock_request *r)
{
	struct locked *l;
	int rc;

	uk_mutex_lock(&mutex);
	l = locked_get(r->key, r->a);
	if (!l) {
		uk_mutex_unlock(&mutex);
		return -ENOMEM;
	}
	do {
		rc = r->kind == LOCK_FILE ? set_file(l, r) : set_range(l, r);
		if (rc != -EAGAIN || !r->wait)
			break;
		rc = wait_change(l);
	} while (!rc);
	locked_put(l);
	uk_mutex_unlock(&mutex);
	return rc;
}

bool lock_test(const struct lock_request *r, struct lock *found)
{
	const struct lock *lock = NULL;
	const struct locked *l;

	uk_mutex_lock(&mutex);
	l = locked_find(r->key);
	if (l)
		lock = conflict(l, LOCK_RANGE, &r->lock);
	if (lock)
		*found = *lock;
	uk_mutex_unlock(&mutex);
	return lock;
}

void lock_drop(const void *key, const void *owner)
{
	struct lock *lock, *next;
	bool any = false;
	struct locked *l;

	uk_mutex_lock(&mutex);
	l = locked_find(key);
	for (int kind = 0; l && kind < KINDS; kind++) {
		uk_list_for_each_entry_safe (lock, next, &l->locks[kind],
					     link) {
			if (lock->owner != owner)
				continue;
			lock_remove(l, lock);
			any = true;
		}
	}
	if (any) {
		changed(l);
		locked_put(l);
	}
	uk_mutex_unlock(&mutex);
}
