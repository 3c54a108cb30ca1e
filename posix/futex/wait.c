/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Waiting. A waiter enters the queue before it looks at the word: who changes
 * the word before that look is seen, who changes it afterwards finds the
 * waiter. So the look may take as long as a page takes.
 */
#include <errno.h>
#include <stddef.h>
#include <uk/access.h>
#include <uk/plat/time.h>
#include <uk/sched.h>
#include "futex_priv.h"

static bool late(__nsec deadline)
{
	return deadline && ukplat_monotonic_clock() >= deadline;
}

/* Why the waiter should not sleep any longer, or 0. */
static int reason(__nsec deadline)
{
	if (uk_thread_interrupted())
		return -EINTR;
	return late(deadline) ? -ETIMEDOUT : 0;
}

int futex_waiter_sleep(struct futex_waiter *w, __nsec deadline)
{
	int rc = 0;

	w->self->futex = w;
	while (w->state != FUTEX_DONE) {
		/* Before the look: a signal of an interrupt wakes who blocks */
		uk_thread_block_until(w->thread, deadline);
		/* One that was chosen has its result soon, come what may */
		rc = w->state == FUTEX_QUEUED ? reason(deadline) : 0;
		if (rc && !futex_queue_remove(w))
			rc = 0;
		if (w->state == FUTEX_DONE)
			uk_thread_wake(w->thread);
		else
			uk_sched_yield();
	}
	w->self->futex = NULL;
	return rc ? rc : w->result;
}

int futex_wait(struct futex_word word, uint32_t value, __nsec deadline,
	       uint32_t bitset)
{
	struct futex_waiter w = {
		.bitset = bitset,
		.kind = FUTEX_PLAIN,
		.thread = uk_thread_current(),
		.self = uk_posix_thread_current(),
	};
	uint32_t found;
	int rc;

	if (!bitset)
		return -EINVAL;
	rc = futex_key_get(word, &w.key);
	if (rc)
		return rc;
	w.self->futex = &w;
	futex_queue_add(&w);
	rc = uk_get_from_app(found, word.at);
	if (!rc && found == value)
		return futex_waiter_sleep(&w, deadline);
	w.self->futex = NULL;
	/* Woken in between: somebody counts on it */
	if (!futex_queue_remove(&w))
		return w.result;
	return rc ? rc : -EAGAIN;
}
