/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Trap events and their payload; <uk/arch/traps.h> is the way in. */
#ifndef __UKARCH_TRAPS_H__
#error "Include <uk/arch/traps.h>"
#endif

#define UKARCH_TRAP_INVALID_OP trap_invalid_op /* #UD, #NM */
#define UKARCH_TRAP_DEBUG      trap_debug      /* #DB, #BP */
#define UKARCH_TRAP_PAGE_FAULT trap_page_fault /* #PF */
#define UKARCH_TRAP_BUS_ERROR  trap_bus_error  /* #NP, #SS, #AC */
#define UKARCH_TRAP_MATH       trap_math       /* #DE, #MF, #XM */
#define UKARCH_TRAP_SECURITY   trap_security   /* #CP */
#define UKARCH_TRAP_X86_GP     trap_gp_fault   /* #GP */

#ifndef __ASSEMBLER__

struct __regs;
struct ukarch_trap_info;

struct ukarch_trap_ctx {
	struct __regs *regs;
	const struct ukarch_trap_info *info; /* decoded, <arch/trap.h> */
	int trapnr;			     /* vector */
	int error_code;			     /* 0 if the vector has none */
	unsigned long fault_address;	     /* #PF: CR2, else 0 */
};

#endif /* !__ASSEMBLER__ */
