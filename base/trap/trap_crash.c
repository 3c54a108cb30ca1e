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

static int is_page_fault(const struct ukarch_trap_info *info)
{
	return info->kind == ARCH_TRAP_PAGE_FAULT;
}

/* The page below the running kernel stack is its guard. */
static int is_kstack_guard(__vaddr_t address)
{
	__vaddr_t bottom = arch_percpu()->kstack_bottom;

	return bottom && address < bottom && bottom - address <= PAGE_SIZE;
}

/*
 * Of other stacks, like that of main(), nobody knows the bounds here. But who
 * finds no page where the stack pointer points has run over.
 */
static int is_at_stack_pointer(const struct __regs *regs, __vaddr_t address)
{
	return address - (arch_regs_sp(regs) - PAGE_SIZE) < 2 * PAGE_SIZE;
}

static int is_stack_fault(const struct __regs *regs,
			  const struct ukarch_trap_info *info)
{
	if (info->kind == ARCH_TRAP_STACK_OVERFLOW)
		return 1;
	return is_page_fault(info) && !(info->fault & ARCH_FAULT_PRESENT) &&
	       (is_kstack_guard(info->address) ||
		is_at_stack_pointer(regs, info->address));
}

static int is_null_access(const struct ukarch_trap_info *info)
{
	return is_page_fault(info) && info->address < PAGE_SIZE;
}

static int trap_status(const struct __regs *regs,
		       const struct ukarch_trap_info *info)
{
	if (is_null_access(info))
		return UKPLAT_EXIT_PF_NULL;
	if (is_stack_fault(regs, info))
		return UKPLAT_EXIT_STACK;
	if (!is_page_fault(info))
		return statuses[info->kind];
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

static const char *memory_words(unsigned int fault)
{
	if (fault & ARCH_FAULT_BADPTE)
		return "memory with a malformed page-table entry";
	if (!(fault & ARCH_FAULT_PRESENT))
		return "unmapped memory";
	if (fault & ARCH_FAULT_EXEC)
		return "no-execute memory";
	return fault & ARCH_FAULT_WRITE ? "read-only memory"
					: "inaccessible memory";
}

/* What happened, in words; inside: the beginning of the sentence. */
static void __noreturn trap_report(const struct uk_crash_cause *cause,
				   const struct ukarch_trap_info *info,
				   const char *inside)
{
	unsigned long address = info->address;

	if (info->kind == ARCH_TRAP_STACK_OVERFLOW)
		uk_crash(cause, "%sKernel stack overflow: no room below 0x%lx",
			 inside, address);
	if (is_stack_fault(cause->regs, info))
		uk_crash(cause, "%sStack overflow: no memory at 0x%lx", inside,
			 address);
	if (is_page_fault(info))
		uk_crash(cause,
			 "%sUnhandled page fault%s: %s %s at 0x%lx "
			 "(trap %lu, code 0x%lx)",
			 inside, is_null_access(info) ? ", NULL pointer" : "",
			 access_words(info->fault), memory_words(info->fault),
			 address, info->vector, info->code);
	uk_crash(cause, "%sUnhandled %s (trap %lu, code 0x%lx)", inside,
		 info->name, info->vector, info->code);
}

void trap_crash(const struct __regs *regs, const struct ukarch_trap_info *info,
		int nested)
{
	int status = trap_status(regs, info);
	struct uk_crash_cause cause = {
		.status = status,
		.regs = regs,
		.has_address = is_page_fault(info) ||
			       info->kind == ARCH_TRAP_STACK_OVERFLOW,
		.address = info->address,
	};

	/* A stack that is too small for a handler is just that. */
	if (nested && status != UKPLAT_EXIT_STACK) {
		cause.status = UKPLAT_EXIT_DOUBLE_FAULT;
		trap_report(&cause, info, "Fault inside a fault: ");
	}
	trap_report(&cause, info, "");
}
