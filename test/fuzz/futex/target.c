/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Any operations of several threads, which stop in the middle of them and go on
 * in any order. Plain words follow a model to the letter. Of locks must hold:
 * one owner at a time; when all is quiet nobody waits for a lock that is free
 * or whose owner waits for him. At the end all have come back, and the queues
 * are empty.
 *
 *	words	0, 1	plain; 2	of which waiters go to locks
 *	locks	0, 1
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uk/assert.h>
#include <uk/futex.h>
#include "../../../posix/futex/futex_priv.h"
#include "machine.h"
#include "model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LOCKS 2
#define COND  2

static uint32_t words[PLAIN_WORDS], locks[LOCKS];

enum kind {
	WAIT,
	WAKE,
	REQUEUE,
	WAKE_OP,
	LOCK,
	TRYLOCK,
	UNLOCK,
	COND_WAIT,
	COND_MOVE,
	KINDS
};

static struct operation {
	enum kind kind;
	unsigned int word, second, lock;
	uint32_t value, bitset, op;
	int n, n2;
	uint64_t deadline;
	bool interrupted; /* at any time since it began */
	long want;	  /* what the model says */
	bool checked;	  /* the result was seen */
} ops[THREADS];

static const uint8_t *data;
static size_t left;

static unsigned int take(unsigned int n)
{
	if (!left)
		return 0;
	left--;
	return *data++ % n;
}

/* ---- operations, in their threads ---- */

static struct futex_word word_of(uint32_t *at)
{
	return (struct futex_word){at, true};
}

/* These do not stop before they have changed the queues: the model follows. */
static long do_plain(struct operation *o)
{
	struct futex_word w = word_of(&words[o->word]);
	struct futex_word w2 = word_of(&words[o->second]);

	switch (o->kind) {
	case WAKE:
		o->want = o->bitset ? model_wake(o->word, o->n, o->bitset)
				    : -EINVAL;
		return futex_wake(w, o->n, o->bitset);
	case REQUEUE:
		o->want = o->n < 0 || o->n2 < 0
				  ? -EINVAL
				  : model_requeue(o->word, o->second, o->n,
						  o->n2);
		return futex_requeue(w, w2, o->n, o->n2, NULL);
	default:
		return futex_wait(w, o->value, o->deadline, o->bitset);
	}
}

static long operate(void *arg)
{
	struct operation *o = arg;
	struct futex_word lock = word_of(&locks[o->lock]);
	struct futex_word cond = word_of(&words[COND]);

	switch (o->kind) {
	case WAKE_OP:
		return futex_wake_op(word_of(&words[o->word]),
				     word_of(&words[o->second]), o->n, o->n2,
				     o->op);
	case LOCK:
		return futex_lock(lock, false, o->deadline);
	case TRYLOCK:
		return futex_lock(lock, true, 0);
	case UNLOCK:
		return futex_unlock(lock);
	case COND_WAIT:
		return futex_wait_requeue_lock(cond, o->value, o->deadline,
					       lock);
	case COND_MOVE:
		return futex_requeue_lock(cond, lock, o->n2, o->value);
	default:
		return do_plain(o);
	}
}

/* ---- what came of them ---- */

static bool has(unsigned int lock, unsigned int i)
{
	return (locks[lock] & FUTEX_TID_MASK) == (uint32_t)machine_tid(i);
}

static void check_left_early(struct operation *o, unsigned int i, long rc)
{
	switch (rc) {
	case -ETIMEDOUT:
		UK_BUGON(!o->deadline || machine_now() < o->deadline);
		break;
	case -EINTR:
		UK_BUGON(!o->interrupted);
		break;
	case -EAGAIN:
		break;
	default:
		UK_CRASH("thread %u: kind %d returned %ld\n", i, o->kind, rc);
	}
}

static void check_wait(struct operation *o, unsigned int i, long rc)
{
	if (!o->bitset) {
		UK_BUGON(rc != -EINVAL);
		return;
	}
	if (rc == 0) {
		UK_BUGON(model_is_waiting(i));
		return;
	}
	/* Who leaves by himself was not woken: that would be lost */
	UK_BUGON(!model_is_waiting(i));
	model_leave(i);
	check_left_early(o, i, rc);
}

static void check_lock(struct operation *o, unsigned int i, long rc)
{
	if (rc == 0 && !has(o->lock, i))
		UK_CRASH("thread %u: kind %d without lock %u: %x\n", i, o->kind,
			 o->lock, locks[o->lock]);
	if (rc && rc != -EDEADLK && rc != -ESRCH)
		check_left_early(o, i, rc);
}

/* FUTEX_TRACE=1 in the environment: what happens */
static void trace(const char *what, unsigned int i, long rc)
{
	static const char *const kinds[] = {
		"wait", "wake",	  "requeue",   "wake_op",  "lock",
		"try",	"unlock", "cond_wait", "cond_move"};
	const struct operation *o = &ops[i];

	if (getenv("FUTEX_TRACE"))
		fprintf(stderr,
			"%s %u: %s word %u %u lock %u value %u n %d %d: %ld; "
			"words %u %u %u locks %x %x\n",
			what, i, kinds[o->kind], o->word, o->second, o->lock,
			o->value, o->n, o->n2, rc, words[0], words[1], words[2],
			locks[0], locks[1]);
}

