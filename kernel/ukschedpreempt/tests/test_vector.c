/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The vector registers of threads never mix, whatever makes them switch. And
 * each has its own thread-local variables.
 */
#include <uk/plat/time.h>
#include <uk/sched.h>
#include <uk/test.h>
#include "vector.h"

#define THREADS 4

static volatile int stop;
static volatile unsigned long mixed, rounds[THREADS];

static __uk_tls unsigned long tls_value = 42;

static struct uk_thread *start(uk_thread_fn1_t fn, unsigned long arg)
{
	return uk_sched_thread_create_joinable(uk_sched_current(), fn,
					       (void *)arg, "vector");
}

/* Fills all registers, lets the others run, looks at them. */
static void yielder(void *arg)
{
	unsigned long i, id = (unsigned long)arg;

	for (i = 0; i < 2000; i++) {
		vector_fill(id * 1000003 + i);
		uk_sched_yield();
		mixed += !vector_holds(id * 1000003 + i);
		rounds[id]++;
	}
}

UK_TESTCASE(vector, registers_do_not_mix_when_threads_yield)
{
	struct uk_thread *t[THREADS];
	unsigned long i;

	mixed = 0;
	for (i = 0; i < THREADS; i++)
		t[i] = start(yielder, i);
	for (i = 0; i < THREADS; i++)
		UK_TEST_EXPECT_ZERO(uk_sched_thread_join(t[i]));
	UK_TEST_EXPECT_ZERO(mixed);
}

/* Looks at them all the time; switches come from interrupts. */
static void looker(void *arg)
{
	unsigned long id = (unsigned long)arg, value = id * 7919 + 1;

	while (!stop) {
		vector_fill(value);
		mixed += !vector_stays(value, 200);
		value += THREADS;
		rounds[id]++;
	}
}

/* One that uses none, to be switched to and from. */
static void plain(void *arg)
{
	while (!stop)
		rounds[(unsigned long)arg]++;
}

UK_TESTCASE(vector, registers_do_not_mix_when_threads_are_preempted)
{
	struct uk_thread *t[THREADS];
	unsigned long i;

	stop = 0;
	mixed = 0;
	for (i = 0; i < THREADS; i++) {
		rounds[i] = 0;
		t[i] = start(i == THREADS - 1 ? plain : looker, i);
	}
	/* Each wake-up preempts one of them */
	for (i = 0; i < 400; i++)
		uk_sched_thread_sleep(50000 + i % 64 * 500);
	stop = 1;
	for (i = 0; i < THREADS; i++)
		UK_TEST_EXPECT_ZERO(uk_sched_thread_join(t[i]));
	UK_TEST_EXPECT_ZERO(mixed);
	for (i = 0; i < THREADS; i++)
		UK_TEST_EXPECT_NOT_ZERO(rounds[i]);
}

static void fresh(void *arg)
{
	/* What another thread left must not be seen */
	mixed += !vector_is_clear();
	vector_fill((unsigned long)arg);
}

UK_TESTCASE(vector, a_new_thread_starts_with_clear_registers)
{
	unsigned long i;

	mixed = 0;
	vector_fill(12345);
	for (i = 0; i < 50; i++)
		UK_TEST_EXPECT_ZERO(uk_sched_thread_join(start(fresh, i)));
	UK_TEST_EXPECT_ZERO(mixed);
}

static void own_tls(void *arg)
{
	unsigned long i;

	mixed += tls_value != 42;
	for (i = 0; i < 100; i++) {
		tls_value = (unsigned long)arg + i;
		uk_sched_yield();
		mixed += tls_value != (unsigned long)arg + i;
	}
}

UK_TESTCASE(vector, thread_local_variables_are_their_own)
{
	struct uk_thread *t[THREADS];
	unsigned long i;

	mixed = 0;
	tls_value = 4711;
	for (i = 0; i < THREADS; i++)
		t[i] = start(own_tls, i * 1000);
	uk_sched_yield();
	UK_TEST_EXPECT_SNUM_EQ(uk_thread_uktls_var(t[1], tls_value), 1000);
	for (i = 0; i < THREADS; i++)
		UK_TEST_EXPECT_ZERO(uk_sched_thread_join(t[i]));
	UK_TEST_EXPECT_ZERO(mixed);
	UK_TEST_EXPECT_SNUM_EQ(tls_value, 4711);
}

uk_testsuite_register(vector, NULL);
