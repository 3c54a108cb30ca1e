/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Defining system calls. What depends on which ones the image has is left to
 * <uk/syscall.h>, so that a definition is not compiled anew with each of them.
 *
 *	UK_SYSCALL_R_DEFINE(ssize_t, write, int, fd, const void *, buf,
 *			    size_t, count)
 *	{
 *		return ...;	// a result, or a negative errno
 *	}
 *
 * defines uk_syscall_r_write(long, long, long), which the table has;
 * uk_syscall_e_write(), the same with -1 and errno; and write(), for native
 * programs, which a C library's own definition replaces. UK_LLSYSCALL_* do
 * without the last. UK_SYSCALL_DEFINE is for bodies that return -1 and set
 * errno. The call's name and number of arguments go into the module's
 * UK_PROVIDED_SYSCALLS-y.
 */
#ifndef __UK_SYSCALL_DEFINE_H__
#define __UK_SYSCALL_DEFINE_H__

#include <errno.h>
#include <stddef.h>
#include <uk/bits/syscall_nrs.h>
#include <uk/essentials.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef long uk_syscall_arg_t;

/* Whether definitions include the name that a C library has. */
#ifndef UK_LIBC_SYSCALLS
#define UK_LIBC_SYSCALLS 1
#endif

/* ---- m(type, arg) for each pair of a list; x is the length of the list ----
 */

#define UK_ARG_MAP0(m, ...)
#define UK_ARG_MAP2(m, type, arg)      m(type, arg)
#define UK_ARG_MAP4(m, type, arg, ...) m(type, arg), UK_ARG_MAP2(m, __VA_ARGS__)
#define UK_ARG_MAP6(m, type, arg, ...) m(type, arg), UK_ARG_MAP4(m, __VA_ARGS__)
#define UK_ARG_MAP8(m, type, arg, ...) m(type, arg), UK_ARG_MAP6(m, __VA_ARGS__)
#define UK_ARG_MAP10(m, type, arg, ...) \
	m(type, arg), UK_ARG_MAP8(m, __VA_ARGS__)
#define UK_ARG_MAP12(m, type, arg, ...) \
	m(type, arg), UK_ARG_MAP10(m, __VA_ARGS__)
#define UK_ARG_MAP14(m, type, arg, ...) \
	m(type, arg), UK_ARG_MAP12(m, __VA_ARGS__)
#define UK_ARG_MAPx(nr_args, ...) UK_CONCAT(UK_ARG_MAP, nr_args)(__VA_ARGS__)

/* The same for parameter lists, where none is "void". */
#define UK_ARG_EMAP0(...)	   void
#define UK_ARG_EMAP2(m, ...)	   UK_ARG_MAP2(m, __VA_ARGS__)
#define UK_ARG_EMAP4(m, ...)	   UK_ARG_MAP4(m, __VA_ARGS__)
#define UK_ARG_EMAP6(m, ...)	   UK_ARG_MAP6(m, __VA_ARGS__)
#define UK_ARG_EMAP8(m, ...)	   UK_ARG_MAP8(m, __VA_ARGS__)
#define UK_ARG_EMAP10(m, ...)	   UK_ARG_MAP10(m, __VA_ARGS__)
#define UK_ARG_EMAP12(m, ...)	   UK_ARG_MAP12(m, __VA_ARGS__)
#define UK_ARG_EMAP14(m, ...)	   UK_ARG_MAP14(m, __VA_ARGS__)
#define UK_ARG_EMAPx(nr_args, ...) UK_CONCAT(UK_ARG_EMAP, nr_args)(__VA_ARGS__)

#define UK_S_ARG_LONG(type, arg)		long arg
#define UK_S_ARG_ACTUAL(type, arg)		type arg
#define UK_S_ARG_ACTUAL_MAYBE_UNUSED(type, arg) type arg __maybe_unused
#define UK_S_ARG_CAST_LONG(type, arg)		(long)(arg)
#define UK_S_ARG_CAST_ACTUAL(type, arg)		(type)(arg)

#define __UK_NAME2SCALLE_FN(name) UK_CONCAT(uk_syscall_e_, name)
#define __UK_NAME2SCALLR_FN(name) UK_CONCAT(uk_syscall_r_, name)
/* The body: a function of its own. */
#define __UK_NAME2SCALLB_FN(name) UK_CONCAT(__uk_syscall_body_, name)

/* ---- definitions ---- */

/* A result in the range of error codes becomes -1 and errno. */
long uk_syscall_errno(long ret);

