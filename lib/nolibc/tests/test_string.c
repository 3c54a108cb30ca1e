/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Strings and classes of characters. */
#include <ctype.h>
#include <errno.h>
#include <libgen.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <uk/test.h>

UK_TESTCASE(nolibc_string, strlen_at_any_alignment)
{
	char buf[80];
	size_t off, len;
	int good = 1;

	for (off = 0; off < 16; off++) {
		for (len = 0; len < 50; len++) {
			memset(buf, 0x80, sizeof(buf));
			buf[off + len] = '\0';
			if (strlen(buf + off) != len ||
			    strnlen(buf + off, 30) != (len < 30 ? len : 30))
				good = 0;
		}
	}
	UK_TEST_EXPECT(good);
	UK_TEST_EXPECT_SNUM_EQ(strnlen("abc", SIZE_MAX), 3);
	UK_TEST_EXPECT_SNUM_EQ(strnlen("abc", 0), 0);
}

UK_TESTCASE(nolibc_string, copies)
{
	char buf[16];

	UK_TEST_EXPECT_PTR_EQ(strcpy(buf, "hello"), buf);
	UK_TEST_EXPECT_BYTES_EQ(buf, "hello", 6);
	UK_TEST_EXPECT_PTR_EQ(stpcpy(buf, "hi"), buf + 2);
	UK_TEST_EXPECT_BYTES_EQ(buf, "hi\0lo", 6);

	memset(buf, '-', sizeof(buf));
	UK_TEST_EXPECT_PTR_EQ(strncpy(buf, "abc", 6), buf);
	UK_TEST_EXPECT_BYTES_EQ(buf, "abc\0\0\0-", 7);
	UK_TEST_EXPECT_PTR_EQ(stpncpy(buf, "xyz", 2), buf + 2);
	UK_TEST_EXPECT_BYTES_EQ(buf, "xyc", 3);

	strcpy(buf, "ab");
	UK_TEST_EXPECT_PTR_EQ(strcat(buf, "cd"), buf);
	UK_TEST_EXPECT_BYTES_EQ(buf, "abcd", 5);
	buf[5] = '-';
	UK_TEST_EXPECT_PTR_EQ(strncat(buf, "efgh", 1), buf);
	UK_TEST_EXPECT_BYTES_EQ(buf, "abcde", 6);
	strncat(buf, "xy", 10);
	UK_TEST_EXPECT_BYTES_EQ(buf, "abcdexy", 8);
}

UK_TESTCASE(nolibc_string, bounded_copies_say_what_they_wanted)
{
	char buf[8];

	UK_TEST_EXPECT_SNUM_EQ(strlcpy(buf, "0123456789", sizeof(buf)), 10);
	UK_TEST_EXPECT_BYTES_EQ(buf, "0123456", 8);
	UK_TEST_EXPECT_SNUM_EQ(strlcpy(buf, "ab", sizeof(buf)), 2);
	UK_TEST_EXPECT_BYTES_EQ(buf, "ab", 3);
	UK_TEST_EXPECT_SNUM_EQ(strlcpy(buf, "xyz", 0), 3);
	UK_TEST_EXPECT_SNUM_EQ(strlcat(buf, "cdefgh", sizeof(buf)), 8);
	UK_TEST_EXPECT_BYTES_EQ(buf, "abcdefg", 8);
	UK_TEST_EXPECT_SNUM_EQ(strlcat(buf, "xyz", 3), 6);
	UK_TEST_EXPECT_BYTES_EQ(buf, "abcdefg", 8);
}

UK_TESTCASE(nolibc_string, comparisons)
{
	UK_TEST_EXPECT_ZERO(strcmp("", ""));
	UK_TEST_EXPECT_SNUM_LT(strcmp("a", "b"), 0);
	UK_TEST_EXPECT_SNUM_LT(strcmp("a", "ab"), 0);
	UK_TEST_EXPECT_SNUM_GT(strcmp("\x80", "\x7f"), 0);
	UK_TEST_EXPECT_ZERO(strncmp("abc", "abd", 2));
	UK_TEST_EXPECT_SNUM_LT(strncmp("abc", "abd", 3), 0);
	UK_TEST_EXPECT_ZERO(strncmp("a\0x", "a\0y", 3));
	UK_TEST_EXPECT_ZERO(strcasecmp("HeLLo", "hEllO"));
	UK_TEST_EXPECT_SNUM_LT(strcasecmp("A", "_"), strcmp("_", "A"));
	UK_TEST_EXPECT_ZERO(strncasecmp("abX", "ABy", 2));
	UK_TEST_EXPECT_SNUM_LT(strncasecmp("abX", "ABy", 3), 0);
	UK_TEST_EXPECT_SNUM_LT(strcoll("a", "b"), 0);
	UK_TEST_EXPECT_ZERO(bcmp("abc", "abd", 2));
	UK_TEST_EXPECT_NOT_ZERO(bcmp("abc", "abd", 3));
}

