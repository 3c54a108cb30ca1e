/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Names of days and months in the C locale. */
#ifndef NOLIBC_TIME_NAMES_H
#define NOLIBC_TIME_NAMES_H

extern const char time_days[7][10];
extern const char time_months[12][10];

#endif /* NOLIBC_TIME_NAMES_H */
