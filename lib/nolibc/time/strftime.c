/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Calendar time as text. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "names.h"

const char time_days[7][10] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
			       "Thursday", "Friday", "Saturday"};
const char time_months[12][10] = {
	"January", "February", "March",	    "April",   "May",	   "June",
	"July",	   "August",   "September", "October", "November", "December"};

/* Longest piece: a year of 20 digits. */
#define PIECE_MAX 64

static const char *name_of(const char (*names)[10], int i, int count)
{
	return i >= 0 && i < count ? names[i] : "?";
}

static int hour12(const struct tm *tm)
{
	return tm->tm_hour % 12 == 0 ? 12 : tm->tm_hour % 12;
}

static int year_is_leap(long y)
{
	return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
}

/*
 * The week of ISO 8601: weeks begin on Monday, and week 1 is the one with the
 * year's first Thursday. *year is the year that the week belongs to.
 */
static int iso_week(const struct tm *tm, long *year)
{
	int monday = (tm->tm_wday + 6) % 7;	    /* days since Monday */
	int week = (tm->tm_yday - monday + 10) / 7; /* Thursday's week */
	long y = 1900L + tm->tm_year;
	int days;

	*year = y;
	if (week < 1) {
		/* the last week of the year before */
		*year = y - 1;
		days = 365 + year_is_leap(y - 1);
		return (tm->tm_yday + days - monday + 10) / 7;
	}
	/* is this week's Thursday in the next year already? */
	days = 365 + year_is_leap(y);
	if (tm->tm_yday - monday + 3 >= days) {
		*year = y + 1;
		return 1;
	}
	return week;
}

static long century(long year)
{
	return year / 100 - (year < 0 && year % 100);
}

/* A number for %U %W %V %g %G and the like. */
static int put_number(char *buf, const char *fmt, long value)
{
	return snprintf(buf, PIECE_MAX, fmt, value);
}

/*
 * One conversion that is a number. Returns its length, -1 if conv is none of
 * these.
 */
static int put_field(char *buf, char conv, const struct tm *tm)
{
	long year = 1900L + tm->tm_year;
	long iso_year;

	switch (conv) {
	case 'C':
		return put_number(buf, "%02ld", century(year));
	case 'd':
		return put_number(buf, "%02ld", tm->tm_mday);
	case 'e':
		return put_number(buf, "%2ld", tm->tm_mday);
	case 'g':
		iso_week(tm, &iso_year);
		return put_number(buf, "%02ld",
				  iso_year - century(iso_year) * 100);
	case 'G':
		iso_week(tm, &iso_year);
		return put_number(buf, "%ld", iso_year);
	case 'H':
		return put_number(buf, "%02ld", tm->tm_hour);
	case 'I':
		return put_number(buf, "%02ld", hour12(tm));
	case 'j':
		return put_number(buf, "%03ld", tm->tm_yday + 1);
	case 'k':
		return put_number(buf, "%2ld", tm->tm_hour);
	case 'l':
		return put_number(buf, "%2ld", hour12(tm));
	case 'm':
		return put_number(buf, "%02ld", tm->tm_mon + 1);
	case 'M':
		return put_number(buf, "%02ld", tm->tm_min);
	case 'S':
		return put_number(buf, "%02ld", tm->tm_sec);
	case 'u':
		return put_number(buf, "%ld",
				  tm->tm_wday == 0 ? 7 : tm->tm_wday);
	case 'U':
		return put_number(buf, "%02ld",
				  (tm->tm_yday + 7 - tm->tm_wday) / 7);
	case 'V':
		return put_number(buf, "%02ld", iso_week(tm, &iso_year));
	case 'w':
		return put_number(buf, "%ld", tm->tm_wday);
	case 'W':
		return put_number(buf, "%02ld",
				  (tm->tm_yday + 7 - (tm->tm_wday + 6) % 7) /
					  7);
	case 'y':
		return put_number(buf, "%02ld", year - century(year) * 100);
	case 'Y':
		return put_number(buf, "%ld", year);
	default:
		return -1;
	}
}

