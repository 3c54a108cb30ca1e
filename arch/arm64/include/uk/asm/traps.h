/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The events that a trap raises. A handler gets struct ukarch_trap_ctx.
 */
#ifndef __UKARCH_ARM64_TRAPS_H__
#define __UKARCH_ARM64_TRAPS_H__

#include <uk/arch/lcpu.h>

#define UKARCH_TRAP_INVALID_OP trap_invalid_op
#define UKARCH_TRAP_DEBUG      trap_debug
#define UKARCH_TRAP_PAGE_FAULT trap_page_fault
#define UKARCH_TRAP_BUS_ERROR  trap_bus_error
#define UKARCH_TRAP_MATH       trap_math
#define UKARCH_TRAP_SECURITY   trap_security

struct ukarch_trap_info;

struct ukarch_trap_ctx {
	struct __regs *regs;
	const struct ukarch_trap_info *info; /* decoded, <arch/trap.h> */
	unsigned long esr;		     /* ESR_EL1: the syndrome */
	int el;		   /* exception level that was interrupted */
	int reason;	   /* enum arch_trap_kind */
	unsigned long far; /* FAR_EL1: the faulting address, where one is */
};

#endif /* __UKARCH_ARM64_TRAPS_H__ */
