/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Conversions, sorting, random numbers, options, patterns, sets of signals. */
#include <errno.h>
#include <fnmatch.h>
#include <getopt.h>
#include <inttypes.h>
#include <limits.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <uk/test.h>

#ifdef __x86_64__
#define LINUX_STAT_SIZE 144
#else
#define LINUX_STAT_SIZE 128
#endif

UK_TESTCASE(nolibc_stdlib, strtol)
{
	static const struct {
		const char *s;
		int base;
		long value;
		int used, error;
	} cases[] = {
		{"0", 10, 0, 1, 0},
		{" \t\n-42x", 10, -42, 6, 0},
		{"+7", 0, 7, 2, 0},
		{"0x1fz", 0, 31, 4, 0},
		{"0X1F", 16, 31, 4, 0},
		{"0xg", 16, 0, 1, 0},
		{"0x", 0, 0, 1, 0},
		{"-0x8", 0, -8, 4, 0},
		{"017", 0, 15, 3, 0},
		{"08", 0, 0, 1, 0},
		{"z", 36, 35, 1, 0},
		{"102", 2, 2, 2, 0},
		{"", 10, 0, 0, 0},
		{"  -", 10, 0, 0, 0},
		{"+-1", 10, 0, 0, 0},
		{"9223372036854775807", 10, LONG_MAX, 19, 0},
		{"9223372036854775808", 10, LONG_MAX, 19, ERANGE},
		{"-9223372036854775808", 10, LONG_MIN, 20, 0},
		{"-9223372036854775809", 10, LONG_MIN, 20, ERANGE},
		{"99999999999999999999999", 10, LONG_MAX, 23, ERANGE},
		{"12", 1, 0, 0, EINVAL},
		{"12", 37, 0, 0, EINVAL},
		{"12", -1, 0, 0, EINVAL},
	};
	char *end;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		errno = 0;
		UK_TEST_EXPECT_SNUM_EQ(strtol(cases[i].s, &end, cases[i].base),
				       cases[i].value);
		UK_TEST_EXPECT_SNUM_EQ(end - cases[i].s, cases[i].used);
		UK_TEST_EXPECT_SNUM_EQ(errno, cases[i].error);
	}
}

UK_TESTCASE(nolibc_stdlib, strtoul)
{
	char *end;

	errno = 0;
	UK_TEST_EXPECT(strtoul("18446744073709551615", NULL, 10) == ULONG_MAX);
	UK_TEST_EXPECT_ZERO(errno);
	UK_TEST_EXPECT(strtoul("18446744073709551616", &end, 10) == ULONG_MAX);
	UK_TEST_EXPECT_SNUM_EQ(errno, ERANGE);
	UK_TEST_EXPECT_ZERO(*end);
	errno = 0;
	UK_TEST_EXPECT(strtoul("-1", NULL, 10) == ULONG_MAX);
	UK_TEST_EXPECT_ZERO(errno);
	UK_TEST_EXPECT(strtoull("ff", NULL, 16) == 255);
	UK_TEST_EXPECT(strtoll("-5", NULL, 0) == -5);
	UK_TEST_EXPECT(strtoimax("-5", NULL, 0) == -5);
	UK_TEST_EXPECT(strtoumax("5", NULL, 0) == 5);
	UK_TEST_EXPECT_SNUM_EQ(atoi("  12ab"), 12);
	UK_TEST_EXPECT_SNUM_EQ(atol("-9"), -9);
	UK_TEST_EXPECT_SNUM_EQ(atoll("x"), 0);
}

UK_TESTCASE(nolibc_stdlib, divisions)
{
	UK_TEST_EXPECT_SNUM_EQ(div(-7, 2).quot, -3);
	UK_TEST_EXPECT_SNUM_EQ(div(-7, 2).rem, -1);
	UK_TEST_EXPECT_SNUM_EQ(ldiv(1L << 40, 3).rem, 1);
	UK_TEST_EXPECT_SNUM_EQ(lldiv(9, 4).quot, 2);
	UK_TEST_EXPECT_SNUM_EQ(imaxdiv(-9, 4).rem, -1);
	UK_TEST_EXPECT_SNUM_EQ(abs(-3), 3);
	UK_TEST_EXPECT_SNUM_EQ(labs(LONG_MIN + 1), LONG_MAX);
	UK_TEST_EXPECT_SNUM_EQ(llabs(5), 5);
	UK_TEST_EXPECT_SNUM_EQ(imaxabs(-5), 5);
}

