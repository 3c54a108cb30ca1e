/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Unit tests that run in the image and on the build machine.
 *
 *	UK_TESTCASE(mysuite, adds_up)
 *	{
 *		UK_TEST_EXPECT_SNUM_EQ(1 + 1, 2);
 *	}
 *	uk_testsuite_register(mysuite, NULL);
 *
 * A suite runs at boot, at the level it was registered for. The log has the
 * lines of the interface and, between them, KTAP version 1 with a plan: a
 * program can tell a run that ended early from one that passed.
 */
#ifndef __UK_TEST_H__
#define __UK_TEST_H__

#include <stddef.h>
#include <uk/essentials.h>
#include <uk/init.h>
#include <uk/ctors.h>
#include <uk/prio.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The machine's exit status when a test failed or did not run */
#define UK_TEST_EXIT_FAILED 78

struct uk_testcase;
struct uk_testsuite;

/* How an assertion's last evaluation went; a failure sticks */
#define UK_TEST_ASSERT_NOT_RUN 0
#define UK_TEST_ASSERT_SUCCESS 1
#define UK_TEST_ASSERT_FAIL    2

/*
 * One assertion in the source, in the section .uk_asserttab. The alignment
 * is fixed so that the linker puts no gap between two of them.
 */
struct uk_assert {
	struct uk_testcase *esac; /* who evaluated it; NULL before */
	unsigned short line;
	unsigned short status;
} __align(8);

struct uk_testcase {
	const char *name;
	const char *desc; /* NULL without description */
	const char *file;
	void (*func)(struct uk_testcase *esac);
	struct uk_testsuite *suite;
	unsigned int line;   /* cases run in the order of their lines */
	unsigned int quiet;  /* count, print nothing, never crash */
	unsigned int total;  /* assertions evaluated */
	unsigned int failed; /* assertions that did not hold */
	const char *skipped; /* why the case gave up, NULL if it did not */
};

struct uk_testsuite {
	const char *name;
	/* Prepares the suite; a negative result stops the boot */
	int (*init)(struct uk_testsuite *suite);
	unsigned int failed_cases;
	unsigned int done;
};

extern struct uk_assert uk_asserttab_start[], uk_asserttab_end[];

enum uk_test_op {
	UK_TEST_EQ,
	UK_TEST_NQ,
	UK_TEST_GT,
	UK_TEST_GE,
	UK_TEST_LT,
	UK_TEST_LE,
};

/* suite.c */

/*
 * Runs every case of a suite; may be called once for each suite. After the
 * last registered suite the totals are printed. Returns 0, whether cases
 * failed or not, or the error of the suite's init function.
 */
int uk_testsuite_run(struct uk_testsuite *suite);

/* Runs the suites that have not run yet. Returns uk_test_status(). */
int uk_test_run_all(void);

/*
 * 0 when all registered suites ran and no case failed, else
 * UK_TEST_EXIT_FAILED: what the machine should exit with. An image without
 * any suite is a success.
 */
int uk_test_status(void);

/* The case that runs after prev in its suite, the first one for NULL */
struct uk_testcase *uk_testcase_next(struct uk_testsuite *suite,
				     struct uk_testcase *prev);

/* Marks the running case as skipped; the caller returns afterwards. */
void uk_test_skip(struct uk_testcase *esac, const char *reason);

/* print.c */

/* Prints to the test log, whatever the log level is; cut at 480 bytes. */
void uk_test_printf(const char *fmt, ...) __printf(1, 2);

/* assert.c: behind the macros below */
void _uk_test_do_assert(struct uk_testcase *esac, struct uk_assert *at,
			int cond, const char *fmt, ...) __printf(4, 5);
void _uk_test_snum(struct uk_testcase *esac, struct uk_assert *at,
		   const char *expr, long long a, enum uk_test_op op,
		   long long b);
void _uk_test_ptr(struct uk_testcase *esac, struct uk_assert *at,
		  const char *expr, const void *a, enum uk_test_op op,
		  const void *b);
