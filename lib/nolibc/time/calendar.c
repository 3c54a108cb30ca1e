/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Seconds since 1970 to calendar time and back, Gregorian, in UTC. */
#include <errno.h>
#include <limits.h>
#include <time.h>

#define SECS_PER_DAY 86400
#define DAYS_PER_ERA 146097 /* 400 years */

/*
 * Years are counted from March here: then the leap day is the last of the
 * year, and the months before it have the same lengths in every year: 31 30 31
 * 30 31, twice, and 31. (153 * m + 2) / 5 is the day on which month m begins.
 */

/* Days from 1970-01-01 to the first of a month, 0: January. */
static long days_to_month(long year, int month)
{
	long y = month < 2 ? year - 1 : year;
	long m = month < 2 ? month + 10 : month - 2;
	long era = (y >= 0 ? y : y - 399) / 400;
	long yoe = y - era * 400;

	return era * DAYS_PER_ERA + yoe * 365 + yoe / 4 - yoe / 100 +
	       (153 * m + 2) / 5 - 719468;
}

/* Days before the first of a month, in its year. */
static int day_of_year(long year, int month)
{
	return (int)(days_to_month(year, month) - days_to_month(year, 0));
}

/* Fill tm; -1 if the year does not fit. */
static int to_calendar(time_t t, struct tm *tm)
{
	long days = t / SECS_PER_DAY;
	long secs = t % SECS_PER_DAY;
	long era, doe, yoe, doy, month, year;

	if (secs < 0) {
		secs += SECS_PER_DAY;
		days--;
	}
	tm->tm_hour = (int)(secs / 3600);
	tm->tm_min = (int)(secs / 60 % 60);
	tm->tm_sec = (int)(secs % 60);
	tm->tm_wday = (int)((days % 7 + 11) % 7); /* 1970 began on a Thursday */

	days += 719468; /* since 0000-03-01 */
	era = (days >= 0 ? days : days - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
	doe = days - era * DAYS_PER_ERA;
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	month = (5 * doy + 2) / 153;
	tm->tm_mday = (int)(doy - (153 * month + 2) / 5) + 1;
	month = month < 10 ? month + 2 : month - 10;
	year = yoe + era * 400 + (month < 2);

	if (year - 1900 > INT_MAX || year - 1900 < INT_MIN)
		return -1;
	tm->tm_mon = (int)month;
	tm->tm_year = (int)(year - 1900);
	tm->tm_yday = day_of_year(year, tm->tm_mon) + tm->tm_mday - 1;
	tm->tm_isdst = 0;
	tm->tm_gmtoff = 0;
	tm->tm_zone = "UTC";
	return 0;
}

struct tm *gmtime_r(const time_t *restrict t, struct tm *restrict tm)
{
	if (to_calendar(*t, tm) < 0) {
		errno = EOVERFLOW;
		return NULL;
	}
	return tm;
}

struct tm *gmtime(const time_t *t)
{
	static struct tm tm;

	return gmtime_r(t, &tm);
}

/* The fields may be outside their ranges; afterwards they are inside. */
time_t timegm(struct tm *tm)
{
	long year = 1900L + tm->tm_year + tm->tm_mon / 12;
	int month = tm->tm_mon % 12;
	struct tm result;
	time_t t;

	if (month < 0) {
		month += 12;
		year--;
	}
	/* none of these can overflow: the fields are int */
	t = (days_to_month(year, month) + tm->tm_mday - 1) * SECS_PER_DAY +
	    tm->tm_hour * 3600L + tm->tm_min * 60L + tm->tm_sec;
	if (to_calendar(t, &result) < 0) {
		errno = EOVERFLOW;
		return -1;
	}
	*tm = result;
	return t;
}

/* ---- local time is UTC ---- */

static char utc[] = "UTC";
char *tzname[2] = {utc, utc};
long timezone;
int daylight;

void tzset(void)
{
}

struct tm *localtime_r(const time_t *restrict t, struct tm *restrict tm)
{
	return gmtime_r(t, tm);
}

struct tm *localtime(const time_t *t)
{
	return gmtime(t);
}

time_t mktime(struct tm *tm)
{
	return timegm(tm);
}
