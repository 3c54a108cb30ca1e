/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef TRAP_PRIV_H
#define TRAP_PRIV_H

#include <arch/trap.h>
#include <uk/essentials.h>

/*
 * Nobody handled the trap: finds the words and the exit status for it, reports
 * and stops. nested: it interrupted the handler of another trap.
 */
void trap_crash(const struct __regs *regs, const struct ukarch_trap_info *info,
		int nested) __noreturn;

#endif /* TRAP_PRIV_H */
