/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Blocking and waking.
 *
 *	running		RUNNABLE		in no queue
 *	  block: clear RUNNABLE, then yield; a wake-up between the two sets it
 *	  again and yield treats the thread like any other that is runnable
 *	ready		RUNNABLE QUEUEABLE	in the run queue
 *	blocked		QUEUEABLE		in no queue
 *
 * QUEUEABLE changes where the scheduler takes a thread off the CPU or puts it
 * on, with interrupts off. So a waker, an interrupt for instance, sees either
 * a thread that will find RUNNABLE set when it yields, or one that may enter
 * the run queue.
 */
#include <uk/plat/lcpu.h>
#include <uk/plat/time.h>
#include <uk/sched.h>
#include "thread_priv.h"

/* The thread's timer: in the clock's interrupt. */
static void block_timed_out(struct uk_timer *timer)
{
	uk_thread_wake(__containerof(timer, struct uk_thread, timer));
}

void thread_timer_set(struct uk_thread *t, __nsec deadline)
{
	t->timer.fn = block_timed_out;
	uk_timer_set(&t->timer, deadline);
}

void uk_thread_block_until(struct uk_thread *t, __nsec deadline)
{
	unsigned long flags = ukplat_lcpu_save_irqf();

	thread_block_until_irqoff(t, deadline);
	ukplat_lcpu_restore_irqf(flags);
}

void uk_thread_block(struct uk_thread *t)
{
	uk_thread_block_until(t, 0);
}

void uk_thread_block_timeout(struct uk_thread *t, __nsec nsec)
{
	__nsec now = ukplat_monotonic_clock();

	/* Further away than the clock can count is for ever */
	uk_thread_block_until(t, nsec < __SNSEC_MAX - now ? now + nsec : 0);
}

void uk_thread_wake(struct uk_thread *t)
{
	unsigned long flags = ukplat_lcpu_save_irqf();

	thread_wake_irqoff(t);
	ukplat_lcpu_restore_irqf(flags);
}

void uk_sched_thread_sleep(__nsec nsec)
{
	uk_thread_block_timeout(uk_thread_current(), nsec);
	uk_sched_yield();
}

void uk_thread_work_post(struct uk_thread *t, uint32_t work)
{
	struct arch_percpu *cpu = arch_percpu();
	unsigned long flags = ukplat_lcpu_save_irqf();

	t->app_work |= work;
	if (t == cpu->thread)
		cpu->app_work |= work;
	ukplat_lcpu_restore_irqf(flags);
}

void uk_thread_work_clear(uint32_t work)
{
	struct arch_percpu *cpu = arch_percpu();
	unsigned long flags = ukplat_lcpu_save_irqf();

	cpu->thread->app_work &= ~work;
	cpu->app_work &= ~work;
	ukplat_lcpu_restore_irqf(flags);
}
