/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What a program can do with it is tested by test/system/conform/time_vdso.c */
#include <string.h>
#include <uk/clock.h>
#include <uk/plat/time.h>
#include <uk/test.h>
#include <uk/vdso.h>
#include <uk/vmem.h>
#include "../vdso_priv.h"

UK_TESTCASE(vdso, test_the_page_is_the_clock)
{
	const struct vdso_page *page = vdso_page_get();
	__nsec epoch = ukplat_wall_clock() + 1000 * UKARCH_NSEC_PER_SEC;
	uint32_t seq = page->seq;

	UK_TEST_EXPECT_ZERO(seq & 1);
	UK_TEST_EXPECT(page->known & VDSO_ONE_CPU);
	uk_wall_clock_set(epoch);
	UK_TEST_EXPECT_SNUM_EQ(page->seq - seq, 2);
	if (!(page->known & VDSO_MONOTONIC))
		return;
	UK_TEST_EXPECT(page->known & VDSO_WALL);
	UK_TEST_EXPECT(page->limit > 0);
	UK_TEST_EXPECT(page->wall - page->monotonic >
		       epoch - ukplat_monotonic_clock());
}

UK_TESTCASE(vdso, test_two_pages_that_nobody_writes_to)
{
	struct uk_vas *vas = uk_vas_get_active();
	const struct uk_vma *vma;
	struct uk_vdso vdso;

	if (!vas)
		return;
	UK_TEST_ASSERT(uk_vdso_map(vas, &vdso) == 0);
	UK_TEST_EXPECT_ZERO(memcmp((const void *)vdso.base, "\177ELF", 4));
	vma = uk_vma_find(vas, vdso.base);
	UK_TEST_EXPECT_SNUM_EQ(vma->start, vdso.base);
	UK_TEST_EXPECT_SNUM_EQ(vma->attr,
			       PAGE_ATTR_PROT_READ | PAGE_ATTR_PROT_EXEC);
	vma = uk_vma_find(vas, vdso.base - 1);
	UK_TEST_EXPECT_SNUM_EQ(vma->end, vdso.base);
	UK_TEST_EXPECT_SNUM_EQ(vma->attr, PAGE_ATTR_PROT_READ);
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(vas, vdso.base - VDSO_PAGE_SIZE,
					 2 * VDSO_PAGE_SIZE, 0));
}

uk_testsuite_register(vdso, NULL);
