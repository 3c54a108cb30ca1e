/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Traps: from the syndrome to what generic code knows. vectors.S calls the
 * arm64_trap_* functions with interrupts off, on the kernel stack.
 */
#include <stddef.h>
#include <uk/arch/lcpu.h>
#include <uk/essentials.h>
#include <uk/plat/bootstrap.h>
#include <arch/cpu.h>
#include <arch/exit.h>
#include <arch/percpu.h>
#include <arch/trap.h>
#include "ectx_priv.h"
#include "trap_priv.h"

_Static_assert(
	offsetof(struct __regs, lr) == __REGS_OFFSETOF_LR &&
		offsetof(struct __regs, sp) == __REGS_OFFSETOF_SP &&
		offsetof(struct __regs, elr_el1) == __REGS_OFFSETOF_ELR &&
		offsetof(struct __regs, spsr_el1) == __REGS_OFFSETOF_SPSR &&
		offsetof(struct __regs, esr_el1) == __REGS_OFFSETOF_ESR &&
		offsetof(struct __regs, far_el1) == __REGS_OFFSETOF_FAR &&
		offsetof(struct __regs, frame) == __REGS_OFFSETOF_FRAME &&
		sizeof(struct __regs) == __REGS_SIZEOF,
	"vectors.S knows the offsets in struct __regs");

/* ESR_EL1.EC: exception class */
enum {
	EC_FP = 0x07,
	EC_PAUTH = 0x09,
	EC_BTI = 0x0d,
	EC_SVC = 0x15,
	EC_FPAC = 0x1c,
	EC_IABT_LOWER = 0x20,
	EC_IABT = 0x21,
	EC_PC_ALIGN = 0x22,
	EC_DABT_LOWER = 0x24,
	EC_DABT = 0x25,
	EC_SP_ALIGN = 0x26,
	EC_FP_EXC = 0x2c,
	EC_SERROR = 0x2f,
	EC_BREAKPOINT_LOWER = 0x30,
	EC_STEP_LOWER = 0x32,
	EC_STEP = 0x33,
	EC_WATCHPOINT = 0x35,
	EC_BRK = 0x3c,
};

#define ESR_EC(esr)	 ((unsigned int)((esr) >> 26) & 0x3f)
#define ESR_ISS_MASK	 0x1ffffffUL
#define ESR_WNR		 (1UL << 6) /* a write */
#define ESR_CM		 (1UL << 8) /* cache maintenance: WNR says nothing */
#define ESR_FP_INVALID	 (1UL << 0)
#define ESR_FP_DIVIDE	 (1UL << 1)
#define ESR_FP_OVERFLOW	 (1UL << 2)
#define ESR_FP_UNDERFLOW (1UL << 3)
#define ESR_FP_INEXACT	 (1UL << 4)
#define ESR_FP_VALID	 (1UL << 23) /* the five above say something */
#define ESR_FNV		 (1UL << 10) /* no valid address */

/* Fault status, without the level */
enum {
	FSC_ADDRESS_SIZE = 0x00,
	FSC_TRANSLATION = 0x04,
	FSC_ACCESS_FLAG = 0x08,
	FSC_PERMISSION = 0x0c,
	FSC_TAG_CHECK = 0x11,
};

/* Immediates of BRK that a compiler uses for __builtin_trap(), and that of
 * clang's check of a division (-fsanitize-trap).
 */
#define BRK_TRAP_GCC   0x3e8
#define BRK_TRAP_CLANG 0x1
#define BRK_UBSAN_DIV  0x5503

static const struct arch_trap_ops *trap_ops;

static void trap_name(struct ukarch_trap_info *info, enum arch_trap_kind kind,
		      const char *name)
{
	info->kind = kind;
	info->name = name;
}

static void decode_abort(struct ukarch_trap_info *info, unsigned long esr,
			 unsigned long far, bool exec)
{
	unsigned int fsc = esr & 0x3f;

	if (!(esr & ESR_FNV))
		info->address = far;
	if (exec)
		info->fault |= ARCH_FAULT_EXEC;
	else if ((esr & ESR_WNR) && !(esr & ESR_CM))
		info->fault |= ARCH_FAULT_WRITE;

	if (fsc == FSC_TAG_CHECK) {
		trap_name(info, ARCH_TRAP_SECURITY, "memory tag mismatch");
		return;
	}
	switch (fsc & ~3U) {
	case FSC_ADDRESS_SIZE:
		info->fault |= ARCH_FAULT_BADPTE;
		break;
	case FSC_TRANSLATION:
		break;
	case FSC_ACCESS_FLAG:
	case FSC_PERMISSION:
		info->fault |= ARCH_FAULT_PRESENT;
		break;
	default:
		trap_name(info, ARCH_TRAP_BUS_ERROR, "bus error");
		return;
	}
	trap_name(info, ARCH_TRAP_PAGE_FAULT, "page fault");
}

