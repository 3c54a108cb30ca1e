/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* futex(): the operations with an owner in the word. */
#include "check.h"
#include "futex.h"
#include <pthread.h>
#include <sched.h>

#define NOBODY 0x3ffffff0U

static unsigned int word, condition;
static volatile unsigned int other_id;
static volatile int step;

static unsigned int self(void)
{
	return (unsigned int)raw(SYS_gettid);
}

static void wait_step(int until)
{
	while (step < until)
		sched_yield();
}

static void wait_waiters(void)
{
	while (!(*(volatile unsigned int *)&word & FUTEX_WAITERS))
		sched_yield();
}

static void alone(void)
{
	word = 0;
	result("lock", futex(&word, FUTEX_LOCK_PI, 0, NULL, NULL, 0));
	value("the word is the owner's", word == self());
	result("lock again", futex(&word, FUTEX_LOCK_PI, 0, NULL, NULL, 0));
	result("try again", futex(&word, FUTEX_TRYLOCK_PI, 0, NULL, NULL, 0));
	result("unlock", futex(&word, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0));
	value("the word is free", word);
	result("unlock again", futex(&word, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0));
	result("try", futex(&word, FUTEX_TRYLOCK_PI, 0, NULL, NULL, 0));
	value("the word is the owner's", word == self());
	result("unlock", futex(&word, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0));
	result("lock by the monotonic clock",
	       futex(&word, FUTEX_LOCK_PI2, 0, NULL, NULL, 0));
	result("unlock", futex(&word, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0));
}

static void wrong(void)
{
	struct timespec bad = {0, 1000000000};

	word = NOBODY;
	result("an owner that is nobody",
	       futex(&word, FUTEX_LOCK_PI, 0, NULL, NULL, 0));
	result("try it", futex(&word, FUTEX_TRYLOCK_PI, 0, NULL, NULL, 0));
	result("unlock what another has",
	       futex(&word, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0));
	word = 0;
	result("lock with a wrong time",
	       futex(&word, FUTEX_LOCK_PI, 0, &bad, NULL, 0));
	result("lock with an unmapped time",
	       futex(&word, FUTEX_LOCK_PI, 0, bad_unmapped(), NULL, 0));
	result("lock unmapped",
	       futex(bad_unmapped(), FUTEX_LOCK_PI, 0, NULL, NULL, 0));
	result("lock read only",
	       futex(bad_readonly(), FUTEX_LOCK_PI, 0, NULL, NULL, 0));
	result("unlock unmapped",
	       futex(bad_unmapped(), FUTEX_UNLOCK_PI, 0, NULL, NULL, 0));
	result("lock, not aligned",
	       futex((char *)&word + 1, FUTEX_LOCK_PI, 0, NULL, NULL, 0));
}

static void *holder(void *argument)
{
	(void)argument;
	other_id = self();
	futex(&word, FUTEX_LOCK_PI, 0, NULL, NULL, 0);
	step = 1;
	wait_step(2);
	wait_waiters();
	value("a waiter shows in the word", word == (other_id | FUTEX_WAITERS));
	step = 3;
	result("the holder unlocks",
	       futex(&word, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0));
	return NULL;
}

static void contended(void)
{
	struct timespec past = {1, 0};
	pthread_t thread;

	word = 0;
	if (pthread_create(&thread, NULL, holder, NULL))
		abort();
	wait_step(1);
	result("try what another has",
	       futex(&word, FUTEX_TRYLOCK_PI, 0, NULL, NULL, 0));
	result("lock until the past",
	       futex(&word, FUTEX_LOCK_PI, 0, &past, NULL, 0));
	result("lock until the monotonic past",
	       futex(&word, FUTEX_LOCK_PI2, 0, &past, NULL, 0));
	result("unlock what another has",
	       futex(&word, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0));
	word = other_id;
	step = 2;
	futex(&word, FUTEX_LOCK_PI, 0, NULL, NULL, 0);
	pthread_join(thread, NULL);
	value("locked after the holder", (word & FUTEX_TID_MASK) == self());
	result("unlock", futex(&word, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0));
	value("the word is free", word & FUTEX_TID_MASK);
}

static void *condition_waiter(void *argument)
{
	(void)argument;
	result("woke with the lock",
	       futex(&condition, FUTEX_WAIT_REQUEUE_PI, 0, NULL, &word, 0));
	value("it has it", (word & FUTEX_TID_MASK) == self());
	result("and unlocks", futex(&word, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0));
	return NULL;
}

/** Refused when somebody waits to be moved to a lock, else 0. */
static long requeue_plainly(void)
{
	return futex(&condition, FUTEX_CMP_REQUEUE, 0, (void *)9, &word, 0);
}

static void requeued(void)
{
	struct timespec past = {1, 0};
	pthread_t thread;
	long unlocked;

	word = 0;
	result("wait to be moved, another value",
	       futex(&condition, FUTEX_WAIT_REQUEUE_PI, 5, NULL, &word, 0));
	result("wait to be moved, until the past",
	       futex(&condition, FUTEX_WAIT_REQUEUE_PI, 0, &past, &word, 0));
	result("wait to be moved to the same",
	       futex(&word, FUTEX_WAIT_REQUEUE_PI, 0, NULL, &word, 0));
	result("move more than one at once",
	       futex(&condition, FUTEX_CMP_REQUEUE_PI, 2, NULL, &word, 0));
	result("move, another value",
	       futex(&condition, FUTEX_CMP_REQUEUE_PI, 1, NULL, &word, 5));
	result("move, nobody waits",
	       futex(&condition, FUTEX_CMP_REQUEUE_PI, 1, (void *)9, &word, 0));
	if (pthread_create(&thread, NULL, condition_waiter, NULL))
		abort();
	while (requeue_plainly() != -1)
		sched_yield();
	futex(&word, FUTEX_LOCK_PI, 0, NULL, NULL, 0);
	result("a plain move of one that waits so", requeue_plainly());
	result("move to the lock",
	       futex(&condition, FUTEX_CMP_REQUEUE_PI, 1, (void *)9, &word, 0));
	value("it waits for the lock", (word & FUTEX_WAITERS) != 0);
	unlocked = futex(&word, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0);
	pthread_join(thread, NULL);
	result("unlocked before", unlocked);
}

int main(void)
{
	alone();
	wrong();
	contended();
	requeued();
	return 0;
}
