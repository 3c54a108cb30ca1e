/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* <uk/essentials.h>, <uk/errptr.h>, <uk/refcount.h>, <uk/prio.h>, <uk/page.h>
 */
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <uk/errptr.h>
#include <uk/essentials.h>
#include <uk/page.h>
#include <uk/prio.h>
#include <uk/refcount.h>
#include <uk/test.h>

UK_CTASSERT(UK_NARGS() == 0);
UK_CTASSERT(UK_NARGS(a) == 1);
UK_CTASSERT(UK_NARGS(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t,
		     u, v, w, x, y) == 25);
UK_CTASSERT(UK_PRIO_AFTER(3) == 4);
UK_CTASSERT(UK_PRIO_AFTER(UK_PRIO_EARLIEST) == 1);
UK_CTASSERT(MAX4(1, 5, 3, 2) == 5 && MIN4(4, 1, 3, 2) == 1);
UK_CTASSERT(MAX3(1, 2, 3) == 3 && MIN3(3, 2, 1) == 1);
UK_CTASSERT(DIV_ROUND_UP(9, 4) == 3 && DIV_ROUND_UP(8, 4) == 2);

struct sample {
	char c;
	int i;
};

UK_TESTCASE(ukessentials, alignment)
{
	/* the mask may be narrower than the value */
	UK_TEST_EXPECT(ALIGN_UP(0x123456789abUL, 16) == 0x123456789b0);
	UK_TEST_EXPECT(ALIGN_DOWN(0x123456789abUL, 16U) == 0x123456789a0);
	UK_TEST_EXPECT(IS_ALIGNED(0x100000000UL, 0x1000));
	UK_TEST_EXPECT(!IS_ALIGNED(0x100000008UL, 16));
	UK_TEST_EXPECT(POWER_OF_2(64) && !POWER_OF_2(65) && !POWER_OF_2(0));
	UK_TEST_EXPECT(round_pgup(1) == 4096 && round_pgup(4096) == 4096);
	UK_TEST_EXPECT(round_pgdown(4095) == 0);
}

UK_TESTCASE(ukessentials, ranges_do_not_overflow)
{
	const uint64_t top = UINT64_MAX;

	UK_TEST_EXPECT(IN_RANGE(top, top - 1, (uint64_t)2));
	UK_TEST_EXPECT(!IN_RANGE((uint64_t)0, top - 1, (uint64_t)2));
	UK_TEST_EXPECT(IN_RANGE(5, 5, 1) && !IN_RANGE(6, 5, 1));
	UK_TEST_EXPECT(RANGE_CONTAIN(10U, 10U, 10U, 10U));
	UK_TEST_EXPECT(!RANGE_CONTAIN(10U, 10U, 11U, 10U));
	UK_TEST_EXPECT(RANGE_CONTAIN(10U, 10U, 20U, 0U));
	UK_TEST_EXPECT(!RANGE_CONTAIN(10U, 10U, 12U, UINT_MAX));
	UK_TEST_EXPECT(RANGE_OVERLAP(10U, 5U, 14U, 1U));
	UK_TEST_EXPECT(!RANGE_OVERLAP(10U, 5U, 15U, 1U));
	UK_TEST_EXPECT(RANGE_OVERLAP(14U, 1U, 10U, 5U));
	UK_TEST_EXPECT(RANGE_OVERLAP(top - 1, (uint64_t)2, top, (uint64_t)1));
	UK_TEST_EXPECT(RANGE_ISEQUAL(1, 2, 1, 2) && !RANGE_ISEQUAL(1, 2, 1, 3));
}

UK_TESTCASE(ukessentials, members)
{
	struct sample s = {0, 0};

	UK_TEST_EXPECT_PTR_EQ(__containerof(&s.i, struct sample, i), &s);
	UK_TEST_EXPECT(__contains(struct sample, i, 8));
	UK_TEST_EXPECT(!__contains(struct sample, i, 7));
	UK_TEST_EXPECT_SNUM_EQ(__offsetof(struct sample, i), 4);
}

UK_TESTCASE(ukessentials, error_pointers)
{
	int x;

	UK_TEST_EXPECT(PTRISERR(ERR2PTR(-ENOMEM)));
	UK_TEST_EXPECT_SNUM_EQ(PTR2ERR(ERR2PTR(-ENOMEM)), -ENOMEM);
	UK_TEST_EXPECT(PTRISERR(ERR2PTR(-MAXERRNO)));
	UK_TEST_EXPECT(!PTRISERR(ERR2PTR(-MAXERRNO - 1)));
	UK_TEST_EXPECT(!PTRISERR(NULL));
	UK_TEST_EXPECT(!PTRISERR(&x));
}

UK_TESTCASE(ukessentials, reference_counters)
{
	__atomic ref;

	uk_refcount_init(&ref, 1);
	uk_refcount_acquire(&ref);
	UK_TEST_EXPECT_SNUM_EQ(uk_refcount_read(&ref), 2);
	UK_TEST_EXPECT_SNUM_EQ(uk_refcount_release_if_not_last(&ref), 1);
	UK_TEST_EXPECT_ZERO(uk_refcount_release_if_not_last(&ref));
	UK_TEST_EXPECT_SNUM_EQ(uk_refcount_acquire_if_not_zero(&ref), 1);
	UK_TEST_EXPECT_ZERO(uk_refcount_release(&ref));
	UK_TEST_EXPECT_SNUM_EQ(uk_refcount_release(&ref), 1);
	UK_TEST_EXPECT_ZERO(uk_refcount_acquire_if_not_zero(&ref));
	UK_TEST_EXPECT_ZERO(uk_refcount_read(&ref));
}

uk_testsuite_register(ukessentials, NULL);
