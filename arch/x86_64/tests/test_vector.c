/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Vector registers of two contexts do not mix, and are saved lazily. */
#include <stdint.h>
#include <arch/cpu.h>
#include <arch/percpu.h>
#include <arch/vector.h>
#include <uk/arch/ctx.h>
#include <uk/test.h>
#include "../x86_priv.h"

#define AREA_MAX 4096

static char area_a[AREA_MAX] __attribute__((aligned(64)));
static char area_b[AREA_MAX] __attribute__((aligned(64)));
#define A ((struct ukarch_ectx *)area_a)
#define B ((struct ukarch_ectx *)area_b)

static void xmm_set(uint64_t v)
{
	__asm__ __volatile__("movq %0, %%xmm5" : : "r"(v));
}

static uint64_t xmm_get(void)
{
	uint64_t v;

	__asm__ __volatile__("movq %%xmm5, %0" : "=r"(v));
	return v;
}

static uint32_t mxcsr_get(void)
{
	uint32_t v;

	__asm__ __volatile__("stmxcsr %0" : "=m"(v));
	return v;
}

static uint16_t fcw_get(void)
{
	uint16_t v;

	__asm__ __volatile__("fnstcw %0" : "=m"(v));
	return v;
}

UK_TESTCASE(x86_vector, contexts_keep_their_registers)
{
	unsigned long flags = arch_irq_save();
	struct arch_percpu_md *md = &arch_percpu()->md;
	struct ukarch_ectx *before = md->vector_current;

	UK_TEST_EXPECT_SNUM_LE(ukarch_ectx_size(), AREA_MAX);
	UK_TEST_EXPECT_SNUM_EQ(ukarch_ectx_align(), 64);
	ukarch_ectx_init(A);
	ukarch_ectx_init(B);

	arch_vector_switch(before, A);
	UK_TEST_EXPECT(!md->vector_on);
	UK_TEST_EXPECT_ZERO(xmm_get());
	UK_TEST_EXPECT(md->vector_on);
	UK_TEST_EXPECT_SNUM_EQ(mxcsr_get(), 0x1f80);
	UK_TEST_EXPECT_SNUM_EQ(fcw_get(), 0x37f);
	xmm_set(111);

	arch_vector_switch(A, B);
	UK_TEST_EXPECT_ZERO(xmm_get());
	xmm_set(222);
	arch_vector_switch(B, A);
	UK_TEST_EXPECT_SNUM_EQ(xmm_get(), 111);
	arch_vector_switch(A, B);
	UK_TEST_EXPECT_SNUM_EQ(xmm_get(), 222);

	arch_vector_switch(B, before);
	arch_vector_forget(A);
	arch_vector_forget(B);
	arch_irq_restore(flags);
}

/* One that used none in between does not cost the other a reload. */
UK_TESTCASE(x86_vector, unused_registers_are_not_saved)
{
	unsigned long flags = arch_irq_save();
	struct arch_percpu_md *md = &arch_percpu()->md;
	struct ukarch_ectx *before = md->vector_current;

	ukarch_ectx_init(A);
	ukarch_ectx_init(B);
	arch_vector_switch(before, A);
	xmm_set(5);
	arch_vector_switch(A, B);
	arch_vector_switch(B, A);
	UK_TEST_EXPECT(md->vector_on);
	UK_TEST_EXPECT_SNUM_EQ(xmm_get(), 5);

	/* what was freed is not found again */
	arch_vector_switch(A, B);
	arch_vector_forget(A);
	ukarch_ectx_init(A);
	arch_vector_switch(B, A);
	UK_TEST_EXPECT(!md->vector_on);
	UK_TEST_EXPECT_ZERO(xmm_get());

	arch_vector_switch(A, before);
	arch_vector_forget(A);
	arch_irq_restore(flags);
}

UK_TESTCASE(x86_vector, copies)
{
	unsigned long flags = arch_irq_save();
	struct ukarch_ectx *before = arch_percpu()->md.vector_current;

	ukarch_ectx_init(A);
	ukarch_ectx_init(B);
	arch_vector_switch(before, A);
	xmm_set(7);
	ukarch_ectx_store(B);
	xmm_set(8);
	ukarch_ectx_load(B);
	UK_TEST_EXPECT_SNUM_EQ(xmm_get(), 7);
	arch_vector_switch(A, before);
	arch_vector_forget(A);
	arch_irq_restore(flags);
}

uk_testsuite_register(x86_vector, NULL);
