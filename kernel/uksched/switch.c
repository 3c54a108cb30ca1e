/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The switch. What belongs to a thread while it runs lies in the CPU:
 * callee-saved registers and stack pointer (ukarch_ctx_switch), vector
 * registers (kept lazily), TLS pointer and its like, and the fields of struct
 * arch_percpu that are copied here.
 */
#include <arch/asm/app_base.h>
#include <arch/cpu.h>
#include <arch/percpu.h>
#include <arch/vector.h>
#include <uk/plat/time.h>
#include <uk/sched_impl.h>

void uk_sched_thread_run_end(struct uk_thread *t)
{
	__nsec now = ukplat_monotonic_clock();

	t->run_time += now - t->run_since;
	t->run_since = now;
}

__nsec uk_thread_run_time(const struct uk_thread *t)
{
	__nsec time = t->run_time;

	if (t == uk_thread_current())
		time += ukplat_monotonic_clock() - t->run_since;
	return time;
}

void uk_sched_thread_switch(struct uk_thread *next)
{
	struct arch_percpu *cpu = arch_percpu();
	struct uk_thread *prev = cpu->thread;

	UK_ASSERT(next != prev && next->kstack_top);
	UK_ASSERT(cpu->irq_depth == 0);

	uk_sched_thread_run_end(prev);
	next->run_since = prev->run_since;
	prev->kstack_top = cpu->kstack_top;
	prev->preempt_count = cpu->preempt_count;
	prev->app_limit = cpu->app_limit;
	arch_vector_switch(prev->ectx, next->ectx);

	cpu->thread = next;
	cpu->kstack_top = next->kstack_top;
	cpu->kstack_bottom = next->kstack_bottom;
	cpu->preempt_count = next->preempt_count;
	cpu->app_limit = next->app_limit;
	cpu->need_resched = 0;
	cpu->app_work = next->app_work;
	arch_app_bases_switch(&prev->tlsp, &prev->app_base, next->tlsp,
			      next->app_base);

	/*
	 * An interrupt from here on runs on prev's stack in next's name: it may
	 * wake threads, prev too, but it cannot switch
	 */
	arch_irq_enable();
	ukarch_ctx_switch(&prev->ctx, &next->ctx);
	arch_irq_disable();
}