/* A program's is a breakpoint, whatever its number. */
static void decode_brk(struct ukarch_trap_info *info, const struct __regs *regs)
{
	unsigned int imm = regs->esr_el1 & 0xffff;

	info->debug = ARCH_DEBUG_BREAK;
	info->math = ARCH_MATH_INTEGER;
	if (arch_regs_pc(regs) < UPPER_HALF_BASE)
		trap_name(info, ARCH_TRAP_DEBUG, "breakpoint");
	else if (imm == BRK_TRAP_GCC || imm == BRK_TRAP_CLANG)
		trap_name(info, ARCH_TRAP_INVALID_OP, "trap instruction");
	else if (imm == BRK_UBSAN_DIV)
		trap_name(info, ARCH_TRAP_MATH, "division by zero or overflow");
	else
		trap_name(info, ARCH_TRAP_DEBUG, "breakpoint");
}

/* The syndrome says which, unless it says that it does not. */
static enum arch_math decode_math(unsigned long esr)
{
	if (!(esr & ESR_FP_VALID))
		return ARCH_MATH_UNKNOWN;
	if (esr & ESR_FP_INVALID)
		return ARCH_MATH_INVALID;
	if (esr & ESR_FP_DIVIDE)
		return ARCH_MATH_DIVIDE;
	if (esr & ESR_FP_OVERFLOW)
		return ARCH_MATH_OVERFLOW;
	if (esr & ESR_FP_UNDERFLOW)
		return ARCH_MATH_UNDERFLOW;
	return esr & ESR_FP_INEXACT ? ARCH_MATH_INEXACT : ARCH_MATH_UNKNOWN;
}

static void decode(struct ukarch_trap_info *info, const struct __regs *regs)
{
	unsigned long esr = regs->esr_el1;
	unsigned int ec = ESR_EC(esr);

	info->vector = ec;
	info->code = esr;
	switch (ec) {
	case EC_IABT:
	case EC_IABT_LOWER:
		decode_abort(info, esr, regs->far_el1, true);
		break;
	case EC_DABT:
	case EC_DABT_LOWER:
		decode_abort(info, esr, regs->far_el1, false);
		break;
	case EC_PC_ALIGN:
		info->address = regs->far_el1;
		trap_name(info, ARCH_TRAP_BUS_ERROR, "misaligned pc");
		break;
	case EC_SP_ALIGN:
		trap_name(info, ARCH_TRAP_BUS_ERROR, "misaligned sp");
		break;
	case EC_FP_EXC:
		info->math = decode_math(esr);
		trap_name(info, ARCH_TRAP_MATH, "floating-point exception");
		break;
	case EC_BTI:
		trap_name(info, ARCH_TRAP_SECURITY, "branch to no target");
		break;
	case EC_PAUTH:
	case EC_FPAC:
		trap_name(info, ARCH_TRAP_SECURITY, "pointer not authentic");
		break;
	case EC_FP:
		trap_name(info, ARCH_TRAP_INVALID_OP, "vectors not allowed");
		break;
	case EC_BRK:
		decode_brk(info, regs);
		break;
	default:
		info->debug = ec == EC_STEP || ec == EC_STEP_LOWER
				      ? ARCH_DEBUG_STEP
				      : ARCH_DEBUG_WATCH;
		if (ec >= EC_BREAKPOINT_LOWER && ec <= EC_WATCHPOINT)
			trap_name(info, ARCH_TRAP_DEBUG, "debug exception");
		else
			trap_name(info, ARCH_TRAP_INVALID_OP,
				  "invalid instruction");
		break;
	}
}

/* Nobody to tell. */
static void __noreturn trap_stop(int status)
{
	arch_exit_status(status);
	arch_cpu_halt();
}

static void deliver(struct __regs *regs, struct ukarch_trap_info *info)
{
	struct ukarch_trap_ctx ctx = {
		.regs = regs,
		.info = info,
		.esr = regs->esr_el1,
		.el = 1,
		.reason = (int)info->kind,
		.far = regs->far_el1,
	};

	if (!trap_ops || !trap_ops->trap)
		trap_stop(UKPLAT_EXIT_CRASH);
	info->ctx = &ctx;
	trap_ops->trap(regs, info);
}

static const arch_syscall_fn *syscall_table;
static unsigned long syscall_count;

void arch_syscalls_set(const arch_syscall_fn *fn, unsigned long count)
{
	unsigned long flags = arch_irq_save();

	syscall_table = fn;
	syscall_count = count;
	arch_irq_restore(flags);
}

