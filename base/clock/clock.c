/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * ukplat_monotonic_clock() and ukplat_wall_clock() on the best clock source and
 * the RTC. Both may be read in any context.
 */

#include <errno.h>
#include <arch/cpu.h>
#include <uk/arch/atomic.h>
#include <uk/arch/lcpu.h>
#include <uk/clock.h>
#include <uk/essentials.h>
#include <uk/plat/time.h>

static const struct uk_clocksource *source;
static const struct uk_rtc *rtc;

/* Monotonic time is what the source says plus this, modulo 2^64. */
static __nsec source_offset;
/* The latest time that anybody was told. */
static __nsec last_told;

/* Wall-clock time is monotonic time plus this; 0: not known yet. */
static __nsec wall_offset;

int uk_clocksource_register(const struct uk_clocksource *cs)
{
	unsigned long flags;
	__nsec now;

	if (!cs->read_ns)
		return -EINVAL;
	if (source && source->rating >= cs->rating)
		return 0;

	flags = arch_irq_save();
	now = ukplat_monotonic_clock();
	source_offset = now - cs->read_ns();
	source = cs;
	arch_irq_restore(flags);
	return 0;
}

/*
 * Sources may disagree between CPUs or step back when a virtual machine moves:
 * the clock then stands still until the source has caught up.
 */
__nsec ukplat_monotonic_clock(void)
{
	__nsec now, told;

	if (unlikely(!source))
		return 0;

	now = source->read_ns() + source_offset;
	told = ukarch_load_n(&last_told);
	for (;;) {
		if ((__snsec)(now - told) <= 0)
			return told;
		if (__atomic_compare_exchange_n(&last_told, &told, now, 1,
						__ATOMIC_RELAXED,
						__ATOMIC_RELAXED))
			return now;
	}
}

int uk_rtc_register(const struct uk_rtc *clock)
{
	if (!clock->read_epoch)
		return -EINVAL;
	if (!rtc || rtc->rating < clock->rating)
		rtc = clock;
	return 0;
}

/*
 * The RTC is read at the first question: it takes long, and many images never
 * ask. Without an RTC the world began in 1970 when the machine started.
 */
__nsec ukplat_wall_clock(void)
{
	__nsec epoch;

	if (!wall_offset && rtc && rtc->read_epoch(&epoch) == 0)
		uk_wall_clock_set(epoch);
	return ukplat_monotonic_clock() + wall_offset;
}

void uk_wall_clock_set(__nsec epoch)
{
	wall_offset = epoch - ukplat_monotonic_clock();
}
