/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * ukplat_monotonic_clock() and ukplat_wall_clock() on the best clock source and
 * the RTC. Both may be read in any context.
 */

#include <errno.h>
#include <arch/cpu.h>
#include <uk/clock.h>
#include <uk/essentials.h>
#include <uk/plat/time.h>
#include "clock_priv.h"

struct clock_state clock_state;

int uk_clocksource_register(const struct uk_clocksource *cs)
{
	unsigned long flags;
	__nsec now;

	if (!cs->read_ns)
		return -EINVAL;
	if (clock_state.source && clock_state.source->rating >= cs->rating)
		return 0;

	flags = arch_irq_save();
	now = ukplat_monotonic_clock();
	clock_state.source_offset = now - cs->read_ns();
	clock_state.source = cs;
	uk_clock_changed();
	arch_irq_restore(flags);
	return 0;
}

static __noinline __nsec monotonic_ask(void)
{
	unsigned long flags;
	__nsec now;

	if (unlikely(!clock_state.source))
		return 0;
	flags = arch_irq_save();
	if (!line_step_back(&now)) {
		now = clock_state.source->read_ns();
		now += clock_state.source_offset; /* maybe another now */
	}
	now = clock_tell(now);
	arch_irq_restore(flags);
	return now;
}

__nsec ukplat_monotonic_clock(void)
{
	__nsec now;

	return likely(uk_clock_line_read(&now)) ? now : monotonic_ask();
}

int uk_rtc_register(const struct uk_rtc *rtc)
{
	if (!rtc->read_epoch)
		return -EINVAL;
	if (!clock_state.rtc || clock_state.rtc->rating < rtc->rating) {
		clock_state.rtc = rtc;
		uk_clock_changed();
	}
	return 0;
}

/*
 * The RTC is read at the first question: it takes long, and many images never
 * ask. Without an RTC the world began in 1970 when the machine started.
 */
__nsec ukplat_wall_clock(void)
{
	__nsec epoch;

	if (!clock_state.wall_offset && clock_state.rtc &&
	    clock_state.rtc->read_epoch(&epoch) == 0)
		uk_wall_clock_set(epoch);
	return ukplat_monotonic_clock() + clock_state.wall_offset;
}

void uk_wall_clock_set(__nsec epoch)
{
	clock_state.wall_offset = epoch - ukplat_monotonic_clock();
	uk_clock_changed();
}
