/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Defining system calls (<uk/syscall_define.h>), and calling them from native
 * code.
 */
#ifndef __UK_SYSCALL_H__
#define __UK_SYSCALL_H__

#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <uk/bits/provided_syscalls.h>
#include <uk/essentials.h>
#include <uk/syscall_define.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- calls by a number known at run time ---- */

/* Six arguments are taken, whatever the call needs. _r: a negative errno,
 * -ENOSYS for what is not provided; the others: -1 and errno.
 */
long uk_syscall(long nr, ...);
long uk_vsyscall(long nr, va_list args);
long uk_syscall6(long nr, long a, long b, long c, long d, long e, long f);
long uk_syscall_r(long nr, ...);
long uk_vsyscall_r(long nr, va_list args);
long uk_syscall6_r(long nr, long a, long b, long c, long d, long e, long f);

/* The handler, to be called with six arguments, or NULL. */
long (*uk_syscall_r_fn(long nr))(void);

/* The name of a call of this architecture, or NULL; _p: if it is provided. */
const char *uk_syscall_name(long nr);
const char *uk_syscall_name_p(long nr);

/* ---- calls as text ---- */

#define UK_PRSYSCALL_FMTF_NEWLINE 0x1 /* ends with one */
#define UK_PRSYSCALL_FMTF_ANSICOLOR \
	0x2 /* with escape sequences of a terminal */

/*
 * Writes a call with its arguments and its raw result into buf, at most maxlen
 * bytes with the end; what does not fit ends in "...". As many arguments are
 * taken as the call has, six of an unknown one. Their memory is read, and may
 * be anything. Returns the number of characters.
 *
 *	openat(AT_FDCWD, "/etc", O_RDONLY|O_DIRECTORY) = fd:3
 *	close(fd:44) = EBADF: Bad file descriptor (-9)
 */
int uk_snprsyscall(char *buf, size_t maxlen, int flags, long nr, long ret, ...);
int uk_vsnprsyscall(char *buf, size_t maxlen, int flags, long nr, long ret,
		    va_list args);

/* ---- calls by a number known to the compiler: SYS_write or 1 ---- */

#define uk_syscall_r_static(nr, ...) \
	UK_CONCAT(uk_syscall_r_static, UK_NARGS(__VA_ARGS__))(nr, ##__VA_ARGS__)
#define uk_syscall_r_static0(nr)    UK_CONCAT(uk_syscall_r_fn_, nr)()
#define uk_syscall_r_static1(nr, a) UK_CONCAT(uk_syscall_r_fn_, nr)((long)(a))
#define uk_syscall_r_static2(nr, a, b) \
	UK_CONCAT(uk_syscall_r_fn_, nr)((long)(a), (long)(b))
#define uk_syscall_r_static3(nr, a, b, c) \
	UK_CONCAT(uk_syscall_r_fn_, nr)((long)(a), (long)(b), (long)(c))
#define uk_syscall_r_static4(nr, a, b, c, d) \
	UK_CONCAT(uk_syscall_r_fn_, nr)      \
	((long)(a), (long)(b), (long)(c), (long)(d))
#define uk_syscall_r_static5(nr, a, b, c, d, e) \
	UK_CONCAT(uk_syscall_r_fn_, nr)         \
	((long)(a), (long)(b), (long)(c), (long)(d), (long)(e))
#define uk_syscall_r_static6(nr, a, b, c, d, e, f) \
	UK_CONCAT(uk_syscall_r_fn_, nr)            \
	((long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))

#define uk_syscall_static(nr, ...) \
	uk_syscall_errno(uk_syscall_r_static(nr, ##__VA_ARGS__))

#ifdef __cplusplus
}
#endif

#endif /* __UK_SYSCALL_H__ */
