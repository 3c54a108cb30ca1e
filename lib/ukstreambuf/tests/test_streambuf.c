/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <string.h>
#include <uk/streambuf.h>
#include <uk/test.h>
#include <uk/test_alloc.h>

#define GUARD 0x5a

/* A buffer with guard bytes around, so that an overrun shows in the image */
static char space[32];

static void *guarded(void)
{
	memset(space, GUARD, sizeof(space));
	return space + 8;
}

static int guards_hold(size_t len)
{
	size_t i;

	for (i = 0; i < sizeof(space); i++)
		if ((i < 8 || i >= 8 + len) && space[i] != GUARD)
			return 0;
	return 1;
}

UK_TESTCASE_DESC(ukstreambuf, termshift_sample, "one string, cut at its end")
{
	struct uk_streambuf sb;

	uk_streambuf_init(&sb, guarded(), 8, UK_STREAMBUF_C_TERMSHIFT);
	UK_TEST_EXPECT_ZERO(uk_streambuf_seek(&sb));
	UK_TEST_EXPECT_ZERO(uk_streambuf_len(&sb));
	UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_left(&sb), 8);
	UK_TEST_EXPECT_BYTES_EQ(uk_streambuf_buf(&sb), "", 1);

	UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_strcpy(&sb, "abc"), 4);
	UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_seek(&sb), 3);
	UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_len(&sb), 4);
	UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_left(&sb), 5);
	UK_TEST_EXPECT(!uk_streambuf_istruncated(&sb));

	UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_printf(&sb, "%d", 12345678), 5);
	UK_TEST_EXPECT_BYTES_EQ(uk_streambuf_buf(&sb), "abc1234", 8);
	UK_TEST_EXPECT(uk_streambuf_istruncated(&sb));

	UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_printf(&sb, "x"), 1);
	UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_strcpy(&sb, "y"), 1);
	UK_TEST_EXPECT_BYTES_EQ(uk_streambuf_buf(&sb), "abc1234", 8);
	UK_TEST_EXPECT(guards_hold(8));
}

UK_TESTCASE_DESC(ukstreambuf, without_termshift, "strings one after another")
{
	struct uk_streambuf sb;

	uk_streambuf_init(&sb, guarded(), 8, 0);
	UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_strcpy(&sb, "ab"), 3);
	UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_seek(&sb), 3);
	UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_printf(&sb, "%s", "cd"), 3);
	UK_TEST_EXPECT_BYTES_EQ(uk_streambuf_buf(&sb), "ab\0cd", 6);
	UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_strcpy(&sb, "ef"), 2);
	UK_TEST_EXPECT_BYTES_EQ(uk_streambuf_buf(&sb), "ab\0cd\0e", 8);
	UK_TEST_EXPECT(uk_streambuf_istruncated(&sb));
	UK_TEST_EXPECT_ZERO(uk_streambuf_left(&sb));
	UK_TEST_EXPECT_ZERO(uk_streambuf_strcpy(&sb, ""));
	UK_TEST_EXPECT_ZERO(uk_streambuf_printf(&sb, "x"));
	UK_TEST_EXPECT_ZERO(uk_streambuf_memcpy(&sb, "x", 1));
	UK_TEST_EXPECT(guards_hold(8));
}

UK_TESTCASE(ukstreambuf, one_byte)
{
	struct uk_streambuf sb;

	uk_streambuf_init(&sb, guarded(), 1, UK_STREAMBUF_C_TERMSHIFT);
	UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_strcpy(&sb, ""), 1);
	UK_TEST_EXPECT(!uk_streambuf_istruncated(&sb));
	UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_strcpy(&sb, "abc"), 1);
	UK_TEST_EXPECT(uk_streambuf_istruncated(&sb));
	UK_TEST_EXPECT_BYTES_EQ(uk_streambuf_buf(&sb), "", 1);
	uk_streambuf_reset(&sb);
	UK_TEST_EXPECT(!uk_streambuf_istruncated(&sb));
	UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_printf(&sb, "%d", 1), 1);
	UK_TEST_EXPECT(guards_hold(1));
}

