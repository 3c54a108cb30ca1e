/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <uk/test.h>

UK_TESTCASE(appunittest, fails)
{
	UK_TEST_EXPECT_SNUM_EQ(2 + 2, 5);
}

uk_testsuite_register(appunittest, NULL);
