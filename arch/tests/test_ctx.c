/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <stdint.h>
#include <arch/cpu.h>
#include <uk/arch/ctx.h>
#include <uk/test.h>

static char stack[16384] __attribute__((aligned(16)));
static struct ukarch_ctx here, there;
static long got[2];
static uintptr_t got_sp;
static int visits;

/* Interrupts are off: nobody else knows of this stack. */
static void visit(void)
{
	unsigned long flags = arch_irq_save();

	ukarch_ctx_switch(&here, &there);
	arch_irq_restore(flags);
}

static void come_back(void)
{
	for (;;) {
		visits++;
		got_sp = (uintptr_t)__builtin_frame_address(0);
		ukarch_ctx_switch(&there, &here);
	}
}

static void __noreturn entry0(void)
{
	come_back();
	__builtin_unreachable();
}

static void __noreturn entry1(long a)
{
	got[0] = a;
	come_back();
	__builtin_unreachable();
}

static void __noreturn entry2(long a, long b)
{
	got[0] = a;
	got[1] = b;
	come_back();
	__builtin_unreachable();
}

UK_TESTCASE(arch_ctx, entries_get_their_arguments)
{
	__uptr sp = ukarch_gen_sp(stack, sizeof(stack));

	for (int keep = 0; keep < 2; keep++) {
		visits = 0;
		ukarch_ctx_init_entry0(&there, sp, keep, entry0);
		visit();
		UK_TEST_EXPECT_SNUM_EQ(visits, 1);
		UK_TEST_EXPECT_ZERO(got_sp & UKARCH_SP_ALIGN_MASK);

		ukarch_ctx_init_entry1(&there, sp, keep, entry1, -5);
		visit();
		UK_TEST_EXPECT_SNUM_EQ(got[0], -5);
		UK_TEST_EXPECT_ZERO(got_sp & UKARCH_SP_ALIGN_MASK);

		ukarch_ctx_init_entry2(&there, sp, keep, entry2, 7, 1L << 60);
		visit();
		UK_TEST_EXPECT_SNUM_EQ(got[0], 7);
		UK_TEST_EXPECT_SNUM_EQ(got[1], 1L << 60);
		UK_TEST_EXPECT_ZERO(got_sp & UKARCH_SP_ALIGN_MASK);
		UK_TEST_EXPECT_SNUM_EQ(visits, 3);
	}
}

UK_TESTCASE(arch_ctx, contexts_go_on_where_they_were)
{
	__uptr sp = ukarch_gen_sp(stack, sizeof(stack));

	visits = 0;
	ukarch_ctx_init(&there, sp, 0, (__uptr)entry0);
	for (int i = 1; i <= 100; i++) {
		visit();
		UK_TEST_EXPECT_SNUM_EQ(visits, i);
	}
	UK_TEST_EXPECT(got_sp > (uintptr_t)stack && got_sp < sp);
}

UK_TESTCASE(arch_ctx, values_are_pushed)
{
	struct ukarch_ctx ctx;
	__uptr sp = ukarch_gen_sp(stack, sizeof(stack));

	ukarch_ctx_init_bare(&ctx, sp, (__uptr)entry0);
	ukarch_rctx_stackpush(&ctx, (int)-3);
	UK_TEST_EXPECT_SNUM_EQ(sp - ctx.sp, sizeof(int));
	UK_TEST_EXPECT_SNUM_EQ(*(int *)ctx.sp, -3);
}

uk_testsuite_register(arch_ctx, NULL);
