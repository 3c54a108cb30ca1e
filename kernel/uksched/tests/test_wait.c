/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Blocking, wait queues, time-outs, and that no wake-up is ever lost. */
#include <uk/plat/lcpu.h>
#include <uk/plat/time.h>
#include <uk/test.h>
#include <uk/wait.h>

#define MSEC 1000000ULL

/* Nothing takes so long, however busy the machine under us is. */
#define PATIENCE (10000 * MSEC)

static DEFINE_WAIT_QUEUE(wq);
static unsigned int ready, awake, order[8];

static void waiter(void *arg)
{
	uk_waitq_wait_event(&wq, ready);
	order[awake++ % 8] = (unsigned int)(uintptr_t)arg;
}

static void one_waiter(void *arg)
{
	uk_waitq_wait_event(&wq, ready > (uintptr_t)arg);
	order[awake++ % 8] = (unsigned int)(uintptr_t)arg;
}

static void start(uk_thread_fn1_t fn, unsigned int count)
{
	unsigned int i;

	ready = 0;
	awake = 0;
	for (i = 0; i < count; i++)
		uk_sched_thread_create(uk_sched_current(), fn,
				       (void *)(uintptr_t)i, "waiter");
	uk_sched_yield();
	uk_sched_yield();
}

UK_TESTCASE(uksched_wait, wake_up_wakes_all)
{
	start(waiter, 5);
	UK_TEST_EXPECT_ZERO(awake);
	UK_TEST_EXPECT_ZERO(uk_waitq_empty(&wq));
	ready = 1;
	uk_waitq_wake_up(&wq);
	UK_TEST_EXPECT_NOT_ZERO(uk_waitq_empty(&wq));
	uk_sched_yield();
	UK_TEST_EXPECT_SNUM_EQ(awake, 5);
}

UK_TESTCASE(uksched_wait, wake_up_one_wakes_who_waited_longest)
{
	unsigned int i;

	start(one_waiter, 4);
	for (i = 0; i < 4; i++) {
		ready = i + 1;
		UK_TEST_EXPECT_SNUM_EQ(uk_waitq_wake_up_one(&wq), 1);
		uk_sched_yield();
		UK_TEST_EXPECT_SNUM_EQ(awake, i + 1);
		UK_TEST_EXPECT_SNUM_EQ(order[i], i);
	}
	UK_TEST_EXPECT_ZERO(uk_waitq_wake_up_one(&wq));
}

UK_TESTCASE(uksched_wait, a_wake_up_for_nothing_keeps_the_place)
{
	start(one_waiter, 3);
	/* Nobody's condition holds: the first goes back to the front */
	uk_waitq_wake_up_one(&wq);
	uk_sched_yield();
	UK_TEST_EXPECT_ZERO(awake);
	ready = 3;
	while (uk_waitq_wake_up_one(&wq))
		uk_sched_yield();
	UK_TEST_EXPECT_SNUM_EQ(awake, 3);
	UK_TEST_EXPECT_SNUM_EQ(order[0], 0);
	UK_TEST_EXPECT_SNUM_EQ(order[2], 2);
}

UK_TESTCASE(uksched_wait, does_not_sleep_if_the_condition_holds)
{
	ready = 1;
	uk_waitq_wait_event(&wq, ready);
	UK_TEST_EXPECT_ZERO(uk_waitq_wait_event_deadline(&wq, ready, 1));
	UK_TEST_EXPECT_NOT_ZERO(uk_waitq_empty(&wq));
}

UK_TESTCASE(uksched_wait, a_deadline_ends_the_wait)
{
	__nsec begin, took;

	ready = 0;
	begin = ukplat_monotonic_clock();
	UK_TEST_EXPECT_SNUM_EQ(
		uk_waitq_wait_event_deadline(&wq, ready, begin + 10 * MSEC), 1);
	took = ukplat_monotonic_clock() - begin;
	UK_TEST_EXPECT_SNUM_GE(took, 10 * MSEC);
	UK_TEST_EXPECT_SNUM_LT(took, PATIENCE);
	UK_TEST_EXPECT_NOT_ZERO(uk_waitq_empty(&wq));
	UK_TEST_EXPECT_NOT_ZERO(uk_thread_is_runnable(uk_thread_current()));
	UK_TEST_EXPECT_ZERO(uk_timer_pending(&uk_thread_current()->timer));
}

static unsigned int locked, unlocks;

static void fake_lock(unsigned int *lock)
{
	(*lock)++;
}

static void fake_unlock(unsigned int *lock)
{
	(*lock)--;
	unlocks++;
}

static void make_ready(void *arg __unused)
{
	ready = 1;
	uk_waitq_wake_up(&wq);
}

UK_TESTCASE(uksched_wait, releases_the_lock_while_it_sleeps)
{
	ready = 0;
	locked = 1;
	unlocks = 0;
	uk_sched_thread_create(uk_sched_current(), make_ready, NULL, "ready");
	uk_waitq_wait_event_locked(&wq, ready, fake_lock, fake_unlock, &locked);
	UK_TEST_EXPECT_SNUM_EQ(locked, 1);
	UK_TEST_EXPECT_NOT_ZERO(unlocks);
}

UK_TESTCASE(uksched_wait, a_terminated_thread_leaves_its_queues)
{
	struct uk_thread *t;

	ready = 0;
	awake = 0;
	t = uk_sched_thread_create(uk_sched_current(), waiter, NULL, "gone");
	uk_sched_yield();
	UK_TEST_EXPECT_ZERO(uk_waitq_empty(&wq));
	uk_sched_thread_terminate(t);
	UK_TEST_EXPECT_NOT_ZERO(uk_waitq_empty(&wq));
	uk_sched_yield();
	uk_waitq_wake_up(&wq);
	UK_TEST_EXPECT_ZERO(awake);
}

