/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Areas that an access below them makes grow. */
#include <uk/test.h>
#include "common.h"

#define RW  PAGE_ATTR_PROT_RW
#define TOP (BASE + 0x400000)

static int growing_at(__vaddr_t at, __sz len)
{
	return uk_vma_map_anon(&tv, &at, len, RW, UK_VMA_ANON_GROWS_DOWN, NULL);
}

static __vaddr_t start_of(__vaddr_t at)
{
	const struct uk_vma *vma = uk_vma_find(&tv, at);

	return vma ? vma->start : 0;
}

UK_TESTCASE(ukvmem_grow, test_by_an_access)
{
	unsigned char byte = 1;

	UK_TEST_EXPECT(tv_start());
	UK_TEST_EXPECT_ZERO(growing_at(TOP, 0x1000));
	UK_TEST_EXPECT_ZERO(tv_write(TOP - 1, 7));
	UK_TEST_EXPECT_SNUM_EQ(start_of(TOP), TOP - 0x1000);
	UK_TEST_EXPECT_ZERO(tv_read(TOP - 0x10000, &byte));
	UK_TEST_EXPECT_ZERO(byte);
	UK_TEST_EXPECT_SNUM_EQ(start_of(TOP), TOP - 0x10000);
	UK_TEST_EXPECT_SNUM_EQ(tv.committed, 0x11000);
	UK_TEST_EXPECT_SNUM_EQ(tv_present(TOP - 0x10000, 0x11000), 2);
	UK_TEST_EXPECT_ZERO(uk_vas_check(&tv));
	/* not above, and not page 0 */
	UK_TEST_EXPECT_SNUM_EQ(tv_write(TOP + 0x1000, 1), -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(tv_write(8, 1), -EFAULT);
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(&tv, TOP - 0x10000, 0x11000, 0));
	UK_TEST_EXPECT_SNUM_EQ(tv_write(TOP - 1, 7), -EFAULT);
	UK_TEST_EXPECT(tv_stop());
}

UK_TESTCASE(ukvmem_grow, test_gap)
{
	__vaddr_t low = TOP - UK_VMA_GROWTH_GAP - 0x4000;
	__vaddr_t at = low;

	UK_TEST_EXPECT(tv_start());
	UK_TEST_EXPECT_ZERO(growing_at(TOP, 0x1000));
	UK_TEST_EXPECT_ZERO(uk_vma_map_anon(&tv, &at, 0x1000, RW, 0, NULL));
	UK_TEST_EXPECT_SNUM_EQ(tv_write(TOP - 0x3001, 1), -EFAULT);
	UK_TEST_EXPECT_ZERO(tv_write(TOP - 0x3000, 1));
	/* what cannot be used is no danger, and another stack stops itself */
	UK_TEST_EXPECT_ZERO(uk_vma_set_attr(&tv, low, 0x1000, 0, 0));
	UK_TEST_EXPECT_ZERO(tv_write(TOP - 0x4000, 1));
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(&tv, low, 0x1000, 0));
	UK_TEST_EXPECT_ZERO(growing_at(TOP - 0x8000, 0x1000));
	UK_TEST_EXPECT_ZERO(tv_write(TOP - 0x7000, 1));
	UK_TEST_EXPECT_SNUM_EQ(start_of(TOP), TOP - 0x8000);
	UK_TEST_EXPECT_ZERO(uk_vas_check(&tv));
	UK_TEST_EXPECT(tv_stop());
}

/* Who looks for room does not get it right below. */
UK_TESTCASE(ukvmem_grow, test_room)
{
	__vaddr_t at = __VADDR_ANY;
	__vaddr_t low = BASE + UK_VMA_GROWTH_GAP;

	UK_TEST_EXPECT(tv_start());
	UK_TEST_EXPECT_ZERO(growing_at(low + 0x2000, 0x1000));
	UK_TEST_EXPECT_ZERO(uk_vma_map_anon(&tv, &at, 0x2000, RW, 0, NULL));
	UK_TEST_EXPECT_SNUM_EQ(at, BASE);
	at = __VADDR_ANY;
	UK_TEST_EXPECT_ZERO(uk_vma_map_anon(&tv, &at, 0x1000, RW, 0, "x"));
	UK_TEST_EXPECT_SNUM_EQ(at, low + 0x3000);
	UK_TEST_EXPECT(tv_stop());
}

static __sz asked;

static int may_grow(const struct uk_vma *vma, __sz len, __sz more)
{
	asked = more;
	return vma->start == TOP && len <= 0x3000 ? 0 : -ENOMEM;
}

UK_TESTCASE(ukvmem_grow, test_limits)
{
	UK_TEST_EXPECT(tv_start());
	UK_TEST_EXPECT_ZERO(growing_at(TOP, 0x1000));
	tv.may_grow = may_grow;
	UK_TEST_EXPECT_SNUM_EQ(tv_write(TOP - 0x3000, 1), -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(asked, 0x3000);
	UK_TEST_EXPECT_SNUM_EQ(start_of(TOP), TOP);
	UK_TEST_EXPECT_ZERO(tv_write(TOP - 0x2000, 1));
	UK_TEST_EXPECT(tv_stop());
}

uk_testsuite_register(ukvmem_grow, NULL);
