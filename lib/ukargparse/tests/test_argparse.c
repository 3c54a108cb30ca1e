/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <string.h>
#include <uk/argparse.h>
#include <uk/test.h>

#define WORDS_MAX 6

static const struct {
	const char *text;
	int count;
	const char *words[WORDS_MAX];
} rows[] = {
	{"", 0, {NULL}},
	{" \t\r\n\v\f ", 0, {NULL}},
	{"one", 1, {"one"}},
	{"  one\ttwo  three ", 3, {"one", "two", "three"}},
	{"a b 'c d'", 3, {"a", "b", "c d"}},
	{"\"a b\" 'c \"d'", 2, {"a b", "c \"d"}},
	{"pre'fix and'post", 1, {"prefix andpost"}},
	{"k='v w' x", 2, {"k=v w", "x"}},
	{"'' \"\" a''", 3, {"", "", "a"}},
	{"'open end", 1, {"open end"}},
	{"a 'open ", 2, {"a", "open "}},
	{"\\'a \\\"b", 2, {"'a", "\"b"}},
	{"a\\ b c", 2, {"a b", "c"}},
	{"a\\\\ b", 2, {"a\\", "b"}},
	{"\"a\\\"b\" 'a\\'", 2, {"a\"b", "a\\"}},
	{"c:\\dir \\n", 2, {"c:\\dir", "\\n"}},
	{"end\\", 1, {"end\\"}},
	{"a b c d e f", 6, {"a", "b", "c", "d", "e", "f"}},
};

UK_TESTCASE(ukargparse, words_and_quotes)
{
	char buf[64];
	char *argv[WORDS_MAX];
	unsigned int i;
	int j, argc;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		strcpy(buf, rows[i].text);
		argc = uk_argparse(buf, argv, WORDS_MAX);
		UK_TEST_ASSERTF(argc == rows[i].count,
				"expected %d words in `%s` and got %d",
				rows[i].count, rows[i].text, argc);
		for (j = 0; j < argc && j < rows[i].count; j++)
			UK_TEST_ASSERTF(!strcmp(argv[j], rows[i].words[j]),
					"expected word %d to be `%s` and "
					"got `%s`",
					j, rows[i].words[j], argv[j]);
	}
}

UK_TESTCASE(ukargparse, stops_at_maxcount)
{
	char buf[] = "a b c";
	char *argv[3] = {NULL, NULL, buf};

	UK_TEST_EXPECT_SNUM_EQ(uk_argparse(buf, argv, 0), 0);
	UK_TEST_EXPECT_SNUM_EQ(uk_argparse(buf, argv, 2), 2);
	UK_TEST_EXPECT_ZERO(strcmp(argv[0], "a"));
	UK_TEST_EXPECT_ZERO(strcmp(argv[1], "b"));
	UK_TEST_EXPECT_PTR_EQ(argv[2], buf);
}

/* Cut after every length: what lies behind stays as it is */
UK_TESTCASE(ukargparse, keeps_to_maxlen)
{
	static const char text[] = "ab 'c d' e\\'f \"g";
	char buf[sizeof(text) + 4];
	char *argv[WORDS_MAX];
	size_t len, used;
	int i, argc;

	for (len = 0; len < sizeof(text); len++) {
		memset(buf, '#', sizeof(buf));
		memcpy(buf, text, len);
		argc = uk_argnparse(buf, len, argv, WORDS_MAX);
		for (used = 0, i = 0; i < argc; i++) {
			UK_TEST_EXPECT(argv[i] >= buf);
			used += strlen(argv[i]) + 1;
		}
		UK_TEST_EXPECT_SNUM_LE(used, len + 1);
		UK_TEST_EXPECT_SNUM_EQ(buf[len + 1], '#');
		UK_TEST_EXPECT_SNUM_EQ(buf[len + 2], '#');
	}
}

/* The whole command line counts, not its first bytes only */
UK_TESTCASE(ukargparse, long_line)
{
	static char buf[4096];
	static char *argv[2048];
	int i, argc;

	for (i = 0; i < (int)sizeof(buf) - 1; i++)
		buf[i] = i & 1 ? ' ' : 'x';
	argc = uk_argnparse(buf, sizeof(buf) - 1, argv, ARRAY_SIZE(argv));
	UK_TEST_EXPECT_SNUM_EQ(argc, 2048);
	UK_TEST_EXPECT_PTR_EQ(argv[2047], &buf[4094]);
}

uk_testsuite_register(ukargparse, NULL);
