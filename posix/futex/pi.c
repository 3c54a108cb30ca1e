/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Locks with an owner. The word is 0, or the owner's thread id with flags; the
 * owner unlocks without the kernel unless FUTEX_WAITERS is set. The kernel
 * gives the lock to the first waiter: the word has the new owner's id before
 * it wakes up. All threads have the same priority here, so there is none to
 * inherit.
 *
 * As in wait.c, a waiter is in the queue before it looks at the word.
 */
#include <errno.h>
#include <stddef.h>
#include <uk/access.h>
#include <uk/futex.h>
#include "futex_priv.h"

#define DEPTH_MAX 1024 /* as Linux */

/* Would waiting for what owner has be waiting for oneself? */
static bool is_circle(const struct uk_posix_thread *owner,
		      const struct uk_posix_thread *self)
{
	const struct futex_waiter *w;

	for (unsigned int i = 0; i < DEPTH_MAX; i++) {
		if (owner == self)
			return true;
		w = owner->futex;
		/* One that has been given the lock has not run yet */
		if (!w || w->kind != FUTEX_FOR_LOCK ||
		    w->state != FUTEX_QUEUED || !w->owner)
			return false;
		owner = w->owner;
	}
	return true;
}

/* One look at the word, which is *old: as futex_lock_try(), or -EAGAIN: look
 * again. *old is what is there.
 */
static int lock_step(uint32_t *word, uint32_t *old,
		     struct uk_posix_thread *self, bool try,
		     struct uk_posix_thread **owner)
{
	uint32_t expected = *old, new;
	int rc;

	*owner = NULL;
	if (!(expected & FUTEX_TID_MASK)) {
		new = expected | (uint32_t)self->tid;
		rc = uk_cmpxchg_app(word, old, new);
		return rc ? rc : *old == expected ? 1 : -EAGAIN;
	}
	*owner = uk_posix_thread_find((int)(expected & FUTEX_TID_MASK));
	if (!*owner)
		return -ESRCH;
	if (is_circle(*owner, self))
		return -EDEADLK;
	if (try)
		return -EBUSY;
	if (expected & FUTEX_WAITERS)
		return 0;
	rc = uk_cmpxchg_app(word, old, expected | FUTEX_WAITERS);
	return rc ? rc : *old == expected ? 0 : -EAGAIN;
}

int futex_lock_try(uint32_t *word, const struct futex_key *key,
		   struct uk_posix_thread *self, bool try,
		   struct uk_posix_thread **owner)
{
	uint32_t old = 0;
	int rc;

	rc = uk_cmpxchg_app(word, &old, (uint32_t)self->tid);
	if (rc)
		return rc;
	if (!old)
		rc = 1;
	else
		do
			rc = lock_step(word, &old, self, try, owner);
		while (rc == -EAGAIN);
	if (rc == 1)
		futex_queue_set_owner(key, self);
	return rc;
}

int futex_lock(struct futex_word word, bool try, __nsec deadline)
{
	struct futex_waiter w = {
		.kind = FUTEX_FOR_LOCK,
		.thread = uk_thread_current(),
		.self = uk_posix_thread_current(),
		.word = word.at,
	};
	int rc = futex_key_get(word, &w.key);

	if (rc)
		return rc;
	if (try) {
		rc = futex_lock_try(word.at, &w.key, w.self, true, &w.owner);
		return rc == 1 ? 0 : rc == -EBUSY ? -EAGAIN : rc;
	}
	w.self->futex = &w;
	futex_queue_add(&w);
	rc = futex_lock_try(word.at, &w.key, w.self, false, &w.owner);
	if (!rc)
		return futex_waiter_sleep(&w, deadline);
	/* Chosen in between: the look at the word saw what that did to it */
	if (!futex_queue_remove(&w))
		return futex_waiter_sleep(&w, 0);
	w.self->futex = NULL;
	return rc == 1 ? 0 : rc;
}

/* The first waiter, which will have the lock; NULL if nobody waits. */
static struct futex_waiter *heir_choose(const struct futex_key *key)
{
	struct futex_waiter *w = futex_queue_first(key);

	if (!w || w->kind != FUTEX_FOR_LOCK)
		return NULL;
	futex_waiter_choose(w);
	return w;
}

/*
 * Somebody has come between the look at the queue and the change of the word,
 * which said already that there are waiters: the lock is free, or another's.
 */
static void heir_late(uint32_t *word, const struct futex_key *key)
{
	struct futex_waiter *w = heir_choose(key);
	struct uk_posix_thread *owner;
	uint32_t old;
	int rc;

	if (!w)
		return;
	rc = futex_lock_try(word, key, w->self, false, &owner);
	if (rc == 0) {
		w->owner = owner;
		futex_waiter_return(w);
		return;
	}
	/* There may be more of them */
	old = (uint32_t)w->self->tid;
	if (rc == 1)
		rc = uk_cmpxchg_app(word, &old, old | FUTEX_WAITERS);
	futex_waiter_finish(w, rc);
}

/*
 * Gives the lock, whose word is old, to its first waiter, or to nobody. flags
 * stay in the word.
 */
static int hand_over(uint32_t *word, const struct futex_key *key, uint32_t old,
		     uint32_t flags)
{
	struct futex_waiter *w = NULL;
	uint32_t expected, new;
	int rc;

	do {
		if (!w)
			w = heir_choose(key);
		new = flags;
		if (w)
			new |= (uint32_t)w->self->tid | FUTEX_WAITERS;
		expected = old;
		rc = uk_cmpxchg_app(word, &old, new);
	} while (!rc && old != expected);
	if (w) {
		if (!rc)
			futex_queue_set_owner(key, w->self);
		futex_waiter_finish(w, rc);
	} else if (!rc) {
		heir_late(word, key);
	}
	return rc;
}

int futex_unlock(struct futex_word word)
{
	struct futex_key key;
	uint32_t old;
	int rc = futex_key_get(word, &key);

	if (rc)
		return rc;
	rc = uk_get_from_app(old, word.at);
	if (rc)
		return rc;
	if ((old & FUTEX_TID_MASK) != (uint32_t)uk_posix_thread_current()->tid)
		return -EPERM;
	return hand_over(word.at, &key, old, 0);
}

void futex_locks_release(struct uk_posix_thread *owner)
{
	struct futex_waiter *w;
	struct futex_key key;
	uint32_t *word;
	uint32_t old;

	while ((w = futex_queue_find_owned(owner))) {
		key = w->key;
		word = w->word;
		/* A word that is gone, or says another thing: not our fault */
		if (uk_get_from_app(old, word) ||
		    (old & FUTEX_TID_MASK) != (uint32_t)owner->tid ||
		    hand_over(word, &key, old, FUTEX_OWNER_DIED))
			futex_queue_set_owner(&key, NULL);
	}
}
