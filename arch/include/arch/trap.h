/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Traps, interrupts and system calls: what the entry code calls.
 *
 * The architecture decodes, base/ decides. On entry interrupts are off, the
 * code runs on the thread's kernel stack (or below the interrupted kernel
 * stack pointer), general registers and return address are in *regs and may
 * be changed. A trap that its handler does not fix must not return from it.
 *
 * When the entry code is about to return to application code after trap(),
 * irq() or a system call, it calls app_work() while percpu->app_work is set,
 * and resched() if percpu->need_resched is set and percpu->preempt_count is 0.
 */
#ifndef __ARCH_TRAP_H__
#define __ARCH_TRAP_H__

#include <stdbool.h>
#include <stdint.h>
#include <uk/arch/types.h>
#include <uk/arch/lcpu.h>
#include <uk/arch/traps.h>
#include <arch/mmu.h>
#include <arch/percpu.h>
#include <arch/asm/regs.h>

enum arch_trap_kind {
	ARCH_TRAP_INVALID_OP,	  /* event UKARCH_TRAP_INVALID_OP */
	ARCH_TRAP_DEBUG,	  /* event UKARCH_TRAP_DEBUG */
	ARCH_TRAP_PAGE_FAULT,	  /* event UKARCH_TRAP_PAGE_FAULT */
	ARCH_TRAP_BUS_ERROR,	  /* event UKARCH_TRAP_BUS_ERROR */
	ARCH_TRAP_MATH,		  /* event UKARCH_TRAP_MATH */
	ARCH_TRAP_SECURITY,	  /* event UKARCH_TRAP_SECURITY */
	ARCH_TRAP_GP,		  /* event UKARCH_TRAP_X86_GP, x86_64 only */
	ARCH_TRAP_DOUBLE_FAULT,	  /* no event: report and stop */
	ARCH_TRAP_STACK_OVERFLOW, /* no event: report and stop */
	ARCH_TRAP_OTHER,	  /* no event: report and stop */
};

/* What a page fault (or stack overflow) tried to do. */
#define ARCH_FAULT_WRITE 0x1 /* else a read, unless EXEC */
#define ARCH_FAULT_EXEC	 0x2
#define ARCH_FAULT_PRESENT                                                  \
	0x4		      /* there is a page; the permission is missing \
			       */
#define ARCH_FAULT_BADPTE 0x8 /* a reserved bit in a page-table entry */

/* What a debug trap is about. */
enum arch_debug {
	ARCH_DEBUG_TRAP,  /* x86_64's int3: the address is behind it */
	ARCH_DEBUG_BREAK, /* an instruction that does nothing else */
	ARCH_DEBUG_STEP,  /* one instruction has been done */
	ARCH_DEBUG_WATCH, /* a breakpoint or watchpoint register */
};

/* What a math trap is about. */
enum arch_math {
	ARCH_MATH_UNKNOWN,
	ARCH_MATH_INTEGER, /* a division that has no result */
	ARCH_MATH_INVALID,
	ARCH_MATH_DIVIDE, /* by zero, in floating point, as what follows */
	ARCH_MATH_OVERFLOW,
	ARCH_MATH_UNDERFLOW, /* or a denormal operand */
	ARCH_MATH_INEXACT,
};

struct ukarch_trap_info {
	enum arch_trap_kind kind;
	unsigned int fault;	     /* ARCH_FAULT_*, of a page fault */
	enum arch_debug debug;	     /* of a debug trap */
	enum arch_math math;	     /* of a math trap */
	unsigned long vector;	     /* x86_64 vector, arm64 exception class */
	unsigned long code;	     /* x86_64 error code, arm64 ESR */
	__vaddr_t address;	     /* faulting address, 0 if there is none */
	const char *name;	     /* "page fault", for the report */
	struct ukarch_trap_ctx *ctx; /* the payload for the event */
};

