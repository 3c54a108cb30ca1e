/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __CLOCK_PRIV_H__
#define __CLOCK_PRIV_H__

#include <arch/cpu.h>
#include <uk/arch/lcpu.h>
#include <uk/clock.h>
#include <uk/clock_line.h>
#include <uk/essentials.h>

/* clock.c's; changed with interrupts off */
struct clock_state {
	const struct uk_clocksource *source;
	const struct uk_rtc *rtc;
	/* Monotonic time is what the source says plus this, modulo 2^64. */
	__nsec source_offset;
	/* The latest time that the source was asked for. */
	__nsec last_told;
	/* Wall-clock time is monotonic time plus this; 0: not known yet. */
	__nsec wall_offset;
};

extern struct clock_state clock_state;

/*
 * Sources may disagree between CPUs or step back: the clock then stands still
 * until the source has caught up. Interrupts are off.
 */
static inline __nsec clock_tell(__nsec now)
{
	if ((__snsec)(now - clock_state.last_told) > 0)
		clock_state.last_told = now;
	return clock_state.last_told;
}

#ifdef CONFIG_LIBUKCLOCK_LINE
/* line.c: if the counter has stepped back, the time, where it goes on.
 * Interrupts are off.
 */
bool line_step_back(__nsec *now);
#else  /* !CONFIG_LIBUKCLOCK_LINE */
static inline bool line_step_back(__nsec *now)
{
	(void)now;
	return false;
}
#endif /* !CONFIG_LIBUKCLOCK_LINE */

#endif /* __CLOCK_PRIV_H__ */
