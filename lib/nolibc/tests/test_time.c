/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Calendar time. */
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <time.h>
#include <uk/test.h>

/* seconds, and what they are in ISO 8601, with the day of the week */
static const struct {
	time_t t;
	const char *text;
} known[] = {
	{0, "1970-01-01 00:00:00 4 001"},
	{-1, "1969-12-31 23:59:59 3 365"},
	{951782400, "2000-02-29 00:00:00 2 060"},
	{951868799, "2000-02-29 23:59:59 2 060"},
	{951868800, "2000-03-01 00:00:00 3 061"},
	{978220800, "2000-12-31 00:00:00 7 366"},
	{1078012800, "2004-02-29 00:00:00 7 060"},
	{4107542400, "2100-03-01 00:00:00 1 060"},
	{2147483647, "2038-01-19 03:14:07 2 019"},
	{2147483648, "2038-01-19 03:14:08 2 019"},
	{-2203891200, "1900-03-01 00:00:00 4 060"},
	{-62135596800, "1-01-01 00:00:00 1 001"},
	{-62162035201, "0-02-29 23:59:59 2 060"},
	{253402300799, "9999-12-31 23:59:59 5 365"},
};

UK_TESTCASE(nolibc_time, known_dates)
{
	char buf[64];
	struct tm tm;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(known); i++) {
		UK_TEST_EXPECT_NOT_NULL(gmtime_r(&known[i].t, &tm));
		strftime(buf, sizeof(buf), "%Y-%m-%d %H:%M:%S %u %j", &tm);
		UK_TEST_ASSERTF(strcmp(buf, known[i].text) == 0,
				"%ld is %s, not %s", known[i].t, known[i].text,
				buf);
		UK_TEST_EXPECT_SNUM_EQ(timegm(&tm), known[i].t);
	}
}

UK_TESTCASE(nolibc_time, there_and_back_by_days)
{
	struct tm tm, before;
	time_t t;
	int good = 1;

	t = -800L * 366 * 86400;
	gmtime_r(&t, &before);
	for (t += 86400; t < 800L * 366 * 86400; t += 86400) {
		gmtime_r(&t, &tm);
		if (tm.tm_wday != (before.tm_wday + 1) % 7 ||
		    (tm.tm_yday != before.tm_yday + 1 &&
		     (tm.tm_yday != 0 || tm.tm_mon != 0 || tm.tm_mday != 1)) ||
		    (tm.tm_mday != before.tm_mday + 1 &&
		     (tm.tm_mday != 1 ||
		      tm.tm_mon != (before.tm_mon + 1) % 12)))
			good = 0;
		before = tm;
		if (timegm(&tm) != t)
			good = 0;
	}
	UK_TEST_EXPECT(good);
}

UK_TESTCASE(nolibc_time, fields_out_of_range)
{
	struct tm tm = {.tm_year = 100,
			.tm_mon = 14,
			.tm_mday = 0,
			.tm_hour = -1,
			.tm_min = 70,
			.tm_sec = -5};

	/* 2001-03-00 is 2001-02-28 */
	UK_TEST_EXPECT_SNUM_EQ(mktime(&tm), 983319000 - 5);
	UK_TEST_EXPECT(tm.tm_year == 101 && tm.tm_mon == 1 &&
		       tm.tm_mday == 28 && tm.tm_hour == 0 && tm.tm_min == 9 &&
		       tm.tm_sec == 55);
	tm = (struct tm){.tm_year = 70, .tm_mon = -1, .tm_mday = 1};
	UK_TEST_EXPECT_SNUM_EQ(timegm(&tm), -31 * 86400);
	UK_TEST_EXPECT_SNUM_EQ(tm.tm_wday, 1);
}

UK_TESTCASE(nolibc_time, years_that_do_not_fit)
{
	time_t t = LONG_MAX;
	struct tm tm = {.tm_year = INT_MAX, .tm_mon = 12, .tm_mday = 1};

	errno = 0;
	UK_TEST_EXPECT_NULL(gmtime(&t));
	UK_TEST_EXPECT_SNUM_EQ(errno, EOVERFLOW);
	t = LONG_MIN;
	UK_TEST_EXPECT_NULL(gmtime(&t));
	UK_TEST_EXPECT_SNUM_EQ(timegm(&tm), -1);
	tm = (struct tm){.tm_year = INT_MAX, .tm_mon = 11, .tm_mday = 31};
	t = timegm(&tm);
	UK_TEST_EXPECT_SNUM_EQ(t, 67768036191590400L);
}

