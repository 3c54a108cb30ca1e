/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The argument vector, and the status for a result. */
#include <string.h>
#include <uk/test.h>
#include "../boot_priv.h"

static struct boot_args args;
static char line[1024];

static void split(const char *name, const char *text)
{
	static char namebuf[16];

	memset(&args, 0, sizeof(args));
	if (name) {
		strcpy(namebuf, name);
		args.argv[args.argc++] = namebuf;
	}
	strcpy(line, text);
	boot_args_split(&args, line, strlen(line) + 1);
}

UK_TESTCASE(ukboot, words_follow_the_name)
{
	split(NULL, "kernel a 'b c'");
	UK_TEST_EXPECT_SNUM_EQ(args.argc, 3);
	UK_TEST_EXPECT_ZERO(strcmp(args.argv[0], "kernel"));
	UK_TEST_EXPECT_ZERO(strcmp(args.argv[2], "b c"));
	UK_TEST_EXPECT_NULL(args.argv[3]);

	split("name", "a");
	UK_TEST_EXPECT_SNUM_EQ(args.argc, 2);
	UK_TEST_EXPECT_ZERO(strcmp(args.argv[0], "name"));
	UK_TEST_EXPECT_ZERO(strcmp(args.argv[1], "a"));
}

UK_TESTCASE(ukboot, there_is_always_a_name)
{
	split(NULL, "");
	UK_TEST_EXPECT_SNUM_EQ(args.argc, 1);
	UK_TEST_EXPECT_NOT_NULL(args.argv[0]);
	UK_TEST_EXPECT_NULL(args.argv[1]);

	memset(&args, 0, sizeof(args));
	boot_args_split(&args, NULL, 0);
	UK_TEST_EXPECT_SNUM_EQ(args.argc, 1);
}

static void fill_line(unsigned int words)
{
	unsigned int i;

	for (i = 0; i < words; i++) {
		line[2 * i] = 'x';
		line[2 * i + 1] = ' ';
	}
}

UK_TESTCASE(ukboot, too_many_words_are_cut)
{
	fill_line(100);
	memset(&args, 0, sizeof(args));
	boot_args_split(&args, line, 200);
	UK_TEST_EXPECT_SNUM_EQ(args.argc, CONFIG_LIBUKBOOT_MAXNBARGS);
	UK_TEST_EXPECT_NULL(args.argv[CONFIG_LIBUKBOOT_MAXNBARGS]);

	fill_line(CONFIG_LIBUKBOOT_MAXNBARGS);
	memset(&args, 0, sizeof(args));
	boot_args_split(&args, line, 2 * CONFIG_LIBUKBOOT_MAXNBARGS);
	UK_TEST_EXPECT_SNUM_EQ(args.argc, CONFIG_LIBUKBOOT_MAXNBARGS);
}

uk_testsuite_register(ukboot, NULL);
