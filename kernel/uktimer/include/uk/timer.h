/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Timers: "call fn when the monotonic clock has reached deadline". The object
 * is the caller's and lies wherever it likes; nothing here allocates or fails.
 *
 * Every function may be called in any context. A timer's fn runs once, in the
 * interrupt of the clock, with interrupts off; it may set its timer again.
 */
#ifndef __UK_TIMER_H__
#define __UK_TIMER_H__

#include <uk/arch/time.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_timer;

typedef void (*uk_timer_func_t)(struct uk_timer *timer);

/* Fields belong to uktimer; deadline and fn may be read. */
struct uk_timer {
	__nsec deadline; /* of ukplat_monotonic_clock(), in nanoseconds */
	uk_timer_func_t fn;
	struct uk_timer *child; /* first of those that end later */
	struct uk_timer *next;	/* right sibling */
	struct uk_timer *prev;	/* left sibling, for the first one the parent,
				 * for the root itself, NULL: not pending */
};

#define UK_TIMER_INITIALIZER(func) \
	{                          \
		.fn = (func)       \
	}

static inline void uk_timer_init(struct uk_timer *timer, uk_timer_func_t fn)
{
	*timer = (struct uk_timer)UK_TIMER_INITIALIZER(fn);
}

/* True between uk_timer_set() and the call of fn or uk_timer_cancel(). */
static inline int uk_timer_pending(const struct uk_timer *timer)
{
	return timer->prev != (void *)0;
}

/*
 * Arms the timer for deadline, or moves it there when it is pending. A
 * deadline that has passed makes fn run at the next occasion. Returns 0, or
 * -ENODEV when the machine has no device that could interrupt: the timer is
 * pending then and runs no earlier than uk_timer_run() is called.
 */
int uk_timer_set(struct uk_timer *timer, __nsec deadline);

/*
 * Disarms the timer: fn does not run any more. Returns 1 if it was pending, 0
 * otherwise. Costs nothing on the device: its interrupt finds nothing to do.
 */
int uk_timer_cancel(struct uk_timer *timer);

/*
 * Runs what is due and programs the device for what comes next. The clock's
 * interrupt does this by itself; a machine without one calls it when it idles.
 */
void uk_timer_run(void);

/*
 * True while there is a pending timer that no device will interrupt for: who
 * waits has to call uk_timer_run() himself.
 */
int uk_timer_polled(void);

/* The earliest deadline; 0 when no timer is pending. */
__nsec uk_timer_next(void);

#ifdef __cplusplus
}
#endif

#endif /* __UK_TIMER_H__ */
