/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Calendar time from text. */
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "names.h"

/* What only together says something. */
struct parts {
	int century; /* -1: not given */
	int year2;   /* year in the century, -1: not given */
	int pm;	     /* 1: add 12 hours */
	int hour12;  /* an hour of %I was given */
};

/* A number of at most `digits` digits in [min, max]; NULL if there is none. */
static const char *get_number(const char *s, int digits, int min, int max,
			      int *value)
{
	int n = 0;
	int i;

	while (isspace((unsigned char)*s))
		s++;
	for (i = 0; i < digits && isdigit((unsigned char)*s); i++)
		n = n * 10 + *s++ - '0';
	if (i == 0 || n < min || n > max)
		return NULL;
	*value = n;
	return s;
}

/* One of the names, whole or its first three letters, in any case. */
static const char *get_name(const char *s, const char (*names)[10], int count,
			    int *value)
{
	size_t len;
	int i;

	for (i = 0; i < count; i++) {
		len = strlen(names[i]);
		if (strncasecmp(s, names[i], len) != 0)
			len = 3;
		if (strncasecmp(s, names[i], len) == 0) {
			*value = i;
			return s + len;
		}
	}
	return NULL;
}

static const char *get_ampm(const char *s, struct parts *p)
{
	if ((s[0] | 32) != 'a' && (s[0] | 32) != 'p')
		return NULL;
	if ((s[1] | 32) != 'm')
		return NULL;
	p->pm = (s[0] | 32) == 'p';
	return s + 2;
}

static const char *get_year(const char *s, struct tm *tm)
{
	int negative = *s == '-';
	int year;

	s = get_number(s + negative, 9, 0, 999999999, &year);
	if (s)
		tm->tm_year = (negative ? -year : year) - 1900;
	return s;
}

static const char *get_epoch(const char *s, struct tm *tm)
{
	char *end;
	time_t t = strtol(s, &end, 10);

	return end != s && localtime_r(&t, tm) ? end : NULL;
}

/* +hhmm, +hh:mm, +hh or Z. */
static const char *get_zone(const char *s, struct tm *tm)
{
	int sign = *s == '-' ? -1 : 1;
	int hours;
	int minutes = 0;

	if (*s == 'Z') {
		tm->tm_gmtoff = 0;
		return s + 1;
	}
	if (*s != '+' && *s != '-')
		return NULL;
	s = get_number(s + 1, 2, 0, 24, &hours);
	if (!s)
		return NULL;
	if (*s == ':')
		s++;
	if (isdigit((unsigned char)*s))
		s = get_number(s, 2, 0, 59, &minutes);
	if (s)
		tm->tm_gmtoff = sign * (hours * 3600L + minutes * 60L);
	return s;
}

static const char *get_fields(const char *s, const char *fmt, struct tm *tm,
			      struct parts *p);

/* One conversion; returns what follows its text, or NULL. */
static const char *get_conv(const char *s, char conv, struct tm *tm,
			    struct parts *p)
{
	switch (conv) {
	case 'a':
	case 'A':
		return get_name(s, time_days, 7, &tm->tm_wday);
	case 'b':
	case 'B':
	case 'h':
		return get_name(s, time_months, 12, &tm->tm_mon);
	case 'c':
		return get_fields(s, "%a %b %e %H:%M:%S %Y", tm, p);
	case 'C':
		return get_number(s, 2, 0, 99, &p->century);
	case 'd':
	case 'e':
		return get_number(s, 2, 1, 31, &tm->tm_mday);
	case 'D':
	case 'x':
		return get_fields(s, "%m/%d/%y", tm, p);
	case 'F':
		return get_fields(s, "%Y-%m-%d", tm, p);
	case 'H':
	case 'k':
		p->hour12 = 0;
		return get_number(s, 2, 0, 23, &tm->tm_hour);
	case 'I':
	case 'l':
		p->hour12 = 1;
		return get_number(s, 2, 1, 12, &tm->tm_hour);
	case 'j':
		s = get_number(s, 3, 1, 366, &tm->tm_yday);
		tm->tm_yday -= s != NULL;
		return s;
	case 'm':
		s = get_number(s, 2, 1, 12, &tm->tm_mon);
		tm->tm_mon -= s != NULL;
		return s;
	case 'M':
		return get_number(s, 2, 0, 59, &tm->tm_min);
	case 'n':
	case 't':
		while (isspace((unsigned char)*s))
			s++;
		return s;
	case 'p':
		return get_ampm(s, p);
	case 'r':
		return get_fields(s, "%I:%M:%S %p", tm, p);
	case 'R':
		return get_fields(s, "%H:%M", tm, p);
	case 's':
		return get_epoch(s, tm);
	case 'S':
		return get_number(s, 2, 0, 60, &tm->tm_sec);
	case 'T':
	case 'X':
		return get_fields(s, "%H:%M:%S", tm, p);
	case 'u':
		s = get_number(s, 1, 1, 7, &tm->tm_wday);
		tm->tm_wday %= 7;
		return s;
	case 'w':
		return get_number(s, 1, 0, 6, &tm->tm_wday);
	case 'y':
		return get_number(s, 2, 0, 99, &p->year2);
	case 'Y':
		p->year2 = p->century = -1;
		return get_year(s, tm);
	case 'z':
		return get_zone(s, tm);
	case '%':
		return *s == '%' ? s + 1 : NULL;
	default:
		return NULL;
	}
}

static const char *get_fields(const char *s, const char *fmt, struct tm *tm,
			      struct parts *p)
{
	for (; *fmt && s; fmt++) {
		if (isspace((unsigned char)*fmt)) {
			while (isspace((unsigned char)*s))
				s++;
		} else if (*fmt != '%') {
			s = *s == *fmt ? s + 1 : NULL;
		} else {
			fmt++;
			if (*fmt == 'E' || *fmt == 'O')
				fmt++;
			if (!*fmt)
				return NULL;
			s = get_conv(s, *fmt, tm, p);
		}
	}
	return s;
}

char *strptime(const char *restrict s, const char *restrict fmt,
	       struct tm *restrict tm)
{
	struct parts p = {-1, -1, 0, 0};

	s = get_fields(s, fmt, tm, &p);
	if (!s)
		return NULL;
	if (p.hour12)
		tm->tm_hour = tm->tm_hour % 12 + (p.pm ? 12 : 0);
	if (p.century >= 0)
		tm->tm_year =
			p.century * 100 - 1900 + (p.year2 >= 0 ? p.year2 : 0);
	else if (p.year2 >= 0) /* 69 to 99 are of the last century */
		tm->tm_year = p.year2 < 69 ? p.year2 + 100 : p.year2;
	return (char *)(uintptr_t)s;
}
