/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Faults of programs as signals. These handlers are the last ones: what
 * somebody could mend, a page that was not there yet, has been mended.
 */
#include <stddef.h>
#include <arch/trap.h>
#include <uk/event.h>
#include <uk/vmem.h>
#include "signal_priv.h"

#define SEGV_MAPERR 1
#define SEGV_ACCERR 2
#define BUS_ADRALN  1
#define BUS_ADRERR  2
#define FPE_INTDIV  1
#define FPE_FLTINV  7
#define ILL_ILLOPN  2
#define TRAP_BRKPT  1
#define TRAP_TRACE  2

/* Has a program done this, one that has signals? */
static bool is_program(const struct ukarch_trap_ctx *ctx)
{
	const struct uk_thread *t = uk_thread_current();

	return t && t->posix && t->posix->sig &&
	       arch_regs_pc(ctx->regs) < UPPER_HALF_BASE;
}

static int raise_fault(struct ukarch_trap_ctx *ctx, int signo, int code,
		       uint64_t addr)
{
	struct uk_siginfo info = {
		.si_signo = signo,
		.si_code = code,
		.fault = {.addr = addr},
	};

	if (!is_program(ctx))
		return UK_EVENT_NOT_HANDLED;
	uk_signal_force(signo, &info);
	return UK_EVENT_HANDLED;
}

static int page_fault(void *data)
{
	struct ukarch_trap_ctx *ctx = data;
	__vaddr_t address = ctx->info->address;
	struct uk_vas *vas = uk_vas_get_active();
	bool mapped = vas && uk_vma_find(vas, address);

	/* There is an area, but nothing is behind it */
	if (mapped && uk_vas_fault_is_bus(vas))
		return raise_fault(ctx, SIGBUS, BUS_ADRERR, address);
	return raise_fault(ctx, SIGSEGV, mapped ? SEGV_ACCERR : SEGV_MAPERR,
			   address);
}

static int invalid_op(void *data)
{
	struct ukarch_trap_ctx *ctx = data;

	return raise_fault(ctx, SIGILL, ILL_ILLOPN, arch_regs_pc(ctx->regs));
}

static int math(void *data)
{
	struct ukarch_trap_ctx *ctx = data;

	return raise_fault(ctx, SIGFPE,
			   ctx->info->vector ? FPE_FLTINV : FPE_INTDIV,
			   arch_regs_pc(ctx->regs));
}

static int bus_error(void *data)
{
	return raise_fault(data, SIGBUS, BUS_ADRALN, 0);
}

static int debug(void *data)
{
	return raise_fault(data, SIGTRAP, UK_SI_KERNEL, 0);
}

UK_EVENT_HANDLER_PRIO(UKARCH_TRAP_PAGE_FAULT, page_fault, 9);
UK_EVENT_HANDLER_PRIO(UKARCH_TRAP_INVALID_OP, invalid_op, 9);
UK_EVENT_HANDLER_PRIO(UKARCH_TRAP_MATH, math, 9);
UK_EVENT_HANDLER_PRIO(UKARCH_TRAP_BUS_ERROR, bus_error, 9);
UK_EVENT_HANDLER_PRIO(UKARCH_TRAP_DEBUG, debug, 9);

/* An address that is none: no address is told, as on Linux. */
#ifdef UKARCH_TRAP_X86_GP
static int protection(void *data)
{
	return raise_fault(data, SIGSEGV, UK_SI_KERNEL, 0);
}

UK_EVENT_HANDLER_PRIO(UKARCH_TRAP_X86_GP, protection, 9);
#endif /* UKARCH_TRAP_X86_GP */