UK_TESTCASE(nolibc_string, versions)
{
	static const char *const order[] = {"000", "00",  "01",	  "010", "09",
					    "0",   "1",	  "9",	  "10",	 "a1",
					    "a2",  "a10", "a10b", "b"};
	size_t i, j;
	int good = 1;

	for (i = 0; i < ARRAY_SIZE(order); i++) {
		for (j = 0; j < ARRAY_SIZE(order); j++) {
			int r = strverscmp(order[i], order[j]);

			if ((i < j && r >= 0) || (i == j && r != 0) ||
			    (i > j && r <= 0))
				good = 0;
		}
	}
	UK_TEST_EXPECT(good);
}

UK_TESTCASE(nolibc_string, searches)
{
	const char *s = "one two three";

	UK_TEST_EXPECT_PTR_EQ(strchr(s, 't'), s + 4);
	UK_TEST_EXPECT_PTR_EQ(strchr(s, 't' + 256), s + 4);
	UK_TEST_EXPECT_PTR_EQ(strchr(s, '\0'), s + 13);
	UK_TEST_EXPECT_NULL(strchr(s, 'z'));
	UK_TEST_EXPECT_PTR_EQ(strchrnul(s, 'z'), s + 13);
	UK_TEST_EXPECT_PTR_EQ(strrchr(s, 't'), s + 8);
	UK_TEST_EXPECT_PTR_EQ(strrchr(s, '\0'), s + 13);
	UK_TEST_EXPECT_NULL(strrchr(s, 'z'));
	UK_TEST_EXPECT_PTR_EQ(index(s, 'n'), s + 1);
	UK_TEST_EXPECT_PTR_EQ(rindex(s, 'e'), s + 12);
	UK_TEST_EXPECT_SNUM_EQ(strspn(s, "eno"), 3);
	UK_TEST_EXPECT_SNUM_EQ(strspn(s, ""), 0);
	UK_TEST_EXPECT_SNUM_EQ(strcspn(s, "wt"), 4);
	UK_TEST_EXPECT_SNUM_EQ(strcspn(s, "w"), 5);
	UK_TEST_EXPECT_SNUM_EQ(strcspn(s, ""), 13);
	UK_TEST_EXPECT_SNUM_EQ(strcspn("\xff\x80", "a\x80"), 1);
	UK_TEST_EXPECT_PTR_EQ(strpbrk(s, "xyzw"), s + 5);
	UK_TEST_EXPECT_NULL(strpbrk(s, "xyz"));
	UK_TEST_EXPECT_PTR_EQ(strstr(s, "thr"), s + 8);
	UK_TEST_EXPECT_PTR_EQ(strstr(s, ""), s);
	UK_TEST_EXPECT_PTR_EQ(strstr("aaab", "aab") ? s : NULL, s);
	UK_TEST_EXPECT_NULL(strstr(s, "threee"));
	UK_TEST_EXPECT_PTR_EQ(strcasestr(s, "TWO"), s + 4);
	UK_TEST_EXPECT_NULL(strcasestr(s, "TWOO"));
	UK_TEST_EXPECT_PTR_EQ(strcasestr(s, ""), s);
}

UK_TESTCASE(nolibc_string, tokens)
{
	char buf[] = ",,a,b,,c,";
	char fields[] = "x::y";
	char *save, *p = fields;

	UK_TEST_EXPECT_ZERO(strcmp(strtok_r(buf, ",", &save), "a"));
	UK_TEST_EXPECT_ZERO(strcmp(strtok_r(NULL, ",", &save), "b"));
	UK_TEST_EXPECT_ZERO(strcmp(strtok_r(NULL, ",", &save), "c"));
	UK_TEST_EXPECT_NULL(strtok_r(NULL, ",", &save));
	UK_TEST_EXPECT_NULL(strtok_r(NULL, ",", &save));
	strcpy(buf, "1 2");
	UK_TEST_EXPECT_ZERO(strcmp(strtok(buf, " "), "1"));
	UK_TEST_EXPECT_ZERO(strcmp(strtok(NULL, " "), "2"));
	UK_TEST_EXPECT_NULL(strtok(NULL, " "));

	UK_TEST_EXPECT_ZERO(strcmp(strsep(&p, ":"), "x"));
	UK_TEST_EXPECT_ZERO(strcmp(strsep(&p, ":"), ""));
	UK_TEST_EXPECT_ZERO(strcmp(strsep(&p, ":"), "y"));
	UK_TEST_EXPECT_NULL(strsep(&p, ":"));
}

