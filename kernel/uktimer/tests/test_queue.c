/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The queue on a clock and a device of our own. Build machine only. */
#include <errno.h>
#include <uk/test.h>
/* For its constructor, which nobody calls here */
#include "../timer.c"

static struct {
	__nsec now;
	__nsec deadline; /* 0: not programmed */
	unsigned int programmed;
	int missing;
	void (*handler)(void);
} device;

__nsec ukplat_monotonic_clock(void)
{
	return device.now;
}

int uk_clockevent_set(__nsec deadline)
{
	if (device.missing)
		return -ENODEV;
	device.deadline = deadline;
	device.programmed++;
	return 0;
}

void uk_clockevent_handler_set(void (*handler)(void))
{
	device.handler = handler;
}

/* Lets time pass, with an interrupt when the device's deadline is reached. */
static void pass_until(__nsec now)
{
	while (device.deadline && device.deadline <= now) {
		if (device.now < device.deadline)
			device.now = device.deadline;
		device.deadline = 0;
		device.handler();
	}
	device.now = now;
}

static __nsec fired_at[4];
static unsigned int fired[4];
static struct uk_timer timers[4];

static void note(struct uk_timer *timer)
{
	fired[timer - timers]++;
	fired_at[timer - timers] = device.now;
}

static void every_ten(struct uk_timer *timer)
{
	note(timer);
	if (fired[timer - timers] < 5)
		uk_timer_set(timer, timer->deadline + 10);
}

static int setup(struct uk_testsuite *suite __unused)
{
	timer_ctor();
	return 0;
}

static void reset(void)
{
	unsigned int i;

	for (i = 0; i < 4; i++) {
		uk_timer_cancel(&timers[i]);
		uk_timer_init(&timers[i], note);
		fired[i] = 0;
	}
	device.missing = 0;
	pass_until(device.now + 1000);
	device.programmed = 0;
}

UK_TESTCASE(uktimer_queue, runs_each_once_and_on_time)
{
	__nsec base;

	reset();
	base = device.now;
	UK_TEST_EXPECT_ZERO(uk_timer_set(&timers[0], base + 30));
	UK_TEST_EXPECT_ZERO(uk_timer_set(&timers[1], base + 10));
	UK_TEST_EXPECT_ZERO(uk_timer_set(&timers[2], base + 20));
	UK_TEST_EXPECT_SNUM_EQ(uk_timer_next(), base + 10);
	pass_until(base + 100);
	UK_TEST_EXPECT_SNUM_EQ(fired_at[0], base + 30);
	UK_TEST_EXPECT_SNUM_EQ(fired_at[1], base + 10);
	UK_TEST_EXPECT_SNUM_EQ(fired_at[2], base + 20);
	UK_TEST_EXPECT_SNUM_EQ(fired[0] + fired[1] + fired[2], 3);
	UK_TEST_EXPECT_ZERO(uk_timer_next());
}

UK_TESTCASE(uktimer_queue, device_is_programmed_for_a_new_earliest_only)
{
	__nsec base;

	reset();
	base = device.now;
	uk_timer_set(&timers[0], base + 30);
	uk_timer_set(&timers[1], base + 40);
	uk_timer_set(&timers[2], base + 50);
	UK_TEST_EXPECT_SNUM_EQ(device.programmed, 1);
	UK_TEST_EXPECT_SNUM_EQ(uk_timer_cancel(&timers[0]), 1);
	UK_TEST_EXPECT_SNUM_EQ(uk_timer_cancel(&timers[0]), 0);
	UK_TEST_EXPECT_SNUM_EQ(device.programmed, 1);
	/* The device is early now, finds nothing due and is set again */
	pass_until(base + 100);
	UK_TEST_EXPECT_ZERO(fired[0]);
	UK_TEST_EXPECT_SNUM_EQ(fired_at[1], base + 40);
	UK_TEST_EXPECT_SNUM_EQ(fired_at[2], base + 50);
}

