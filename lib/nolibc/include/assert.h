/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * assert(), for applications; kernel code uses <uk/assert.h>. May be included
 * again with another NDEBUG, so only the declaration has a guard.
 */
#include <features.h>

#ifndef _ASSERT_H
#define _ASSERT_H

#ifdef __cplusplus
extern "C" {
#endif

/* posix/nolibc: print what failed and abort(). */
_Noreturn void __assert_fail(const char *expr, const char *file, int line,
			     const char *func);

#ifdef __cplusplus
}
#endif

#if !defined(__cplusplus) && !defined(static_assert)
#define static_assert _Static_assert
#endif

#endif /* _ASSERT_H */

#undef assert
#ifdef NDEBUG
#define assert(x) ((void)0)
#else
#define assert(x) \
	((void)((x) || (__assert_fail(#x, __FILE__, __LINE__, __func__), 0)))
#endif
