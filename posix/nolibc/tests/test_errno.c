/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* errno, one for each thread. */
#include <errno.h>
#include <stdlib.h>
#include <uk/sched.h>
#include <uk/test.h>

static volatile int seen[2];

static void other(void *arg)
{
	int self = *(int *)arg;

	errno = 100 + self;
	uk_sched_yield();
	seen[self] = errno;
}

UK_TESTCASE(nolibc_errno, every_thread_has_its_own)
{
	static int numbers[2] = {0, 1};
	int i;

	if (!uk_sched_current()) {
		uk_test_skip(esac, "no scheduler was started");
		return;
	}
	errno = 5;
	for (i = 0; i < 2; i++)
		UK_TEST_EXPECT_NOT_NULL(uk_sched_thread_create(
			uk_sched_current(), other, &numbers[i], "errno"));
	for (i = 0; i < 10; i++)
		uk_sched_yield();
	UK_TEST_EXPECT_SNUM_EQ(errno, 5);
	UK_TEST_EXPECT_SNUM_EQ(seen[0], 100);
	UK_TEST_EXPECT_SNUM_EQ(seen[1], 101);
}

uk_testsuite_register(nolibc_errno, NULL);
