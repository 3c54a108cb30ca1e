/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The system-call instruction reaches the table. */
#include <arch/trap.h>
#include <uk/init.h>
#include <uk/syscall.h>
#include <uk/trap.h>
#include "table_priv.h"

/* What the entry code does not find: other numbers, calls of native code. */
long shim_call(struct __regs *regs)
{
	return uk_syscall6_r(
		(long)arch_regs_syscall_nr(regs),
		arch_regs_syscall_arg(regs, 0), arch_regs_syscall_arg(regs, 1),
		arch_regs_syscall_arg(regs, 2), arch_regs_syscall_arg(regs, 3),
		arch_regs_syscall_arg(regs, 4), arch_regs_syscall_arg(regs, 5));
}

static int shim_init(void)
{
	uk_traps_syscall_set(shim_call);
	arch_syscalls_set(shim_table, SHIM_TABLE_SIZE);
	return 0;
}

uk_early_initcall(shim_init);
