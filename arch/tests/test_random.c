/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <uk/arch/random.h>
#include <uk/test.h>

UK_TESTCASE(arch_random, numbers_differ_or_nothing_is_touched)
{
	__u64 a = 1, b = 1;
	__u32 c = 1, d = 1;
	int rc = ukarch_random_init();

	UK_TEST_EXPECT(rc == 0 || rc == -ENOTSUP || rc == -1);
	if (ukarch_random_u64(&a) == 0) {
		UK_TEST_EXPECT_ZERO(ukarch_random_u64(&b));
		UK_TEST_EXPECT(a != b);
		UK_TEST_EXPECT_ZERO(ukarch_random_u32(&c));
		UK_TEST_EXPECT_ZERO(ukarch_random_u32(&d));
		UK_TEST_EXPECT(c != d);
	} else {
		UK_TEST_EXPECT(rc != 0);
		UK_TEST_EXPECT_SNUM_EQ(a, 1);
	}
}

/* init() says whether there are seeds. */
UK_TESTCASE(arch_random, seeds)
{
	__u64 a = 1, b = 1;
	__u32 c = 1;

	if (ukarch_random_init()) {
		if (ukarch_random_seed_u64(&a))
			UK_TEST_EXPECT_SNUM_EQ(a, 1);
		return;
	}
	UK_TEST_EXPECT_ZERO(ukarch_random_seed_u64(&a));
	UK_TEST_EXPECT_ZERO(ukarch_random_seed_u64(&b));
	UK_TEST_EXPECT(a != b);
	UK_TEST_EXPECT_ZERO(ukarch_random_seed_u32(&c));
}

uk_testsuite_register(arch_random, NULL);