UK_TESTCASE(nolibc_string, errors_and_signals_as_text)
{
	char buf[32];

	UK_TEST_EXPECT_ZERO(strcmp(strerror(0), "Success"));
	UK_TEST_EXPECT_ZERO(
		strcmp(strerror(ENOENT), "No such file or directory"));
	UK_TEST_EXPECT_ZERO(
		strcmp(strerror(ENOSYS), "Function not implemented"));
	UK_TEST_EXPECT_ZERO(strcmp(strerror(41), "Unknown error 41"));
	UK_TEST_EXPECT_ZERO(strcmp(strerror(-1), "Unknown error -1"));
	UK_TEST_EXPECT_ZERO(strcmp(strerror(9999), "Unknown error 9999"));
	UK_TEST_EXPECT_ZERO(strerror_r(EPERM, buf, sizeof(buf)));
	UK_TEST_EXPECT_ZERO(strcmp(buf, "Operation not permitted"));
	UK_TEST_EXPECT_SNUM_EQ(strerror_r(EPERM, buf, 5), ERANGE);
	UK_TEST_EXPECT_ZERO(strcmp(buf, "Oper"));
	UK_TEST_EXPECT_ZERO(strcmp(strsignal(SIGSEGV), "Segmentation fault"));
	UK_TEST_EXPECT_ZERO(strcmp(strsignal(-5), "Unknown signal"));
}

UK_TESTCASE(nolibc_string, paths)
{
	static const struct {
		const char *path, *base, *dir;
	} paths[] = {
		{"/usr/lib", "lib", "/usr"},
		{"/usr/", "usr", "/"},
		{"usr", "usr", "."},
		{"/", "/", "/"},
		{"//", "/", "/"},
		{".", ".", "."},
		{"..", "..", "."},
		{"", ".", "."},
		{"a//b//", "b", "a"},
		{"/a", "a", "/"},
	};
	char buf[16];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(paths); i++) {
		strcpy(buf, paths[i].path);
		UK_TEST_EXPECT_ZERO(strcmp(__xpg_basename(buf), paths[i].base));
		strcpy(buf, paths[i].path);
		UK_TEST_EXPECT_ZERO(strcmp(dirname(buf), paths[i].dir));
	}
	UK_TEST_EXPECT_ZERO(strcmp(dirname(NULL), "."));
}

UK_TESTCASE(nolibc_string, classes)
{
	const char *punct = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
	int good = 1;
	int c, alpha;

	for (c = -1; c < 256; c++) {
		int digit = c >= '0' && c <= '9';
		int lower = c >= 'a' && c <= 'z';
		int upper = c >= 'A' && c <= 'Z';

		alpha = lower || upper;
		if (!!isdigit(c) != digit || !!islower(c) != lower ||
		    !!isupper(c) != upper || !!isalpha(c) != alpha ||
		    !!isalnum(c) != (alpha || digit) ||
		    !!isspace(c) != (c == ' ' || (c >= 9 && c <= 13)) ||
		    !!isblank(c) != (c == ' ' || c == '\t') ||
		    !!iscntrl(c) != ((c >= 0 && c < 32) || c == 127) ||
		    !!isprint(c) != (c >= 32 && c < 127) ||
		    !!isgraph(c) != (c > 32 && c < 127) ||
		    !!ispunct(c) != (c > 0 && strchr(punct, c) != NULL) ||
		    !!isxdigit(c) != (digit || (c >= 'a' && c <= 'f') ||
				      (c >= 'A' && c <= 'F')) ||
		    tolower(c) != (upper ? c + 32 : c) ||
		    toupper(c) != (lower ? c - 32 : c))
			good = 0;
		if ((isdigit)(c) != isdigit(c) || (tolower)(c) != tolower(c))
			good = 0;
	}
	UK_TEST_EXPECT(good);
}

uk_testsuite_register(nolibc_string, NULL);
