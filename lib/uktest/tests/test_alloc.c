/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The failing allocator fails when told to and keeps its books */
#include <errno.h>
#include <uk/test.h>
#include <uk/test_alloc.h>

UK_TESTCASE(uktest_alloc, fails_the_nth)
{
	struct uk_test_alloc ta;
	void *first, *second;

	uk_test_alloc_init(&ta, NULL);
	uk_test_alloc_fail_at(&ta, 2);
	first = uk_malloc(&ta.a, 16);
	UK_TEST_EXPECT_NOT_NULL(first);
	UK_TEST_EXPECT_NULL(uk_malloc(&ta.a, 16));
	second = uk_zalloc(&ta.a, 16);
	UK_TEST_EXPECT_NOT_NULL(second);
	UK_TEST_EXPECT_SNUM_EQ(uk_test_alloc_count(&ta), 3);
	UK_TEST_EXPECT_SNUM_EQ(uk_test_alloc_live(&ta), 2);
	uk_free(&ta.a, first);
	uk_free(&ta.a, second);
	uk_free(&ta.a, NULL);
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

UK_TESTCASE(uktest_alloc, every_kind)
{
	struct uk_test_alloc ta;
	void *ptr = NULL;
	void *more;

	uk_test_alloc_init(&ta, uk_alloc_get_default());
	uk_test_alloc_fail_at(&ta, 1);
	UK_TEST_EXPECT_SNUM_EQ(uk_posix_memalign(&ta.a, &ptr, 64, 10), ENOMEM);
	UK_TEST_EXPECT_NULL(ptr);
	UK_TEST_EXPECT_ZERO(uk_posix_memalign(&ta.a, &ptr, 64, 10));
	UK_TEST_EXPECT_ZERO((long)((__uptr)ptr & 63));

	uk_test_alloc_fail_at(&ta, 1);
	UK_TEST_EXPECT_NULL(uk_realloc(&ta.a, ptr, 1000));
	more = uk_realloc(&ta.a, ptr, 1000);
	UK_TEST_EXPECT_NOT_NULL(more);
	UK_TEST_EXPECT_SNUM_EQ(uk_test_alloc_live(&ta), 1);
	UK_TEST_EXPECT_NULL(uk_realloc(&ta.a, more, 0));
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));

	uk_test_alloc_fail_at(&ta, 1);
	UK_TEST_EXPECT_NULL(uk_palloc(&ta.a, 1));
	ptr = uk_palloc(&ta.a, 1);
	UK_TEST_EXPECT_NOT_NULL(ptr);
	uk_pfree(&ta.a, ptr, 1);
	ptr = uk_memalign(&ta.a, 4096, 1);
	UK_TEST_EXPECT_NOT_NULL(ptr);
	uk_free(&ta.a, ptr);
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

uk_testsuite_register(uktest_alloc, NULL);
