/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <uk/plat/lcpu.h>
#include <uk/print.h>
#include <uk/sched_impl.h>

static void dump_thread(int klvl, const struct uk_thread *t)
{
	const char *state = t == uk_thread_current()   ? "running"
			    : uk_thread_is_runnable(t) ? "ready"
			    : t->wakeup_time	       ? "sleeping"
						       : "blocked";

	uk_printk(klvl, "%-16s %p %-8s flags %02x ctx %lx sp %lx tls %lx\n",
		  t->name ? t->name : "<unnamed>", (const void *)t, state,
		  t->flags, (unsigned long)t->ctx.ip, (unsigned long)t->ctx.sp,
		  (unsigned long)t->tlsp);
}

static void dump_sched(int klvl, struct uk_sched *s)
{
	struct uk_thread *t;
	unsigned long flags;

	flags = ukplat_lcpu_save_irqf();
	uk_sched_foreach_thread (s, t)
		dump_thread(klvl, t);
	ukplat_lcpu_restore_irqf(flags);
}

void uk_sched_dumpk_threads(int klvl, struct uk_sched *s)
{
	if (s) {
		dump_sched(klvl, s);
		return;
	}
	for (s = uk_sched_head; s; s = s->next)
		dump_sched(klvl, s);
}
