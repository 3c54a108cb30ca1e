/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * In a queue is who is runnable and not on the CPU (RUNNABLE and QUEUEABLE).
 * The queues and these flags change with interrupts off only.
 *
 * There is no idle thread: who finds the queue empty waits for an interrupt in
 * his own context. So a thread that sleeps alone goes on without any switch.
 */
#include <uk/alloc.h>
#include <uk/console.h>
#include <uk/arch/lcpu.h>
#include <uk/plat/lcpu.h>
#include <uk/plat/time.h>
#include <uk/sched_impl.h>
#include <uk/schedcoop.h>

/* Interrupts are off; they come in while we wait. */
static void idle(void)
{
	uk_console_flush();
	if (uk_timer_polled()) {
		ukplat_lcpu_irqs_handle_pending();
		uk_timer_run();
	} else {
		ukplat_lcpu_halt_irq();
	}
}

/* The queue whose turn it is; somebody waits. */
static inline struct uk_list_head *pick_queue(struct uk_schedcoop *c)
{
	if (likely(uk_list_empty(&c->urgent)))
		return &c->run_queue;
	if (uk_list_empty(&c->run_queue)) {
		c->urgent_run = 0;
		return &c->urgent;
	}
	if (c->urgent_run++ < UK_SCHEDCOOP_URGENT_RUN)
		return &c->urgent;
	c->urgent_run = 0;
	return &c->run_queue;
}

/* Until somebody is queued: nobody's time. */
static __noinline void idle_until_queued(struct uk_schedcoop *c)
{
	uk_sched_thread_run_end(uk_thread_current());
	while (!uk_schedcoop_waiting(c))
		idle();
	uk_thread_current()->run_since = ukplat_monotonic_clock();
}

static inline struct uk_thread *take(struct uk_list_head *queue)
{
	struct uk_thread *next =
		uk_list_first_entry(queue, struct uk_thread, queue);

	uk_list_del(&next->queue);
	return next;
}

static __noinline struct uk_thread *pick_slow(struct uk_schedcoop *c)
{
	if (!uk_schedcoop_waiting(c))
		idle_until_queued(c);
	return take(pick_queue(c));
}

/* Takes the next thread out of its queue, waits for one if need be. */
static inline struct uk_thread *pick(struct uk_schedcoop *c)
{
	if (likely(uk_list_empty(&c->urgent) && !uk_list_empty(&c->run_queue)))
		return take(&c->run_queue);
	return pick_slow(c);
}

void uk_schedcoop_yield(struct uk_sched *s)
{
	struct uk_schedcoop *c = uk_schedcoop_of(s);
	struct uk_thread *self = uk_thread_current(), *next;
	unsigned long flags;

	if (uk_thread_is_runnable(self) && !uk_schedcoop_waiting(c))
		return;

	flags = ukplat_lcpu_save_irqf();
	uk_thread_set_queueable(self);
	if (uk_thread_is_runnable(self))
		uk_list_add_tail(&self->queue, &c->run_queue);
	next = pick(c);
	uk_thread_clear_queueable(next);
	if (next != self) {
		c->switches++;
		uk_sched_thread_switch(next);
	}
	ukplat_lcpu_restore_irqf(flags);
}

int uk_schedcoop_thread_add(struct uk_sched *s, struct uk_thread *t)
{
	uk_thread_set_queueable(t);
	if (uk_thread_is_runnable(t))
		uk_list_add_tail(&t->queue, &uk_schedcoop_of(s)->run_queue);
	return 0;
}

void uk_schedcoop_thread_remove(struct uk_sched *s __unused,
				struct uk_thread *t)
{
	if (uk_thread_is_queueable(t) && uk_thread_is_runnable(t))
		uk_list_del(&t->queue);
	uk_thread_clear_queueable(t);
}

void uk_schedcoop_thread_blocked(struct uk_sched *s __unused,
				 struct uk_thread *t)
{
	if (uk_thread_is_queueable(t))
		uk_list_del(&t->queue);
}

void uk_schedcoop_thread_woken(struct uk_sched *s, struct uk_thread *t)
{
	if (uk_thread_is_queueable(t))
		uk_list_add_tail(&t->queue, &uk_schedcoop_of(s)->run_queue);
}

int uk_schedcoop_start(struct uk_sched *s __unused,
		       struct uk_thread *main __unused)
{
	return 0;
}

void uk_schedcoop_init(struct uk_schedcoop *c)
{
	UK_INIT_LIST_HEAD(&c->run_queue);
	UK_INIT_LIST_HEAD(&c->urgent);
	c->urgent_run = 0;
	c->switches = 0;
}

struct uk_sched *uk_schedcoop_create(struct uk_alloc *a)
{
	struct uk_schedcoop *c = uk_malloc(a, sizeof(*c));

	if (!c)
		return NULL;
	uk_schedcoop_init(c);
	uk_sched_init(&c->sched, uk_schedcoop_start, uk_schedcoop_yield,
		      uk_schedcoop_thread_add, uk_schedcoop_thread_remove,
		      uk_schedcoop_thread_blocked, uk_schedcoop_thread_woken,
		      a);
	return &c->sched;
}
