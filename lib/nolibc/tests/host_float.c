/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Floating point conversions against those of the build machine. */
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uk/test.h>

/* The build machine's, whatever prefix.h says. */
int host_vsnprintf(char *s, size_t n, const char *fmt,
		   va_list ap) __asm__("vsnprintf");
int host_sscanf(const char *s, const char *fmt, ...) __asm__("sscanf");
double host_strtod(const char *s, char **end) __asm__("strtod");
float host_strtof(const char *s, char **end) __asm__("strtof");

static unsigned int seed = 4711;

static unsigned int below(unsigned int n)
{
	return (unsigned int)rand_r(&seed) % n;
}

static uint64_t random_bits(void)
{
	return (uint64_t)below(1u << 30) << 34 ^
	       (uint64_t)below(1u << 30) << 17 ^ below(1u << 30);
}

static double from_bits(uint64_t bits)
{
	double value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

static uint64_t to_bits(double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	return bits;
}

static double random_double(void)
{
	static const double edges[] = {0.0,
				       -0.0,
				       1.0,
				       0.5,
				       9.5,
				       0.1,
				       0.3,
				       2.5,
				       1e15,
				       1e16,
				       1e17,
				       1e21,
				       1e22,
				       1e23,
				       123456,
				       999999.5,
				       9.9999995,
				       0.0001,
				       0.00001234,
				       5e-324,
				       2.2250738585072014e-308,
				       1.7976931348623157e308,
				       4503599627370496.5,
				       0.000123456789};
	uint64_t bits;

	switch (below(4)) {
	case 0:
		return edges[below(ARRAY_SIZE(edges))];
	case 1: /* short decimal numbers: many ties */
		return (double)below(100000) / 1000 * (below(2) ? 1 : -1);
	case 2: /* near 1 */
		bits = random_bits() >> 12 | (uint64_t)(1000 + below(50)) << 52;
		return from_bits(bits);
	default:
		return from_bits(random_bits());
	}
}

static int agree(char *fmt, ...)
{
	static char ours[4096], theirs[4096];
	va_list ap, again;
	int our_len, their_len;

	va_start(ap, fmt);
	va_copy(again, ap);
	our_len = vsnprintf(ours, sizeof(ours), fmt, ap);
	their_len = host_vsnprintf(theirs, sizeof(theirs), fmt, again);
	va_end(again);
	va_end(ap);
	if (our_len == their_len && strcmp(ours, theirs) == 0)
		return 1;
	uk_test_printf("\"%s\": ours %d \"%.150s\", theirs %d \"%.150s\"\n",
		       fmt, our_len, ours, their_len, theirs);
	return 0;
}

/* Without # for g: glibc drops zeros there when rounding adds a digit. */
static void random_format(char *p)
{
	char conv = "aAeEfFgG"[below(8)];
	const char *flags = "-+ 0#";
	unsigned int kinds = (conv | 32) == 'g' ? 4 : 5;
	unsigned int i;

	*p++ = '%';
	for (i = below(4); i; i--)
		*p++ = flags[below(kinds)];
	if (below(2))
		p += sprintf(p, "%u", below(40) + 1);
	if (below(2))
		p += sprintf(p, ".%u", below(8) ? below(25) : below(400));
	*p++ = conv;
	*p = '\0';
}

UK_TESTCASE(nolibc_float, general_form_with_zeros)
{
	static const struct {
		double value;
		const char *text;
	} cases[] = {
		{1, "1.00000"},
		{100000, "100000."},
		{999999.5, "1.00000e+06"},
		{0, "0.00000"},
		{0.00001, "1.00000e-05"},
		{0.0001, "0.000100000"},
	};
	char out[32];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		sprintf(out, "%#g", cases[i].value);
		UK_TEST_ASSERTF(strcmp(out, cases[i].text) == 0, "%s: %s",
				cases[i].text, out);
	}
	sprintf(out, "%#.0g|%#.3G", 3.0, 0.5);
	UK_TEST_EXPECT_ZERO(strcmp(out, "3.|0.500"));
}

UK_TESTCASE(nolibc_float, random_numbers_by_random_formats)
{
	char fmt[64];
	int good = 1;
	int i;

	for (i = 0; i < 30000 && good; i++) {
		random_format(fmt);
		good = agree(fmt, random_double());
	}
	UK_TEST_EXPECT(good);
}

UK_TESTCASE(nolibc_float, words)
{
	static char formats[][8] = {"%f", "%010E", "%-8g|", "%+a", "% 5.1F"};
	double inf = from_bits(0x7ffULL << 52);
	double nan = from_bits(0x7ff8ULL << 48);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(formats); i++) {
		UK_TEST_EXPECT(agree(formats[i], inf));
		UK_TEST_EXPECT(agree(formats[i], -inf));
		UK_TEST_EXPECT(agree(formats[i], nan));
	}
}

UK_TESTCASE(nolibc_float, long_double_as_double)
{
	char fmt[] = "%Lg %d";
	char out[64];

	UK_TEST_EXPECT(agree(fmt, 1.25L, 7));
	UK_TEST_EXPECT(agree(fmt, -1e300L, 7));
	sprintf(out, "%Lf|%s", 0.1L, "next");
	UK_TEST_EXPECT_ZERO(strcmp(out, "0.100000|next"));
}

