/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <uk/assert.h>
#include <uk/timeconv.h>

#define EPOCH_YEAR   1970
#define NSEC_PER_SEC 1000000000ULL

/* The last whole second that __nsec can hold */
#define SECS_MAX (~0ULL / NSEC_PER_SEC)

/* No year from here on fits, and none below overflows what follows. */
#define YEAR_LIMIT 3000

unsigned int uktimeconv_bcdtobin(unsigned int bcd)
{
	unsigned int value = 0;
	unsigned int weight = 1;

	for (; bcd; bcd >>= 4, weight *= 10)
		value += (bcd & 0xf) * weight;
	return value;
}

int uktimeconv_is_leap_year(__s64 year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

__u8 uktimeconv_days_in_month(__u8 month, int is_leap_year)
{
	static const __u8 days[] = {31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31};

	if (month < 1 || month > 12)
		return 0;
	return (__u8)(days[month - 1] + (month == 2 && is_leap_year));
}

__u16 uktimeconv_days_per_year(__s64 year)
{
	return uktimeconv_is_leap_year(year) ? __DAYS_PER_LEAP_YEAR
					     : __DAYS_PER_COMMON_YEAR;
}

/* Leap days in all years up to and including this one */
static __u64 leap_days(__u64 year)
{
	return year / 4 - year / 100 + year / 400;
}

/* Days from 1970-01-01 to the first day of a year */
static __u64 days_before_year(__u64 year)
{
	return (year - EPOCH_YEAR) * __DAYS_PER_COMMON_YEAR +
	       leap_days(year - 1) - leap_days(EPOCH_YEAR - 1);
}

static int clock_is_valid(const struct uktimeconv_bmkclock *dt)
{
	__u8 days = uktimeconv_days_in_month(
		dt->dt_mon, uktimeconv_is_leap_year(dt->dt_year));

	return dt->dt_day >= 1 && dt->dt_day <= days && dt->dt_hour < 24 &&
	       dt->dt_min < 60 && dt->dt_sec <= 60;
}

__nsec uktimeconv_bmkclock_to_nsec(struct uktimeconv_bmkclock *dt)
{
	__u64 days, secs;
	__u8 month;
	int leap;

	UK_ASSERT(dt);
	if (dt->dt_year < EPOCH_YEAR || !clock_is_valid(dt))
		return 0;
	if (dt->dt_year >= YEAR_LIMIT)
		return (__nsec)~0ULL;

	leap = uktimeconv_is_leap_year(dt->dt_year);
	days = days_before_year((__u64)dt->dt_year);
	for (month = 1; month < dt->dt_mon; month++)
		days += uktimeconv_days_in_month(month, leap);
	days += dt->dt_day - 1U;

	secs = days * __SECS_PER_DAY + dt->dt_hour * (__u64)__SECS_PER_HOUR +
	       dt->dt_min * (__u64)__SECS_PER_MINUTE + dt->dt_sec;
	if (secs > SECS_MAX)
		return (__nsec)~0ULL;
	return secs * NSEC_PER_SEC;
}
