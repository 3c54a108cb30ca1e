/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The words and the exit status for a trap that nobody handled. */

#include <arch/percpu.h>
#include <uk/arch/paging.h>
#include <uk/crash.h>
#include <uk/plat/bootstrap.h>
#include "trap_priv.h"

static const int statuses[] = {
	[ARCH_TRAP_INVALID_OP] = UKPLAT_EXIT_INVALID_OP,
	[ARCH_TRAP_DEBUG] = UKPLAT_EXIT_CRASH,
	[ARCH_TRAP_PAGE_FAULT] = UKPLAT_EXIT_PF,
	[ARCH_TRAP_BUS_ERROR] = UKPLAT_EXIT_BUS,
	[ARCH_TRAP_MATH] = UKPLAT_EXIT_MATH,
	[ARCH_TRAP_SECURITY] = UKPLAT_EXIT_CRASH,
	[ARCH_TRAP_GP] = UKPLAT_EXIT_BUS,
	[ARCH_TRAP_DOUBLE_FAULT] = UKPLAT_EXIT_DOUBLE_FAULT,
	[ARCH_TRAP_STACK_OVERFLOW] = UKPLAT_EXIT_STACK,
	[ARCH_TRAP_OTHER] = UKPLAT_EXIT_CRASH,
};

/* The page below the stack is its guard. */
static int is_guard_page(__vaddr_t address)
{
	__vaddr_t bottom = arch_percpu()->kstack_bottom;

	return bottom && address < bottom && bottom - address <= PAGE_SIZE;
}

static int is_null_page(__vaddr_t address)
{
	return address < PAGE_SIZE;
}

static int trap_status(const struct ukarch_trap_info *info)
{
	if (info->kind != ARCH_TRAP_PAGE_FAULT)
		return statuses[info->kind];
	if (is_guard_page(info->address))
		return UKPLAT_EXIT_STACK;
	if (is_null_page(info->address))
		return UKPLAT_EXIT_PF_NULL;
	if (!(info->fault & ARCH_FAULT_PRESENT))
		return UKPLAT_EXIT_PF;
	if (info->fault & ARCH_FAULT_EXEC)
		return UKPLAT_EXIT_PF_EXEC;
	if (info->fault & ARCH_FAULT_WRITE)
		return UKPLAT_EXIT_PF_WRITE;
	return UKPLAT_EXIT_PF;
}

static const char *access_words(unsigned int fault)
{
	if (fault & ARCH_FAULT_EXEC)
		return "execution of";
	return fault & ARCH_FAULT_WRITE ? "write to" : "read of";
}

static const char *memory_words(const struct ukarch_trap_info *info)
{
	if (info->kind == ARCH_TRAP_STACK_OVERFLOW ||
	    is_guard_page(info->address))
		return "the guard page";
	if (info->fault & ARCH_FAULT_BADPTE)
		return "memory with a malformed page-table entry";
	if (!(info->fault & ARCH_FAULT_PRESENT))
		return "unmapped memory";
	if (info->fault & ARCH_FAULT_EXEC)
		return "no-execute memory";
	if (info->fault & ARCH_FAULT_WRITE)
		return "read-only memory";
	return "inaccessible memory";
}

void trap_crash(const struct __regs *regs, const struct ukarch_trap_info *info,
		int nested)
{
	struct uk_crash_cause cause = {
		.status = nested ? UKPLAT_EXIT_DOUBLE_FAULT : trap_status(info),
		.regs = regs,
		.has_address = info->kind == ARCH_TRAP_PAGE_FAULT ||
			       info->kind == ARCH_TRAP_STACK_OVERFLOW,
		.address = info->address,
	};
	const char *inside = nested ? "Fault inside a fault: " : "";
	const char *what = info->name;

	if (!cause.has_address)
		uk_crash(&cause, "%sUnhandled trap %lu, %s (code 0x%lx)",
			 inside, info->vector, what, info->code);
	if (trap_status(info) == UKPLAT_EXIT_STACK)
		what = "kernel stack overflow";
	else if (trap_status(info) == UKPLAT_EXIT_PF_NULL)
		what = "NULL pointer";
	uk_crash(&cause,
		 "%sUnhandled trap %lu, %s: %s %s at 0x%lx (code 0x%lx)",
		 inside, info->vector, what, access_words(info->fault),
		 memory_words(info), (unsigned long)info->address, info->code);
}
