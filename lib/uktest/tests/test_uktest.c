/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* uktest judged by itself: a quiet case records what its assertions found */
#include <string.h>
#include <uk/test.h>

static struct uk_testcase quiet_case(void)
{
	struct uk_testcase inner = {.name = "inner", .quiet = 1};

	return inner;
}

static int init_called;

static int self_init(struct uk_testsuite *suite)
{
	init_called += !strcmp(suite->name, "uktest");
	return 0;
}

UK_TESTCASE(uktest, init_ran_once)
{
	UK_TEST_EXPECT_SNUM_EQ(init_called, 1);
}

UK_TESTCASE_DESC(uktest, numbers, "signed comparisons")
{
	struct uk_testcase inner = quiet_case();
	struct uk_assert at = {0};
	static const struct {
		long long a, b;
		unsigned int holds; /* one bit for each operation */
	} rows[] = {
		{1, 1, 1 << UK_TEST_EQ | 1 << UK_TEST_GE | 1 << UK_TEST_LE},
		{2, 1, 1 << UK_TEST_NQ | 1 << UK_TEST_GT | 1 << UK_TEST_GE},
		{-1, 1, 1 << UK_TEST_NQ | 1 << UK_TEST_LT | 1 << UK_TEST_LE},
		{1LL << 62, -(1LL << 62),
		 1 << UK_TEST_NQ | 1 << UK_TEST_GT | 1 << UK_TEST_GE},
	};
	unsigned int i, failed;
	int op;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		for (op = UK_TEST_EQ; op <= UK_TEST_LE; op++) {
			failed = inner.failed;
			_uk_test_snum(&inner, &at, "a", rows[i].a,
				      (enum uk_test_op)op, rows[i].b);
			UK_TEST_EXPECT_SNUM_EQ(inner.failed == failed,
					       rows[i].holds >> op & 1);
		}
	}
	UK_TEST_EXPECT_SNUM_EQ(inner.total, 24);
}

UK_TESTCASE(uktest, pointers_and_bytes)
{
	struct uk_testcase inner = quiet_case();
	struct uk_assert at = {0};

	_uk_test_ptr(&inner, &at, "p", &at, UK_TEST_EQ, &at);
	_uk_test_ptr(&inner, &at, "p", &at, UK_TEST_NQ, NULL);
	_uk_test_bytes(&inner, &at, "b", "abc", "abd", 2);
	_uk_test_bytes(&inner, &at, "b", "abc", "", 0);
	UK_TEST_EXPECT_SNUM_EQ(inner.failed, 0);
	_uk_test_bytes(&inner, &at, "b", "abc", "abd", 3);
	UK_TEST_EXPECT_SNUM_EQ(inner.failed, 1);
	_uk_test_ptr(&inner, &at, "p", NULL, UK_TEST_NQ, NULL);
	UK_TEST_EXPECT_SNUM_EQ(inner.failed, 2);
}

UK_TESTCASE(uktest, failure_sticks)
{
	struct uk_testcase inner = quiet_case();
	struct uk_assert at = {0};

	UK_TEST_EXPECT_SNUM_EQ(at.status, UK_TEST_ASSERT_NOT_RUN);
	_uk_test_do_assert(&inner, &at, 1, "holds");
	UK_TEST_EXPECT_SNUM_EQ(at.status, UK_TEST_ASSERT_SUCCESS);
	_uk_test_do_assert(&inner, &at, 0, "does not hold");
	_uk_test_do_assert(&inner, &at, 1, "holds");
	UK_TEST_EXPECT_SNUM_EQ(at.status, UK_TEST_ASSERT_FAIL);
	UK_TEST_EXPECT_PTR_EQ(at.esac, &inner);
}

UK_TESTCASE(uktest, assertion_table)
{
	struct uk_assert *at;
	unsigned int nr = 0;

	UK_TEST_EXPECT(1);
	UK_TEST_EXPECT_NOT_ZERO(-1);
	UK_TEST_EXPECT_NOT_NULL(esac);
	uk_test_assert_foreach(esac, at) nr +=
		at->status == UK_TEST_ASSERT_SUCCESS;
	UK_TEST_EXPECT_SNUM_EQ(nr, 3);
}

UK_TESTCASE(uktest, cases_in_source_order)
{
	struct uk_testsuite *suite = esac->suite;
	struct uk_testcase *itr, *prev = NULL;

	uk_testsuite_case_foreach(suite, itr)
	{
		if (prev)
			UK_TEST_EXPECT_SNUM_GT(itr->line, prev->line);
		prev = itr;
	}
	UK_TEST_EXPECT_NOT_NULL(prev);
	UK_TEST_EXPECT_ZERO(prev && strcmp(prev->name, "can_be_skipped") != 0);
}

UK_TESTCASE(uktest, can_be_skipped)
{
	uk_test_skip(esac, "nothing to do here");
}

UK_TESTSUITE_AT_CTORCALL_PRIO(uktest, self_init, 0);
