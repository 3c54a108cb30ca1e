/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Runs suites, adds up what they found, and knows when the last one is done */
#include <string.h>
#include <uk/assert.h>
#include "test_priv.h"

#ifndef CONFIG_LIBUKTEST_LOG_STATS
#define CONFIG_LIBUKTEST_LOG_STATS 0
#endif

/* Set by extra.ld */
extern struct uk_testsuite *const uk_testtab_suites_start[];
extern struct uk_testsuite *const uk_testtab_suites_end[];
extern struct uk_testcase *const uk_testtab_cases_start[];
extern struct uk_testcase *const uk_testtab_cases_end[];

static struct uktest_totals totals;

static unsigned int suites_registered(void)
{
	return (unsigned int)(uk_testtab_suites_end - uk_testtab_suites_start);
}

/* Compilers put the entries into the table in any order. */
static int case_order(const struct uk_testcase *a, const struct uk_testcase *b)
{
	int files = strcmp(a->file, b->file);

	if (files)
		return files;
	return (a->line > b->line) - (a->line < b->line);
}

struct uk_testcase *uk_testcase_next(struct uk_testsuite *suite,
				     struct uk_testcase *prev)
{
	struct uk_testcase *const *itr;
	struct uk_testcase *next = NULL;

	for (itr = uk_testtab_cases_start; itr < uk_testtab_cases_end; itr++) {
		if ((*itr)->suite != suite)
			continue;
		if (prev && case_order(*itr, prev) <= 0)
			continue;
		if (!next || case_order(*itr, next) < 0)
			next = *itr;
	}
	return next;
}

static unsigned int cases_count(struct uk_testsuite *suite)
{
	struct uk_testcase *esac;
	unsigned int nr = 0;

	uk_testsuite_case_foreach(suite, esac) nr++;
	return nr;
}

static void case_run(struct uk_testcase *esac, unsigned int nr)
{
	uktest_print_case(esac);
	esac->func(esac);
	uktest_print_case_result(esac, nr);

	totals.cases++;
	totals.asserts += esac->total;
	totals.asserts_failed += esac->failed;
	if (esac->failed) {
		totals.cases_failed++;
		esac->suite->failed_cases++;
	}
}

int uk_testsuite_run(struct uk_testsuite *suite)
{
	struct uk_testcase *esac;
	unsigned int nr = 0;
	int err = 0;

	UK_ASSERT(suite);
	UK_ASSERT(!suite->done);

	if (!totals.suites)
		uktest_print_header(suites_registered());
	suite->done = 1;
	totals.suites++;

	if (suite->init)
		err = suite->init(suite);
	if (err >= 0) {
		err = 0;
		uktest_print_suite(suite, cases_count(suite));
		uk_testsuite_case_foreach(suite, esac) case_run(esac, ++nr);
	}
	if (err || suite->failed_cases)
		totals.suites_failed++;
	uktest_print_suite_result(suite, totals.suites, err);

	if (totals.suites == suites_registered() && CONFIG_LIBUKTEST_LOG_STATS)
		uktest_print_totals(&totals);
	return err;
}

int uk_test_run_all(void)
{
	struct uk_testsuite *const *itr;

	for (itr = uk_testtab_suites_start; itr < uk_testtab_suites_end; itr++)
		if (!(*itr)->done)
			(void)uk_testsuite_run(*itr);
	return uk_test_status();
}

int uk_test_status(void)
{
	if (totals.suites_failed || totals.suites != suites_registered())
		return UK_TEST_EXIT_FAILED;
	return 0;
}

void uk_test_skip(struct uk_testcase *esac, const char *reason)
{
	UK_ASSERT(esac && reason);
	esac->skipped = reason;
}