static int by_int(const void *a, const void *b)
{
	int x = *(const int *)a;
	int y = *(const int *)b;

	return (x > y) - (x < y);
}

static int by_first_byte(const void *a, const void *b, void *count)
{
	++*(int *)count;
	return *(const unsigned char *)a - *(const unsigned char *)b;
}

UK_TESTCASE(nolibc_stdlib, qsort_sorts)
{
	static int v[500];
	size_t n, i;
	int good = 1;
	long sum, sum_after;

	for (n = 0; n <= ARRAY_SIZE(v); n += n < 40 ? 1 : 115) {
		for (sum = 0, i = 0; i < n; i++)
			sum += v[i] = rand() % 100 - 50;
		qsort(v, n, sizeof(v[0]), by_int);
		for (sum_after = 0, i = 0; i < n; i++) {
			sum_after += v[i];
			if (i && v[i - 1] > v[i])
				good = 0;
		}
		if (sum != sum_after)
			good = 0;
	}
	UK_TEST_EXPECT(good);
}

UK_TESTCASE(nolibc_stdlib, qsort_of_any_size_and_order)
{
	static unsigned char v[100][77];
	size_t i, j, kind;
	int count = 0;
	int good = 1;

	for (kind = 0; kind < 3; kind++) {
		for (i = 0; i < 100; i++) {
			v[i][0] = (unsigned char)(kind == 0   ? i
						  : kind == 1 ? 99 - i
							      : i % 2);
			memset(&v[i][1], v[i][0], 76);
		}
		qsort_r(v, 100, 77, by_first_byte, &count);
		for (i = 0; i < 100; i++) {
			if (i && v[i - 1][0] > v[i][0])
				good = 0;
			for (j = 1; j < 77; j++)
				if (v[i][j] != v[i][0])
					good = 0;
		}
	}
	UK_TEST_EXPECT(good);
	UK_TEST_EXPECT_SNUM_LT(count, 3 * 1500);
}

UK_TESTCASE(nolibc_stdlib, bsearch_finds)
{
	static const int v[] = {-5, 0, 1, 4, 9, 16, 25};
	size_t i;
	int key;

	for (i = 0; i < ARRAY_SIZE(v); i++)
		UK_TEST_EXPECT_PTR_EQ(
			bsearch(&v[i], v, ARRAY_SIZE(v), sizeof(v[0]), by_int),
			&v[i]);
	key = 5;
	UK_TEST_EXPECT_NULL(bsearch(&key, v, 7, sizeof(v[0]), by_int));
	UK_TEST_EXPECT_NULL(bsearch(&key, v, 0, sizeof(v[0]), by_int));
}

UK_TESTCASE(nolibc_stdlib, random_numbers)
{
	unsigned int seed = 1;
	long first, seen = 0;
	int i, a;

	srand(42);
	first = rand();
	for (i = 0; i < 1000; i++)
		seen |= 1L << (rand() % 32);
	UK_TEST_EXPECT_SNUM_EQ(seen, 0xffffffffL);
	srand(42);
	UK_TEST_EXPECT_SNUM_EQ(rand(), first);
	srandom(7);
	first = random();
	UK_TEST_EXPECT(first >= 0 && first <= RAND_MAX);
	a = rand_r(&seed);
	UK_TEST_EXPECT(a >= 0 && rand_r(&seed) != a);
}

