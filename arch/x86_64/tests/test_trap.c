/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What entry.S does to interrupted code: nothing. */
#include <string.h>
#include <arch/cpu.h>
#include <arch/percpu.h>
#include <arch/trap.h>
#include <uk/event.h>
#include <uk/test.h>
#include "../x86_priv.h"

#define NESTING 5

static struct {
	int armed;
	int depth, deepest, count;
	uint64_t ist_lowest;
	struct __regs regs;
} seen;

static uint64_t entry_stack(void)
{
	return arch_percpu()->md.tss.ist[X86_IST_ENTRY - 1];
}

static int on_breakpoint(void *data)
{
	struct ukarch_trap_ctx *ctx = data;

	if (!seen.armed || ctx->trapnr != X86_VEC_BP)
		return UK_EVENT_NOT_HANDLED;
	seen.count++;
	seen.regs = *ctx->regs;
	if (entry_stack() < seen.ist_lowest)
		seen.ist_lowest = entry_stack();
	if (++seen.depth > seen.deepest)
		seen.deepest = seen.depth;
	if (seen.depth < NESTING)
		__asm__ __volatile__("int3" : : : "rax", "memory");
	seen.depth--;
	ctx->regs->rax = 0x1234;
	return UK_EVENT_HANDLED;
}

UK_EVENT_HANDLER_PRIO(UKARCH_TRAP_DEBUG, on_breakpoint, 0);

static void arm(void)
{
	memset(&seen, 0, sizeof(seen));
	seen.armed = 1;
	seen.ist_lowest = UINT64_MAX;
}

/* Loads all registers and the red zone, traps, and counts what changed. */
static long trap_and_compare(void)
{
	long wrong;

	__asm__ __volatile__(
		"pushq %%rbp\n\t"
		"movq $0x11, %%rbx; movq $0x12, %%rcx; movq $0x13, %%rdx\n\t"
		"movq $0x14, %%rsi; movq $0x15, %%rdi; movq $0x16, %%rbp\n\t"
		"movq $0x17, %%r8;  movq $0x18, %%r9;  movq $0x19, %%r10\n\t"
		"movq $0x1a, %%r11; movq $0x1b, %%r12; movq $0x1c, %%r13\n\t"
		"movq $0x1d, %%r14; movq $0x1e, %%r15; xorl %%eax, %%eax\n\t"
		"movq $0x1f, -8(%%rsp); movq $0x20, -128(%%rsp)\n\t"
		"stc\n\t"
		"int3\n\t"
		"jc 1f; incq %%rax\n"
		"1:\tsubq $0x1234, %%rax\n\t"
		"xorq $0x11, %%rbx; orq %%rbx, %%rax\n\t"
		"xorq $0x12, %%rcx; orq %%rcx, %%rax\n\t"
		"xorq $0x13, %%rdx; orq %%rdx, %%rax\n\t"
		"xorq $0x14, %%rsi; orq %%rsi, %%rax\n\t"
		"xorq $0x15, %%rdi; orq %%rdi, %%rax\n\t"
		"xorq $0x16, %%rbp; orq %%rbp, %%rax\n\t"
		"xorq $0x17, %%r8;  orq %%r8, %%rax\n\t"
		"xorq $0x18, %%r9;  orq %%r9, %%rax\n\t"
		"xorq $0x19, %%r10; orq %%r10, %%rax\n\t"
		"xorq $0x1a, %%r11; orq %%r11, %%rax\n\t"
		"xorq $0x1b, %%r12; orq %%r12, %%rax\n\t"
		"xorq $0x1c, %%r13; orq %%r13, %%rax\n\t"
		"xorq $0x1d, %%r14; orq %%r14, %%rax\n\t"
		"xorq $0x1e, %%r15; orq %%r15, %%rax\n\t"
		"movq -8(%%rsp), %%rbx; xorq $0x1f, %%rbx; orq %%rbx, %%rax\n\t"
		"movq -128(%%rsp), %%rbx; xorq $0x20, %%rbx\n\t"
		"orq %%rbx, %%rax\n\t"
		"popq %%rbp"
		: "=a"(wrong)
		:
		: "rbx", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11",
		  "r12", "r13", "r14", "r15", "memory", "cc");
	return wrong;
}

UK_TESTCASE(x86_trap, registers_and_red_zone_survive)
{
	arm();
	UK_TEST_EXPECT_ZERO(trap_and_compare());
	seen.armed = 0;
	UK_TEST_EXPECT_SNUM_EQ(seen.deepest, NESTING);
	UK_TEST_EXPECT_SNUM_EQ(seen.count, NESTING);
}

/* A handler has left the entry stack: it is all there for the next one. */
UK_TESTCASE(x86_trap, entry_stack_is_left_at_once)
{
	uint64_t before = entry_stack();

	arm();
	__asm__ __volatile__("int3" : : : "rax", "memory");
	seen.armed = 0;
	UK_TEST_EXPECT_SNUM_EQ(entry_stack(), before);
	UK_TEST_EXPECT_SNUM_EQ(seen.ist_lowest, before);
}

/* The stack that the application code uses is not touched. */
UK_TESTCASE(x86_trap, handler_runs_below_the_kernel_stack_pointer)
{
	uint64_t sp;

	arm();
	__asm__ __volatile__("movq %%rsp, %0; int3"
			     : "=&r"(sp)
			     :
			     : "rax", "memory");
	seen.armed = 0;
	UK_TEST_EXPECT(seen.regs.rsp < sp); /* the deepest one */
	UK_TEST_EXPECT(sp - seen.regs.rsp < 16384);
	UK_TEST_EXPECT_SNUM_EQ(seen.regs.cs, X86_SEG_CODE);
}

uk_testsuite_register(x86_trap, NULL);