/* The text of a number that may be long, or nearly one. */
static void random_number(char *s)
{
	static const char *const odd[] = {
		"",
		".",
		"-",
		"e5",
		"1e",
		"1e+",
		"0x",
		"0x.",
		"0x1p",
		"inf",
		"-INFINITY",
		"infin",
		"nan",
		"nan(a_1)",
		"nan(",
		"1e400",
		"-1e-400",
		"0x1p1024",
		"0x1p-1075",
		"0x1.8p-1075",
		"1e99999999999",
		"0e99999999999",
		"4.9406564584124654e-324",
		"2.4703282292062327e-324",
		"2.4703282292062328e-324",
		"1.7976931348623158e308",
		"1.7976931348623159e308",
		"9007199254740993",
		"9007199254740992.99999999999999999999999999",
		"0x1.fffffffffffff8p0",
		"0x1.00000000000008p0",
		"0x1.000000000000080000000000000001p0",
		"2.2250738585072011e-308",
		"1.00000000000000011102230246251565404"};
	unsigned int i;

	if (below(8) == 0) {
		strcpy(s, odd[below(ARRAY_SIZE(odd))]);
		return;
	}
	if (below(4) == 0)
		*s++ = "+- "[below(3)];
	if (below(6) == 0) {
		s += sprintf(s, "0%c%x.%x%08x", "xX"[below(2)], below(1000),
			     below(1u << 30), below(1u << 30));
		if (below(2))
			sprintf(s, "p%d", (int)below(2200) - 1100);
		return;
	}
	for (i = below(20); i; i--)
		*s++ = (char)('0' + below(10));
	if (below(2))
		*s++ = '.';
	for (i = below(3) ? below(20) : below(900); i; i--)
		*s++ = (char)('0' + below(10));
	if (below(2))
		s += sprintf(s, "e%d",
			     (int)below(below(4) ? 60 : 700) -
				     (int)below(below(4) ? 60 : 700));
	strcpy(s, below(2) ? "" : "x");
}

UK_TESTCASE(nolibc_float, strtod_of_random_text)
{
	static char text[1100];
	char *ours, *theirs;
	double a, b;
	float f, g;
	int good = 1;
	int i;

	for (i = 0; i < 30000 && good; i++) {
		random_number(text);
		a = strtod(text, &ours);
		b = host_strtod(text, &theirs);
		good = to_bits(a) == to_bits(b) && ours == theirs;
		f = strtof(text, &ours);
		g = host_strtof(text, &theirs);
		good &= memcmp(&f, &g, sizeof(f)) == 0 && ours == theirs;
		if (!good)
			uk_test_printf("\"%.200s\": %d %d %d\n", text,
				       to_bits(a) == to_bits(b),
				       memcmp(&f, &g, sizeof(f)),
				       (int)(ours - theirs));
	}
	UK_TEST_EXPECT(good);
}

UK_TESTCASE(nolibc_float, strtod_there_and_back)
{
	char text[40];
	double value;
	int good = 1;
	int i;

	for (i = 0; i < 20000 && good; i++) {
		do
			value = from_bits(random_bits());
		while (value != value);
		sprintf(text, "%.17g", value);
		good = to_bits(strtod(text, NULL)) == to_bits(value);
		sprintf(text, "%a", value);
		good &= to_bits(strtod(text, NULL)) == to_bits(value);
	}
	UK_TEST_EXPECT(good);
}

UK_TESTCASE(nolibc_float, strtod_out_of_range)
{
	errno = 0;
	UK_TEST_EXPECT(strtod("1e999", NULL) > 1e308);
	UK_TEST_EXPECT_SNUM_EQ(errno, ERANGE);
	errno = 0;
	UK_TEST_EXPECT(strtod("1e-999", NULL) == 0);
	UK_TEST_EXPECT_SNUM_EQ(errno, ERANGE);
	errno = 0;
	UK_TEST_EXPECT(strtod("5e-320", NULL) > 0);
	UK_TEST_EXPECT_SNUM_EQ(errno, ERANGE);
	errno = 0;
	UK_TEST_EXPECT(strtod("0x1p-1074", NULL) > 0);
	UK_TEST_EXPECT(strtod("1e308", NULL) > 1e307);
	UK_TEST_EXPECT(atof("2.5x") == 2.5);
	UK_TEST_EXPECT_ZERO(errno);
}

UK_TESTCASE(nolibc_float, scanf_of_numbers)
{
	double d = 0, e = 0;
	float f = 0;
	int n = 0;

	UK_TEST_EXPECT_SNUM_EQ(
		sscanf(" 1.5 -2e3,0x1p4", "%lf%f,%lg%n", &d, &f, &e, &n), 3);
	UK_TEST_EXPECT(d == 1.5 && f == -2000 && e == 16);
	UK_TEST_EXPECT_SNUM_EQ(n, 15);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("12345.678", "%4lf%lf", &d, &e), 2);
	UK_TEST_EXPECT(d == 1234 && e == 5.678);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("infinity nan", "%la%*e%n", &d, &n), 1);
	UK_TEST_EXPECT(d > 1e308 && n == 12);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("1e+", "%lf", &d), 0);
	UK_TEST_EXPECT_SNUM_EQ(sscanf(".", "%lf", &d), 0);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("infx", "%lf%c", &d, (char *)&n), 2);
	UK_TEST_EXPECT_SNUM_EQ(sscanf("", "%lf", &d), -1);
}

uk_testsuite_register(nolibc_float, NULL);
