/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What to do when the kernel finds itself wrong. Callable from any layer and
 * any context; implemented by base/ukdebug (on the build machine by test/host).
 */
#ifndef __UK_ASSERT_H__
#define __UK_ASSERT_H__

#include <uk/config.h>
#include <uk/essentials.h>
#include <uk/print.h>

#ifdef __cplusplus
extern "C" {
#endif

/* base/ukdebug: print the place and the message, the crash report; stop. */
void _uk_assert_fail(const char *libname, const char *srcname,
		     unsigned int srcline, const char *expr) __noreturn __cold;
void _uk_crash(const char *libname, const char *srcname, unsigned int srcline,
	       const char *fmt, ...) __printf(4, 5) __noreturn __cold;

/* The machine stops with the status of a failed assert or of a crash. */
#ifdef CONFIG_LIBUKDEBUG
#define UK_CRASH(fmt, ...)                                            \
	_uk_crash(__STR_LIBNAME__, __STR_BASENAME__, __LINE__, (fmt), \
		  ##__VA_ARGS__)
#else
/* Without ukdebug there is nobody to print it: UKPLAT_EXIT_CRASH. */
void ukplat_terminate_status(int status) __noreturn;
#define UK_CRASH(fmt, ...) ukplat_terminate_status(64)
#endif

/* Reached what cannot be reached. */
#define UK_BUG() UK_CRASH("BUG at %s:%d\n", __func__, __LINE__)

/* Stop if x holds. Checked in every build. */
#define UK_BUGON(x)                             \
	do {                                    \
		if (__builtin_expect(!!(x), 0)) \
			UK_BUG();               \
	} while (0)

/* Say so if x holds, and go on. */
#define UK_WARNIF(x)                                               \
	do {                                                       \
		if (__builtin_expect(!!(x), 0))                    \
			uk_pr_warn("Condition warning: %s\n", #x); \
	} while (0)

/*
 * Stop unless x holds. Only for what a bug in the kernel alone can cause, and
 * x must have no side effect: it is not evaluated when asserts are off.
 */
#if defined(CONFIG_LIBUKDEBUG) && defined(CONFIG_LIBUKDEBUG_ENABLE_ASSERT)
#define UK_ASSERT(x)                                                       \
	do {                                                               \
		if (__builtin_expect(!(x), 0))                             \
			_uk_assert_fail(__STR_LIBNAME__, __STR_BASENAME__, \
					__LINE__, #x);                     \
	} while (0)
#else
#define UK_ASSERT(x)                \
	do {                        \
		(void)sizeof(!(x)); \
	} while (0)
#endif

#ifdef __cplusplus
}
#endif

#endif /* __UK_ASSERT_H__ */