void _uk_test_bytes(struct uk_testcase *esac, struct uk_assert *at,
		    const char *expr, const void *a, const void *b,
		    size_t size);

/*
 * clang's address sanitizer would put a red zone behind an entry of a table
 * that the linker concatenates.
 */
#ifdef __clang__
#define _UK_TEST_TABLE(name) \
	__section(name) __used __attribute__((no_sanitize("address")))
#else /* !__clang__ */
#define _UK_TEST_TABLE(name) __section(name) __used
#endif /* !__clang__ */

#define UK_TESTCASE_DESC(_suite, _fn, _dsc)                                 \
	extern struct uk_testsuite uk_testsuite_##_suite;                   \
	static void uk_test_##_suite##_##_fn(struct uk_testcase *);         \
	static struct uk_testcase uk_testcase_##_suite##_##_fn = {          \
		.name = #_fn,                                               \
		.desc = (_dsc),                                             \
		.file = __FILE__,                                           \
		.func = uk_test_##_suite##_##_fn,                           \
		.suite = &uk_testsuite_##_suite,                            \
		.line = __LINE__,                                           \
	};                                                                  \
	static struct uk_testcase *const uk_testcase_##_suite##_##_fn##_ptr \
		_UK_TEST_TABLE(".uk_testtab_cases") =                       \
			&uk_testcase_##_suite##_##_fn;                      \
	static void uk_test_##_suite##_##_fn(                               \
		struct uk_testcase *esac __maybe_unused)

#define UK_TESTCASE(suite, fn) UK_TESTCASE_DESC(suite, fn, NULL)

#define _UK_TESTSUITE(_suite, _initfn)                                \
	extern struct uk_testsuite uk_testsuite_##_suite;             \
	struct uk_testsuite uk_testsuite_##_suite = {                 \
		.name = #_suite,                                      \
		.init = (_initfn),                                    \
	};                                                            \
	static struct uk_testsuite *const uk_testsuite_##_suite##_ptr \
		_UK_TEST_TABLE(".uk_testtab_suites") = &uk_testsuite_##_suite