UK_TESTCASE(nolibc_time, formats)
{
	static const struct {
		const char *fmt, *text;
	} cases[] = {
		{"%a %A %b %B %h", "Mon Monday Jan January Jan"},
		{"%c", "Mon Jan  5 03:04:09 2009"},
		{"%C %y %g %G %V %U %W", "20 09 09 2009 02 01 01"},
		{"%d|%e|%D|%F|%x", "05| 5|01/05/09|2009-01-05|01/05/09"},
		{"%H %I %k %l %M %S", "03 03  3  3 04 09"},
		{"%p %P %r %R %T %X",
		 "AM am 03:04:09 AM 03:04 03:04:09 03:04:09"},
		{"%j %m %u %w %s", "005 01 1 1 1231124649"},
		{"%n%t%%", "\n\t%"},
		{"%z %Z", "+0000 UTC"},
		{"%Ey %Od", "09 05"},
		{"", ""},
	};
	time_t t = 1231124649;
	struct tm tm;
	char buf[80];
	size_t i;

	gmtime_r(&t, &tm);
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		UK_TEST_EXPECT_SNUM_EQ(
			strftime(buf, sizeof(buf), cases[i].fmt, &tm),
			strlen(cases[i].text));
		UK_TEST_ASSERTF(strcmp(buf, cases[i].text) == 0,
				"%s is \"%s\", not \"%s\"", cases[i].fmt,
				cases[i].text, buf);
	}
	UK_TEST_EXPECT_ZERO(strftime(buf, 5, "%H:%M", &tm));
	UK_TEST_EXPECT_SNUM_EQ(strftime(buf, 6, "%H:%M", &tm), 5);
	UK_TEST_EXPECT_ZERO(strcmp(asctime(&tm), "Mon Jan  5 03:04:09 2009\n"));
	UK_TEST_EXPECT_ZERO(strcmp(ctime(&t), "Mon Jan  5 03:04:09 2009\n"));
}

UK_TESTCASE(nolibc_time, weeks_of_iso_8601)
{
	static const struct {
		int year, month, day;
		const char *week;
	} cases[] = {
		{2005, 1, 1, "2004-53"},   {2005, 1, 3, "2005-01"},
		{2007, 12, 31, "2008-01"}, {2008, 12, 28, "2008-52"},
		{2008, 12, 29, "2009-01"}, {2009, 12, 31, "2009-53"},
		{2010, 1, 3, "2009-53"},   {2010, 1, 4, "2010-01"},
		{2012, 1, 1, "2011-52"},   {2020, 12, 31, "2020-53"},
	};
	struct tm tm;
	char buf[16];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		tm = (struct tm){.tm_year = cases[i].year - 1900,
				 .tm_mon = cases[i].month - 1,
				 .tm_mday = cases[i].day};
		timegm(&tm);
		strftime(buf, sizeof(buf), "%G-%V", &tm);
		UK_TEST_ASSERTF(strcmp(buf, cases[i].week) == 0,
				"%d-%d-%d is %s, not %s", cases[i].year,
				cases[i].month, cases[i].day, cases[i].week,
				buf);
	}
}

UK_TESTCASE(nolibc_time, strptime)
{
	struct tm tm = {0};
	char *end;

	end = strptime("2009-01-05 03:04:09x", "%Y-%m-%d %H:%M:%S", &tm);
	UK_TEST_EXPECT(end && *end == 'x');
	UK_TEST_EXPECT_SNUM_EQ(timegm(&tm), 1231124649);
	end = strptime("Mon Jan  5 03:04:09 2009", "%c", &tm);
	UK_TEST_EXPECT(end && !*end && tm.tm_wday == 1 && tm.tm_mday == 5);
	end = strptime("monday february 3pm", "%a %b %I%p", &tm);
	UK_TEST_EXPECT(end && tm.tm_mon == 1 && tm.tm_hour == 15);
	end = strptime("12 AM", "%I %p", &tm);
	UK_TEST_EXPECT(end && tm.tm_hour == 0);
	UK_TEST_EXPECT_NOT_NULL(strptime("68", "%y", &tm));
	UK_TEST_EXPECT_SNUM_EQ(tm.tm_year, 168);
	UK_TEST_EXPECT_NOT_NULL(strptime("69", "%y", &tm));
	UK_TEST_EXPECT_SNUM_EQ(tm.tm_year, 69);
	UK_TEST_EXPECT_NOT_NULL(strptime("1905", "%C%y", &tm));
	UK_TEST_EXPECT_SNUM_EQ(tm.tm_year, 5);
	UK_TEST_EXPECT_NOT_NULL(strptime("1231124649", "%s", &tm));
	UK_TEST_EXPECT_SNUM_EQ(tm.tm_mday, 5);
	UK_TEST_EXPECT_NOT_NULL(strptime("-05:30", "%z", &tm));
	UK_TEST_EXPECT_SNUM_EQ(tm.tm_gmtoff, -19800);
	UK_TEST_EXPECT_NULL(strptime("13", "%m", &tm));
	UK_TEST_EXPECT_NULL(strptime("", "%d", &tm));
	UK_TEST_EXPECT_NULL(strptime("Foo", "%a", &tm));
	UK_TEST_EXPECT_NULL(strptime("5", "%", &tm));
}

uk_testsuite_register(nolibc_time, NULL);
