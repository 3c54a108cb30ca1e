/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The generic timer: its virtual counter as clock source, and its compare
 * register as one-shot clock event.
 */
#include <errno.h>
#include <stddef.h>
#include <uk/arch/lcpu.h>
#include <uk/clock.h>
#include <uk/essentials.h>
#include <uk/ofw.h>
#include <uk/plat/irq.h>
#include <uk/plat/time.h>
#include <arch/cpu.h>

/* Which entry of "interrupts" is the virtual timer's. */
#define INTERRUPT_VIRTUAL 2

#define CTL_ENABLE 1UL
#define CTL_IMASK  2UL

static struct uk_clockscale scale;
static __u64 counter_base; /* the counter when the clock was 0 */

static __nsec timer_read_ns(void)
{
	return uk_clockscale_ns(scale, arch_counter_read() - counter_base);
}

static __maybe_unused int timer_line(struct uk_clock_line *line)
{
	*line = (struct uk_clock_line){
		.counter = counter_base,
		.scale = scale,
		.limit = UINT64_MAX >> 1,
	};
	return 0;
}

static const struct uk_clocksource timer_source = {
	.name = "arm-generic",
	.rating = UK_CLOCK_RATING_IDEAL,
	.read_ns = timer_read_ns,
	.line = UK_CLOCK_LINE(timer_line),
};

static void timer_cancel(void)
{
	arm64_sysreg_write(cntv_ctl_el0, CTL_IMASK);
	isb();
}

/* The compare value is a moment, not a distance: no interrupt is lost however
 * late this comes. Deadlines beyond the counter's range are its end.
 */
static void timer_set_oneshot(__nsec deadline)
{
	__nsec now = ukplat_monotonic_clock();
	__u64 ticks =
		deadline > now ? uk_clockscale_ticks(scale, deadline - now) : 0;
	__u64 counter = arch_counter_read();

	arm64_sysreg_write(cntv_cval_el0,
			   counter + ticks < counter ? ~0UL : counter + ticks);
	arm64_sysreg_write(cntv_ctl_el0, CTL_ENABLE);
	isb();
}

/* The line is up until the timer is off. */
static int timer_interrupt(void *arg __unused)
{
	timer_cancel();
	uk_clockevent_fire();
	return 1;
}

static struct uk_clockevent timer_event = {
	.name = "arm-generic",
	.rating = UK_CLOCK_RATING_IDEAL,
	.set_oneshot = timer_set_oneshot,
	.cancel = timer_cancel,
};

/* The tree's frequency is for machines whose firmware left the register 0. */
static int timer_frequency(const struct ofw_node *n, __u64 *hz)
{
	*hz = arm64_sysreg_read(cntfrq_el0);
	if (!*hz && ofw_prop_number(n, "clock-frequency", hz))
		return -ENOENT;
	return *hz ? 0 : -EINVAL;
}

static int timer_probe(const struct ofw_node *n,
		       const struct ofw_driver *drv __unused)
{
	__u64 hz;
	int rc;

	rc = timer_frequency(n, &hz);
	if (rc)
		return rc;
	rc = ofw_interrupt(n, INTERRUPT_VIRTUAL, &timer_event.irq);
	if (rc)
		return rc;
	scale = uk_clockscale_from_hz(hz);
	counter_base = arch_counter_read();
	timer_cancel();
	rc = uk_clocksource_register(&timer_source);
	if (rc)
		return rc;
	rc = ukplat_irq_register(timer_event.irq, timer_interrupt, NULL);
	if (rc)
		return rc;
	return uk_clockevent_register(&timer_event);
}

OFW_DRIVER(armv8_timer) = {
	.compatible = "arm,armv8-timer",
	.stage = OFW_CLOCK,
	.probe = timer_probe,
};
