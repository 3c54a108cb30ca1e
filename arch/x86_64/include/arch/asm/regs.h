/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What generic code asks of struct __regs. */
#ifndef __ARCH_X86_REGS_H__
#define __ARCH_X86_REGS_H__

#include <stdbool.h>
#include <uk/arch/lcpu.h>

#define X86_EFLAGS_IF 0x200UL

static inline __vaddr_t arch_regs_pc(const struct __regs *regs)
{
	return regs->rip;
}

static inline void arch_regs_pc_set(struct __regs *regs, __vaddr_t pc)
{
	regs->rip = pc;
}

static inline __vaddr_t arch_regs_sp(const struct __regs *regs)
{
	return regs->rsp;
}

static inline __vaddr_t arch_regs_fp(const struct __regs *regs)
{
	return regs->rbp;
}

/*
 * Where a function that has just been entered keeps its return address. Read
 * it only if the place can be read.
 */
static inline const unsigned long *arch_regs_ret(const struct __regs *regs)
{
	return (const unsigned long *)regs->rsp;
}

static inline bool arch_regs_irqs_enabled(const struct __regs *regs)
{
	return (regs->eflags & X86_EFLAGS_IF) != 0;
}

/* Of a system-call instruction: the number; argument i, 0 to 5. */
static inline unsigned long arch_regs_syscall_nr(const struct __regs *regs)
{
	return regs->orig_rax;
}

static inline long arch_regs_syscall_arg(const struct __regs *regs,
					 unsigned int i)
{
	switch (i) {
	case 0:
		return (long)regs->rdi;
	case 1:
		return (long)regs->rsi;
	case 2:
		return (long)regs->rdx;
	case 3:
		return (long)regs->r10;
	case 4:
		return (long)regs->r8;
	default:
		return (long)regs->r9;
	}
}

static inline void arch_regs_sp_set(struct __regs *regs, __vaddr_t sp)
{
	regs->rsp = sp;
}

/* What a system call returns, when *regs is what it returns to. */
static inline void arch_regs_result_set(struct __regs *regs, long result)
{
	regs->rax = (unsigned long)result;
}

/* Does a system call go back to these, and not a trap? */
static inline bool arch_regs_is_syscall(const struct __regs *regs)
{
	return regs->pad == 1;
}

/* Makes the system call again, instead of going on behind it. */
static inline void arch_regs_syscall_restart(struct __regs *regs)
{
	regs->rax = regs->orig_rax;
	regs->rip -= 2;
}

static inline long arch_regs_result(const struct __regs *regs)
{
	return (long)regs->rax;
}

#endif /* __ARCH_X86_REGS_H__ */
