/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What stands between the clock drivers and ukplat_monotonic_clock(),
 * ukplat_wall_clock() and the one-shot timers of kernel/uktimer. Of each kind
 * the driver with the highest rating is used. All times are in nanoseconds.
 */
#ifndef __UK_CLOCK_H__
#define __UK_CLOCK_H__

#include <stdint.h>
#include <uk/arch/time.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Ratings: how good a driver is against another of its kind. */
#define UK_CLOCK_RATING_POOR  100 /* slow to read, coarse: PIT */
#define UK_CLOCK_RATING_GOOD  200 /* exact, needs calibration: bare TSC */
#define UK_CLOCK_RATING_IDEAL 300 /* exact, frequency known: CNTVCT, KVM */

/* A counter that says how much time has passed since some moment. */
struct uk_clocksource {
	const char *name;
	unsigned int rating;
	/* Any context. It may jump back a little: base/clock hides that. */
	__nsec (*read_ns)(void);
};

/* A device that can interrupt once, at a given time. */
struct uk_clockevent {
	const char *name;
	unsigned int rating;
	unsigned long irq;
	/*
	 * Interrupts at deadline, a time of ukplat_monotonic_clock(), or at
	 * once when that has passed; replaces an earlier deadline. A device
	 * that cannot count so far may interrupt earlier. Its interrupt
	 * handler calls uk_clockevent_fire(). Interrupts are off.
	 */
	void (*set_oneshot)(__nsec deadline);
	/* Forgets the deadline. */
	void (*cancel)(void);
};

/* A clock that knows the date. */
struct uk_rtc {
	const char *name;
	unsigned int rating;
	/* Nanoseconds since 1970 (UTC) into *epoch; 0 or a negative errno. */
	int (*read_epoch)(__nsec *epoch);
};

/*
 * Registration. The object stays with the caller for good. The monotonic clock
 * starts at 0 with its first source and goes on from where it is when a better
 * one comes. Returns 0, -EINVAL for a missing function.
 */
int uk_clocksource_register(const struct uk_clocksource *cs);
int uk_clockevent_register(const struct uk_clockevent *ce);
int uk_rtc_register(const struct uk_rtc *rtc);

/*
 * One-shot timer, for kernel/uktimer. The handler is called from the timer's
 * interrupt, when the deadline has passed, and the deadline is then gone.
 * uk_clockevent_set returns -ENODEV when there is no device.
 */
void uk_clockevent_handler_set(void (*handler)(void));
int uk_clockevent_set(__nsec deadline);
void uk_clockevent_cancel(void);

/* Called by the clock-event driver from its interrupt handler. */
void uk_clockevent_fire(void);

/* Sets the wall clock: what it reads from now on, without touching the RTC. */
void uk_wall_clock_set(__nsec epoch);

/*
 * Counter ticks to nanoseconds: (ticks * mult) >> 32 without a 128-bit product.
 * The result is exact to 2^-32 of the tick for frequencies up to 2^32 Hz, and
 * right for every number of ticks whose result fits into 64 bits.
 */
struct uk_clockscale {
	uint64_t mult;
};

/* The scale for a counter of hz ticks a second; hz may not be 0. */
static inline struct uk_clockscale uk_clockscale_from_hz(uint64_t hz)
{
	struct uk_clockscale scale = {
		((UKARCH_NSEC_PER_SEC << 32) + hz / 2) / hz,
	};

	return scale;
}

static inline __nsec uk_clockscale_ns(struct uk_clockscale scale,
				      uint64_t ticks)
{
	uint64_t low = (uint32_t)ticks;
	uint64_t mult_low = (uint32_t)scale.mult;

	return (ticks >> 32) * scale.mult + low * (scale.mult >> 32) +
	       ((low * mult_low) >> 32);
}

/* The smallest number of ticks that takes at least ns. */
uint64_t uk_clockscale_ticks(struct uk_clockscale scale, __nsec ns);

#ifdef __cplusplus
}
#endif

#endif /* __UK_CLOCK_H__ */
