/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The cooperative scheduler and a clock that ticks while anybody waits for
 * the CPU. A thread that is on the CPU at two ticks in a row without a switch
 * between them has had its slice: so a slice lasts one to two ticks, and a
 * switch neither reads the clock nor programs the timer.
 *
 * The tick is armed where the run queue gets its first entry, which are
 * thread_add and thread_woken: yield puts back only who leaves the CPU to
 * someone that was queued, and the tick is armed then.
 *
 * A thread whose wait ends in an interrupt does not have to sit out others'
 * slices: it is urgent, and application code makes way at once.
 */
#include <arch/percpu.h>
#include <uk/arch/lcpu.h>
#include <uk/alloc.h>
#include <uk/plat/time.h>
#include <uk/sched_impl.h>
#include <uk/schedcoop.h>
#include <uk/schedpreempt.h>
#include <uk/trap.h>

#define TICK_NSEC \
	ukarch_time_msec_to_nsec((__nsec)CONFIG_LIBUKSCHEDPREEMPT_TICK_MSEC)

struct schedpreempt {
	struct uk_schedcoop coop;
	struct uk_timer tick;
	unsigned long switches_at_tick;
};

static struct schedpreempt *schedpreempt_of(struct uk_sched *s)
{
	return __containerof(uk_schedcoop_of(s), struct schedpreempt, coop);
}

static void tick(struct uk_timer *timer)
{
	struct schedpreempt *p =
		__containerof(timer, struct schedpreempt, tick);

	if (!uk_schedcoop_waiting(&p->coop))
		return;
	if (p->switches_at_tick == p->coop.switches)
		arch_percpu()->need_resched = 1;
	p->switches_at_tick = p->coop.switches;
	uk_timer_set(timer, ukplat_monotonic_clock() + TICK_NSEC);
}

static __noinline void tick_arm(struct schedpreempt *p)
{
	p->switches_at_tick = p->coop.switches;
	uk_timer_set(&p->tick, ukplat_monotonic_clock() + TICK_NSEC);
}

/* A thread has been queued. Interrupts are off. */
static inline void queued(struct schedpreempt *p)
{
	if (unlikely(!uk_timer_pending(&p->tick)))
		tick_arm(p);
}

static int schedpreempt_thread_add(struct uk_sched *s, struct uk_thread *t)
{
	uk_schedcoop_thread_add(s, t);
	if (uk_thread_is_runnable(t))
		queued(schedpreempt_of(s));
	return 0;
}

static void schedpreempt_thread_woken(struct uk_sched *s, struct uk_thread *t)
{
	struct schedpreempt *p = schedpreempt_of(s);
	struct uk_list_head *queue = &p->coop.run_queue;
	struct arch_percpu *cpu = arch_percpu();

	if (cpu->irq_depth) {
		queue = &p->coop.urgent;
		cpu->need_resched = 1;
	}
	if (!uk_thread_is_queueable(t))
		return;
	uk_list_add_tail(&t->queue, queue);
	queued(p);
}

/* On return to application code, interrupts off. */
static void resched(void)
{
	struct uk_thread *self = uk_thread_current();

	arch_percpu()->need_resched = 0;
	/*
	 * One who has blocked but not yet yielded is between uk_waitq_prepare()
	 * and a last look at his condition: to switch now would take him for
	 * asleep. He gives up the CPU by himself in a moment.
	 */
	if (!self || !uk_thread_is_runnable(self))
		return;
	self->times_preempted++;
	if (self->preempt_work)
		uk_thread_work_post(self, self->preempt_work);
	uk_sched_yield();
}

static int schedpreempt_start(struct uk_sched *s, struct uk_thread *main)
{
	uk_traps_resched_set(resched);
	return uk_schedcoop_start(s, main);
}

struct uk_sched *uk_schedpreempt_create(struct uk_alloc *a)
{
	struct schedpreempt *p = uk_malloc(a, sizeof(*p));

	if (!p)
		return NULL;
	uk_schedcoop_init(&p->coop);
	uk_timer_init(&p->tick, tick);
	p->switches_at_tick = 0;
	uk_sched_init(&p->coop.sched, schedpreempt_start, uk_schedcoop_yield,
		      schedpreempt_thread_add, uk_schedcoop_thread_remove,
		      uk_schedcoop_thread_blocked, schedpreempt_thread_woken,
		      a);
	return &p->coop.sched;
}
