/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* printf() into memory: by table, with the results of Linux. */
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <uk/format.h>
#include <uk/test.h>
#include <wchar.h>

static char out[256];
static int out_len;

/* Not checked by the compiler: some of the formats are wrong on purpose. */
static const char *fmt(const char *f, ...)
{
	va_list ap;

	memset(out, '~', sizeof(out));
	va_start(ap, f);
	out_len = vsnprintf(out, sizeof(out), f, ap);
	va_end(ap);
	return out;
}

#define CHECK(want, ...)                                                  \
	do {                                                              \
		const char *_got = fmt(__VA_ARGS__);                      \
		UK_TEST_ASSERTF(strcmp(_got, want) == 0 &&                \
					out_len == (int)sizeof(want) - 1, \
				"%s: \"%s\" is \"%s\", %d bytes",         \
				#__VA_ARGS__, want, _got, out_len);       \
	} while (0)

UK_TESTCASE(nolibc_printf, integers)
{
	CHECK("0", "%d", 0);
	CHECK("-2147483648", "%d", INT_MIN);
	CHECK("4294967295", "%u", UINT_MAX);
	CHECK("9223372036854775807", "%ld", LONG_MAX);
	CHECK("-9223372036854775808", "%lld", LLONG_MIN);
	CHECK("18446744073709551615", "%ju", UINTMAX_MAX);
	CHECK("4294967296", "%zu", (size_t)1 << 32);
	CHECK("-1", "%td", (ptrdiff_t)-1);
	CHECK("-1", "%hhd", 255);
	CHECK("255", "%hhu", -1);
	CHECK("-1", "%hd", 65535);
	CHECK("65535", "%hu", -1);
	CHECK("1777777777777777777777", "%lo", ULONG_MAX);
	CHECK("deadbeef", "%x", 0xdeadbeef);
	CHECK("DEADBEEF", "%X", 0xdeadbeef);
	CHECK("12345 67", "%i %i", 12345, 67);
}

UK_TESTCASE(nolibc_printf, flags_width_precision)
{
	CHECK("   42", "%5d", 42);
	CHECK("42   |", "%-5d|", 42);
	CHECK("42   |", "%-05d|", 42);
	CHECK("00042", "%05d", 42);
	CHECK("-0042", "%05d", -42);
	CHECK("+42", "%+d", 42);
	CHECK(" 42", "% d", 42);
	CHECK("+42", "% +d", 42);
	CHECK("+0042", "%+05d", 42);
	CHECK("00042", "%.5d", 42);
	CHECK("  00042", "%07.5d", 42);
	CHECK("-00042 |", "%-7.5d|", -42);
	CHECK("", "%.0d", 0);
	CHECK("    ", "%4.d", 0);
	CHECK("+", "%+.0d", 0);
	CHECK("0", "%#x", 0);
	CHECK("0x1f", "%#x", 31);
	CHECK("0X1F", "%#X", 31);
	CHECK("0x001f", "%#06x", 31);
	CHECK("  0x1f", "%#6x", 31);
	CHECK("0x001f", "%#.4x", 31);
	CHECK("037", "%#o", 31);
	CHECK("0", "%#o", 0);
	CHECK("0", "%#.0o", 0);
	CHECK("0037", "%#.4o", 31);
	CHECK("037", "%#.3o", 31);
	CHECK("   42|42   ", "%*d|%*d", 5, 42, -5, 42);
	CHECK("00042", "%.*d", 5, 42);
	CHECK("42", "%.*d", -1, 42);
	CHECK("                                          7", "%43d", 7);
}

UK_TESTCASE(nolibc_printf, text)
{
	static const char not_terminated[3] = {'a', 'b', 'c'};

	CHECK("", "");
	CHECK("plain", "plain");
	CHECK("hello", "%s", "hello");
	CHECK("  hello", "%7s", "hello");
	CHECK("hello  |", "%-7s|", "hello");
	CHECK("hel", "%.3s", "hello");
	CHECK("  hel", "%5.3s", "hello");
	CHECK("abc", "%.3s", not_terminated);
	CHECK("abc", "%.*s", 3, not_terminated);
	CHECK("", "%.0s", "hello");
	CHECK("(null)", "%s", (char *)NULL);
	CHECK("", "%.5s", (char *)NULL);
	CHECK("  (null)", "%8s", (char *)NULL);
	CHECK("x", "%c", 'x');
	CHECK("   x", "%4c", 'x');
	CHECK("x   |", "%-4c|", 'x');
	CHECK("100%", "%d%%", 100);
	fmt("a%cb", 0);
	UK_TEST_EXPECT_SNUM_EQ(out_len, 3);
	UK_TEST_EXPECT_BYTES_EQ(out, "a\0b", 4);
}

UK_TESTCASE(nolibc_printf, pointers)
{
	CHECK("0x1234abcd", "%p", (void *)0x1234abcdUL);
	CHECK("(nil)", "%p", NULL);
	CHECK("       (nil)", "%12p", NULL);
	CHECK("  0x10|0x10  ", "%6p|%-6p", (void *)16, (void *)16);
}

UK_TESTCASE(nolibc_printf, wide)
{
	static const wchar_t text[] = {0x41, 0xe4, 0x20ac, 0x1f600, 0};

	CHECK("A\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80", "%ls", text);
	CHECK("  A\xc3\xa4", "%5.4ls", text);
	CHECK("A\xc3\xa4  |", "%-5.3ls|", text);
	CHECK("\xe2\x82\xac", "%lc", (wint_t)0x20ac);
	CHECK("(null)", "%ls", (wchar_t *)NULL);
}

UK_TESTCASE(nolibc_printf, counts)
{
	signed char hh = 1;
	short h = 1;
	int n = -1;
	long l = -1;

	CHECK("abc 12 x", "abc%n %d%hhn %hnx%ln", &n, 12, &hh, &h, &l);
	UK_TEST_EXPECT_SNUM_EQ(n, 3);
	UK_TEST_EXPECT_SNUM_EQ(hh, 6);
	UK_TEST_EXPECT_SNUM_EQ(h, 7);
	UK_TEST_EXPECT_SNUM_EQ(l, 8);
}

UK_TESTCASE(nolibc_printf, what_it_does_not_know_it_repeats)
{
	CHECK("%y 5", "%y %d", 5);
	CHECK("%-5.2ly", "%-5.2ly");
	CHECK("%", "%");
	CHECK("x%5", "x%5");
}

UK_TESTCASE(nolibc_printf, buffers)
{
	char buf[8];

	memset(buf, '~', sizeof(buf));
	UK_TEST_EXPECT_SNUM_EQ(snprintf(buf, 4, "%d", 123456), 6);
	UK_TEST_EXPECT_BYTES_EQ(buf, "123\0~~~~", 8);
	UK_TEST_EXPECT_SNUM_EQ(snprintf(buf, 1, "%s", "xyz"), 3);
	UK_TEST_EXPECT_BYTES_EQ(buf, "\00023", 3);
	UK_TEST_EXPECT_SNUM_EQ(snprintf(NULL, 0, "%s", "xyz"), 3);
	UK_TEST_EXPECT_SNUM_EQ(snprintf(buf, 0, "%s", "xyz"), 3);
	UK_TEST_EXPECT_BYTES_EQ(buf, "\00023", 3);
	UK_TEST_EXPECT_SNUM_EQ(sprintf(buf, "%03d", 7), 3);
	UK_TEST_EXPECT_BYTES_EQ(buf, "007", 4);
}

UK_TESTCASE(nolibc_printf, too_long_is_an_error)
{
	/* Variables: the compiler knows better */
	static const char *const formats[] = {"x%2147483647d", "x%.2147483647d",
					      "x%99999999999d"};
	char buf[8];

	for (unsigned int i = 0; i < ARRAY_SIZE(formats); i++) {
		errno = 0;
		UK_TEST_EXPECT_SNUM_EQ(
			snprintf(buf, sizeof(buf), formats[i], 1), -1);
		UK_TEST_EXPECT_SNUM_EQ(errno, EOVERFLOW);
	}
}

static bool count_pieces(void *cookie, const char *buf, size_t len)
{
	(void)buf;
	*(size_t *)cookie += len ? len : 1000000;
	return true;
}

static int count(uk_format_out_t sink, size_t *total, const char *f, ...)
{
	va_list ap;
	int len;

	*total = 0;
	va_start(ap, f);
	len = uk_vformat(sink, total, f, ap);
	va_end(ap);
	return len;
}

UK_TESTCASE(nolibc_printf, pieces_are_never_empty)
{
	size_t total;

	UK_TEST_EXPECT_SNUM_EQ(count(count_pieces, &total, "%s%.0s|%5s%c%%%.0d",
				     "", "x", "", 'y', 0),
			       8);
	UK_TEST_EXPECT_SNUM_EQ(total, 8);
}

static bool take_one(void *cookie, const char *buf, size_t len)
{
	(void)buf;
	(void)len;
	++*(size_t *)cookie;
	return false;
}

UK_TESTCASE(nolibc_printf, what_is_not_taken_is_counted)
{
	size_t calls;

	UK_TEST_EXPECT_SNUM_EQ(count(take_one, &calls, "%d %s", 1, "two"), 5);
	UK_TEST_EXPECT_SNUM_EQ(calls, 1);
	UK_TEST_EXPECT_SNUM_EQ(count(take_one, &calls, "%40d%040d", 1, 2), 80);
	UK_TEST_EXPECT_SNUM_EQ(calls, 1);
	UK_TEST_EXPECT_SNUM_EQ(count(take_one, &calls, "%2147483647d", 1),
			       2147483647);
	UK_TEST_EXPECT_SNUM_EQ(calls, 1);
	UK_TEST_EXPECT_SNUM_EQ(count(take_one, &calls, "x%2147483647d", 1),
			       -EOVERFLOW);
}

uk_testsuite_register(nolibc_printf, NULL);