/* ---- sleeping ---- */

UK_TESTCASE(uksched_wait, sleeps_as_long_as_it_should)
{
	static const unsigned int msec[] = {1, 3, 20};
	__nsec begin, took;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(msec); i++) {
		begin = ukplat_monotonic_clock();
		uk_sched_thread_sleep(msec[i] * MSEC);
		took = ukplat_monotonic_clock() - begin;
		UK_TEST_EXPECT_SNUM_GE(took, msec[i] * MSEC);
		UK_TEST_EXPECT_SNUM_LT(took, msec[i] * MSEC + PATIENCE);
	}
}

static __nsec sleep_base;
static unsigned int asleep_in_time;

/* The later one begins to sleep, the earlier its time comes. */
static void sleeper(void *arg)
{
	uk_thread_block_until(uk_thread_current(),
			      sleep_base + (10 - (uintptr_t)arg) * 2 * MSEC);
	asleep_in_time += ukplat_monotonic_clock() < sleep_base;
	uk_sched_yield();
	order[awake++ % 8] = (unsigned int)(uintptr_t)arg;
}

UK_TESTCASE(uksched_wait, sleepers_wake_in_the_order_of_their_times)
{
	__nsec ahead = 10 * MSEC;
	unsigned int i;

	/* Asleep before the first time has come? A slow machine needs longer */
	do {
		asleep_in_time = 0;
		sleep_base = ukplat_monotonic_clock() + ahead;
		start(sleeper, 8);
		uk_sched_thread_sleep(ahead + 90 * MSEC);
		ahead *= 2;
	} while (asleep_in_time < 8 && ahead < PATIENCE);
	UK_TEST_EXPECT_SNUM_EQ(asleep_in_time, 8);
	UK_TEST_EXPECT_SNUM_EQ(awake, 8);
	for (i = 0; i < 8; i++)
		UK_TEST_EXPECT_SNUM_EQ(order[i], 7 - i);
}

/* ---- lost wake-ups ---- */

#define ROUNDS 5000

static struct uk_timer alarm_timer;
static struct uk_thread *victim;
static volatile unsigned int alarms;

static void alarm(struct uk_timer *timer __unused)
{
	alarms++;
	uk_thread_wake(victim);
}

/*
 * A timer is set to go off around the moment at which the thread blocks, a bit
 * earlier or later each time: before the block (the thread looks), between
 * block and yield, inside the switch, while idle. It wakes once. Whoever loses
 * that sleeps until the watchdog.
 */
UK_TESTCASE(uksched_wait, no_wake_up_from_an_interrupt_is_lost)
{
	unsigned int i, lost = 0;
	__nsec begin, took;
	unsigned long flags;

	victim = uk_thread_current();
	uk_timer_init(&alarm_timer, alarm);
	for (i = 0; i < ROUNDS; i++) {
		begin = ukplat_monotonic_clock();
		flags = ukplat_lcpu_save_irqf();
		alarms = 0;
		uk_timer_set(&alarm_timer, begin + i % 128 * 200);
		ukplat_lcpu_restore_irqf(flags);

		flags = ukplat_lcpu_save_irqf();
		if (!alarms)
			uk_thread_block_timeout(victim, PATIENCE);
		ukplat_lcpu_restore_irqf(flags);
		uk_sched_yield();
		/* A yield may also come back because of somebody else */
		while (!alarms &&
		       ukplat_monotonic_clock() - begin < PATIENCE / 2)
			uk_sched_yield();
		took = ukplat_monotonic_clock() - begin;
		lost += took >= PATIENCE / 2;
	}
	UK_TEST_EXPECT_ZERO(lost);
}

static void yielder(void *arg __unused)
{
	while (!ready)
		uk_sched_yield();
}

UK_TESTCASE(uksched_wait, nor_with_another_thread_running)
{
	unsigned int i, lost = 0;
	__nsec begin;

	victim = uk_thread_current();
	uk_timer_init(&alarm_timer, alarm);
	start(yielder, 2);
	for (i = 0; i < ROUNDS; i++) {
		alarms = 0;
		begin = ukplat_monotonic_clock();
		uk_timer_set(&alarm_timer, begin + i % 64 * 400);
		if (uk_waitq_wait_event_deadline(&wq, alarms, begin + PATIENCE))
			lost++;
	}
	ready = 1;
	uk_sched_yield();
	UK_TEST_EXPECT_ZERO(lost);
}

static void signaller(void *arg)
{
	struct uk_thread *t = arg;

	uk_thread_work_post(t, UK_THREAD_WORK_SIGNAL);
	uk_thread_wake(t);
}

UK_TESTCASE(uksched_wait, a_signal_ends_an_interruptible_wait)
{
	struct uk_thread *self = uk_thread_current();

	ready = 0;
	uk_sched_thread_create(uk_sched_current(), signaller, self, "signal");
	UK_TEST_EXPECT_SNUM_EQ(uk_waitq_wait_event_intr(&wq, ready, 0), -EINTR);
	/* While it is pending nothing sleeps, but what holds wins */
	UK_TEST_EXPECT_SNUM_EQ(uk_waitq_wait_event_intr(&wq, ready, 0), -EINTR);
	ready = 1;
	UK_TEST_EXPECT_ZERO(uk_waitq_wait_event_intr(&wq, ready, 0));
	uk_thread_work_clear(UK_THREAD_WORK_SIGNAL);
	ready = 0;
	UK_TEST_EXPECT_SNUM_EQ(
		uk_waitq_wait_event_intr(&wq, ready,
					 ukplat_monotonic_clock() + MSEC),
		-ETIMEDOUT);
}

uk_testsuite_register(uksched_wait, NULL);
