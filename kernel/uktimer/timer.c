/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The queue of pending timers and the clock-event device behind it.
 *
 * The device is programmed only for a new earliest deadline, and left alone
 * when a timer is cancelled: a wait with a time-out that does not expire costs
 * a heap insertion and removal.
 *
 * Timers that are due faster than they run, such as one that sets itself again
 * for a moment later on a slow machine, do not keep the CPU: some run at one
 * interrupt, and the next one leaves some time to whom it interrupts.
 */
#include <stddef.h>
#include <uk/arch/spinlock.h>
#include <uk/assert.h>
#include <uk/clock.h>
#include <uk/ctors.h>
#include <uk/essentials.h>
#include <uk/plat/spinlock.h>
#include <uk/plat/time.h>
#include <uk/timer.h>
#include "heap_priv.h"

/* So many run at one interrupt. */
#define RUN_MAX 32

/*
 * The next interrupt is no earlier than so many times what they took: that is
 * also for programming the device, and for the way out of the interrupt and
 * into the next one.
 */
#define PAUSE 4

static struct {
	__spinlock lock; /* taken with interrupts off */
	struct uk_timer *root;
	__nsec armed; /* what the device is programmed for; 0: nothing */
} queue = {
	.lock = UKARCH_SPINLOCK_INITIALIZER(),
};

/*
 * Programs the device for the root unless it interrupts early enough, but not
 * before earliest.
 */
static int queue_arm_locked(__nsec earliest)
{
	__nsec deadline = MAX(queue.root->deadline, earliest);
	int rc;

	if (queue.armed && queue.armed <= deadline && queue.armed >= earliest)
		return 0;
	rc = uk_clockevent_set(deadline);
	if (rc == 0)
		queue.armed = deadline;
	return rc;
}

int uk_timer_set(struct uk_timer *timer, __nsec deadline)
{
	unsigned long flags;
	int rc = 0;

	UK_ASSERT(timer->fn);
	/* 0 stands for "none" in the interface */
	if (!deadline)
		deadline = 1;

	ukplat_spin_lock_irqsave(&queue.lock, flags);
	if (uk_timer_pending(timer))
		timer_heap_remove(&queue.root, timer);
	timer->deadline = deadline;
	timer_heap_insert(&queue.root, timer);
	if (queue.root == timer)
		rc = queue_arm_locked(0);
	ukplat_spin_unlock_irqrestore(&queue.lock, flags);
	return rc;
}

int uk_timer_cancel(struct uk_timer *timer)
{
	unsigned long flags;
	int pending;

	ukplat_spin_lock_irqsave(&queue.lock, flags);
	pending = uk_timer_pending(timer);
	if (pending)
		timer_heap_remove(&queue.root, timer);
	ukplat_spin_unlock_irqrestore(&queue.lock, flags);
	return pending;
}

/*
 * Takes out a timer that is due at time now, if more may run since start. NULL
 * if not: then the device is programmed.
 */
static struct uk_timer *queue_pop(__nsec start, __nsec now, unsigned int more)
{
	struct uk_timer *timer;
	unsigned long flags;

	ukplat_spin_lock_irqsave(&queue.lock, flags);
	timer = queue.root;
	if (timer && timer->deadline <= now && more) {
		timer_heap_remove(&queue.root, timer);
	} else {
		if (timer)
			(void)queue_arm_locked(now + PAUSE * (now - start));
		timer = NULL;
	}
	ukplat_spin_unlock_irqrestore(&queue.lock, flags);
	return timer;
}

void uk_timer_run(void)
{
	__nsec start = ukplat_monotonic_clock(), now = start;
	unsigned int more = RUN_MAX;
	struct uk_timer *timer;

	while ((timer = queue_pop(start, now, more--))) {
		timer->fn(timer);
		now = ukplat_monotonic_clock();
	}
}

int uk_timer_polled(void)
{
	return queue.root && !queue.armed;
}

/* The device has interrupted: its deadline is gone. */
static void clockevent_fired(void)
{
	unsigned long flags;

	ukplat_spin_lock_irqsave(&queue.lock, flags);
	queue.armed = 0;
	ukplat_spin_unlock_irqrestore(&queue.lock, flags);
	uk_timer_run();
}

__nsec uk_timer_next(void)
{
	unsigned long flags;
	__nsec deadline;

	ukplat_spin_lock_irqsave(&queue.lock, flags);
	deadline = queue.root ? queue.root->deadline : 0;
	ukplat_spin_unlock_irqrestore(&queue.lock, flags);
	return deadline;
}

static void timer_ctor(void)
{
	uk_clockevent_handler_set(clockevent_fired);
}

UK_CTOR_PRIO(timer_ctor, 0);
