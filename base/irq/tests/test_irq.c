/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Only in the image: the timer is the device that interrupts. */

#include <errno.h>
#include <arch/cpu.h>
#include <uk/event.h>
#include <uk/intctlr.h>
#include <uk/plat/irq.h>
#include <uk/plat/lcpu.h>
#include <uk/plat/time.h>
#include <uk/test.h>

static unsigned int events, timer_events;
static const struct __regs *event_regs;

static int count_event(void *arg)
{
	const struct ukplat_event_irq_data *data = arg;

	events++;
	timer_events += data->irq == ukplat_time_get_irq();
	event_regs = data->regs;
	return UK_EVENT_HANDLED_CONT;
}

UK_EVENT_HANDLER_PRIO(UKPLAT_EVENT_IRQ, count_event, 0);

static void sleep_nsec(__nsec nsec)
{
	__nsec until = ukplat_monotonic_clock() + nsec;
	unsigned long flags = arch_irq_save();

	while (ukplat_monotonic_clock() < until)
		ukplat_lcpu_halt_to(until);
	arch_irq_restore(flags);
}

/*
 * On a busy host the time may be over before the CPU gets to sleep, and nothing
 * interrupts: not every time.
 */
static void wait_for_timer(void)
{
	unsigned int tries;

	events = 0;
	timer_events = 0;
	for (tries = 0; tries < 100 && timer_events == 0; tries++)
		sleep_nsec(10000000);
}

UK_TESTCASE(ukirq, test_an_interrupt_raises_the_event)
{
	__nsec start = ukplat_monotonic_clock();

	wait_for_timer();
	UK_TEST_EXPECT(ukplat_monotonic_clock() - start >= 10000000);
	UK_TEST_EXPECT(events > 0);
	UK_TEST_EXPECT(timer_events > 0);
	UK_TEST_EXPECT_NOT_NULL(event_regs);
}

static int nobody(void *arg __unused)
{
	return 0;
}

UK_TESTCASE(ukirq, test_registration)
{
	unsigned long irq = ukplat_time_get_irq();
	int a, b;

	UK_TEST_EXPECT_SNUM_EQ(ukplat_irq_register(irq, NULL, NULL), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(ukplat_irq_register(UK_INTCTLR_MAX, nobody, &a),
			       -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(ukplat_irq_unregister(irq, nobody, &a), -ENOENT);

	UK_TEST_EXPECT_ZERO(ukplat_irq_register(irq, nobody, &a));
	UK_TEST_EXPECT_ZERO(ukplat_irq_register(irq, nobody, &b));
	UK_TEST_EXPECT_ZERO(ukplat_irq_unregister(irq, nobody, &a));
	UK_TEST_EXPECT_SNUM_EQ(ukplat_irq_unregister(irq, nobody, &a), -ENOENT);
	UK_TEST_EXPECT_ZERO(ukplat_irq_unregister(irq, nobody, &b));

	/* The driver's own handler is still there. */
	wait_for_timer();
	UK_TEST_EXPECT(timer_events > 0);
}

/* More than the handlers that need no allocator. */
UK_TESTCASE(ukirq, test_many_handlers)
{
	unsigned long irq = ukplat_time_get_irq();
	static char args[40];
	unsigned int i, bad = 0;

	for (i = 0; i < sizeof(args); i++)
		bad += ukplat_irq_register(irq, nobody, &args[i]) != 0;
	for (i = 0; i < sizeof(args); i++)
		bad += ukplat_irq_unregister(irq, nobody, &args[i]) != 0;
	UK_TEST_EXPECT_ZERO(bad);
}

uk_testsuite_register(ukirq, NULL);
