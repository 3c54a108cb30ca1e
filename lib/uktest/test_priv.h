/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What the files of uktest share */
#ifndef __UK_TEST_PRIV_H__
#define __UK_TEST_PRIV_H__

#include <stdarg.h>
#include <uk/test.h>

/* Interface lines: the text is filled with dots up to this column */
#define UKT_COLWIDTH 80

#if CONFIG_LIBUKDEBUG_ANSI_COLOR
#define UKT_CLR_RESET  "\033[0m"
#define UKT_CLR_PASSED "\033[32m"
#define UKT_CLR_FAILED "\033[31m"
#else /* !CONFIG_LIBUKDEBUG_ANSI_COLOR */
#define UKT_CLR_RESET  ""
#define UKT_CLR_PASSED ""
#define UKT_CLR_FAILED ""
#endif /* !CONFIG_LIBUKDEBUG_ANSI_COLOR */

/* What all suites that ran so far add up to */
struct uktest_totals {
	unsigned int suites, suites_failed;
	unsigned int cases, cases_failed;
	unsigned int asserts, asserts_failed;
};

/* print.c */
void uktest_print_header(unsigned int nr_suites);
void uktest_print_suite(const struct uk_testsuite *suite, unsigned int cases);
void uktest_print_case(const struct uk_testcase *esac);
void uktest_print_case_result(const struct uk_testcase *esac, unsigned int nr);
void uktest_print_suite_result(const struct uk_testsuite *suite,
			       unsigned int nr, int err);
void uktest_print_assert(const struct uk_testcase *esac, unsigned int line,
			 int ok, const char *fmt, va_list ap);
void uktest_print_totals(const struct uktest_totals *totals);

#endif /* __UK_TEST_PRIV_H__ */
