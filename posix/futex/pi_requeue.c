/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Condition variables of locks with an owner: waiters at one word are moved to
 * the lock that the waker has, or get it at once.
 */
#include <errno.h>
#include <stddef.h>
#include <uk/access.h>
#include <uk/futex.h>
#include "futex_priv.h"

int futex_wait_requeue_lock(struct futex_word word, uint32_t value,
			    __nsec deadline, struct futex_word to)
{
	struct futex_waiter w = {
		.bitset = FUTEX_BITSET_MATCH_ANY,
		.kind = FUTEX_TO_BE_REQUEUED,
		.thread = uk_thread_current(),
		.self = uk_posix_thread_current(),
	};
	uint32_t found;
	int rc;

	if (word.at == to.at)
		return -EINVAL;
	rc = futex_key_get(to, &w.target);
	if (!rc)
		rc = futex_key_get(word, &w.key);
	if (rc)
		return rc;
	w.self->futex = &w;
	futex_queue_add(&w);
	rc = uk_get_from_app(found, word.at);
	if (!rc && found == value)
		return futex_waiter_sleep(&w, deadline);
	/* Chosen in between: who did that gives the lock, or a place for it */
	if (!futex_queue_remove(&w))
		return futex_waiter_sleep(&w, deadline);
	w.self->futex = NULL;
	return rc ? rc : -EAGAIN;
}

/* The first waiter gets the lock or waits for it. 1 if there is one, 0, or a
 * negative errno.
 */
static int requeue_one(const struct futex_key *from, uint32_t *word,
		       const struct futex_key *to)
{
	struct futex_waiter *w = futex_queue_first(from);
	struct uk_posix_thread *owner;
	int rc;

	if (!w)
		return 0;
	if (w->kind != FUTEX_TO_BE_REQUEUED || !futex_key_equal(&w->target, to))
		return -EINVAL;
	futex_waiter_choose(w);
	rc = futex_lock_try(word, to, w->self, false, &owner);
	if (rc < 0) {
		futex_waiter_return(w);
		return rc;
	}
	if (rc)
		futex_waiter_finish(w, 0);
	else
		futex_waiter_move_to_lock(w, word, owner);
	return 1;
}

int futex_requeue_lock(struct futex_word from, struct futex_word to, int move,
		       uint32_t expected)
{
	struct futex_key from_key, to_key;
	uint32_t found;
	int rc, count = 0;

	if (move < 0 || from.at == to.at)
		return -EINVAL;
	rc = futex_key_get(from, &from_key);
	if (!rc)
		rc = futex_key_get(to, &to_key);
	if (!rc)
		rc = uk_get_from_app(found, from.at);
	if (!rc && found != expected)
		rc = -EAGAIN;
	if (rc)
		return rc;
	/* One that wakes, and as many more */
	do {
		rc = requeue_one(&from_key, to.at, &to_key);
		if (rc <= 0)
			return rc < 0 && !count ? rc : count;
	} while (count++ < move);
	return count;
}