/* What is due before application code goes on. Interrupts are off. */
void arm64_return_work(struct __regs *regs)
{
	struct arch_percpu *cpu = arch_percpu();

	cpu->app_work &= ~ARCH_APP_WORK_REGS;
	for (;;) {
		/* Interrupts may leave more while it is done */
		while (cpu->app_work && trap_ops->app_work)
			trap_ops->app_work(regs);
		if (!cpu->need_resched || cpu->preempt_count ||
		    !trap_ops->resched)
			return;
		/* Others run, and may leave work for this thread */
		trap_ops->resched();
	}
}

static void return_check(struct __regs *regs)
{
	const struct arch_percpu *cpu = arch_percpu();

	if ((cpu->need_resched | cpu->app_work) && arch_regs_from_app(regs))
		arm64_return_work(regs);
}

static bool is_syscall(const struct __regs *regs)
{
	return ESR_EC(regs->esr_el1) == EC_SVC && arch_regs_from_app(regs) &&
	       (syscall_count || (trap_ops && trap_ops->syscall));
}

static long syscall_call(struct __regs *regs)
{
	unsigned long nr = regs->x[8];

	if (nr < syscall_count)
		return syscall_table[nr]((long)regs->x[0], (long)regs->x[1],
					 (long)regs->x[2], (long)regs->x[3],
					 (long)regs->x[4], (long)regs->x[5]);
	if (!trap_ops->syscall)
		return -38; /* ENOSYS: nobody provides system calls */
	return trap_ops->syscall(regs);
}

/* The result goes to x0, as Linux has it; handlers may change any register. */
static void syscall(struct __regs *regs)
{
	struct arch_percpu *cpu = arch_percpu();

	if (regs->elr_el1 < UPPER_HALF_BASE)
		cpu->app_limit = APP_LIMIT;
	regs->far_el1 = regs->x[0];
	arch_irq_enable();
	regs->x[0] = (unsigned long)syscall_call(regs);
	arch_irq_disable();
	cpu->app_limit = 0;
}

void arm64_trap_sync(struct __regs *regs)
{
	struct ukarch_trap_info info = {0};

	if (is_syscall(regs)) {
		syscall(regs);
	} else if (ESR_EC(regs->esr_el1) == EC_FP && arm64_vector_trap()) {
		return;
	} else if (arm64_exit_fixup(regs)) {
		return;
	} else {
		decode(&info, regs);
		deliver(regs, &info);
	}
	return_check(regs);
}

void arm64_trap_irq(struct __regs *regs)
{
	if (!trap_ops || !trap_ops->irq)
		trap_stop(UKPLAT_EXIT_CRASH);
	trap_ops->irq(regs, 0);
	return_check(regs);
}

/* Never routed to us: group 1 interrupts arrive as IRQ. */
void arm64_trap_fiq(struct __regs *regs)
{
	struct ukarch_trap_info info = {.code = regs->esr_el1};

	trap_name(&info, ARCH_TRAP_OTHER, "unexpected fast interrupt");
	deliver(regs, &info);
}

void arm64_trap_serror(struct __regs *regs)
{
	struct ukarch_trap_info info = {
		.vector = EC_SERROR,
		.code = regs->esr_el1,
	};

	trap_name(&info, ARCH_TRAP_BUS_ERROR, "system error");
	deliver(regs, &info);
}

void arm64_trap_overflow(struct __regs *regs)
{
	struct ukarch_trap_info info = {
		.vector = ESR_EC(regs->esr_el1),
		.code = regs->esr_el1,
		.address = regs->sp,
		.fault = ARCH_FAULT_WRITE,
	};

	if (arch_percpu()->md.overflows++)
		trap_stop(UKPLAT_EXIT_DOUBLE_FAULT);
	trap_name(&info, ARCH_TRAP_STACK_OVERFLOW, "kernel stack overflow");
	deliver(regs, &info);
	trap_stop(UKPLAT_EXIT_STACK);
}

void arch_traps_init(const struct arch_trap_ops *ops)
{
	trap_ops = ops;
	arm64_sysreg_write(vbar_el1, (__u64)arm64_vectors);
	isb();
	/* the system errors that were masked until now */
	__asm__ __volatile__("msr daifclr, #4" ::: "memory");
}

/* EL1t, everything enabled */
#define SPSR_APP 0x4

void arch_app_regs_init(struct __regs *regs, __vaddr_t pc, __vaddr_t sp)
{
	*regs = (struct __regs){
		.elr_el1 = pc,
		.spsr_el1 = SPSR_APP,
		.sp = sp,
	};
}

void arch_app_enter(const struct __regs *regs)
{
	arch_irq_disable();
	*arch_app_regs() = *regs;
	arm64_app_enter();
}
