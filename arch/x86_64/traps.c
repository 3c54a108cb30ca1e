/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Traps decoded: which kind, which address, what was tried. What follows from
 * it is decided above, behind struct arch_trap_ops.
 */
#include <arch/asm/app_base.h>
#include <arch/cpu.h>
#include <arch/percpu.h>
#include <arch/trap.h>
#include <uk/arch/paging.h>
#include "x86_priv.h"

/* low: code 15..0, selector, IST, type, code 31..16; high: code 63..32 */
struct idt_gate {
	uint64_t low, high;
};

_Static_assert(sizeof(struct idt_gate) == 16, "the hardware's layout");

#define GATE_INTERRUPT 0x8e

/* What SYSCALL clears: interrupts, direction, single step, alignment check, and
 * nested task, with which iretq faults
 */
#define SYSCALL_FLAGS_CLEARED 0x44700UL

static struct idt_gate idt[X86_NR_VECTORS] __attribute__((aligned(16)));
static const struct arch_trap_ops *trap_ops;

struct trap_desc {
	uint8_t kind;	   /* enum arch_trap_kind */
	uint8_t has_error; /* an error code is pushed */
	const char *name;
};

static const struct trap_desc trap_descs[] = {
	[X86_VEC_DE] = {ARCH_TRAP_MATH, 0, "division error"},
	[X86_VEC_DB] = {ARCH_TRAP_DEBUG, 0, "debug exception"},
	[X86_VEC_NMI] = {ARCH_TRAP_OTHER, 0, "non-maskable interrupt"},
	[X86_VEC_BP] = {ARCH_TRAP_DEBUG, 0, "breakpoint"},
	[X86_VEC_UD] = {ARCH_TRAP_INVALID_OP, 0, "invalid opcode"},
	[X86_VEC_NM] = {ARCH_TRAP_INVALID_OP, 0, "vector registers off limits"},
	[X86_VEC_DF] = {ARCH_TRAP_DOUBLE_FAULT, 1, "double fault"},
	[X86_VEC_TS] = {ARCH_TRAP_OTHER, 1, "invalid task state"},
	[X86_VEC_NP] = {ARCH_TRAP_BUS_ERROR, 1, "segment not present"},
	[X86_VEC_SS] = {ARCH_TRAP_BUS_ERROR, 1, "stack segment fault"},
	[X86_VEC_GP] = {ARCH_TRAP_GP, 1, "general protection fault"},
	[X86_VEC_PF] = {ARCH_TRAP_PAGE_FAULT, 1, "page fault"},
	[X86_VEC_MF] = {ARCH_TRAP_MATH, 0, "x87 error"},
	[X86_VEC_AC] = {ARCH_TRAP_BUS_ERROR, 1, "misaligned access"},
	[X86_VEC_MC] = {ARCH_TRAP_OTHER, 0, "machine check"},
	[X86_VEC_XM] = {ARCH_TRAP_MATH, 0, "vector arithmetic error"},
	[X86_VEC_CP] = {ARCH_TRAP_SECURITY, 1, "control protection fault"},
	[X86_VEC_NO_STACK] = {ARCH_TRAP_STACK_OVERFLOW, 0,
			      "kernel stack overflow"},
};

static void gate_set(unsigned int vector, const char *code, uint64_t ist)
{
	uint64_t addr = (uint64_t)code;

	idt[vector].low = (addr & 0xffff) | (uint64_t)X86_SEG_CODE << 16 |
			  ist << 32 | (uint64_t)GATE_INTERRUPT << 40 |
			  (addr & 0xffff0000) << 32;
	idt[vector].high = addr >> 32;
}

void x86_entries_set(const char *vectors, const char *syscall_entry)
{
	for (unsigned int v = 0; v < X86_NR_VECTORS; v++)
		gate_set(v, vectors + 8 * v, X86_IST_ENTRY);
	gate_set(X86_VEC_NMI, x86_vector_nmi, X86_IST_NMI);
	gate_set(X86_VEC_DF, x86_vector_df, X86_IST_DOUBLE);
	gate_set(X86_VEC_MC, x86_vector_mc, X86_IST_MC);
	x86_wrmsr(X86_MSR_LSTAR, (uint64_t)syscall_entry);
}

void arch_traps_init(const struct arch_trap_ops *ops)
{
	struct {
		uint16_t limit;
		uint64_t base;
	} __attribute__((packed)) pointer = {sizeof(idt) - 1, (uint64_t)idt};

	trap_ops = ops;
	x86_entries_set(x86_vectors, x86_syscall_entry);
	__asm__ __volatile__("lidt %0" : : "m"(pointer));

	x86_wrmsr(X86_MSR_STAR, (uint64_t)X86_SEG_CODE << 32);
	x86_wrmsr(X86_MSR_SFMASK, SYSCALL_FLAGS_CLEARED);
}

const arch_syscall_fn *x86_syscall_table;
unsigned long x86_syscall_count;

void arch_syscalls_set(const arch_syscall_fn *fn, unsigned long count)
{
	unsigned long flags = arch_irq_save();

	x86_syscall_table = fn;
	x86_syscall_count = count;
	arch_irq_restore(flags);
}

/*
 * What is due before application code goes on. Interrupts are off. Does not
 * return where programs have a GS base: the thread may have come in before.
 */
void x86_return_work(struct __regs *regs)
{
	struct arch_percpu *cpu = arch_percpu();

	cpu->app_work &= ~ARCH_APP_WORK_REGS;
	for (;;) {
		/* Interrupts may leave more while it is done */
		while (cpu->app_work && trap_ops->app_work)
			trap_ops->app_work(regs);
		if (!cpu->need_resched || cpu->preempt_count ||
		    !trap_ops->resched)
			break;
		/* Others run, and may leave work for this thread */
		trap_ops->resched();
	}
	if (x86_gs_used)
		x86_gs_return(regs);
}

