/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The end of a thread. A thread cannot free the stack that it runs on: one
 * that is joinable is released by who joins it, the others by the reaper, a
 * kernel thread that the first thread added to a scheduler brings along.
 * Hooks and destructors may sleep there.
 */
#include <errno.h>
#include <uk/plat/lcpu.h>
#include <uk/sched_impl.h>
#include <uk/wait.h>
#include "thread_priv.h"

unsigned int uk_sched_thread_gc(struct uk_sched *s)
{
	unsigned int count = 0;
	struct uk_thread *t;
	unsigned long flags;

	for (;;) {
		flags = ukplat_lcpu_save_irqf();
		t = UK_TAILQ_FIRST(&s->exited_threads);
		if (t)
			UK_TAILQ_REMOVE(&s->exited_threads, t, thread_list);
		ukplat_lcpu_restore_irqf(flags);
		if (!t)
			return count;

		t->sched = NULL;
		if (t->_gc_fn)
			t->_gc_fn(t, t->_gc_argp);
		uk_thread_release(t);
		count++;
	}
}

static void reaper(void *arg)
{
	struct uk_sched *s = arg;
	unsigned long flags;

	for (;;) {
		uk_sched_thread_gc(s);
		flags = ukplat_lcpu_save_irqf();
		if (UK_TAILQ_EMPTY(&s->exited_threads))
			uk_thread_block(uk_thread_current());
		ukplat_lcpu_restore_irqf(flags);
		uk_sched_yield();
	}
}

int thread_reaper_start(struct uk_sched *s)
{
	struct uk_thread *t;
	int rc;

	if (s->_reaper)
		return 0;
	t = uk_thread_create_fn1(s->a, reaper, s, NULL, 0, NULL, true, "reaper",
				 NULL, NULL);
	if (!t)
		return -ENOMEM;
	s->_reaper = t;
	rc = uk_sched_thread_add(s, t);
	if (rc < 0) {
		s->_reaper = NULL;
		uk_thread_release(t);
	}
	return rc;
}

/* Hands an exited thread to the reaper. Interrupts are off. */
static void bury(struct uk_sched *s, struct uk_thread *t)
{
	UK_TAILQ_INSERT_TAIL(&s->exited_threads, t, thread_list);
	uk_thread_wake(s->_reaper);
}

/* Takes the thread out of its scheduler for good. Interrupts are off. */
static void thread_end(struct uk_thread *t)
{
	struct uk_sched *s = t->sched;

	uk_waitq_abandon(t);
	if (t->wakeup_time)
		uk_timer_cancel(&t->timer);
	s->thread_remove(s, t);
	UK_TAILQ_REMOVE(&s->thread_list, t, thread_list);
	uk_thread_set_exited(t);

	if (!(t->flags & UK_THREADF_JOINABLE))
		bury(s, t);
	else if (t->_joiner)
		uk_thread_wake(t->_joiner);
}

void uk_sched_thread_exit2(uk_thread_gc_t gc_fn, void *gc_argp)
{
	struct uk_thread *self = uk_thread_current();

	UK_ASSERT(self && self != self->sched->_reaper);

	ukplat_lcpu_disable_irq();
	self->_gc_fn = gc_fn;
	self->_gc_argp = gc_argp;
	thread_end(self);
	self->sched->yield(self->sched);
	UK_BUG();
}

void uk_sched_thread_exit(void)
{
	uk_sched_thread_exit2(NULL, NULL);
}

void uk_sched_thread_terminate(struct uk_thread *t)
{
	unsigned long flags;

	if (t == uk_thread_current())
		uk_sched_thread_exit();
	UK_ASSERT(t->sched && t != t->sched->_reaper);

	flags = ukplat_lcpu_save_irqf();
	if (!uk_thread_is_exited(t))
		thread_end(t);
	ukplat_lcpu_restore_irqf(flags);
}

int uk_sched_thread_join(struct uk_thread *t)
{
	struct uk_thread *self = uk_thread_current();
	unsigned long flags;

	if (t == self)
		return -EDEADLK;
	if (!(t->flags & UK_THREADF_JOINABLE))
		return -EINVAL;

	flags = ukplat_lcpu_save_irqf();
	if (t->_joiner) {
		ukplat_lcpu_restore_irqf(flags);
		return -EBUSY;
	}
	t->_joiner = self;
	while (!uk_thread_is_exited(t)) {
		uk_thread_block(self);
		ukplat_lcpu_restore_irqf(flags);
		uk_sched_yield();
		flags = ukplat_lcpu_save_irqf();
	}
	ukplat_lcpu_restore_irqf(flags);

	/* We run, so the thread is off its stack */
	t->sched = NULL;
	if (t->_gc_fn)
		t->_gc_fn(t, t->_gc_argp);
	uk_thread_release(t);
	return 0;
}

void uk_sched_thread_detach(struct uk_thread *t)
{
	unsigned long flags = ukplat_lcpu_save_irqf();

	UK_ASSERT(t->flags & UK_THREADF_JOINABLE && !t->_joiner);
	t->flags &= ~UK_THREADF_JOINABLE;
	if (uk_thread_is_exited(t))
		bury(t->sched, t);
	ukplat_lcpu_restore_irqf(flags);
}
