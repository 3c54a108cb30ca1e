/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Names for what generic code needs of struct __regs. */
#ifndef __ARCH_ARM64_REGS_H__
#define __ARCH_ARM64_REGS_H__

#include <stdbool.h>
#include <uk/arch/lcpu.h>

static inline __vaddr_t arch_regs_pc(const struct __regs *regs)
{
	return regs->elr_el1;
}

static inline void arch_regs_pc_set(struct __regs *regs, __vaddr_t pc)
{
	regs->elr_el1 = pc;
}

static inline __vaddr_t arch_regs_sp(const struct __regs *regs)
{
	return regs->sp;
}

static inline __vaddr_t arch_regs_fp(const struct __regs *regs)
{
	return regs->x[29];
}

/*
 * Where a function that has just been entered keeps its return address. Read
 * it only if the place can be read.
 */
static inline const unsigned long *arch_regs_ret(const struct __regs *regs)
{
	return &regs->lr;
}

static inline bool arch_regs_irqs_enabled(const struct __regs *regs)
{
	return !(regs->spsr_el1 & SPSR_IRQ);
}

/* Of a system-call instruction: the number; argument i, 0 to 5. */
static inline unsigned long arch_regs_syscall_nr(const struct __regs *regs)
{
	return regs->x[8];
}

static inline long arch_regs_syscall_arg(const struct __regs *regs,
					 unsigned int i)
{
	return (long)regs->x[i];
}

static inline void arch_regs_sp_set(struct __regs *regs, __vaddr_t sp)
{
	regs->sp = sp;
}

/* What a system call returns, when *regs is what it returns to. */
static inline void arch_regs_result_set(struct __regs *regs, long result)
{
	regs->x[0] = (unsigned long)result;
}

/* Does a system call go back to these, and not a trap? */
static inline bool arch_regs_is_syscall(const struct __regs *regs)
{
	return regs->esr_el1 >> 26 == 0x15; /* SVC */
}

/* Makes the system call again, instead of going on behind it. The first
 * argument was kept where a fault has its address.
 */
static inline void arch_regs_syscall_restart(struct __regs *regs)
{
	regs->x[0] = regs->far_el1;
	regs->elr_el1 -= 4;
}

static inline long arch_regs_result(const struct __regs *regs)
{
	return (long)regs->x[0];
}

#endif /* __ARCH_ARM64_REGS_H__ */
