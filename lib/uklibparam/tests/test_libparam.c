/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <string.h>

#define UK_LIBPARAM_PREFIX libtest
#include <uk/libparam.h>
#include <uk/test.h>

static __u8 u8;
static __s8 s8;
static __u16 u16;
static __s16 s16;
static __u32 u32;
static __s32 s32;
static __u64 u64;
static __s64 s64;
static char letter;
static bool flag;
static char *text;
static const char *ctext;
static int list[4];
static const char *names[3];

UK_LIB_PARAM(u8, __u8);
UK_LIB_PARAM(s8, __s8);
UK_LIB_PARAM(u16, __u16);
UK_LIB_PARAM(s16, __s16);
UK_LIB_PARAM(u32, __u32);
UK_LIB_PARAM(s32, __s32);
UK_LIB_PARAM(u64, __u64);
UK_LIB_PARAM(s64, __s64);
UK_LIB_PARAM(letter, char);
UK_LIB_PARAM(flag, bool);
UK_LIB_PARAM(text, char *);
UK_LIB_PARAM_STR(ctext);
UK_LIB_PARAM_ARR(list, int);
UK_LIB_PARAM_ARR(names, const char *);

/* Hands one argument over, as the boot sequence would. */
static int take(char *arg)
{
	static char end[] = "--";
	char *argv[] = {arg, end};

	return uk_libparam_parse("test", 2, argv);
}

#define TAKE(_text)                                    \
	do {                                           \
		static char _arg[] = _text;            \
		UK_TEST_EXPECT_SNUM_EQ(take(_arg), 2); \
	} while (0)

UK_TESTCASE(uklibparam, integers)
{
	TAKE("libtest.u8=255");
	UK_TEST_EXPECT_SNUM_EQ(u8, 255);
	TAKE("test.s8=-128");
	UK_TEST_EXPECT_SNUM_EQ(s8, -128);
	TAKE("test.u16=0xFfFf");
	UK_TEST_EXPECT_SNUM_EQ(u16, 0xffff);
	TAKE("test.s16=-0x8000");
	UK_TEST_EXPECT_SNUM_EQ(s16, -0x8000);
	TAKE("test.u32=0b11");
	UK_TEST_EXPECT_SNUM_EQ(u32, 3);
	TAKE("test.s32=+017");
	UK_TEST_EXPECT_SNUM_EQ(s32, 15);
	TAKE("test.u64=18446744073709551615");
	UK_TEST_EXPECT(u64 == ~0UL);
	TAKE("test.s64=-9223372036854775808");
	UK_TEST_EXPECT(s64 == (__s64)(1UL << 63));
	TAKE("test.s64=0");
	UK_TEST_EXPECT_ZERO(s64);
}

UK_TESTCASE(uklibparam, wrong_integers)
{
	static const char *const wrong[] = {
		"256",
		"-1",
		"",
		"x",
		"0x",
		"1 ",
		" 1",
		"1k",
		"08",
		"0b2",
		"0xfg",
		"-",
		"--",
		"1=2",
		"18446744073709551616",
		"99999999999999999999999999",
	};
	char arg[64];
	unsigned int i;

	u8 = 42;
	for (i = 0; i < ARRAY_SIZE(wrong); i++) {
		strcpy(arg, "test.u8=");
		strcat(arg, wrong[i]);
		UK_TEST_EXPECT_SNUM_EQ(take(arg), 2);
		UK_TEST_EXPECT_SNUM_EQ(u8, 42);
	}
	s8 = 7;
	TAKE("test.s8=128");
	TAKE("test.s8=-129");
	UK_TEST_EXPECT_SNUM_EQ(s8, 7);
	s64 = 7;
	TAKE("test.s64=9223372036854775808");
	TAKE("test.s64=-9223372036854775809");
	UK_TEST_EXPECT_SNUM_EQ(s64, 7);
}

