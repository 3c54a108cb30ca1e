/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <uk/essentials.h>
#include <uk/plat/lcpu.h>
#include <uk/plat/time.h>
#include "timers_priv.h"

static __nsec ptimer_now(const struct ptimer *t)
{
	return t->is_cpu ? uk_process_run_time(t->process)
			 : ukplat_monotonic_clock();
}

static void ptimer_arm(struct ptimer *t)
{
	__nsec now = ptimer_now(t);

	uk_timer_set(
		&t->timer,
		t->is_cpu ? ukplat_monotonic_clock() +
				    (t->deadline > now ? t->deadline - now : 0)
			  : t->deadline);
}

/* In the clock's interrupt. */
static void ptimer_fired(struct uk_timer *timer)
{
	struct ptimer *t = __containerof(timer, struct ptimer, timer);
	__nsec now = ptimer_now(t);
	unsigned long times = 1;

	if (now < t->deadline) {
		ptimer_arm(t);
		return;
	}
	if (t->interval) {
		times += (now - t->deadline) / t->interval;
		t->deadline += times * t->interval;
		ptimer_arm(t);
	} else {
		t->armed = false;
	}
	t->expire(t, times);
}

void ptimer_init(struct ptimer *timer, struct uk_process *p, bool is_cpu,
		 void (*expire)(struct ptimer *timer, unsigned long times))
{
	*timer = (struct ptimer){
		.process = p,
		.expire = expire,
		.is_cpu = is_cpu,
	};
	uk_timer_init(&timer->timer, ptimer_fired);
}

void ptimer_set(struct ptimer *t, __nsec value, __nsec interval)
{
	unsigned long flags = ukplat_lcpu_save_irqf();
	__nsec now = ptimer_now(t);

	uk_timer_cancel(&t->timer);
	t->armed = value != 0;
	t->interval = interval;
	t->deadline = value < __NSEC_MAX - now ? now + value : __NSEC_MAX;
	if (t->armed)
		ptimer_arm(t);
	ukplat_lcpu_restore_irqf(flags);
}

__nsec ptimer_left(const struct ptimer *t)
{
	__nsec now = ptimer_now(t);

	if (!t->armed)
		return 0;
	return t->deadline > now ? t->deadline - now : 1;
}
