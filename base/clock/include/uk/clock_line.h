/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Monotonic time without a call and without asking the source, for who reads
 * it in a path that has to be short. ukplat_monotonic_clock() says it
 * otherwise.
 */
#ifndef __UK_CLOCK_LINE_H__
#define __UK_CLOCK_LINE_H__

#include <stdbool.h>
#include <stdint.h>
#include <arch/cpu.h>
#include <uk/arch/atomic.h>
#include <uk/arch/lcpu.h>
#include <uk/clock.h>
#include <uk/essentials.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifdef CONFIG_LIBUKCLOCK_LINE
/*
 * base/clock's own. It changes with interrupts off, and seq with it: an
 * interrupt may change it while somebody reads it.
 */
struct uk_clock_direct {
	unsigned int seq;
	struct uk_clock_line line; /* limit 0: there is none */
	uint64_t last;		   /* the counter, when it was read last */
};

extern struct uk_clock_direct uk_clock_direct;

/* The time, if the line says it. Any context. */
static inline bool uk_clock_line_read(__nsec *now)
{
	struct uk_clock_direct *d = &uk_clock_direct;
	unsigned int seq = ukarch_load_n(&d->seq);
	uint64_t counter, ticks;

	barrier();
	counter = arch_counter_read();
	ticks = counter - d->line.counter;
	*now = d->line.ns + uk_clockscale_ns(d->line.scale, ticks);
	if (unlikely(ticks >= d->line.limit ||
		     (int64_t)(counter - d->last) < 0))
		return false;
	barrier();
	/* Nobody writes it meanwhile but an interrupt: part of the comparison
	 */
	if (unlikely(seq != d->seq))
		return false;
	d->last = counter;
	return true;
}
#else  /* !CONFIG_LIBUKCLOCK_LINE */
static inline bool uk_clock_line_read(__nsec *now)
{
	(void)now;
	return false;
}
#endif /* !CONFIG_LIBUKCLOCK_LINE */

#ifdef __cplusplus
}
#endif

#endif /* __UK_CLOCK_LINE_H__ */