UK_TESTCASE(uktimer_queue, moves_a_pending_timer)
{
	__nsec base;

	reset();
	base = device.now;
	uk_timer_set(&timers[0], base + 30);
	uk_timer_set(&timers[0], base + 60);
	pass_until(base + 50);
	UK_TEST_EXPECT_ZERO(fired[0]);
	uk_timer_set(&timers[0], base + 55);
	pass_until(base + 100);
	UK_TEST_EXPECT_SNUM_EQ(fired[0], 1);
	UK_TEST_EXPECT_SNUM_EQ(fired_at[0], base + 55);
}

UK_TESTCASE(uktimer_queue, may_set_itself_again)
{
	__nsec base;

	reset();
	base = device.now;
	timers[0].fn = every_ten;
	uk_timer_set(&timers[0], base + 10);
	pass_until(base + 1000);
	UK_TEST_EXPECT_SNUM_EQ(fired[0], 5);
	UK_TEST_EXPECT_SNUM_EQ(fired_at[0], base + 50);
}

/* Runs for longer than it is from one of its deadlines to the next. */
static void every_five(struct uk_timer *timer)
{
	note(timer);
	device.now += 100;
	if (fired[timer - timers] < 1000)
		uk_timer_set(timer, fired_at[timer - timers] + 5);
}

UK_TESTCASE(uktimer_queue, one_that_is_always_late_leaves_time)
{
	__nsec start;

	reset();
	timers[0].fn = every_five;
	start = device.now + 10;
	uk_timer_set(&timers[0], start);
	device.now = start;
	device.deadline = 0;
	device.handler();
	UK_TEST_EXPECT(fired[0] < 1000);
	UK_TEST_EXPECT_SNUM_EQ(device.deadline - device.now,
			       PAUSE * (device.now - start));
	/* And goes on */
	pass_until(device.deadline);
	UK_TEST_EXPECT(fired[0] > 32);
	while (device.deadline)
		pass_until(device.deadline);
	UK_TEST_EXPECT_SNUM_EQ(fired[0], 1000);
}

UK_TESTCASE(uktimer_queue, those_that_are_due_run_at_one_interrupt)
{
	__nsec base;

	reset();
	base = device.now;
	uk_timer_set(&timers[0], base + 10);
	uk_timer_set(&timers[1], base + 11);
	uk_timer_set(&timers[2], base + 12);
	device.now = base + 20;
	device.programmed = 0;
	device.deadline = 0;
	device.handler();
	UK_TEST_EXPECT_SNUM_EQ(fired[0] + fired[1] + fired[2], 3);
	UK_TEST_EXPECT_ZERO(device.programmed);
}

UK_TESTCASE(uktimer_queue, a_deadline_that_has_passed_runs_next)
{
	reset();
	uk_timer_set(&timers[0], device.now - 5);
	UK_TEST_EXPECT_ZERO(fired[0]);
	pass_until(device.now);
	UK_TEST_EXPECT_SNUM_EQ(fired[0], 1);
	/* 0 is a time long ago, not "none" */
	uk_timer_set(&timers[1], 0);
	UK_TEST_EXPECT(uk_timer_pending(&timers[1]));
	pass_until(device.now);
	UK_TEST_EXPECT_SNUM_EQ(fired[1], 1);
}

UK_TESTCASE(uktimer_queue, without_a_device_who_waits_runs_them)
{
	reset();
	device.missing = 1;
	UK_TEST_EXPECT_ZERO(uk_timer_polled());
	UK_TEST_EXPECT_SNUM_EQ(uk_timer_set(&timers[0], device.now + 10),
			       -ENODEV);
	UK_TEST_EXPECT(uk_timer_polled());
	uk_timer_run();
	UK_TEST_EXPECT_ZERO(fired[0]);
	device.now += 10;
	uk_timer_run();
	UK_TEST_EXPECT_SNUM_EQ(fired[0], 1);
	UK_TEST_EXPECT_ZERO(uk_timer_polled());
}

uk_testsuite_register(uktimer_queue, setup);
