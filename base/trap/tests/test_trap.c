/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Only in the image: breakpoints that a handler passes over. */

#include <arch/trap.h>
#include <uk/arch/traps.h>
#include <uk/essentials.h>
#include <uk/event.h>
#include <uk/test.h>

#ifdef __aarch64__
#define BREAKPOINT()	__asm__ __volatile__("brk #0")
#define BREAKPOINT_SIZE 4 /* is yet to be passed */
#else
#define BREAKPOINT()	__asm__ __volatile__("int3")
#define BREAKPOINT_SIZE 0 /* has been passed */
#endif

/* Handlers act only while a test has armed them. */
static unsigned int armed, depth, deepest, calls_early, calls_late;
static struct __regs *seen_regs;

static int handler_early(void *data __unused)
{
	if (armed)
		calls_early++;
	return armed ? UK_EVENT_HANDLED_CONT : UK_EVENT_NOT_HANDLED;
}

/* Traps once more itself when told so. */
static int handler_late(void *data)
{
	struct ukarch_trap_ctx *ctx = data;

	if (!armed)
		return UK_EVENT_NOT_HANDLED;
	calls_late++;
	depth++;
	if (depth > deepest)
		deepest = depth;
	if (armed > depth)
		BREAKPOINT();
	depth--;
	seen_regs = ctx->regs;
	arch_regs_pc_set(ctx->regs, arch_regs_pc(ctx->regs) + BREAKPOINT_SIZE);
	return UK_EVENT_HANDLED;
}

UK_EVENT_HANDLER_PRIO(UKARCH_TRAP_DEBUG, handler_late, 7);
UK_EVENT_HANDLER_PRIO(UKARCH_TRAP_DEBUG, handler_early, 1);

static void run(unsigned int nesting)
{
	calls_early = 0;
	calls_late = 0;
	deepest = 0;
	armed = nesting;
	BREAKPOINT();
	armed = 0;
}

UK_TESTCASE(uktrap, test_a_handled_trap_goes_on)
{
	run(1);
	UK_TEST_EXPECT_SNUM_EQ(calls_early, 1);
	UK_TEST_EXPECT_SNUM_EQ(calls_late, 1);
	UK_TEST_EXPECT_NOT_NULL(seen_regs);
}

UK_TESTCASE(uktrap, test_traps_nest)
{
	run(4);
	UK_TEST_EXPECT_SNUM_EQ(deepest, 4);
	UK_TEST_EXPECT_SNUM_EQ(calls_late, 4);
	UK_TEST_EXPECT_ZERO(depth);
}

UK_TESTCASE(uktrap, test_many_traps)
{
	unsigned int i, bad = 0;

	for (i = 0; i < 1000; i++) {
		run(1 + i % 3);
		bad += calls_late != 1 + i % 3;
	}
	UK_TEST_EXPECT_ZERO(bad);
}

uk_testsuite_register(uktrap, NULL);
