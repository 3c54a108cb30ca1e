/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Overcommit, each policy in turn: on the build machine a variable says it. */
#include <uk/test.h>
#include "../commit_priv.h"
#include "common.h"

#define RW PAGE_ATTR_PROT_RW

static unsigned int policy = OVERCOMMIT_GUESS;

unsigned int commit_policy(void)
{
	return policy;
}

static int map(__sz len, unsigned long attr, unsigned long flags)
{
	__vaddr_t at = __VADDR_ANY;

	return uk_vma_map_anon(&tv, &at, len, attr, flags, NULL);
}

UK_TESTCASE(ukvmem_commit, test_guess)
{
	__sz total;

	UK_TEST_EXPECT(tv_start());
	total = PAGE_ALIGN_DOWN(tv.pt->fa->total_memory);
	UK_TEST_EXPECT_SNUM_EQ(map(total + PAGE_SIZE, RW, 0), -ENOMEM);
	UK_TEST_EXPECT_ZERO(map(total, RW, 0));
	UK_TEST_EXPECT_ZERO(map(total, RW, 0));
	UK_TEST_EXPECT(tv_stop());
}

UK_TESTCASE(ukvmem_commit, test_always)
{
	policy = OVERCOMMIT_ALWAYS;
	UK_TEST_EXPECT(tv_start());
	UK_TEST_EXPECT_ZERO(map(1UL << 40, RW, 0));
	UK_TEST_EXPECT(tv_stop());
	policy = OVERCOMMIT_GUESS;
}

UK_TESTCASE(ukvmem_commit, test_never)
{
	struct uk_vas other;
	__vaddr_t at = BASE + (1UL << 40);
	__sz half, total;

	policy = OVERCOMMIT_NEVER;
	UK_TEST_EXPECT(tv_start());
	UK_TEST_EXPECT_ZERO(uk_vas_init(&other, tv.pt, tv.a));
	total = PAGE_ALIGN_DOWN(tv.pt->fa->total_memory);
	half = PAGE_ALIGN_UP(total / 2);
	UK_TEST_EXPECT_ZERO(map(half, RW, 0));
	UK_TEST_EXPECT_SNUM_EQ(map(half + PAGE_SIZE, RW, 0), -ENOMEM);
	/* what is not written to, or not to be counted */
	UK_TEST_EXPECT_ZERO(map(half + PAGE_SIZE, PAGE_ATTR_PROT_READ, 0));
	UK_TEST_EXPECT_ZERO(map(4 * total, RW, UK_VMA_MAP_NORESERVE));
	/* growing, changing, moving with something left behind */
	UK_TEST_EXPECT_SNUM_EQ(
		uk_vma_set_attr(&tv, BASE + half, half + PAGE_SIZE, RW, 0),
		-ENOMEM);
	UK_TEST_EXPECT_SNUM_EQ(
		uk_vma_move(&tv, BASE, half, &at, total + PAGE_SIZE, 0),
		-ENOMEM);
	/* another address space wants the same memory */
	UK_TEST_EXPECT_SNUM_EQ(
		uk_vma_map_anon(&other, &at, half + PAGE_SIZE, RW, 0, NULL),
		-ENOMEM);
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(&tv, 0, VAS_END, 0));
	UK_TEST_EXPECT_ZERO(
		uk_vma_map_anon(&other, &at, half + PAGE_SIZE, RW, 0, NULL));
	UK_TEST_EXPECT_SNUM_EQ(map(half, RW, 0), -ENOMEM);
	uk_vas_destroy(&other);
	UK_TEST_EXPECT_ZERO(map(total, RW, 0));
	UK_TEST_EXPECT(tv_stop());
	policy = OVERCOMMIT_GUESS;
}

uk_testsuite_register(ukvmem_commit, NULL);