struct arch_trap_ops {
	/* Interrupts are off; may be switched on by the handler when
	 * arch_regs_irqs_enabled(regs).
	 */
	void (*trap)(struct __regs *regs, const struct ukarch_trap_info *info);
	/* irq: what the interrupt controller calls this line, see base/irq */
	void (*irq)(struct __regs *regs, unsigned long irq);
	/* Interrupts off on entry and exit; may switch threads. */
	void (*resched)(void);
	/* What is pending for the running thread, a signal for instance: may
	 * change *regs, sleep, or not return. Interrupts off on entry and exit.
	 */
	void (*app_work)(struct __regs *regs);
	/* System calls that are not in the table, see arch_syscalls_set().
	 * Number and arguments in *regs; the result goes where the ABI says.
	 * Interrupts are on.
	 */
	long (*syscall)(struct __regs *regs);
};

/* A system call: up to six arguments in registers; the rest are ignored. */
typedef long (*arch_syscall_fn)(long, long, long, long, long, long);

/*
 * System calls with numbers below count go straight to fn[number]; all others
 * to arch_trap_ops.syscall. No entry is NULL. count 0: none do, for tracing.
 * In a system call of a loaded program percpu->app_limit is the end of the
 * lower half. Any context.
 */
void arch_syscalls_set(const arch_syscall_fn *fn, unsigned long count);

/*
 * The registers of the application code that the running thread's system call
 * or trap came from: at the top of its kernel stack.
 */
static inline struct __regs *arch_app_regs(void)
{
	return (struct __regs *)(arch_percpu()->kstack_top) - 1;
}

/*
 * In percpu->app_work: the system call has set other registers than its
 * result, all are to be restored. Lost when the thread sleeps, so it comes
 * last.
 */
#define ARCH_APP_WORK_REGS 0x80000000U

static inline void arch_app_regs_changed(void)
{
	arch_percpu()->app_work |= ARCH_APP_WORK_REGS;
}

/*
 * Leaves the kernel for application code with the registers *regs, which are
 * copied to the top of the running thread's kernel stack. Any context of a
 * thread; interrupts come on.
 */
void arch_app_enter(const struct __regs *regs) __noreturn;

/* The registers of a program at its start: all zero but these. */
void arch_app_regs_init(struct __regs *regs, __vaddr_t pc, __vaddr_t sp);

/*
 * Installs the trap vectors of this CPU. ops stays referenced; fields may be
 * NULL until someone needs them: a trap without handler stops the machine.
 */
void arch_traps_init(const struct arch_trap_ops *ops);

/*
 * <arch/asm/regs.h>: arch_regs_pc(), arch_regs_sp(), arch_regs_fp(),
 * arch_regs_ret(), arch_regs_irqs_enabled(), arch_regs_pc_set().
 */

/* Was application code interrupted? Its lower half, or the application's part
 * of a native image.
 */
static inline bool arch_pc_is_app(__vaddr_t pc)
{
	return pc < UPPER_HALF_BASE ||
	       pc - (__vaddr_t)__app_text_start <
		       (__vaddr_t)(__app_text_end - __app_text_start);
}

/* Has application code jumped to the upper half, where there is no code? Then
 * the trap's registers are where its always are.
 */
static inline bool arch_regs_are_lost(const struct __regs *regs)
{
	__vaddr_t pc = arch_regs_pc(regs);

	return pc >= UPPER_HALF_BASE &&
	       pc - (__vaddr_t)__text_start >=
		       (__vaddr_t)(__text_end - __text_start) &&
	       regs == arch_app_regs();
}

static inline bool arch_regs_from_app(const struct __regs *regs)
{
	return arch_pc_is_app(arch_regs_pc(regs)) || arch_regs_are_lost(regs);
}

/* The registers by name, in the order to print, for the crash report. */
struct arch_reg_desc {
	char name[8];
	uint16_t offset; /* of an unsigned long in struct __regs */
};

extern const struct arch_reg_desc arch_reg_descs[];
extern const unsigned int arch_reg_descs_count;

/* Writes nothing to the console: the text of control registers and their like
 * that are not in struct __regs, NUL terminated. Returns its length.
 */
int arch_system_regs_snprint(char *buf, __sz len);

#endif /* __ARCH_TRAP_H__ */
