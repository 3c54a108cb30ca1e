/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Calendar dates (Gregorian, UTC) and nanoseconds since 1970. */
#ifndef __UK_TIMECONV_H__
#define __UK_TIMECONV_H__

#include <uk/arch/time.h>
#include <uk/arch/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define __SECS_PER_MINUTE      60
#define __SECS_PER_HOUR	       3600
#define __SECS_PER_DAY	       86400
#define __DAYS_PER_COMMON_YEAR 365
#define __DAYS_PER_LEAP_YEAR   366

/* What a real-time clock shows */
struct uktimeconv_bmkclock {
	__s64 dt_year; /* all its digits */
	__u8 dt_mon;   /* 1 to 12 */
	__u8 dt_day;   /* 1 to 31 */
	__u8 dt_hour;  /* 0 to 23 */
	__u8 dt_min;   /* 0 to 59 */
	__u8 dt_sec;   /* 0 to 60, a leap second counts as the next minute */
};

/* 12 for 0x12; each digit is four bits */
unsigned int uktimeconv_bcdtobin(unsigned int bcd);

/* Not 0 for a leap year */
int uktimeconv_is_leap_year(__s64 year);

/* 28 to 31 for a month from 1 to 12, else 0 */
__u8 uktimeconv_days_in_month(__u8 month, int is_leap_year);

/* 365 or 366 */
__u16 uktimeconv_days_per_year(__s64 year);

/*
 * Nanoseconds since 1970-01-01 00:00:00. A clock that shows no valid date or
 * one before 1970 gives 0, one that __nsec cannot hold (from 2554-07-21
 * 23:34:34 on) the largest value.
 */
__nsec uktimeconv_bmkclock_to_nsec(struct uktimeconv_bmkclock *dt);

#ifdef __cplusplus
}
#endif

#endif /* __UK_TIMECONV_H__ */
