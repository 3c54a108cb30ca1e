/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Assertions: evaluate, count, print */
#include <string.h>
#include <uk/assert.h>
#include "test_priv.h"

#ifndef CONFIG_LIBUKTEST_LOG_TESTS
#define CONFIG_LIBUKTEST_LOG_TESTS 0
#endif
#ifndef CONFIG_LIBUKTEST_FAILFAST
#define CONFIG_LIBUKTEST_FAILFAST 0
#endif

/*
 * Records the outcome. Returns whether it is to be printed: failures always,
 * successes once for each place, so that a loop does not flood the log.
 */
static int assert_record(struct uk_testcase *esac, struct uk_assert *at, int ok)
{
	int first = at->status == UK_TEST_ASSERT_NOT_RUN;

	at->esac = esac;
	esac->total++;
	if (!ok) {
		at->status = UK_TEST_ASSERT_FAIL;
		esac->failed++;
	} else if (first) {
		at->status = UK_TEST_ASSERT_SUCCESS;
	}
	if (esac->quiet)
		return 0;
	return !ok || (first && CONFIG_LIBUKTEST_LOG_TESTS);
}

void _uk_test_do_assert(struct uk_testcase *esac, struct uk_assert *at,
			int cond, const char *fmt, ...)
{
	va_list ap;

	if (assert_record(esac, at, cond)) {
		va_start(ap, fmt);
		uktest_print_assert(esac, at->line, cond, fmt, ap);
		va_end(ap);
	}
	if (!cond && !esac->quiet && CONFIG_LIBUKTEST_FAILFAST)
		UK_CRASH("test %s.%s failed in %s:%u\n", esac->suite->name,
			 esac->name, esac->file, at->line);
}

static const char *op_text(enum uk_test_op op)
{
	static const char *const text[] = {
		[UK_TEST_EQ] = "to be",
		[UK_TEST_NQ] = "to not be",
		[UK_TEST_GT] = "to be greater than",
		[UK_TEST_GE] = "to be greater than or equal to",
		[UK_TEST_LT] = "to be less than",
		[UK_TEST_LE] = "to be less than or equal to",
	};

	return op < ARRAY_SIZE(text) ? text[op] : "?";
}

static int op_holds(int order, enum uk_test_op op)
{
	switch (op) {
	case UK_TEST_EQ:
		return order == 0;
	case UK_TEST_NQ:
		return order != 0;
	case UK_TEST_GT:
		return order > 0;
	case UK_TEST_GE:
		return order >= 0;
	case UK_TEST_LT:
		return order < 0;
	case UK_TEST_LE:
		return order <= 0;
	}
	return 0;
}

void _uk_test_snum(struct uk_testcase *esac, struct uk_assert *at,
		   const char *expr, long long a, enum uk_test_op op,
		   long long b)
{
	int ok = op_holds((a > b) - (a < b), op);

	_uk_test_do_assert(esac, at, ok, "expected `%s` %s %lld %s was %lld",
			   expr, op_text(op), b, ok ? "and" : "but", a);
}

void _uk_test_ptr(struct uk_testcase *esac, struct uk_assert *at,
		  const char *expr, const void *a, enum uk_test_op op,
		  const void *b)
{
	int ok = op_holds(a != b, op);

	_uk_test_do_assert(esac, at, ok, "expected `%s` %s %p %s was %p", expr,
			   op_text(op), b, ok ? "and" : "but", a);
}

void _uk_test_bytes(struct uk_testcase *esac, struct uk_assert *at,
		    const char *expr, const void *a, const void *b, size_t size)
{
	const unsigned char *pa = a, *pb = b;
	size_t i = 0;

	while (i < size && pa[i] == pb[i])
		i++;
	if (i == size)
		_uk_test_do_assert(esac, at, 1,
				   "expected `%s` to have %zu equal bytes",
				   expr, size);
	else
		_uk_test_do_assert(esac, at, 0,
				   "expected `%s`[%zu] to be 0x%02x but was "
				   "0x%02x",
				   expr, i, pb[i], pa[i]);
}
