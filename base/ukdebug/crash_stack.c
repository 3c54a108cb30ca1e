/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The call chain and the stack, for the crash report. */

#include <arch/backtrace.h>
#include <uk/essentials.h>
#include "crash_priv.h"

#define CALLS_MAX   24
#define STACK_WORDS 32

void crash_print_code(uintptr_t addr)
{
	unsigned long offset;
	const char *name = uk_symbol_find(addr, &offset);

	uk_crash_printf(" 0x%016lx", (unsigned long)addr);
	if (name)
		uk_crash_printf(" %s+0x%lx", name, offset);
}

static void print_call(uintptr_t addr)
{
	uk_crash_printf(" ");
	crash_print_code(addr);
	uk_crash_printf("\n");
}

void crash_print_calls(uintptr_t pc, uintptr_t fp)
{
	uintptr_t ret, next;
	unsigned int i;

	uk_crash_printf("Calls:\n");
	print_call(pc);
	for (i = 0; i < CALLS_MAX; i++) {
		if (!IS_ALIGNED(fp, sizeof(fp)) ||
		    !uk_crash_readable(fp, ARCH_FRAME_SIZE))
			return;
		arch_frame_next(fp, &ret, &next);
		if (ret == 0)
			return;
		print_call(ret);
		if (next <= fp)
			return;
		fp = next;
	}
	uk_crash_printf("  ...\n");
}

void crash_print_stack(uintptr_t sp)
{
	const unsigned int per_row = 4;
	const unsigned long *word;
	unsigned int i;

	sp = ALIGN_DOWN(sp, sizeof(*word));
	uk_crash_printf("Stack:");
	for (i = 0; i < STACK_WORDS; i++, sp += sizeof(*word)) {
		if (!uk_crash_readable(sp, sizeof(*word)))
			break;
		if (i % per_row == 0)
			uk_crash_printf("\n  %016lx:", (unsigned long)sp);
		word = (const unsigned long *)sp;
		uk_crash_printf(" %016lx", *word);
	}
	uk_crash_printf(i ? "\n" : " not mapped\n");
}
