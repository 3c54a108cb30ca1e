/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */

#include <stddef.h>
#include <arch/cpu.h>
#include <arch/percpu.h>
#include <arch/trap.h>
#include <uk/event.h>
#include <uk/intctlr.h>
#include <uk/list.h>
#include <uk/print.h>
#include <uk/trap.h>
#include "trap_priv.h"

UK_EVENT(UKARCH_TRAP_INVALID_OP);
UK_EVENT(UKARCH_TRAP_DEBUG);
UK_EVENT(UKARCH_TRAP_PAGE_FAULT);
UK_EVENT(UKARCH_TRAP_BUS_ERROR);
UK_EVENT(UKARCH_TRAP_MATH);
UK_EVENT(UKARCH_TRAP_SECURITY);

/* Not every architecture has a general-protection fault. */
#ifdef UKARCH_TRAP_X86_GP
UK_EVENT(UKARCH_TRAP_X86_GP);
#define TRAP_GP_EVENT UK_EVENT_PTR(UKARCH_TRAP_X86_GP)
#else
#define TRAP_GP_EVENT NULL
#endif

static const struct uk_event *const events[] = {
	[ARCH_TRAP_INVALID_OP] = UK_EVENT_PTR(UKARCH_TRAP_INVALID_OP),
	[ARCH_TRAP_DEBUG] = UK_EVENT_PTR(UKARCH_TRAP_DEBUG),
	[ARCH_TRAP_PAGE_FAULT] = UK_EVENT_PTR(UKARCH_TRAP_PAGE_FAULT),
	[ARCH_TRAP_BUS_ERROR] = UK_EVENT_PTR(UKARCH_TRAP_BUS_ERROR),
	[ARCH_TRAP_MATH] = UK_EVENT_PTR(UKARCH_TRAP_MATH),
	[ARCH_TRAP_SECURITY] = UK_EVENT_PTR(UKARCH_TRAP_SECURITY),
	[ARCH_TRAP_GP] = TRAP_GP_EVENT,
	[ARCH_TRAP_OTHER] = NULL,
};

/*
 * The traps being handled, by a node on the stack of each handler. Handlers of
 * several threads may be under way, since one may wait: hence a list that a
 * node can leave in any order, and the question "on my stack?". Changed with
 * interrupts off.
 */
struct trap_frame {
	struct uk_hlist_node node;
};

static struct uk_hlist_head active;

static void trap_enter(struct trap_frame *frame)
{
	uk_hlist_add_head(&frame->node, &active);
}

static void trap_leave(struct trap_frame *frame)
{
	/* A handler may have enabled them; the way back wants them off. */
	arch_irq_disable();
	uk_hlist_del(&frame->node);
}

/* Is a handler of this thread under way? */
static int trap_is_active(void)
{
	const struct arch_percpu *cpu = arch_percpu();
	struct trap_frame *frame;

	uk_hlist_for_each_entry (frame, &active, node)
		if ((uintptr_t)frame >= cpu->kstack_bottom &&
		    (uintptr_t)frame < cpu->kstack_top)
			return 1;
	return 0;
}

static void trap_handle(struct __regs *regs,
			const struct ukarch_trap_info *info)
{
	const struct uk_event *event = events[info->kind];
	struct trap_frame frame;
	int rc = UK_EVENT_NOT_HANDLED;

	if (event) {
		trap_enter(&frame);
		rc = uk_raise_event_ptr(event, info->ctx);
		trap_leave(&frame);
	}
	if (likely(rc > 0))
		return;
	if (rc < 0)
		uk_pr_crit("%s handler returned error: %d\n",
			   info->kind == ARCH_TRAP_PAGE_FAULT ? "page fault"
							      : "trap",
			   rc);
	/* This trap's own handlers have been left. */
	trap_crash(regs, info, trap_is_active());
}

static struct arch_trap_ops ops = {
	.trap = trap_handle,
	.irq = uk_irq_dispatch,
};

void uk_traps_init(void)
{
	arch_traps_init(&ops);
}

void uk_traps_resched_set(void (*resched)(void))
{
	ops.resched = resched;
}

void uk_traps_app_work_set(void (*work)(struct __regs *regs))
{
	ops.app_work = work;
}

void uk_traps_syscall_set(long (*syscall)(struct __regs *regs))
{
	ops.syscall = syscall;
}
