/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The one-shot timer: one device, one deadline for kernel/uktimer, and one for
 * whoever halts the CPU until some time; the device is set to the earlier one.
 */

#include <errno.h>
#include <arch/cpu.h>
#include <arch/percpu.h>
#include <uk/clock.h>
#include <uk/console.h>
#include <uk/essentials.h>
#include <uk/plat/lcpu.h>
#include <uk/plat/time.h>

#define NEVER UINT64_MAX

static const struct uk_clockevent *device;
static void (*timer_handler)(void);
static __nsec timer_deadline = NEVER;
static __nsec halt_deadline = NEVER;

/* Sets the device to the earlier deadline. Interrupts are off. */
static void device_update(void)
{
	__nsec deadline = MIN(timer_deadline, halt_deadline);

	if (!device)
		return;
	if (deadline != NEVER)
		device->set_oneshot(deadline);
	else if (device->cancel)
		device->cancel();
}

int uk_clockevent_register(const struct uk_clockevent *ce)
{
	unsigned long flags;

	if (!ce->set_oneshot)
		return -EINVAL;
	if (device && device->rating >= ce->rating)
		return 0;

	flags = arch_irq_save();
	if (device && device->cancel)
		device->cancel();
	device = ce;
	device_update();
	arch_irq_restore(flags);
	return 0;
}

void uk_clockevent_handler_set(void (*handler)(void))
{
	timer_handler = handler;
}

int uk_clockevent_set(__nsec deadline)
{
	unsigned long flags;

	if (!device)
		return -ENODEV;

	flags = arch_irq_save();
	timer_deadline = deadline;
	device_update();
	arch_irq_restore(flags);
	return 0;
}

void uk_clockevent_cancel(void)
{
	unsigned long flags = arch_irq_save();

	timer_deadline = NEVER;
	device_update();
	arch_irq_restore(flags);
}

/* A device may be early when it cannot count so far: then it is set again. */
void uk_clockevent_fire(void)
{
	__nsec now = ukplat_monotonic_clock();
	int due = timer_deadline <= now;

	if (due)
		timer_deadline = NEVER;
	if (halt_deadline <= now)
		halt_deadline = NEVER;
	device_update();
	if (due && timer_handler)
		timer_handler();
}

/*
 * Without a timer nothing would wake the CPU in time: then it does not sleep,
 * and the caller, who has to look at the clock anyway, comes back.
 */
void ukplat_lcpu_halt_to(__nsec until)
{
	if (!device) {
		ukplat_lcpu_irqs_handle_pending();
		return;
	}
	halt_deadline = until;
	device_update();
	if (ukplat_monotonic_clock() < until) {
		uk_console_flush();
		arch_irq_wait();
	}
	/* An interrupt came first: the deadline is still set. */
	if (halt_deadline != NEVER) {
		halt_deadline = NEVER;
		device_update();
	}
}

__lcpuid ukplat_lcpu_id(void)
{
	return arch_percpu()->cpu;
}

void ukplat_time_init(void)
{
	/* Drivers register when they are found: nothing is left to do. */
}

void ukplat_time_fini(void)
{
	uk_clockevent_cancel();
}

uint32_t ukplat_time_get_irq(void)
{
	return device ? (uint32_t)device->irq : 0;
}

__nsec ukplat_time_get_ticks(void)
{
	return ukplat_monotonic_clock();
}
