/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The trap handler of demand paging, and the address space in crash reports;
 * in images only. What is not ours is not handled: others, and in the end the
 * crash report, have it.
 */
#include <arch/trap.h>
#include <uk/arch/traps.h>
#include <uk/crash.h>
#include <uk/ctors.h>
#include <uk/event.h>
#include <uk/plat/bootstrap.h>
#include "vmem_priv.h"

UK_CTASSERT(UK_VMA_FAULT_WRITE == ARCH_FAULT_WRITE);
UK_CTASSERT(UK_VMA_FAULT_EXEC == ARCH_FAULT_EXEC);
UK_CTASSERT(UK_VMA_FAULT_NONPRESENT == ARCH_FAULT_PRESENT);
UK_CTASSERT(UK_VMA_FAULT_MISCONFIG == ARCH_FAULT_BADPTE);

/* The architecture's bits are ours, but for one that says the contrary. */
static unsigned int fault_type(unsigned int fault)
{
	return fault ^ ARCH_FAULT_PRESENT;
}

/* Not inlined: what it has on the stack is not the way of every fault. */
static void __noreturn __noinline out_of_memory(const struct uk_vas *vas,
						struct __regs *regs,
						__vaddr_t address)
{
	const struct uk_falloc *fa = vas->pt->fa;
	struct uk_crash_cause cause = {
		.status = UKPLAT_EXIT_OOM,
		.regs = regs,
		.has_address = 1,
		.address = address,
	};

	uk_crash(&cause,
		 "Out of memory: no frame for 0x%lx; %lu KiB of %lu KiB free, "
		 "%lu KiB committed in %lu areas",
		 address, fa->free_memory >> 10, fa->total_memory >> 10,
		 vas->committed >> 10, vas->vma_count);
}

static int handle_page_fault(void *data)
{
	const struct ukarch_trap_ctx *ctx = data;
	const struct ukarch_trap_info *info = ctx->info;
	struct uk_vas *vas = uk_vas_get_active();
	int rc;

	if (!vas)
		return UK_EVENT_NOT_HANDLED;
	if (vas->flags & UK_VAS_FLAG_NO_PAGING) {
		vas->fault_rc = -EFAULT;
		return UK_EVENT_NOT_HANDLED;
	}
	rc = uk_vas_fault(vas, info->address, fault_type(info->fault),
			  ctx->regs);
	if (likely(!rc))
		return UK_EVENT_HANDLED;
	/* The kernel's own access may be one that may fault */
	if (rc == -ENOMEM && arch_regs_from_app(ctx->regs))
		out_of_memory(vas, ctx->regs, info->address);
	return UK_EVENT_NOT_HANDLED;
}

/* It was not: after all others, with what the handler above found. */
static int handle_no_memory(void *data)
{
	const struct ukarch_trap_ctx *ctx = data;
	const struct uk_vas *vas = uk_vas_get_active();

	if (vas && vas->fault_rc == -ENOMEM)
		out_of_memory(vas, ctx->regs, ctx->info->address);
	return UK_EVENT_NOT_HANDLED;
}

UK_EVENT_HANDLER_PRIO(UKARCH_TRAP_PAGE_FAULT, handle_page_fault,
		      CONFIG_LIBUKVMEM_PAGEFAULT_HANDLER_PRIO);
UK_EVENT_HANDLER_PRIO(UKARCH_TRAP_PAGE_FAULT, handle_no_memory, 9);

/* ---- crash report ---- */

static void area_print(const struct uk_vma *vma, __vaddr_t address)
{
	bool here = address >= vma->start && address < vma->end;
	const char *name = uk_vma_name(vma);

	uk_crash_printf("  %c 0x%016lx-0x%016lx %c%c%c %s\n", here ? '>' : ' ',
			vma->start, vma->end,
			vma->attr & PAGE_ATTR_PROT_READ ? 'r' : '-',
			vma->attr & PAGE_ATTR_PROT_WRITE ? 'w' : '-',
			vma->attr & PAGE_ATTR_PROT_EXEC ? 'x' : '-',
			name ? name : "");
}

static void areas_print(const struct uk_crash_cause *cause)
{
	struct uk_vas *vas = uk_vas_get_active();
	const struct uk_vma *vma, *prev;

	if (cause->has_address && cause->address >= VAS_END)
		vas = uk_vas_kernel();
	if (!vas || !cause->has_address || cause->address >= vas->vma_end)
		return;
	uk_crash_printf("  %lu areas, %lu KiB committed\n", vas->vma_count,
			vas->committed >> 10);
	vma = vma_from(vas, cause->address);
	prev = vma ? vma_prev(vma) : uk_vma_last(vas);
	if (prev)
		area_print(prev, cause->address);
	if (vma)
		area_print(vma, cause->address);
	if (vma && vma_next(vma))
		area_print(vma_next(vma), cause->address);
}

static struct uk_crash_part part = {
	.title = "Areas",
	.print = areas_print,
};

static void crash_part_add(void)
{
	uk_crash_part_register(&part);
}

UK_CTOR(crash_part_add);
