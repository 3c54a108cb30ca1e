/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <uk/test.h>
#include <uk/timeconv.h>

static const struct {
	struct uktimeconv_bmkclock clock;
	__u64 secs;
} rows[] = {
	{{1970, 1, 1, 0, 0, 0}, 0},
	{{1970, 1, 1, 0, 0, 1}, 1},
	{{1970, 12, 31, 23, 59, 59}, 31535999},
	{{1972, 2, 29, 12, 0, 0}, 68212800},
	{{1999, 12, 31, 23, 59, 60}, 946684800},
	{{2000, 2, 29, 0, 0, 0}, 951782400},
	{{2000, 3, 1, 0, 0, 0}, 951868800},
	{{2023, 2, 27, 10, 20, 30}, 1677493230},
	{{2038, 1, 19, 3, 14, 8}, 2147483648ULL},
	{{2100, 3, 1, 0, 0, 0}, 4107542400ULL},
	{{2400, 2, 29, 23, 59, 59}, 13574649599ULL},
	{{2554, 7, 21, 23, 34, 33}, 18446744073ULL},
	/* no such dates */
	{{1969, 12, 31, 23, 59, 59}, 0},
	{{-5, 1, 1, 0, 0, 0}, 0},
	{{2023, 0, 1, 0, 0, 0}, 0},
	{{2023, 13, 1, 0, 0, 0}, 0},
	{{2023, 2, 29, 0, 0, 0}, 0},
	{{2023, 4, 31, 0, 0, 0}, 0},
	{{2023, 4, 0, 0, 0, 0}, 0},
	{{2023, 4, 1, 24, 0, 0}, 0},
	{{2023, 4, 1, 0, 60, 0}, 0},
	{{2023, 4, 1, 0, 0, 61}, 0},
};

UK_TESTCASE(uktimeconv, known_dates)
{
	struct uktimeconv_bmkclock clock;
	__nsec ns;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		clock = rows[i].clock;
		ns = uktimeconv_bmkclock_to_nsec(&clock);
		UK_TEST_ASSERTF(ns == rows[i].secs * 1000000000ULL,
				"expected row %u to be %llu s and was %llu ns",
				i, (unsigned long long)rows[i].secs,
				(unsigned long long)ns);
	}
}

/* Day by day through two cycles of the calendar: no day lost, none doubled */
UK_TESTCASE(uktimeconv, every_day)
{
	struct uktimeconv_bmkclock clock = {1970, 1, 1, 0, 0, 0};
	__nsec expected = 0;
	unsigned int wrong = 0;

	for (; clock.dt_year < 2554; expected += 86400000000000ULL) {
		wrong += uktimeconv_bmkclock_to_nsec(&clock) != expected;
		if (++clock.dt_day <=
		    uktimeconv_days_in_month(
			    clock.dt_mon,
			    uktimeconv_is_leap_year(clock.dt_year)))
			continue;
		clock.dt_day = 1;
		if (++clock.dt_mon <= 12)
			continue;
		clock.dt_mon = 1;
		clock.dt_year++;
	}
	UK_TEST_EXPECT_ZERO(wrong);
}

UK_TESTCASE(uktimeconv, saturates)
{
	struct uktimeconv_bmkclock clock = {2554, 7, 21, 23, 34, 34};

	UK_TEST_EXPECT(uktimeconv_bmkclock_to_nsec(&clock) == ~0ULL);
	clock.dt_year = 0x7fffffffffffffffLL;
	UK_TEST_EXPECT(uktimeconv_bmkclock_to_nsec(&clock) == ~0ULL);
}

UK_TESTCASE(uktimeconv, calendar)
{
	UK_TEST_EXPECT(uktimeconv_is_leap_year(2000));
	UK_TEST_EXPECT(uktimeconv_is_leap_year(2024));
	UK_TEST_EXPECT(!uktimeconv_is_leap_year(1900));
	UK_TEST_EXPECT(!uktimeconv_is_leap_year(2023));
	UK_TEST_EXPECT_SNUM_EQ(uktimeconv_days_per_year(2023), 365);
	UK_TEST_EXPECT_SNUM_EQ(uktimeconv_days_per_year(2024), 366);
	UK_TEST_EXPECT_SNUM_EQ(uktimeconv_days_in_month(2, 0), 28);
	UK_TEST_EXPECT_SNUM_EQ(uktimeconv_days_in_month(2, 1), 29);
	UK_TEST_EXPECT_SNUM_EQ(uktimeconv_days_in_month(12, 1), 31);
	UK_TEST_EXPECT_SNUM_EQ(uktimeconv_days_in_month(0, 1), 0);
	UK_TEST_EXPECT_SNUM_EQ(uktimeconv_days_in_month(13, 1), 0);
}

UK_TESTCASE(uktimeconv, binary_coded_decimal)
{
	UK_TEST_EXPECT_SNUM_EQ(uktimeconv_bcdtobin(0), 0);
	UK_TEST_EXPECT_SNUM_EQ(uktimeconv_bcdtobin(0x09), 9);
	UK_TEST_EXPECT_SNUM_EQ(uktimeconv_bcdtobin(0x59), 59);
	UK_TEST_EXPECT_SNUM_EQ(uktimeconv_bcdtobin(0x2023), 2023);
	UK_TEST_EXPECT_SNUM_EQ(uktimeconv_bcdtobin(0x99999999), 99999999);
}

uk_testsuite_register(uktimeconv, NULL);