UK_TESTCASE(ukstreambuf, bytes)
{
	struct uk_streambuf sb;

	uk_streambuf_init(&sb, guarded(), 8, 0);
	UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_memcpy(&sb, "a\0b", 3), 3);
	UK_TEST_EXPECT_ZERO(uk_streambuf_memcpy(&sb, NULL, 0));
	UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_memcpy(&sb, "cdefg", 5), 5);
	UK_TEST_EXPECT_BYTES_EQ(uk_streambuf_buf(&sb), "a\0bcdefg", 8);
	UK_TEST_EXPECT(!uk_streambuf_istruncated(&sb));

	uk_streambuf_init(&sb, guarded(), 4, UK_STREAMBUF_C_TERMSHIFT);
	UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_memcpy(&sb, "ab", 2), 2);
	UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_memcpy(&sb, "cdef", 4), 3);
	UK_TEST_EXPECT_BYTES_EQ(uk_streambuf_buf(&sb), "acde", 4);
	UK_TEST_EXPECT(uk_streambuf_istruncated(&sb));
	UK_TEST_EXPECT(guards_hold(4));
}

UK_TESTCASE(ukstreambuf, reserve)
{
	struct uk_streambuf sb;
	char *to;

	uk_streambuf_init(&sb, guarded(), 8, 0);
	UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_memcpy(&sb, "ab", 2), 2);
	UK_TEST_EXPECT_NULL(uk_streambuf_reserve(&sb, 7));
	UK_TEST_EXPECT_NULL(uk_streambuf_reserve(&sb, ~(__sz)0));
	UK_TEST_EXPECT(!uk_streambuf_istruncated(&sb));
	UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_len(&sb), 2);
	to = uk_streambuf_reserve(&sb, 6);
	UK_TEST_EXPECT_PTR_EQ(to, space + 10);
	UK_TEST_EXPECT_ZERO(uk_streambuf_left(&sb));
	UK_TEST_EXPECT_PTR_EQ(uk_streambuf_reserve(&sb, 0), space + 16);

	uk_streambuf_init(&sb, guarded(), 8, UK_STREAMBUF_C_TERMSHIFT);
	UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_strcpy(&sb, "abc"), 4);
	UK_TEST_EXPECT_PTR_EQ(uk_streambuf_reserve(&sb, 0), space + 11);
	UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_len(&sb), 4);
	UK_TEST_EXPECT_PTR_EQ(uk_streambuf_reserve(&sb, 5), space + 11);
	UK_TEST_EXPECT(guards_hold(8));
}

UK_TESTCASE(ukstreambuf, wipe_and_reset)
{
	struct uk_streambuf sb;

	uk_streambuf_init(&sb, guarded(), 8, UK_STREAMBUF_C_WIPEZERO);
	UK_TEST_EXPECT_BYTES_EQ(uk_streambuf_buf(&sb), "\0\0\0\0\0\0\0", 8);
	UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_strcpy(&sb, "123456789"), 8);
	uk_streambuf_reset(&sb);
	UK_TEST_EXPECT_BYTES_EQ(uk_streambuf_buf(&sb), "\0\0\0\0\0\0\0", 8);
	UK_TEST_EXPECT_SNUM_EQ(sb.flags, UK_STREAMBUF_C_WIPEZERO);
	UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_left(&sb), 8);

	uk_streambuf_init(&sb, guarded(), 8, 0);
	UK_TEST_EXPECT_SNUM_EQ(*(char *)uk_streambuf_buf(&sb), GUARD);
}

UK_TESTCASE(ukstreambuf, allocated)
{
	struct uk_test_alloc ta;
	struct uk_streambuf *sb;
	__sz align;

	uk_test_alloc_init(&ta, NULL);
	uk_test_alloc_fail_at(&ta, 1);
	UK_TEST_EXPECT_NULL(uk_streambuf_alloc(&ta.a, 16, 0));
	UK_TEST_EXPECT_NULL(uk_streambuf_alloc(&ta.a, ~(__sz)0, 0));
	UK_TEST_EXPECT_NULL(uk_streambuf_alloc2(&ta.a, 1, 1UL << 63, 0));

	for (align = 1; align <= 4096; align *= 2) {
		sb = uk_streambuf_alloc2(&ta.a, 16, align,
					 UK_STREAMBUF_C_TERMSHIFT);
		UK_TEST_EXPECT_NOT_NULL(sb);
		if (!sb)
			return;
		UK_TEST_EXPECT(IS_ALIGNED((__uptr)uk_streambuf_buf(sb), align));
		UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_buflen(sb), 16);
		UK_TEST_EXPECT_SNUM_EQ(uk_streambuf_strcpy(sb, "0123456789"
							       "0123456789"),
				       16);
		uk_streambuf_free(sb);
	}
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

uk_testsuite_register(ukstreambuf, NULL);
