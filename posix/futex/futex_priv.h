/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __FUTEX_PRIV_H__
#define __FUTEX_PRIV_H__

#include <stdbool.h>
#include <stdint.h>
#include <uk/arch/time.h>
#include <uk/process.h>
#include "queue_priv.h"

/*
 * A word that an application named, and whether it said that nobody outside
 * its address space uses it.
 */
struct futex_word {
	uint32_t *at;
	bool private;
};

/* key_*.c: 0, -EINVAL if it is not aligned, -EFAULT if it cannot be there. */
int futex_key_get(struct futex_word word, struct futex_key *key);

/*
 * wait.c. deadline: of the monotonic clock, 0 for none. 0, -EAGAIN when
 * another value is there, -ETIMEDOUT, -EINTR, -EFAULT, -EINVAL. May sleep.
 */
int futex_wait(struct futex_word word, uint32_t value, __nsec deadline,
	       uint32_t bitset);

/*
 * Sleeps until the waiter, which was added to a queue, is DONE: its result; or
 * -ETIMEDOUT, -EINTR when it has left the queue by itself.
 */
int futex_waiter_sleep(struct futex_waiter *w, __nsec deadline);

/* wake.c: numbers of woken and moved waiters, or -EINVAL, -EFAULT, -EAGAIN. */
int futex_wake(struct futex_word word, int max, uint32_t bitset);
int futex_requeue(struct futex_word from, struct futex_word to, int wake,
		  int move, const uint32_t *expected);
int futex_wake_op(struct futex_word word, struct futex_word second, int max,
		  int max_second, uint32_t op);

/*
 * pi.c: locks whose word has the owner's id. 0, -EDEADLK, -ESRCH when the
 * owner is nobody, -EAGAIN when try is set and it has another owner; and as
 * above. unlock: -EPERM for others than the owner.
 */
int futex_lock(struct futex_word word, bool try, __nsec deadline);
int futex_unlock(struct futex_word word);

/*
 * Takes a lock for a thread, w->self, that wants to wait for it: 1 if it got
 * it; 0 if the word says now that somebody waits, and *owner has it; or a
 * negative errno.
 */
int futex_lock_try(uint32_t *word, const struct futex_key *key,
		   struct uk_posix_thread *self, bool try,
		   struct uk_posix_thread **owner);

/* A thread ends: the locks that others wait for go to the first of them. */
void futex_locks_release(struct uk_posix_thread *owner);

/* pi_requeue.c: waits for being moved to a lock; moves. */
int futex_wait_requeue_lock(struct futex_word word, uint32_t value,
			    __nsec deadline, struct futex_word to);
int futex_requeue_lock(struct futex_word from, struct futex_word to, int move,
		       uint32_t expected);

#endif /* __FUTEX_PRIV_H__ */
