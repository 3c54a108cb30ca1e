/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Random places: every bit of 28 is used, every kind has its own. */
#include <uk/test.h>
#include "../base_priv.h"
#include "common.h"

#define SPACES 64

#define BITS (((1UL << 28) - 1) << PAGE_SHIFT)

UK_TESTCASE(ukvmem_slide, test_every_bit_is_random)
{
	__sz all = ~0UL, any = 0;

	for (int i = 0; i < SPACES; i++) {
		__sz slide = uk_vas_slide(28);

		all &= slide;
		any |= slide;
	}
	/* one that is the same 64 times by chance: 1 in 2^58 */
	UK_TEST_EXPECT_SNUM_EQ(any, BITS);
	UK_TEST_EXPECT_ZERO(all);
	UK_TEST_EXPECT_ZERO(uk_vas_slide(1) & ~(__sz)PAGE_SIZE);
}

UK_TESTCASE(ukvmem_slide, test_kinds_are_independent)
{
	struct uk_vas vas;

	UK_TEST_EXPECT_ZERO(
		uk_vas_init(&vas, ukplat_pt_get_active(), &tv_heap.a));
	UK_TEST_EXPECT_SNUM_EQ(vas.vma_base, BASE);
	for (int i = SLIDE_OTHER; i <= SLIDE_DMA; i++) {
		__sz slide = vas_slide(&vas, (enum slide)i);

		UK_TEST_EXPECT_SNUM_EQ(vas_slide(&vas, (enum slide)i), slide);
		UK_TEST_EXPECT_ZERO(slide & ~BITS);
		for (int j = SLIDE_OTHER; j < i; j++)
			UK_TEST_EXPECT(vas.slide[i] != vas.slide[j]);
	}
	vas.flags = UK_VAS_FLAG_NO_ASLR;
	UK_TEST_EXPECT_ZERO(vas_slide(&vas, SLIDE_ANON));
}

uk_testsuite_register(ukvmem_slide, NULL);