/* A conversion that stands for several others; NULL if it is none. */
static const char *expansion(char conv)
{
	switch (conv) {
	case 'c':
		return "%a %b %e %H:%M:%S %Y";
	case 'D':
	case 'x':
		return "%m/%d/%y";
	case 'F':
		return "%Y-%m-%d";
	case 'r':
		return "%I:%M:%S %p";
	case 'R':
		return "%H:%M";
	case 'T':
	case 'X':
		return "%H:%M:%S";
	default:
		return NULL;
	}
}

/* One conversion that is text. Returns its length, -1 if conv is none. */
static int put_text(char *buf, char conv, const struct tm *tm)
{
	struct tm copy = *tm;
	long off = tm->tm_gmtoff / 60;

	switch (conv) {
	case 'a':
		return snprintf(buf, PIECE_MAX, "%.3s",
				name_of(time_days, tm->tm_wday, 7));
	case 'A':
		return snprintf(buf, PIECE_MAX, "%s",
				name_of(time_days, tm->tm_wday, 7));
	case 'b':
	case 'h':
		return snprintf(buf, PIECE_MAX, "%.3s",
				name_of(time_months, tm->tm_mon, 12));
	case 'B':
		return snprintf(buf, PIECE_MAX, "%s",
				name_of(time_months, tm->tm_mon, 12));
	case 'n':
		return snprintf(buf, PIECE_MAX, "\n");
	case 'p':
		return snprintf(buf, PIECE_MAX, "%s",
				tm->tm_hour < 12 ? "AM" : "PM");
	case 'P':
		return snprintf(buf, PIECE_MAX, "%s",
				tm->tm_hour < 12 ? "am" : "pm");
	case 's':
		return put_number(buf, "%ld", mktime(&copy));
	case 't':
		return snprintf(buf, PIECE_MAX, "\t");
	case 'z':
		return snprintf(buf, PIECE_MAX, "%c%02ld%02ld",
				off < 0 ? '-' : '+',
				(off < 0 ? -off : off) / 60,
				(off < 0 ? -off : off) % 60);
	case 'Z':
		return snprintf(buf, PIECE_MAX, "%s",
				tm->tm_zone ? tm->tm_zone : "");
	case '%':
		return snprintf(buf, PIECE_MAX, "%%");
	default:
		return -1;
	}
}

/* Append to s; returns 0 if that does not fit with a terminator. */
static int append(char *s, size_t size, size_t *len, const char *text, size_t n)
{
	if (n >= size - *len)
		return 0;
	memcpy(s + *len, text, n);
	*len += n;
	s[*len] = '\0';
	return 1;
}

size_t strftime(char *restrict s, size_t size, const char *restrict fmt,
		const struct tm *restrict tm)
{
	char buf[PIECE_MAX];
	const char *more;
	size_t len = 0;
	size_t sub;
	int n;

	if (size == 0)
		return 0;
	s[0] = '\0';
	for (; *fmt; fmt++) {
		if (*fmt != '%') {
			if (!append(s, size, &len, fmt, 1))
				return 0;
			continue;
		}
		fmt++;
		if (*fmt == 'E' || *fmt == 'O')
			fmt++; /* the C locale has no other form */
		more = expansion(*fmt);
		if (more) {
			sub = strftime(s + len, size - len, more, tm);
			if (sub == 0)
				return 0;
			len += sub;
			continue;
		}
		n = put_field(buf, *fmt, tm);
		if (n < 0)
			n = put_text(buf, *fmt, tm);
		if (n < 0)
			return 0;
		if (!append(s, size, &len, buf, (size_t)n))
			return 0;
	}
	return len;
}

char *asctime_r(const struct tm *restrict tm, char *restrict buf)
{
	int n = snprintf(buf, 26, "%.3s %.3s %2d %02d:%02d:%02d %ld\n",
			 name_of(time_days, tm->tm_wday, 7),
			 name_of(time_months, tm->tm_mon, 12), tm->tm_mday,
			 tm->tm_hour, tm->tm_min, tm->tm_sec,
			 1900L + tm->tm_year);

	return n > 0 && n < 26 ? buf : NULL;
}

char *asctime(const struct tm *tm)
{
	static char buf[26];

	return asctime_r(tm, buf);
}

char *ctime_r(const time_t *t, char *buf)
{
	struct tm tm;

	return localtime_r(t, &tm) ? asctime_r(&tm, buf) : NULL;
}

char *ctime(const time_t *t)
{
	static char buf[26];

	return ctime_r(t, buf);
}