#define UK_TESTSUITE_AT_CTORCALL_PRIO(suite, initfn, prio)     \
	_UK_TESTSUITE(suite, initfn);                          \
	static void uk_testsuite_run_##suite(void)             \
	{                                                      \
		(void)uk_testsuite_run(&uk_testsuite_##suite); \
	}                                                      \
	UK_CTOR_PRIO(uk_testsuite_run_##suite, prio)

#define UK_TESTSUITE_AT_INITCALL_PRIO(suite, initfn, class, prio) \
	_UK_TESTSUITE(suite, initfn);                             \
	static int uk_testsuite_run_##suite(void)                 \
	{                                                         \
		return uk_testsuite_run(&uk_testsuite_##suite);   \
	}                                                         \
	uk_initcall_class_prio(uk_testsuite_run_##suite, class, prio)

#define uk_testsuite_early_prio(suite, initfn, prio) \
	UK_TESTSUITE_AT_INITCALL_PRIO(suite, initfn, UK_INIT_CLASS_EARLY, prio)
#define uk_testsuite_plat_prio(suite, initfn, prio) \
	UK_TESTSUITE_AT_INITCALL_PRIO(suite, initfn, UK_INIT_CLASS_PLAT, prio)
#define uk_testsuite_lib_prio(suite, initfn, prio) \
	UK_TESTSUITE_AT_INITCALL_PRIO(suite, initfn, UK_INIT_CLASS_LIB, prio)
#define uk_testsuite_rootfs_prio(suite, initfn, prio) \
	UK_TESTSUITE_AT_INITCALL_PRIO(suite, initfn, UK_INIT_CLASS_ROOTFS, prio)
#define uk_testsuite_sys_prio(suite, initfn, prio) \
	UK_TESTSUITE_AT_INITCALL_PRIO(suite, initfn, UK_INIT_CLASS_SYS, prio)
#define uk_testsuite_late_prio(suite, initfn, prio) \
	UK_TESTSUITE_AT_INITCALL_PRIO(suite, initfn, UK_INIT_CLASS_LATE, prio)

#define uk_testsuite_prio(suite, initfn, prio) \
	uk_testsuite_late_prio(suite, initfn, prio)
#define uk_testsuite_register(suite, initfn) \
	uk_testsuite_prio(suite, initfn, UK_PRIO_LATEST)

#define uk_testsuite_case_foreach(suite, esac)                 \
	for ((esac) = uk_testcase_next((suite), NULL); (esac); \
	     (esac) = uk_testcase_next((suite), (esac)))

/* The assertions that a case has evaluated */
#define uk_test_assert_foreach(_esac, _at)                                  \
	for ((_at) = uk_asserttab_start; (_at) < uk_asserttab_end; (_at)++) \
		if ((_at)->esac == (_esac))

/* Calls fn(esac, entry of the assertion table, ...) */
#define _UK_TEST_CALL(fn, ...)                                      \
	do {                                                        \
		static struct uk_assert _uk_test_at _UK_TEST_TABLE( \
			".uk_asserttab") = {                        \
			.line = __LINE__,                           \
		};                                                  \
		fn(esac, &_uk_test_at, __VA_ARGS__);                \
	} while (0)

#define UK_TEST_ASSERTF(cond, ...) \
	_UK_TEST_CALL(_uk_test_do_assert, !!(cond), __VA_ARGS__)
#define UK_TEST_EXPECT(cond) \
	UK_TEST_ASSERTF(cond, "expected `%s` to be %s", #cond, "true")
#define UK_TEST_ASSERT(cond) UK_TEST_EXPECT(cond)

#define _UK_TEST_SNUM(expr, a, op, b) \
	_UK_TEST_CALL(_uk_test_snum, expr, (long long)(a), op, (long long)(b))
#define UK_TEST_EXPECT_SNUM_EQ(a, b) _UK_TEST_SNUM(#a, a, UK_TEST_EQ, b)
#define UK_TEST_EXPECT_SNUM_NQ(a, b) _UK_TEST_SNUM(#a, a, UK_TEST_NQ, b)
#define UK_TEST_EXPECT_SNUM_GT(a, b) _UK_TEST_SNUM(#a, a, UK_TEST_GT, b)
#define UK_TEST_EXPECT_SNUM_GE(a, b) _UK_TEST_SNUM(#a, a, UK_TEST_GE, b)
#define UK_TEST_EXPECT_SNUM_LT(a, b) _UK_TEST_SNUM(#a, a, UK_TEST_LT, b)
#define UK_TEST_EXPECT_SNUM_LE(a, b) _UK_TEST_SNUM(#a, a, UK_TEST_LE, b)
#define UK_TEST_EXPECT_ZERO(exp)     _UK_TEST_SNUM(#exp, exp, UK_TEST_EQ, 0)
#define UK_TEST_EXPECT_NOT_ZERO(exp) _UK_TEST_SNUM(#exp, exp, UK_TEST_NQ, 0)

#define _UK_TEST_PTR(expr, a, op, b)                             \
	_UK_TEST_CALL(_uk_test_ptr, expr, (const void *)(a), op, \
		      (const void *)(b))
#define UK_TEST_EXPECT_PTR_EQ(a, b)  _UK_TEST_PTR(#a, a, UK_TEST_EQ, b)
#define UK_TEST_EXPECT_NULL(exp)     _UK_TEST_PTR(#exp, exp, UK_TEST_EQ, NULL)
#define UK_TEST_EXPECT_NOT_NULL(exp) _UK_TEST_PTR(#exp, exp, UK_TEST_NQ, NULL)

#define UK_TEST_EXPECT_BYTES_EQ(a, b, size) \
	_UK_TEST_CALL(_uk_test_bytes, #a, (a), (b), (size))

#ifdef __cplusplus
}
#endif

#endif /* __UK_TEST_H__ */
