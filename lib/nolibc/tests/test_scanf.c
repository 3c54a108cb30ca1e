/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* scanf() from memory. */
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <uk/test.h>

UK_TESTCASE(nolibc_scanf, integers)
{
	int a = 0, b = 0;
	unsigned int u = 0;
	long l = 0;
	short h = 0;
	signed char hh = 0;
	void *p = NULL;
	size_t z = 0;

	UK_TEST_EXPECT_SNUM_EQ(sscanf(" -12 \n+34", "%d%d", &a, &b), 2);
	UK_TEST_EXPECT(a == -12 && b == 34);
	UK_TEST_EXPECT_SNUM_EQ(
		sscanf("0x1f 017 9", "%i%i%i", &a, &b, (int *)&u), 3);
	UK_TEST_EXPECT(a == 31 && b == 15 && u == 9);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("ff 0xEe 17", "%x%x%o", &u,
				      (unsigned *)&a, (unsigned *)&b),
			       3);
	UK_TEST_EXPECT(u == 255 && a == 0xee && b == 15);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("12345678901 300 300 7", "%ld%hhd%hd%zu",
				      &l, &hh, &h, &z),
			       4);
	UK_TEST_EXPECT(l == 12345678901 && hh == 44 && h == 300 && z == 7);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("0x7fff1234", "%p", &p), 1);
	UK_TEST_EXPECT_PTR_EQ(p, (void *)0x7fff1234);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("99999999999999999999", "%ld", &l), 1);
	UK_TEST_EXPECT(l == LONG_MAX);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("-99999999999999999999", "%ld", &l), 1);
	UK_TEST_EXPECT(l == LONG_MIN);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("0", "%i", &a), 1);
	UK_TEST_EXPECT_SNUM_EQ(a, 0);
}

UK_TESTCASE(nolibc_scanf, widths)
{
	int a = 0, b = 0, c = 0;
	char s[8] = "";

	UK_TEST_EXPECT_SNUM_EQ(sscanf("12345", "%2d%1d%d", &a, &b, &c), 3);
	UK_TEST_EXPECT(a == 12 && b == 3 && c == 45);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("abcdef", "%3s", s), 1);
	UK_TEST_EXPECT_ZERO(strcmp(s, "abc"));
	UK_TEST_EXPECT_SNUM_EQ(sscanf("-5", "%1d", &a), 0);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("0x5", "%1i%c%d", &a, s, &b), 3);
	UK_TEST_EXPECT(a == 0 && s[0] == 'x' && b == 5);
}

UK_TESTCASE(nolibc_scanf, text)
{
	char a[16] = "", b[16] = "", c[4] = "";

	UK_TEST_EXPECT_SNUM_EQ(sscanf("  one two", "%s%s", a, b), 2);
	UK_TEST_EXPECT(strcmp(a, "one") == 0 && strcmp(b, "two") == 0);
	UK_TEST_EXPECT_SNUM_EQ(sscanf(" xyz", "%c%2c", c, c + 1), 2);
	UK_TEST_EXPECT_BYTES_EQ(c, " xy", 4);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("key=val;", "%[^=]=%[a-z]", a, b), 2);
	UK_TEST_EXPECT(strcmp(a, "key") == 0 && strcmp(b, "val") == 0);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("]-x", "%[]-]", a), 1);
	UK_TEST_EXPECT_ZERO(strcmp(a, "]-"));
	UK_TEST_EXPECT_SNUM_EQ(sscanf("a]b", "%[^]]", a), 1);
	UK_TEST_EXPECT_ZERO(strcmp(a, "a"));
	UK_TEST_EXPECT_SNUM_EQ(sscanf("zzz", "%[a-c]", a), 0);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("ab", "%3c", c), -1);
}

UK_TESTCASE(nolibc_scanf, literals_and_results)
{
	int a = 0, b = 0, n = -1;

	UK_TEST_EXPECT_SNUM_EQ(sscanf("3, 4", "%d ,%d%n", &a, &b, &n), 2);
	UK_TEST_EXPECT(a == 3 && b == 4 && n == 4);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("3;4", "%d,%d", &a, &b), 1);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("50%", "%d%%%n", &a, &n), 1);
	UK_TEST_EXPECT_SNUM_EQ(n, 3);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("1 2 3", "%*d%d", &a), 1);
	UK_TEST_EXPECT_SNUM_EQ(a, 2);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("", "%d", &a), -1);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("   ", "%d", &a), -1);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("x", "%d", &a), 0);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("1", "%d%d", &a, &b), 1);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("1", "%*d%d", &a), -1);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("", "x"), -1);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("-", "%d", &a), 0);
}

uk_testsuite_register(nolibc_scanf, NULL);