static void check(unsigned int i)
{
	struct operation *o = &ops[i];
	long rc = machine_result(i);

	trace("end", i, rc);

	o->checked = true;
	o->interrupted |= machine_is_interrupted(i);
	switch (o->kind) {
	case WAIT:
		check_wait(o, i, rc);
		break;
	case WAKE:
	case REQUEUE:
		UK_BUGON(rc != o->want);
		break;
	case WAKE_OP:
		UK_BUGON(rc < 0 && rc != -ENOSYS);
		break;
	case UNLOCK:
		UK_BUGON(rc && rc != -EPERM);
		break;
	case COND_MOVE:
		/* The first lock that it was tried on may be another's */
		UK_BUGON(rc < 0 && rc != -EINVAL && rc != -EAGAIN &&
			 rc != -EDEADLK && rc != -ESRCH);
		break;
	default:
		check_lock(o, i, rc);
	}
}

static void step(unsigned int i)
{
	trace("run", i, 0);
	machine_run(i);
	if (machine_is_idle(i))
		check(i);
}

/* ---- the threads' owner ---- */

static bool anybody_waits(void)
{
	for (unsigned int i = 0; i < THREADS; i++)
		if (model_is_waiting(i))
			return true;
	return false;
}

static void begin(unsigned int i)
{
	struct operation *o = &ops[i];

	memset(o, 0, sizeof(*o));
	o->kind = (enum kind)take(KINDS);
	o->word = take(2);
	o->second = take(2);
	o->lock = take(LOCKS);
	o->value = take(3);
	o->bitset = (uint32_t[]){~0U, 1, 2, 3, 0}[take(5)];
	o->n = (int)take(5) - 1;
	o->n2 = (int)take(5) - 1;
	o->op = take(256) << 24 | take(4) << 12 | take(4);
	o->deadline = take(3) ? 0 : machine_now() + take(50);
	o->interrupted = machine_is_interrupted(i);
	/* The model knows no stop between its two wakes, nor their numbers */
	if (o->kind == WAKE_OP && anybody_waits())
		o->kind = WAKE;
	machine_stops_after(o->kind == WAKE_OP ? 100 : take(4));
	if (o->kind == WAIT && o->bitset)
		model_wait(i, o->word, o->bitset);
	trace("begin", i, 0);
	machine_begin(i, operate, o);
	if (machine_is_idle(i))
		check(i);
}

static void run_all(void)
{
	bool again = true;

	machine_stops_after(1000000);
	while (again) {
		again = false;
		for (unsigned int i = 0; i < THREADS; i++) {
			if (machine_is_idle(i) || !machine_is_runnable(i))
				continue;
			step(i);
			again = true;
		}
	}
}

/* Who sleeps has a reason to. */
static void check_quiet(void)
{
	for (unsigned int i = 0; i < THREADS; i++) {
		const struct operation *o = &ops[i];

		if (machine_is_idle(i))
			continue;
		UK_BUGON(o->deadline && o->deadline <= machine_now());
		UK_BUGON(machine_is_interrupted(i));
		if (o->kind == WAIT)
			UK_BUGON(!model_is_waiting(i));
		if (!machine_waits_for_lock(i))
			continue;
		UK_BUGON(!(locks[o->lock] & FUTEX_TID_MASK));
		UK_BUGON(!(locks[o->lock] & FUTEX_WAITERS));
		UK_BUGON(has(o->lock, i));
	}
}

/* A thread that does nothing ends; the C library cleans up its locks. */
static void end(unsigned int i)
{
	uint32_t tid = (uint32_t)machine_tid(i);

	if (!machine_is_idle(i))
		return;
	/* Locks first, as pthreads do: nobody is left behind */
	machine_stops_after(1000000);
	machine_exit(i);
	for (unsigned int l = 0; l < LOCKS; l++) {
		if ((locks[l] & FUTEX_TID_MASK) == tid)
			locks[l] = 0;
		locks[l] &= ~FUTEX_OWNER_DIED;
	}
}

/* Signals: at once, at a bad moment, or no more. */
static void interrupt(unsigned int i, unsigned int how)
{
	if (how == 1) {
		machine_interrupt(i);
		ops[i].interrupted = true;
	} else if (how == 3) {
		machine_interrupt_at_block();
	} else if (machine_is_idle(i)) {
		machine_calm(i);
	}
}

static void act(void)
{
	unsigned int i = take(THREADS);

	switch (take(8)) {
	case 0:
	case 1:
	case 2:
		if (machine_is_idle(i))
			begin(i);
		break;
	case 3:
		machine_stops_after(take(4));
		if (!machine_is_idle(i) && machine_is_runnable(i))
			step(i);
		break;
	case 4:
		machine_advance(take(30));
		break;
	case 5:
		interrupt(i, take(4));
		break;
	case 6:
		words[take(PLAIN_WORDS)] = take(3);
		break;
	default:
		run_all();
		check_quiet();
		if (take(4) == 0)
			end(i);
	}
}

/* Everybody is called back. */
static void finish(void)
{
	run_all();
	check_quiet();
	for (unsigned int i = 0; i < THREADS; i++) {
		machine_interrupt(i);
		ops[i].interrupted = true;
	}
	run_all();
	for (unsigned int i = 0; i < THREADS; i++)
		UK_BUGON(!machine_is_idle(i) || model_is_waiting(i));
	for (unsigned int b = 0; b < FUTEX_BUCKETS; b++)
		UK_BUGON(futex_buckets[b].next &&
			 !uk_list_empty(&futex_buckets[b]));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	data = bytes;
	left = size;
	memset(words, 0, sizeof(words));
	memset(locks, 0, sizeof(locks));
	memset(ops, 0, sizeof(ops));
	machine_start();
	model_start();
	while (left)
		act();
	finish();
	machine_stop();
	return 0;
}