UK_TESTCASE(uklibparam, other_types)
{
	TAKE("test.letter==");
	UK_TEST_EXPECT_SNUM_EQ(letter, '=');
	TAKE("test.letter=ab");
	TAKE("test.letter=");
	UK_TEST_EXPECT_SNUM_EQ(letter, '=');

	TAKE("test.flag");
	UK_TEST_EXPECT(flag);
	TAKE("test.flag=off");
	UK_TEST_EXPECT(!flag);
	TAKE("test.flag=yes");
	UK_TEST_EXPECT(flag);
	TAKE("test.flag=2");
	TAKE("test.flag=");
	UK_TEST_EXPECT(flag);
	TAKE("test.flag=0");
	UK_TEST_EXPECT(!flag);
}

UK_TESTCASE(uklibparam, strings_keep_everything)
{
	TAKE("test.text=version=9P2000.L,uname=me");
	UK_TEST_EXPECT_NOT_NULL(text);
	UK_TEST_EXPECT_ZERO(strcmp(text, "version=9P2000.L,uname=me"));
	TAKE("test.text=");
	UK_TEST_EXPECT_ZERO(strcmp(text, ""));
	TAKE("test.ctext=two words -- and more");
	UK_TEST_EXPECT_ZERO(strcmp(ctext, "two words -- and more"));
}

UK_TESTCASE(uklibparam, arrays)
{
	TAKE("test.list=1 -2");
	TAKE("test.list=3 x");	 /* no element of it */
	TAKE("test.list=3 4 5"); /* does not fit */
	UK_TEST_EXPECT_SNUM_EQ(list[0], 1);
	UK_TEST_EXPECT_SNUM_EQ(list[1], -2);
	UK_TEST_EXPECT_ZERO(list[2]);
	TAKE("test.list= 3 ");
	TAKE("test.list=");
	TAKE("test.list=4");
	TAKE("test.list=5");
	UK_TEST_EXPECT_SNUM_EQ(list[2], 3);
	UK_TEST_EXPECT_SNUM_EQ(list[3], 4);

	TAKE("test.names=10.0.0.1 a=b");
	TAKE("test.names=last");
	UK_TEST_EXPECT_ZERO(strcmp(names[0], "10.0.0.1"));
	UK_TEST_EXPECT_ZERO(strcmp(names[1], "a=b"));
	UK_TEST_EXPECT_ZERO(strcmp(names[2], "last"));
}

UK_TESTCASE(uklibparam, unknown_names)
{
	u32 = 42;
	TAKE("other.u32=1");
	TAKE("test.u3=1");
	TAKE("test.u322=1");
	TAKE("tes.u32=1");
	TAKE("libtes.u32=1");
	TAKE("u32=1");
	TAKE(".u32=1");
	TAKE("test.=1");
	TAKE("test=1.u32");
	TAKE("test.u32");
	TAKE("=");
	TAKE("");
	UK_TEST_EXPECT_SNUM_EQ(u32, 42);
}

UK_TESTCASE(uklibparam, only_before_the_dashes)
{
	static char a[] = "test.u16=1", dashes[] = "--", b[] = "test.u16=2";
	char *argv[] = {a, dashes, b, dashes};

	u16 = 0;
	UK_TEST_EXPECT_ZERO(uk_libparam_parse(NULL, 0, NULL));
	UK_TEST_EXPECT_ZERO(uk_libparam_parse(NULL, 1, argv));
	UK_TEST_EXPECT_ZERO(u16);
	UK_TEST_EXPECT_SNUM_EQ(uk_libparam_parse(NULL, 4, argv), 2);
	UK_TEST_EXPECT_SNUM_EQ(u16, 1);
	UK_TEST_EXPECT_SNUM_EQ(uk_libparam_parse(NULL, 3, argv + 1), 1);
	UK_TEST_EXPECT_SNUM_EQ(u16, 1);
}

uk_testsuite_register(uklibparam, NULL);