/* Runs getopt() and writes what it returned, one word each, to out. */
static void options(int argc, const char *words[], const char *optstring,
		    const struct option *longopts, char *out)
{
	char *argv[8];
	int c, i;

	for (i = 0; i < argc; i++)
		argv[i] = (char *)(uintptr_t)words[i];
	argv[argc] = NULL;
	*out = '\0';
	optind = 0;
	opterr = 0;
	for (;;) {
		c = longopts
			    ? getopt_long(argc, argv, optstring, longopts, NULL)
			    : getopt(argc, argv, optstring);
		if (c < 0)
			break;
		i = (int)strlen(out);
		out[i] = (char)(c ? c : '0');
		out[i + 1] = '\0';
		if (optarg) {
			strcat(out, "=");
			strcat(out, optarg);
		}
		strcat(out, " ");
	}
	strcat(out, "|");
	for (i = optind; i < argc; i++) {
		strcat(out, " ");
		strcat(out, argv[i]);
	}
}

UK_TESTCASE(nolibc_stdlib, getopt_short)
{
	char out[64];
	const char *plain[] = {"p", "-ab", "-c1", "-c", "2", "x", "-a"};
	const char *dashes[] = {"p", "-a", "--", "-b"};
	const char *wrong[] = {"p", "-z", "-", "-a"};
	const char *lacks[] = {"p", "-c"};
	const char *maybe[] = {"p", "-dx", "-d", "y"};

	options(7, plain, "abc:", NULL, out);
	UK_TEST_EXPECT_ZERO(strcmp(out, "a b c=1 c=2 | x -a"));
	options(4, dashes, "ab", NULL, out);
	UK_TEST_EXPECT_ZERO(strcmp(out, "a | -b"));
	options(4, wrong, "a", NULL, out);
	UK_TEST_EXPECT_ZERO(strcmp(out, "? | - -a"));
	UK_TEST_EXPECT_SNUM_EQ(optopt, 'z');
	options(2, lacks, "c:", NULL, out);
	UK_TEST_EXPECT_ZERO(strcmp(out, "? |"));
	options(2, lacks, ":c:", NULL, out);
	UK_TEST_EXPECT_ZERO(strcmp(out, ": |"));
	options(4, maybe, "d::", NULL, out);
	UK_TEST_EXPECT_ZERO(strcmp(out, "d=x d | y"));
}

UK_TESTCASE(nolibc_stdlib, getopt_long)
{
	static int flag;
	static const struct option longopts[] = {
		{"file", required_argument, NULL, 'f'},
		{"verbose", no_argument, NULL, 'v'},
		{"version", no_argument, NULL, 'V'},
		{"level", optional_argument, NULL, 'l'},
		{"set", no_argument, &flag, 9},
		{NULL, 0, NULL, 0}};
	char out[64];
	const char *mixed[] = {"p", "x", "--file=a", "y", "-v", "--file", "b"};
	const char *brief[] = {"p",	 "--fi=1",    "--ver",
			       "--verb", "--level=3", "--set"};
	const char *wrong[] = {"p", "--none", "--set=1", "--file"};
	const char *stop[] = {"p", "-v", "x", "-v"};

	options(7, mixed, "f:v", longopts, out);
	UK_TEST_EXPECT_ZERO(strcmp(out, "f=a v f=b | x y"));
	options(6, brief, "f:v", longopts, out);
	UK_TEST_EXPECT_ZERO(strcmp(out, "f=1 ? v l=3 0 |"));
	UK_TEST_EXPECT_SNUM_EQ(flag, 9);
	options(4, wrong, "f:v", longopts, out);
	UK_TEST_EXPECT_ZERO(strcmp(out, "? ? ? |"));
	options(4, stop, "+v", longopts, out);
	UK_TEST_EXPECT_ZERO(strcmp(out, "v | x -v"));
	options(4, stop, "-v", longopts, out);
	UK_TEST_EXPECT_ZERO(strcmp(out, "v \001=x v |"));
	options(4, stop, "v", longopts, out);
	UK_TEST_EXPECT_ZERO(strcmp(out, "v v | x"));
}

