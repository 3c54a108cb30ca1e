/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Preemption. This is application code, in a library of its own: threads here
 * may be switched away from at any instruction.
 */
#include <uk/mutex.h>
#include <uk/plat/time.h>
#include <uk/preempt.h>
#include <uk/sched.h>
#include <uk/test.h>
#include <uk/wait.h>

#define MSEC 1000000ULL

static volatile int stop;
static volatile unsigned long spins[4];

static void spin(void *arg)
{
	while (!stop)
		spins[(unsigned long)arg]++;
}

static struct uk_thread *start(uk_thread_fn1_t fn, unsigned long arg)
{
	return uk_sched_thread_create_joinable(uk_sched_current(), fn,
					       (void *)arg, "preempted");
}

UK_TESTCASE(ukschedpreempt, a_thread_that_spins_does_not_stop_another)
{
	struct uk_thread *t;
	__nsec begin, took;

	stop = 0;
	spins[0] = 0;
	t = start(spin, 0);
	/* We get the CPU back though the other one never yields */
	begin = ukplat_monotonic_clock();
	uk_sched_yield();
	took = ukplat_monotonic_clock() - begin;
	UK_TEST_EXPECT_NOT_ZERO(spins[0]);
	UK_TEST_EXPECT_SNUM_LT(took, 10000 * MSEC);

	/* And from sleep, at once and not at the end of a slice */
	begin = ukplat_monotonic_clock();
	uk_sched_thread_sleep(2 * MSEC);
	took = ukplat_monotonic_clock() - begin;
	UK_TEST_EXPECT_SNUM_GE(took, 2 * MSEC);
	UK_TEST_EXPECT_SNUM_LT(took, 10000 * MSEC);
	stop = 1;
	UK_TEST_EXPECT_ZERO(uk_sched_thread_join(t));
}

/* Has each of three threads had a hundredth of another one's turns, at least?
 */
static int is_shared(void)
{
	unsigned long i, most = 0, least = ~0UL;

	for (i = 0; i < 3; i++) {
		most = MAX(most, spins[i]);
		least = MIN(least, spins[i]);
	}
	return least > most / 100;
}

UK_TESTCASE(ukschedpreempt, spinning_threads_share_the_cpu)
{
	struct uk_thread *t[3];
	unsigned long i;

	stop = 0;
	for (i = 0; i < 3; i++) {
		spins[i] = 0;
		t[i] = start(spin, i);
	}
	/* A machine under us that stands still takes many ticks at once */
	for (i = 0; i == 0 || (i < 30 && !is_shared()); i++)
		uk_sched_thread_sleep(300 * MSEC);
	UK_TEST_EXPECT(is_shared());
	stop = 1;
	for (i = 0; i < 3; i++)
		UK_TEST_EXPECT_ZERO(uk_sched_thread_join(t[i]));
}

/*
 * Application code for a while. Reading the clock is kernel code, where nobody
 * is preempted; an emulator delivers interrupts mostly there, since reading the
 * counter is what it does slowly.
 */
static void stay_here(void)
{
	volatile unsigned int i;

	for (i = 0; i < 100000; i++)
		;
}

UK_TESTCASE(ukschedpreempt, not_while_preemption_is_disabled)
{
	struct uk_thread *t;
	unsigned long before;
	__nsec begin;

	stop = 0;
	spins[0] = 0;
	t = start(spin, 0);
	uk_sched_yield();

	uk_preempt_disable();
	before = spins[0];
	begin = ukplat_monotonic_clock();
	while (ukplat_monotonic_clock() - begin < 50 * MSEC)
		;
	UK_TEST_EXPECT_SNUM_EQ(spins[0], before);
	uk_preempt_enable();

	/* Then the other one gets its turn without a call of ours */
	begin = ukplat_monotonic_clock();
	while (spins[0] == before &&
	       ukplat_monotonic_clock() - begin < 20000 * MSEC)
		stay_here();
	UK_TEST_EXPECT(spins[0] != before);
	stop = 1;
	UK_TEST_EXPECT_ZERO(uk_sched_thread_join(t));
}

/* ---- locks and waits are safe at any instruction ---- */

#define ROUNDS 20000

/* Wakes up so often that whoever runs is preempted all over his code. */
static void gadfly(void *arg __unused)
{
	while (!stop) {
		uk_sched_thread_sleep(20000 + spins[3] % 32 * 100);
		spins[3]++;
	}
}

static struct uk_mutex mutex = UK_MUTEX_INITIALIZER(mutex);
static volatile unsigned long counter;

static void count_up(void *arg __unused)
{
	unsigned long i, value;

	for (i = 0; i < ROUNDS; i++) {
		uk_mutex_lock(&mutex);
		value = counter;
		__asm__ __volatile__("" ::: "memory");
		counter = value + 1;
		uk_mutex_unlock(&mutex);
	}
}

UK_TESTCASE(ukschedpreempt, a_mutex_guards_a_counter)
{
	struct uk_thread *t[4], *fly;
	unsigned long i;

	counter = 0;
	stop = 0;
	spins[3] = 0;
	fly = start(gadfly, 3);
	for (i = 0; i < 4; i++)
		t[i] = start(count_up, i);
	for (i = 0; i < 4; i++)
		UK_TEST_EXPECT_ZERO(uk_sched_thread_join(t[i]));
	stop = 1;
	UK_TEST_EXPECT_ZERO(uk_sched_thread_join(fly));
	UK_TEST_EXPECT_SNUM_EQ(counter, 4 * ROUNDS);
	UK_TEST_EXPECT_NOT_ZERO(spins[3]);
}

static DEFINE_WAIT_QUEUE(wq);
static volatile unsigned long turn, late;

/* Passes the turn around with waits that a preemption may hit anywhere. */
static void take_turns(void *arg)
{
	unsigned long i, mine = (unsigned long)arg;

	for (i = 0; i < ROUNDS / 10; i++) {
		if (uk_waitq_wait_event_deadline(&wq, turn % 3 == mine,
						 ukplat_monotonic_clock() +
							 20000 * MSEC))
			late++;
		turn++;
		uk_waitq_wake_up(&wq);
	}
}

UK_TESTCASE(ukschedpreempt, no_wake_up_is_lost)
{
	struct uk_thread *t[3], *fly;
	unsigned long i;

	stop = 0;
	turn = 0;
	late = 0;
	fly = start(gadfly, 3);
	for (i = 0; i < 3; i++)
		t[i] = start(take_turns, i);
	for (i = 0; i < 3; i++)
		UK_TEST_EXPECT_ZERO(uk_sched_thread_join(t[i]));
	stop = 1;
	UK_TEST_EXPECT_ZERO(uk_sched_thread_join(fly));
	UK_TEST_EXPECT_ZERO(late);
	UK_TEST_EXPECT_SNUM_EQ(turn, 3 * (ROUNDS / 10));
}

uk_testsuite_register(ukschedpreempt, NULL);
