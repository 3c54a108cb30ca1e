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
#define FPE_FLTDIV  3
#define FPE_FLTOVF  4
#define FPE_FLTUND  5
#define FPE_FLTRES  6
#define FPE_FLTINV  7
#define FPE_FLTUNK  14
#define ILL_ILLOPN  2
#define TRAP_BRKPT  1
#define TRAP_TRACE  2
#define TRAP_HWBKPT 4

/* Has a program done this, one that has signals? */
static bool is_program(const struct ukarch_trap_ctx *ctx)
{
	const struct uk_thread *t = uk_thread_current();

	if (!t || !t->posix || !t->posix->sig)
		return false;
	return arch_regs_pc(ctx->regs) < UPPER_HALF_BASE ||
	       (t->posix->process->vas && arch_regs_are_lost(ctx->regs));
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
	sig_fault_set(&sig_self()->fault, ctx->info);
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
	static const int codes[] = {
		[ARCH_MATH_UNKNOWN] = FPE_FLTUNK,
		[ARCH_MATH_INTEGER] = FPE_INTDIV,
		[ARCH_MATH_INVALID] = FPE_FLTINV,
		[ARCH_MATH_DIVIDE] = FPE_FLTDIV,
		[ARCH_MATH_OVERFLOW] = FPE_FLTOVF,
		[ARCH_MATH_UNDERFLOW] = FPE_FLTUND,
		[ARCH_MATH_INEXACT] = FPE_FLTRES,
	};
	struct ukarch_trap_ctx *ctx = data;

	return raise_fault(ctx, SIGFPE, codes[ctx->info->math],
			   arch_regs_pc(ctx->regs));
}

static int bus_error(void *data)
{
	return raise_fault(data, SIGBUS, BUS_ADRALN, 0);
}

static int debug(void *data)
{
	static const int codes[] = {
		[ARCH_DEBUG_TRAP] = UK_SI_KERNEL,
		[ARCH_DEBUG_BREAK] = TRAP_BRKPT,
		[ARCH_DEBUG_STEP] = TRAP_TRACE,
		[ARCH_DEBUG_WATCH] = TRAP_HWBKPT,
	};
	struct ukarch_trap_ctx *ctx = data;
	int code = codes[ctx->info->debug];

	return raise_fault(ctx, SIGTRAP, code,
			   code == UK_SI_KERNEL ? 0 : arch_regs_pc(ctx->regs));
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
