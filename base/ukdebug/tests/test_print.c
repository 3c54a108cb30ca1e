/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Messages as they reach the console. Only on the build machine. */

#include <string.h>
#include <uk/print.h>
#include <uk/test.h>
#include "fake_console.h"

static int printed(const char *want)
{
	int same = strcmp(fake_console_text, want) == 0;

	fake_console_reset();
	return same;
}

static void say(int lvl, const char *text)
{
	_uk_printk(lvl, "libfoo", "foo.c", 7, "%s", text);
}

UK_TESTCASE(ukdebug_print, test_the_line_format)
{
	fake_console_reset();
	fake_clock = 105192999;
	_uk_printk(KLVL_ERR, "libukboot", "boot.c", 318, "Init Table @ %s\n",
		   "0x1");
	UK_TEST_EXPECT(printed("[    0.105192] ERR:  [libukboot] "
			       "<boot.c @  318> Init Table @ 0x1\n"));
	fake_clock = 123456UL * 1000000000;
	_uk_printk(KLVL_CRIT, NULL, NULL, 0, "x\n");
	UK_TEST_EXPECT(printed("[123456.000000] CRIT: x\n"));
	_uk_printd("libfoo", NULL, 0, "y\n");
	UK_TEST_EXPECT(printed("[123456.000000] dbg:  [libfoo] y\n"));
}

UK_TESTCASE(ukdebug_print, test_each_line_has_a_header)
{
	fake_console_reset();
	fake_clock = 0;
	say(KLVL_ERR, "one\ntwo\n");
	UK_TEST_EXPECT(
		printed("[    0.000000] ERR:  [libfoo] <foo.c @    7> one\n"
			"[    0.000000] ERR:  [libfoo] <foo.c @    7> two\n"));
}

UK_TESTCASE(ukdebug_print, test_a_line_is_continued_by_its_level_only)
{
	fake_console_reset();
	fake_clock = 0;
	say(KLVL_ERR, "one ");
	say(KLVL_ERR, "two ");
	say(KLVL_CRIT, "three\n");
	UK_TEST_EXPECT(printed(
		"[    0.000000] ERR:  [libfoo] <foo.c @    7> one two \n"
		"[    0.000000] CRIT: [libfoo] <foo.c @    7> three\n"));
}

UK_TESTCASE(ukdebug_print, test_a_long_message_is_whole)
{
	char text[3000];

	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 2] = '\n';
	text[sizeof(text) - 1] = '\0';
	fake_console_reset();
	say(KLVL_ERR, text);
	UK_TEST_EXPECT(strlen(fake_console_text) ==
		       strlen("[    0.000000] ERR:  [libfoo] <foo.c @    7> ") +
			       strlen(text));
	UK_TEST_EXPECT(strstr(fake_console_text, text) != NULL);
}

UK_TESTCASE(ukdebug_print, test_a_short_message_is_one_call)
{
	fake_console_reset();
	say(KLVL_ERR, "short\n");
	UK_TEST_EXPECT_SNUM_EQ(fake_console_calls, 1);
	fake_console_reset();
	say(KLVL_MAX + 1, "too low a level\n");
	UK_TEST_EXPECT_ZERO(fake_console_calls);
}

uk_testsuite_register(ukdebug_print, NULL);
