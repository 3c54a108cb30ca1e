/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What stands between the clock drivers and ukplat_monotonic_clock(),
 * ukplat_wall_clock() and the one-shot timers of kernel/uktimer. Of each kind
 * the driver with the highest rating is used. All times are in nanoseconds.
 */
#ifndef __UK_CLOCK_H__
#define __UK_CLOCK_H__

#include <stdbool.h>
#include <stdint.h>
#include <uk/arch/time.h>
#include <uk/config.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Ratings: how good a driver is against another of its kind. */
#define UK_CLOCK_RATING_POOR  100 /* slow to read, coarse: PIT */
#define UK_CLOCK_RATING_GOOD  200 /* exact, needs calibration: bare TSC */
#define UK_CLOCK_RATING_IDEAL 300 /* exact, frequency known: CNTVCT, KVM */

/*
 * Counter ticks to nanoseconds: (ticks * mult) >> 32, with a product of 128
 * bits. The result is exact to 2^-32 of the tick for frequencies up to 2^32 Hz,
 * and right for every number of ticks whose result fits into 64 bits.
 */
struct uk_clockscale {
	uint64_t mult;
};

/*
 * Time as a straight line over the CPU's counter: when arch_counter_read()
 * says counter + n it is ns and n ticks by scale, for n from 0 to limit.
 */
struct uk_clock_line {
	uint64_t counter;
	__nsec ns;
	struct uk_clockscale scale;
	uint64_t limit; /* then the clock has to be asked */
};

/* A counter that says how much time has passed since some moment. */
struct uk_clocksource {
	const char *name;
	unsigned int rating;
	/* Any context. It may jump back a little: base/clock hides that. */
	__nsec (*read_ns)(void);
	/*
	 * What read_ns() computes, if it is a line: 0, or -EAGAIN if it is none
	 * yet. The source says uk_clock_changed() when that changes. NULL: it
	 * never is. Any context.
	 */
	int (*line)(struct uk_clock_line *line);
};

/* For the field line: NULL where nobody asks. */
#ifdef CONFIG_LIBUKCLOCK_LINE
#define UK_CLOCK_LINE(fn) (fn)
#else
#define UK_CLOCK_LINE(fn) NULL
#endif

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

/* ---- LIBUKCLOCK_LINE: for code that reads the time itself ---- */

/* What both clocks are made of. */
struct uk_clock_view {
	struct uk_clock_line line; /* the monotonic clock */
	bool has_line;		   /* false: it has to be asked */
	bool has_wall;		   /* false: the RTC has not been read yet */
	__nsec wall_offset;	   /* wall clock = monotonic clock + that */
};

/* As it is now. Any context. */
void uk_clock_view_get(struct uk_clock_view *view);

/*
 * fn is called, in any context and with interrupts off, whenever the view has
 * changed. There is one such function.
 */
void uk_clock_watch(void (*fn)(void));

/* By a source: its line is another. */
#ifdef CONFIG_LIBUKCLOCK_LINE
void uk_clock_changed(void);
#else  /* !CONFIG_LIBUKCLOCK_LINE */
static inline void uk_clock_changed(void)
{
}
#endif /* !CONFIG_LIBUKCLOCK_LINE */

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
	return (__nsec)(((unsigned __int128)ticks * scale.mult) >> 32);
}

/* The smallest number of ticks that takes at least ns. */
uint64_t uk_clockscale_ticks(struct uk_clockscale scale, __nsec ns);

#ifdef __cplusplus
}
#endif

#endif /* __UK_CLOCK_H__ */
