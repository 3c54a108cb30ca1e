/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The call chain and the stack, for the crash report. */

#include <arch/backtrace.h>
#include <arch/trap.h>
#include <uk/essentials.h>
#include "crash_priv.h"

#define CALLS_MAX   24	 /* lines */
#define FRAMES_MAX  8192 /* frames that are looked at */
#define STACK_WORDS 32

/* The call chain as it is printed: recursion becomes one line and a number. */
struct chain {
	uintptr_t last;
	unsigned int repeats;
	unsigned int lines;
};

/*
 * A return address may lie behind the end of its function, when the call was
 * the last thing in it: the call itself, one byte before, never does.
 */
void crash_print_code(uintptr_t addr, int is_return)
{
	unsigned long offset;
	const char *name = uk_symbol_find(addr - (is_return != 0), &offset);

	uk_crash_printf(" 0x%016lx", (unsigned long)addr);
	if (name)
		uk_crash_printf(" %s+0x%lx", name, offset + (is_return != 0));
}

static void chain_flush(struct chain *chain)
{
	if (chain->repeats > 0)
		uk_crash_printf("   %u times more\n", chain->repeats);
	chain->repeats = 0;
}

static void chain_add(struct chain *chain, uintptr_t addr, int is_return)
{
	if (chain->lines > 0 && addr == chain->last) {
		chain->repeats++;
		return;
	}
	chain_flush(chain);
	chain->last = addr;
	chain->lines++;
	uk_crash_printf(" ");
	crash_print_code(addr, is_return);
	uk_crash_printf("\n");
}

static void chain_walk(struct chain *chain, uintptr_t fp)
{
	uintptr_t ret, next;
	unsigned int i;

	for (i = 0; i < FRAMES_MAX && chain->lines < CALLS_MAX; i++) {
		if (!IS_ALIGNED(fp, sizeof(fp)) ||
		    !uk_crash_readable(fp, ARCH_FRAME_SIZE))
			return;
		arch_frame_next(fp, &ret, &next);
		if (ret == 0)
			return;
		chain_add(chain, ret, 1);
		if (next <= fp)
			return;
		fp = next;
	}
	chain_flush(chain);
	uk_crash_printf("  ...\n");
}

/* The start of the function that addr lies in; 0 if it lies in none. */
static uintptr_t function_start(uintptr_t addr)
{
	unsigned long offset;

	return uk_symbol_find(addr, &offset) ? addr - offset : 0;
}

/* Does the frame at fp return to ret? */
static int frame_returns_to(uintptr_t fp, uintptr_t ret)
{
	uintptr_t frame_ret, next;

	if (!IS_ALIGNED(fp, sizeof(fp)) ||
	    !uk_crash_readable(fp, ARCH_FRAME_SIZE))
		return 0;
	arch_frame_next(fp, &frame_ret, &next);
	return frame_ret == ret;
}

/*
 * The caller of a function that has no frame yet, or of something that is no
 * function at all, like data that was jumped to; else 0. A return address on
 * the stack is where it is said to be only at a function's first instruction.
 * One in a register stays there in a function that calls nobody, and points
 * into the function itself when it has called somebody.
 */
static uintptr_t frameless_caller(const struct __regs *regs)
{
	const unsigned long *ret = arch_regs_ret(regs);
	int in_register = (uintptr_t)ret - (uintptr_t)regs < sizeof(*regs);
	uintptr_t pc = arch_regs_pc(regs);
	uintptr_t start = function_start(pc);

	if (!in_register && ((start && start != pc) ||
			     !uk_crash_readable((uintptr_t)ret, sizeof(*ret))))
		return 0;
	if (!function_start(*ret - 1) ||
	    frame_returns_to(arch_regs_fp(regs), *ret))
		return 0;
	return start == pc || function_start(*ret - 1) != start ? *ret : 0;
}

void crash_print_calls(const struct __regs *regs, uintptr_t pc, uintptr_t fp)
{
	struct chain chain = {0};
	uintptr_t caller = regs ? frameless_caller(regs) : 0;

	uk_crash_printf("Calls:\n");
	/* Without regs the frame is that of the function that returns to pc. */
	if (regs)
		chain_add(&chain, pc, 0);
	if (caller)
		chain_add(&chain, caller, 1);
	chain_walk(&chain, fp);
	chain_flush(&chain);
}

void crash_print_place(const struct __regs *regs, uintptr_t pc)
{
	uintptr_t caller = regs ? frameless_caller(regs) : 0;

	uk_crash_printf("At:");
	crash_print_code(pc, !regs);
	if (caller) {
		uk_crash_printf(", called at");
		crash_print_code(caller, 1);
	}
	uk_crash_printf("\n");
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
	if (i == 0)
		uk_crash_printf(" 0x%lx is not mapped", (unsigned long)sp);
	uk_crash_printf("\n");
}
