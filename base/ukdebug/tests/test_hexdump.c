/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */

#include <string.h>
#include <uk/hexdump.h>
#include <uk/test.h>

static const char hello[] = "Hello world!\n\x80\xff";

/* As hexdump -C has it. */
UK_TESTCASE(ukdebug_hexdump, test_canonical)
{
	char text[256];
	int len = uk_hexdumpCsn(text, sizeof(text), hello, sizeof(hello));

	UK_TEST_EXPECT_ZERO(
		strcmp(text, "00000000  48 65 6c 6c 6f 20 77 6f  72 6c 64 21 "
			     "0a 80 ff 00  |Hello world!....|\n"));
	UK_TEST_EXPECT_SNUM_EQ(len, strlen(text));
}

UK_TESTCASE(ukdebug_hexdump, test_a_short_row_keeps_its_columns)
{
	char text[256];

	uk_hexdumpsn(text, sizeof(text), hello, 5, 0xffffffff80000000,
		     UK_HXDF_ADDR | UK_HXDF_ASCIISEC | UK_HXDF_GRPDWORD, 2,
		     "> ");
	UK_TEST_EXPECT_ZERO(strcmp(text, "> ffffffff80000000  48 65 6c 6c  "
					 "6f           |Hello|\n"));
}

UK_TESTCASE(ukdebug_hexdump, test_groups)
{
	char text[64];

	uk_hexdumpsn(text, sizeof(text), hello, 6, 0, UK_HXDF_GRPBYTE, 3, NULL);
	UK_TEST_EXPECT_ZERO(strcmp(text, "48 65 6c\n6c 6f 20\n"));
	uk_hexdumpsn(text, sizeof(text), hello, 6, 0, UK_HXDF_GRPWORD, 2, NULL);
	UK_TEST_EXPECT_ZERO(strcmp(text, "48 65  6c 6c\n6f 20\n"));
}

UK_TESTCASE(ukdebug_hexdump, test_rows_that_repeat)
{
	static const char zeros[80];
	char text[512];

	uk_hexdumpsn(text, sizeof(text), zeros, sizeof(zeros), 0,
		     UK_HXDF_ADDR | UK_HXDF_GRPQWORD | UK_HXDF_COMPRESS, 2,
		     NULL);
	UK_TEST_EXPECT_ZERO(strcmp(text, "00000000  00 00 00 00 00 00 00 00  "
					 "00 00 00 00 00 00 00 00\n*\n"
					 "00000040  00 00 00 00 00 00 00 00  "
					 "00 00 00 00 00 00 00 00\n"));
}

UK_TESTCASE(ukdebug_hexdump, test_too_small_a_string)
{
	char text[8] = "xxxxxxx", none = 'x';
	int len;

	len = uk_hexdumpsn(text, 5, hello, 6, 0, UK_HXDF_GRPBYTE, 6, NULL);
	UK_TEST_EXPECT_SNUM_EQ(len, 18);
	UK_TEST_EXPECT_BYTES_EQ(text, "48 6\0xx", 8);
	uk_hexdumpsn(&none, 0, hello, 6, 0, UK_HXDF_GRPBYTE, 6, NULL);
	UK_TEST_EXPECT_SNUM_EQ(none, 'x');
	UK_TEST_EXPECT_ZERO(uk_hexdumpsn(text, 8, hello, 0, 0, 0, 0, NULL));
	UK_TEST_EXPECT_ZERO(text[0]);
}

uk_testsuite_register(ukdebug_hexdump, NULL);
