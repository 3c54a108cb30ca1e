/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The test log: lines of the interface and KTAP version 1. Every line is
 * written with one call, so that nothing else gets into its middle.
 */
#include <stdio.h>
#include <uk/print.h>
#include "test_priv.h"

#define LINE_MAX_LEN 480

/* Writes buf[0..len), where len may count what did not fit into size. */
static void line_write(char *buf, size_t size, int len)
{
	if (len <= 0)
		return;
	if ((size_t)len >= size) {
		len = (int)size - 1;
		/* the last bytes say that it goes on */
		buf[len - 4] = buf[len - 3] = buf[len - 2] = '.';
		buf[len - 1] = '\n';
	}
	uk_print_raw(buf, (size_t)len);
}

void uk_test_printf(const char *fmt, ...)
{
	char buf[LINE_MAX_LEN];
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(buf, sizeof(buf), fmt, ap);
	va_end(ap);
	line_write(buf, sizeof(buf), len);
}

void uktest_print_header(unsigned int nr_suites)
{
	uk_test_printf("KTAP version 1\n");
	uk_test_printf("1..%u\n", nr_suites);
}

void uktest_print_suite(const struct uk_testsuite *suite, unsigned int cases)
{
	uk_test_printf("  KTAP version 1\n");
	uk_test_printf("  # Subtest: %s\n", suite->name);
	uk_test_printf("  1..%u\n", cases);
}

void uktest_print_case(const struct uk_testcase *esac)
{
	uk_test_printf("test:" UKT_CLR_RESET " %s->%s%s%s\n", esac->suite->name,
		       esac->name, esac->desc ? ": " : "",
		       esac->desc ? esac->desc : "");
}

void uktest_print_case_result(const struct uk_testcase *esac, unsigned int nr)
{
	uk_test_printf("  %s %u %s.%s%s%s\n", esac->failed ? "not ok" : "ok",
		       nr, esac->suite->name, esac->name,
		       esac->skipped ? " # SKIP " : "",
		       esac->skipped ? esac->skipped : "");
}

void uktest_print_suite_result(const struct uk_testsuite *suite,
			       unsigned int nr, int err)
{
	if (err)
		uk_test_printf("# %s: init function returned error %d\n",
			       suite->name, err);
	uk_test_printf("%s %u %s\n",
		       err || suite->failed_cases ? "not ok" : "ok", nr,
		       suite->name);
}

/* "<tab>text....... [ PASSED ]", after a failure with the place behind it */
void uktest_print_assert(const struct uk_testcase *esac, unsigned int line,
			 int ok, const char *fmt, va_list ap)
{
	char buf[LINE_MAX_LEN];
	const size_t text_max = 240;
	size_t pos;
	int len;

	buf[0] = '\t';
	len = vsnprintf(buf + 1, text_max, fmt, ap);
	pos = 1 + (len < 0 ? 0 : MIN((size_t)len, text_max - 1));
	while (pos < 1 + UKT_COLWIDTH)
		buf[pos++] = '.';
	if (ok)
		len = snprintf(buf + pos, sizeof(buf) - pos,
			       " [ " UKT_CLR_PASSED "PASSED" UKT_CLR_RESET
			       " ]\n");
	else
		len = snprintf(buf + pos, sizeof(buf) - pos,
			       " [ " UKT_CLR_FAILED "FAILED" UKT_CLR_RESET
			       " ]  in %s:%u\n",
			       esac->file, line);
	line_write(buf, sizeof(buf), (int)pos + len);
}

static void print_total(const char *what, unsigned int failed,
			unsigned int total)
{
	if (failed)
		uk_test_printf("uktest:%-12s%u failed, %u total\n", what,
			       failed, total);
	else
		uk_test_printf("uktest:%-12s%u total\n", what, total);
}

void uktest_print_totals(const struct uktest_totals *totals)
{
	print_total("suites:", totals->suites_failed, totals->suites);
	print_total("cases:", totals->cases_failed, totals->cases);
	print_total("assertions:", totals->asserts_failed, totals->asserts);
}
