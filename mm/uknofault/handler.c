/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A fault of an instruction in the exception table goes on at its landing. */
#include <arch/nofault.h>
#include <arch/trap.h>
#include <uk/config.h>
#include <uk/event.h>
#include "nofault_priv.h"

/* Made by extra.ld */
extern const struct arch_nofault_entry uk_excpttab_start[], uk_excpttab_end[];

static int nofault_handle(void *data)
{
	const struct ukarch_trap_ctx *ctx = data;
	__vaddr_t landing;

	landing = nofault_landing(uk_excpttab_start, uk_excpttab_end,
				  arch_regs_pc(ctx->regs));
	if (!landing)
		return UK_EVENT_NOT_HANDLED;
	arch_regs_pc_set(ctx->regs, landing);
	return UK_EVENT_HANDLED;
}

UK_EVENT_HANDLER_PRIO(UKARCH_TRAP_PAGE_FAULT, nofault_handle,
		      CONFIG_LIBUKNOFAULT_FAULT_PRIO);
UK_EVENT_HANDLER_PRIO(UKARCH_TRAP_BUS_ERROR, nofault_handle,
		      CONFIG_LIBUKNOFAULT_FAULT_PRIO);
/* An address that is not canonical */
#ifdef UKARCH_TRAP_X86_GP
UK_EVENT_HANDLER_PRIO(UKARCH_TRAP_X86_GP, nofault_handle,
		      CONFIG_LIBUKNOFAULT_FAULT_PRIO);
#endif
