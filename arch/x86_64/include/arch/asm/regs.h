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

#endif /* __ARCH_X86_REGS_H__ */
