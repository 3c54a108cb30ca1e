/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Each function once; what they do is tested with nolibc. */
#include <string.h>
#include <uk/isr/string.h>
#include <uk/test.h>

UK_TESTCASE(isrlib, memory)
{
	char buf[64];

	UK_TEST_EXPECT_PTR_EQ(memset_isr(buf, 'x', sizeof(buf)), buf);
	UK_TEST_EXPECT_PTR_EQ(memcpy_isr(buf, "0123456789", 11), buf);
	UK_TEST_EXPECT_ZERO(memcmp_isr(buf, "0123456789\0x", 12));
	UK_TEST_EXPECT_PTR_EQ(memmove_isr(buf + 2, buf, 10), buf + 2);
	UK_TEST_EXPECT_ZERO(memcmp_isr(buf, "010123456789x", 13));
	UK_TEST_EXPECT_PTR_EQ(memchr_isr(buf, '1', 12), buf + 1);
	UK_TEST_EXPECT_PTR_EQ(memrchr_isr(buf, '1', 12), buf + 3);
	UK_TEST_EXPECT_SNUM_GT(memcmp_isr("b", "a", 1), 0);
	memset_isr(buf, 0, sizeof(buf));
	UK_TEST_EXPECT_SNUM_EQ(buf[63], 0);
}

UK_TESTCASE(isrlib, strings)
{
	char buf[16];
	char *save;

	UK_TEST_EXPECT_PTR_EQ(strcpy_isr(buf, "hello"), buf);
	UK_TEST_EXPECT_SNUM_EQ(strlen_isr(buf), 5);
	UK_TEST_EXPECT_SNUM_EQ(strnlen_isr(buf, 3), 3);
	UK_TEST_EXPECT_ZERO(strcmp_isr(buf, "hello"));
	UK_TEST_EXPECT_SNUM_LT(strncmp_isr(buf, "help", 4), 0);
	UK_TEST_EXPECT_PTR_EQ(strchr_isr(buf, 'l'), buf + 2);
	UK_TEST_EXPECT_PTR_EQ(strrchr_isr(buf, 'l'), buf + 3);
	UK_TEST_EXPECT_PTR_EQ(strchrnul_isr(buf, 'z'), buf + 5);
	UK_TEST_EXPECT_SNUM_EQ(strspn_isr(buf, "eh"), 2);
	UK_TEST_EXPECT_SNUM_EQ(strcspn_isr(buf, "ol"), 2);
	UK_TEST_EXPECT_SNUM_EQ(strlcat_isr(buf, " world", 9), 11);
	UK_TEST_EXPECT_ZERO(strcmp_isr(buf, "hello wo"));
	UK_TEST_EXPECT_PTR_EQ(strtok_isr(buf, " ", &save), buf);
	UK_TEST_EXPECT_ZERO(strcmp_isr(strtok_isr(NULL, " ", &save), "wo"));
	UK_TEST_EXPECT_NULL(strtok_isr(NULL, " ", &save));
	UK_TEST_EXPECT_SNUM_EQ(strlcpy_isr(buf, "abc", 3), 3);
	UK_TEST_EXPECT_ZERO(strcmp_isr(buf, "ab"));
	UK_TEST_EXPECT_PTR_EQ(strncpy_isr(buf, "z", 4), buf);
	UK_TEST_EXPECT_BYTES_EQ(buf, "z\0\0\0", 4);
}

uk_testsuite_register(isrlib, NULL);