#define __UK_SYSCALL_PROTOS(x, rtype, ename, rname, bname, ...)    \
	static inline rtype bname(                                 \
		UK_ARG_EMAPx(x, UK_S_ARG_ACTUAL, ##__VA_ARGS__));  \
	long ename(UK_ARG_EMAPx(x, UK_S_ARG_LONG, ##__VA_ARGS__)); \
	long rname(UK_ARG_EMAPx(x, UK_S_ARG_LONG, ##__VA_ARGS__));

#define __UK_LLSYSCALL_R_DEFINE(x, rtype, ename, rname, bname, ...)           \
	__UK_SYSCALL_PROTOS(x, rtype, ename, rname, bname, ##__VA_ARGS__)     \
	/* Once and for all: the body, with one caller, becomes part of it */ \
	__noinline long rname(UK_ARG_EMAPx(x, UK_S_ARG_LONG, ##__VA_ARGS__))  \
	{                                                                     \
		return (long)bname(                                           \
			UK_ARG_MAPx(x, UK_S_ARG_CAST_ACTUAL, ##__VA_ARGS__)); \
	}                                                                     \
	long ename(UK_ARG_EMAPx(x, UK_S_ARG_LONG, ##__VA_ARGS__))             \
	{                                                                     \
		return uk_syscall_errno(rname(                                \
			UK_ARG_MAPx(x, UK_S_ARG_CAST_LONG, ##__VA_ARGS__)));  \
	}

#define __UK_LLSYSCALL_DEFINE(x, rtype, ename, rname, bname, ...)             \
	__UK_SYSCALL_PROTOS(x, rtype, ename, rname, bname, ##__VA_ARGS__)     \
	long ename(UK_ARG_EMAPx(x, UK_S_ARG_LONG, ##__VA_ARGS__))             \
	{                                                                     \
		return (long)bname(                                           \
			UK_ARG_MAPx(x, UK_S_ARG_CAST_ACTUAL, ##__VA_ARGS__)); \
	}                                                                     \
	long rname(UK_ARG_EMAPx(x, UK_S_ARG_LONG, ##__VA_ARGS__))             \
	{                                                                     \
		int saved = errno;                                            \
		long ret;                                                     \
                                                                              \
		errno = 0;                                                    \
		ret = ename(                                                  \
			UK_ARG_MAPx(x, UK_S_ARG_CAST_LONG, ##__VA_ARGS__));   \
		if (ret == -1)                                                \
			ret = errno ? -errno : -EFAULT;                       \
		errno = saved;                                                \
		return ret;                                                   \
	}

#if UK_LIBC_SYSCALLS
#define __UK_SYSCALL_LIBC(x, rtype, name, ename, ...)                       \
	rtype __weak name(UK_ARG_EMAPx(x, UK_S_ARG_ACTUAL, ##__VA_ARGS__)); \
	rtype __weak name(UK_ARG_EMAPx(x, UK_S_ARG_ACTUAL, ##__VA_ARGS__))  \
	{                                                                   \
		return (rtype)ename(                                        \
			UK_ARG_MAPx(x, UK_S_ARG_CAST_LONG, ##__VA_ARGS__)); \
	}
#else
#define __UK_SYSCALL_LIBC(x, rtype, name, ename, ...)
#endif

#define __UK_SYSCALL_BODY(x, rtype, bname, ...) \
	static inline rtype bname(              \
		UK_ARG_EMAPx(x, UK_S_ARG_ACTUAL_MAYBE_UNUSED, ##__VA_ARGS__))

/* The table's caller gives as many as the list has. */
#define __UK_SYSCALL_CHECK(x, name) \
	UK_CTASSERT((x) == 2 * UK_CONCAT(__UK_SYSCALL_ARGS_, name));

#define UK_LLSYSCALL_R_DEFINE(rtype, name, ...)                           \
	__UK_SYSCALL_CHECK(UK_NARGS(__VA_ARGS__), name)                   \
	__UK_LLSYSCALL_R_DEFINE(UK_NARGS(__VA_ARGS__), rtype,             \
				__UK_NAME2SCALLE_FN(name),                \
				__UK_NAME2SCALLR_FN(name),                \
				__UK_NAME2SCALLB_FN(name), ##__VA_ARGS__) \
	__UK_SYSCALL_BODY(UK_NARGS(__VA_ARGS__), rtype,                   \
			  __UK_NAME2SCALLB_FN(name), ##__VA_ARGS__)

#define UK_SYSCALL_R_DEFINE(rtype, name, ...)                             \
	__UK_SYSCALL_CHECK(UK_NARGS(__VA_ARGS__), name)                   \
	__UK_LLSYSCALL_R_DEFINE(UK_NARGS(__VA_ARGS__), rtype,             \
				__UK_NAME2SCALLE_FN(name),                \
				__UK_NAME2SCALLR_FN(name),                \
				__UK_NAME2SCALLB_FN(name), ##__VA_ARGS__) \
	__UK_SYSCALL_LIBC(UK_NARGS(__VA_ARGS__), rtype, name,             \
			  __UK_NAME2SCALLE_FN(name), ##__VA_ARGS__)       \
	__UK_SYSCALL_BODY(UK_NARGS(__VA_ARGS__), rtype,                   \
			  __UK_NAME2SCALLB_FN(name), ##__VA_ARGS__)

#define UK_LLSYSCALL_DEFINE(rtype, name, ...)                           \
	__UK_SYSCALL_CHECK(UK_NARGS(__VA_ARGS__), name)                 \
	__UK_LLSYSCALL_DEFINE(UK_NARGS(__VA_ARGS__), rtype,             \
			      __UK_NAME2SCALLE_FN(name),                \
			      __UK_NAME2SCALLR_FN(name),                \
			      __UK_NAME2SCALLB_FN(name), ##__VA_ARGS__) \
	__UK_SYSCALL_BODY(UK_NARGS(__VA_ARGS__), rtype,                 \
			  __UK_NAME2SCALLB_FN(name), ##__VA_ARGS__)

#define UK_SYSCALL_DEFINE(rtype, name, ...)                             \
	__UK_SYSCALL_CHECK(UK_NARGS(__VA_ARGS__), name)                 \
	__UK_LLSYSCALL_DEFINE(UK_NARGS(__VA_ARGS__), rtype,             \
			      __UK_NAME2SCALLE_FN(name),                \
			      __UK_NAME2SCALLR_FN(name),                \
			      __UK_NAME2SCALLB_FN(name), ##__VA_ARGS__) \
	__UK_SYSCALL_LIBC(UK_NARGS(__VA_ARGS__), rtype, name,           \
			  __UK_NAME2SCALLE_FN(name), ##__VA_ARGS__)     \
	__UK_SYSCALL_BODY(UK_NARGS(__VA_ARGS__), rtype,                 \
			  __UK_NAME2SCALLB_FN(name), ##__VA_ARGS__)

#ifdef __cplusplus
}
#endif

#endif /* __UK_SYSCALL_DEFINE_H__ */