static void return_check(const struct arch_percpu *cpu, struct __regs *regs)
{
	if ((cpu->need_resched | cpu->app_work) && arch_regs_from_app(regs))
		x86_return_work(regs);
}

static unsigned int page_fault_decode(unsigned long code)
{
	unsigned int fault = 0;

	fault |= (code & X86_PF_EC_WR) ? ARCH_FAULT_WRITE : 0;
	fault |= (code & X86_PF_EC_ID) ? ARCH_FAULT_EXEC : 0;
	fault |= (code & X86_PF_EC_P) ? ARCH_FAULT_PRESENT : 0;
	fault |= (code & X86_PF_EC_RSVD) ? ARCH_FAULT_BADPTE : 0;
	return fault;
}

/* The most frequent trap by far. */
static void page_fault(struct __regs *regs)
{
	__vaddr_t address = x86_cr2_read();
	unsigned long code = regs->orig_rax;
	struct ukarch_trap_info info;
	struct ukarch_trap_ctx ctx = {
		.regs = regs,
		.info = &info,
		.trapnr = X86_VEC_PF,
		.error_code = (int)code,
		.fault_address = address,
	};

	info = (struct ukarch_trap_info){
		.kind = ARCH_TRAP_PAGE_FAULT,
		.fault = page_fault_decode(code),
		.vector = X86_VEC_PF,
		.code = code,
		.address = address,
		.name = trap_descs[X86_VEC_PF].name,
		.ctx = &ctx,
	};
	if (!trap_ops->trap)
		arch_cpu_halt();
	trap_ops->trap(regs, &info);
}

/* Why there was a debug exception: DR6, which the CPU never clears itself. */
static unsigned int debug_decode(unsigned long vector, unsigned long dr6)
{
	if (vector == X86_VEC_BP)
		return ARCH_DEBUG_TRAP;
	if (dr6 & X86_DR6_BS)
		return ARCH_DEBUG_STEP;
	return dr6 & X86_DR6_B0123 ? ARCH_DEBUG_WATCH : ARCH_DEBUG_BREAK;
}

/* An exception of x87 or SSE: its bits are in the same places in both. */
static enum arch_math math_decode(unsigned long vector)
{
	unsigned int bits;

	if (vector == X86_VEC_DE)
		return ARCH_MATH_INTEGER;
	bits = x86_vector_exceptions(vector == X86_VEC_MF);
	if (bits & X86_FP_IE)
		return ARCH_MATH_INVALID;
	if (bits & X86_FP_ZE)
		return ARCH_MATH_DIVIDE;
	if (bits & X86_FP_OE)
		return ARCH_MATH_OVERFLOW;
	if (bits & (X86_FP_UE | X86_FP_DE))
		return ARCH_MATH_UNDERFLOW;
	return bits & X86_FP_PE ? ARCH_MATH_INEXACT : ARCH_MATH_UNKNOWN;
}

static void trap_report(struct __regs *regs, unsigned long vector)
{
	static const struct trap_desc unknown = {ARCH_TRAP_OTHER, 0,
						 "unknown trap"};
	const struct trap_desc *desc = &trap_descs[vector];
	struct ukarch_trap_ctx ctx = {.regs = regs, .trapnr = (int)vector};
	struct ukarch_trap_info info = {.vector = vector, .ctx = &ctx};

	ctx.info = &info;
	if (!desc->name)
		desc = &unknown;
	info.kind = (enum arch_trap_kind)desc->kind;
	info.name = desc->name;
	if (desc->has_error)
		info.code = regs->orig_rax;
	if (vector == X86_VEC_NO_STACK)
		info.address = regs->rsp;
	if (vector == X86_VEC_DB) {
		info.code = x86_dr6_read();
		x86_dr6_write(X86_DR6_NONE);
	}
	if (info.kind == ARCH_TRAP_MATH)
		info.math = math_decode(vector);
	if (info.kind == ARCH_TRAP_DEBUG)
		info.debug = debug_decode(vector, info.code);
	ctx.error_code = (int)info.code;
	ctx.fault_address = info.address;

	if (!trap_ops->trap)
		arch_cpu_halt();
	trap_ops->trap(regs, &info);
}

void x86_trap(struct __regs *regs, unsigned long vector)
{
	struct arch_percpu *cpu = arch_percpu();

	if (vector == X86_VEC_PF)
		page_fault(regs);
	else if (vector >= X86_VEC_IRQ)
		trap_ops->irq(regs, vector - X86_VEC_IRQ);
	else if (vector != X86_VEC_NM || !x86_vector_trap(cpu))
		trap_report(regs, vector);
	return_check(cpu, regs);
}

long x86_syscall(struct __regs *regs)
{
	if (!trap_ops->syscall)
		return -38; /* ENOSYS: nobody provides system calls */
	return trap_ops->syscall(regs);
}

void arch_app_regs_init(struct __regs *regs, __vaddr_t pc, __vaddr_t sp)
{
	*regs = (struct __regs){
		.rip = pc,
		.cs = X86_SEG_CODE,
		.eflags = X86_EFLAGS_IF,
		.rsp = sp,
		.ss = X86_SEG_DATA,
	};
}

void arch_app_enter(const struct __regs *regs)
{
	arch_irq_disable();
	*arch_app_regs() = *regs;
	x86_app_enter();
}
