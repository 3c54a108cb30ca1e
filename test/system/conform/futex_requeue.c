/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* futex(): moving waiters to another word, and FUTEX_WAKE_OP. */
#include "check.h"
#include "futex.h"
#include <pthread.h>

static unsigned int from, to;
static volatile int woken;

static void *wait_for_it(void *at)
{
	if (futex(at, FUTEX_WAIT, *(unsigned int *)at, NULL, NULL, 0) == 0)
		__atomic_add_fetch(&woken, 1, __ATOMIC_SEQ_CST);
	return NULL;
}

static void start(pthread_t *threads, int count, unsigned int *at)
{
	int i;

	woken = 0;
	for (i = 0; i < count; i++)
		if (pthread_create(&threads[i], NULL, wait_for_it, at))
			abort();
	futex_await(at, 0, count);
}

static void end(pthread_t *threads, int count)
{
	int i;

	for (i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
	value("all woke", woken);
}

/* The fourth argument is a count here, not a time. */
static long requeue(int operation, long wake, long move, long expected)
{
	return futex(&from, operation, wake, (void *)move, &to, expected);
}

static void moving(void)
{
	pthread_t threads[4];

	result("requeue, nobody waits", requeue(FUTEX_REQUEUE, 1, 1, 0));
	result("compare, another value", requeue(FUTEX_CMP_REQUEUE, 1, 1, 5));
	result("wake a negative number", requeue(FUTEX_REQUEUE, -1, 1, 0));
	result("move a negative number", requeue(FUTEX_REQUEUE, 1, -1, 0));
	result("target unmapped",
	       futex(&from, FUTEX_REQUEUE, 1, (void *)1, bad_unmapped(), 0));
	result("source unmapped",
	       futex(bad_unmapped(), FUTEX_REQUEUE, 1, (void *)1, &to, 0));
	result("target not aligned",
	       futex(&from, FUTEX_REQUEUE, 1, (void *)1, (char *)&to + 1, 0));
	start(threads, 4, &from);
	result("wake one and move two", requeue(FUTEX_CMP_REQUEUE, 1, 2, 0));
	result("wake at the target", futex(&to, FUTEX_WAKE, 9, NULL, NULL, 0));
	result("wake at the source",
	       futex(&from, FUTEX_WAKE, 9, NULL, NULL, 0));
	end(threads, 4);
	start(threads, 3, &from);
	result("move all, wake none", requeue(FUTEX_REQUEUE, 0, 9, 0));
	result("none at the source",
	       futex(&from, FUTEX_WAKE, 9, NULL, NULL, 0));
	result("move them back",
	       futex(&to, FUTEX_CMP_REQUEUE, 0, (void *)9, &from, 0));
	result("all at the source", futex(&from, FUTEX_WAKE, 9, NULL, NULL, 0));
	end(threads, 3);
	start(threads, 2, &from);
	result("move to the same word",
	       futex(&from, FUTEX_REQUEUE, 0, (void *)9, &from, 0));
	result("they are still there",
	       futex(&from, FUTEX_WAKE, 9, NULL, NULL, 0));
	end(threads, 2);
}

static long wake_op(unsigned int operation, unsigned int with,
		    unsigned int comparison, unsigned int to_what)
{
	return futex(&from, FUTEX_WAKE_OP, 9, (void *)9, &to,
		     FUTEX_OP(operation, with, comparison, to_what));
}

static void changing(void)
{
	to = 12;
	result("set", wake_op(FUTEX_OP_SET, 5, FUTEX_OP_CMP_EQ, 12));
	value("word", to);
	result("add", wake_op(FUTEX_OP_ADD, 3, FUTEX_OP_CMP_EQ, 5));
	value("word", to);
	result("or", wake_op(FUTEX_OP_OR, 6, FUTEX_OP_CMP_EQ, 0));
	value("word", to);
	result("and not", wake_op(FUTEX_OP_ANDN, 2, FUTEX_OP_CMP_EQ, 0));
	value("word", to);
	result("xor", wake_op(FUTEX_OP_XOR, 5, FUTEX_OP_CMP_EQ, 0));
	value("word", to);
	result("shifted", wake_op(FUTEX_OP_OR | 8, 8, FUTEX_OP_CMP_EQ, 0));
	value("word", to);
	result("add a negative number",
	       wake_op(FUTEX_OP_ADD, 0xfff, FUTEX_OP_CMP_EQ, 0));
	value("word", to);
	result("unknown operation", wake_op(7, 0, FUTEX_OP_CMP_EQ, 0));
	result("unknown comparison", wake_op(FUTEX_OP_SET, 0, 9, 0));
	result("second word unmapped",
	       futex(&from, FUTEX_WAKE_OP, 1, (void *)1, bad_unmapped(), 0));
	result("second word read only",
	       futex(&from, FUTEX_WAKE_OP, 1, (void *)1, bad_readonly(), 0));
}

static void waking(void)
{
	pthread_t one[2], two[2];

	to = 0;
	start(one, 2, &from);
	start(two, 2, &to);
	result("the comparison fails",
	       wake_op(FUTEX_OP_SET, 1, FUTEX_OP_CMP_EQ, 1));
	result("the comparison holds",
	       wake_op(FUTEX_OP_SET, 2, FUTEX_OP_CMP_LT, 2));
	pthread_join(one[0], NULL);
	pthread_join(one[1], NULL);
	end(two, 2);
	from = to = 0;
}

int main(void)
{
	moving();
	changing();
	waking();
	return 0;
}
