/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Compiler attributes and small arithmetic that every file may use.
 *
 * Macros that take a value evaluate it more than once unless they say
 * otherwise: pass no side effects. All of them are constant expressions when
 * their arguments are.
 */
#ifndef __UK_ESSENTIALS_H__
#define __UK_ESSENTIALS_H__

#include <uk/config.h>
#include <uk/arch/types.h>

/* Token pasting and stringification after macro expansion. */
#define __STRINGIFY(x) #x
#define STRINGIFY(x)   __STRINGIFY(x)

#define __UK_CONCAT_X(a, b) a##b
#define UK_CONCAT(a, b)	    __UK_CONCAT_X(a, b)

/* Number of arguments, 0 to 25. */
#define __UK_NARGS_X(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, \
		     t, u, v, w, x, y, z, count, ...)                         \
	count
#define UK_NARGS(...)                                                          \
	__UK_NARGS_X(_, ##__VA_ARGS__, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, \
		     15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)

#ifndef __ASSEMBLER__

#ifdef __GNUC__
#define __GNUC_PREREQ__(ma, mi) \
	(__GNUC__ > (ma) || (__GNUC__ == (ma) && __GNUC_MINOR__ >= (mi)))
#else
#define __GNUC_PREREQ__(ma, mi) 0
#endif

/* ---- attributes; a C library's headers may have defined some already ---- */

#ifndef __packed
#define __packed __attribute__((packed))
#endif
#ifndef __unused
#define __unused __attribute__((unused))
#endif
#ifndef __maybe_unused
#define __maybe_unused __attribute__((unused))
#endif
#ifndef __used
#define __used __attribute__((used))
#endif
#ifndef __weak
#define __weak __attribute__((weak))
#endif
#ifndef __noreturn
#define __noreturn __attribute__((noreturn))
#endif
#ifndef __noinline
#define __noinline __attribute__((noinline))
#endif
#ifndef __cold
#define __cold __attribute__((cold))
#endif
#ifndef __nonnull
#define __nonnull __attribute__((nonnull))
#endif
#ifndef __check_result
#define __check_result __attribute__((warn_unused_result))
#endif
#ifndef __section
#define __section(s) __attribute__((section(s)))
#endif
#ifndef __printf
#define __printf(fmt, args) __attribute__((format(printf, (fmt), (args))))
#endif
#ifndef __scanf
#define __scanf(fmt, args) __attribute__((format(scanf, (fmt), (args))))
#endif
#ifndef __constructor
#define __constructor __attribute__((constructor))
#endif
#ifndef __constructor_prio
#define __constructor_prio(lvl) __attribute__((constructor((lvl))))
#endif

/* new becomes another name of old, which this file must define. */
#ifndef __alias
#define __alias(old, new) \
	extern __typeof__(old) new __attribute__((alias(#old)))
#endif
#ifndef __weak_alias
#define __weak_alias(old, new) \
	extern __typeof__(old) new __attribute__((weak, alias(#old)))
#endif

/* Alignment in bytes; the names that end in b count bits. */
#ifndef __align
#define __align(bytes) __attribute__((aligned(bytes)))
#endif
#define __unalign   __align(1)
#define __align4    __align(4)
#define __align8    __align(8)
#define __align16   __align(16)
#define __align32   __align(32)
#define __align64   __align(64)
#define __align4k   __align(4096)
#define __align32b  __align(4)
#define __align64b  __align(8)
#define __align128b __align(16)
#define __align256b __align(32)
#define __align512b __align(64)

/* Application code only: kernel code has no thread-local storage. */
#ifndef __uk_tls
#define __uk_tls __thread
#endif

#define __return_addr(lvl) ((__uptr)__builtin_return_address(lvl))
#define __frame_addr(lvl)  ((__uptr)__builtin_frame_address(lvl))

/* ---- types and their members ---- */

#ifndef __offsetof
#define __offsetof(t, field) __builtin_offsetof(t, field)
#endif

/* The structure of type s whose member m is at x; evaluates x once. */
#ifndef __containerof
#define __containerof(x, s, m) ((s *)((__uptr)(x)-__offsetof(s, m)))
#endif

/* Whether the first size bytes of a t include all of its member field. */
#ifndef __contains
#define __contains(t, field, size) \
	(__offsetof(t, field) + sizeof(((t *)0)->field) <= (size))
#endif

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(x) (sizeof(x) / sizeof((x)[0]))
#endif

/* Remove const, or any qualifier: for interfaces that forgot to have it. */
#ifndef DECONST
#define DECONST(t, a) ((t)(__uptr)(const void *)(a))
#endif
#ifndef DEQUALIFY
#define DEQUALIFY(t, a) ((t)(__uptr)(const volatile void *)(a))
#endif

/* ---- arithmetic ---- */

#ifndef MIN
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#endif
#ifndef MAX
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#endif
#define MIN3(a, b, c)	 MIN(MIN(a, b), c)
#define MIN4(a, b, c, d) MIN(MIN(a, b), MIN(c, d))
#define MAX3(a, b, c)	 MAX(MAX(a, b), c)
#define MAX4(a, b, c, d) MAX(MAX(a, b), MAX(c, d))

#ifndef DIV_ROUND_UP
#define DIV_ROUND_UP(v, d) (((v) + (d)-1) / (d))
#endif

#define POWER_OF_2(v) ((v) != 0 && ((v) & ((v)-1)) == 0)

/*
 * v rounded to a multiple of a, a power of two. The mask has the type of v,
 * so that a 32-bit a does not cut a 64-bit v.
 */
#ifndef ALIGN_UP
#define ALIGN_UP(v, a) \
	(((v) + ((__typeof__(v))(a)-1)) & ~((__typeof__(v))(a)-1))
#endif
#ifndef ALIGN_DOWN
#define ALIGN_DOWN(v, a) ((v) & ~((__typeof__(v))(a)-1))
#endif
#ifndef IS_ALIGNED
#define IS_ALIGNED(v, a) (((v) & ((__typeof__(v))(a)-1)) == 0)
#endif

/*
 * Ranges [base, base + len), unsigned. None of these overflows, whatever lies
 * at the end of the address space.
 */
#define IN_RANGE(val, base, len) ((val) >= (base) && (val) - (base) < (len))
#define RANGE_CONTAIN(base0, len0, base1, len1)               \
	((base1) >= (base0) && (base1) - (base0) <= (len0) && \
	 (len1) <= (len0) - ((base1) - (base0)))
#define RANGE_ISEQUAL(base0, len0, base1, len1) \
	((base0) == (base1) && (len0) == (len1))
#define RANGE_OVERLAP(base0, len0, base1, len1)          \
	((base0) <= (base1) ? (base1) - (base0) < (len0) \
			    : (base0) - (base1) < (len1))

/* A condition that the compiler proves, in any scope. */
#ifdef __cplusplus
#define __UK_CTASSERT(x, y) static_assert(x, #x)
#else
#define __UK_CTASSERT(x, y) _Static_assert(x, #x)
#endif
#define _UK_CTASSERT(x, y) __UK_CTASSERT(x, y)
#define UK_CTASSERT(x)	   _UK_CTASSERT(x, __COUNTER__)

#endif /* !__ASSEMBLER__ */
#endif /* __UK_ESSENTIALS_H__ */