UK_TESTCASE(nolibc_stdlib, patterns)
{
	static const struct {
		const char *pattern, *string;
		int flags, result;
	} cases[] = {
		{"*", "", 0, 0},
		{"*.c", "main.c", 0, 0},
		{"*.c", "main.h", 0, 1},
		{"a*b*c", "aXbbYbcc", 0, 0},
		{"a*b*c", "aXbbYbcd", 0, 1},
		{"a?c", "abc", 0, 0},
		{"a?c", "ac", 0, 1},
		{"[a-c]x", "bx", 0, 0},
		{"[!a-c]x", "bx", 0, 1},
		{"[^a-c]x", "dx", 0, 0},
		{"[]x]", "]", 0, 0},
		{"[a-]", "-", 0, 0},
		{"[[:digit:]x]", "7", 0, 0},
		{"[[:digit:]x]", "y", 0, 1},
		{"[ab", "[ab", 0, 0},
		{"\\*", "*", 0, 0},
		{"\\*", "a", 0, 1},
		{"\\*", "\\*", FNM_NOESCAPE, 0},
		{"*", "a/b", 0, 0},
		{"*", "a/b", FNM_PATHNAME, 1},
		{"*/b", "a/b", FNM_PATHNAME, 0},
		{"a?b", "a/b", FNM_PATHNAME, 1},
		{"a[/]b", "a/b", FNM_PATHNAME, 1},
		{"*", ".a", FNM_PERIOD, 1},
		{".*", ".a", FNM_PERIOD, 0},
		{"*/*", "a/.b", FNM_PERIOD | FNM_PATHNAME, 1},
		{"a", "a/b", FNM_LEADING_DIR, 0},
		{"ABC", "abc", FNM_CASEFOLD, 0},
		{"", "", 0, 0},
		{"", "a", 0, 1},
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++)
		UK_TEST_ASSERTF(fnmatch(cases[i].pattern, cases[i].string,
					cases[i].flags) == cases[i].result,
				"pattern %s, string %s, flags %d",
				cases[i].pattern, cases[i].string,
				cases[i].flags);
}

UK_TESTCASE(nolibc_stdlib, sets_of_signals)
{
	sigset_t set;

	sigemptyset(&set);
	UK_TEST_EXPECT_ZERO(sigismember(&set, 1));
	UK_TEST_EXPECT_ZERO(sigaddset(&set, 64));
	UK_TEST_EXPECT_SNUM_EQ(sigismember(&set, 64), 1);
	UK_TEST_EXPECT_SNUM_EQ(sigismember(&set, 63), 0);
	sigfillset(&set);
	UK_TEST_EXPECT_ZERO(sigdelset(&set, SIGINT));
	UK_TEST_EXPECT_SNUM_EQ(sigismember(&set, SIGINT), 0);
	UK_TEST_EXPECT_SNUM_EQ(sigismember(&set, SIGHUP), 1);
	errno = 0;
	UK_TEST_EXPECT_SNUM_EQ(sigaddset(&set, 0), -1);
	UK_TEST_EXPECT_SNUM_EQ(sigaddset(&set, 65), -1);
	UK_TEST_EXPECT_SNUM_EQ(errno, EINVAL);
}

UK_TESTCASE(nolibc_stdlib, the_locale_and_the_layouts)
{
	UK_TEST_EXPECT_ZERO(strcmp(setlocale(LC_ALL, ""), "C"));
	UK_TEST_EXPECT_NULL(setlocale(LC_ALL, "de_DE"));
	UK_TEST_EXPECT_ZERO(strcmp(localeconv()->decimal_point, "."));
	UK_TEST_EXPECT_SNUM_EQ(sizeof(struct stat), LINUX_STAT_SIZE);
	UK_TEST_EXPECT_SNUM_EQ(__builtin_offsetof(struct stat, st_size), 48);
	UK_TEST_EXPECT_SNUM_EQ(__builtin_offsetof(struct stat, st_atim), 72);
	UK_TEST_EXPECT_SNUM_EQ(sizeof(siginfo_t), 128);
}

uk_testsuite_register(nolibc_stdlib, NULL);
