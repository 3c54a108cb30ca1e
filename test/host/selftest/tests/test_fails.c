/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A suite that fails, to see that everybody notices */
#include <uk/test.h>

UK_TESTCASE(selftest, holds)
{
	UK_TEST_EXPECT_SNUM_EQ(2 + 2, 4);
}

UK_TESTCASE(selftest, fails)
{
	UK_TEST_EXPECT_SNUM_EQ(2 + 2, 5);
	UK_TEST_EXPECT_NOT_NULL(NULL);
}

UK_TESTCASE(selftest, gives_up)
{
	uk_test_skip(esac, "no reason");
}

uk_testsuite_register(selftest, NULL);

static int no_init(struct uk_testsuite *suite __maybe_unused)
{
	return -12;
}

UK_TESTCASE(selftest_init, never_runs)
{
	UK_TEST_EXPECT(1);
}

uk_testsuite_register(selftest_init, no_init);
