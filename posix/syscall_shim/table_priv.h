/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What table.c, which the build makes, has: system calls by number. */
#ifndef __SHIM_TABLE_PRIV_H__
#define __SHIM_TABLE_PRIV_H__

#include <stdbool.h>
#include <stddef.h>
#include <arch/trap.h>
#include <uk/bits/syscall_nrs.h>

struct shim_call {
	const char *name; /* NULL: no call has this number */
	unsigned char args;
	unsigned char provided;
};

/* Handlers take as many arguments as they need. */
#define SHIM_FN(fn) ((arch_syscall_fn)(void (*)(void))(fn))

extern const arch_syscall_fn shim_table[SHIM_TABLE_SIZE];
extern const struct shim_call shim_calls[SHIM_TABLE_SIZE];

/* What stands in the table for a call that nobody provides: -ENOSYS. */
long shim_missing(long a, long b, long c, long d, long e, long f);

/* handler.c: a call from its registers, through the table. */
long shim_call(struct __regs *regs);

/* errno_name.c: "EBADF"; "error" for a number without a name. */
const char *shim_errno_name(int error);

/* print.c: uk_snprsyscall() with arguments in an array; done: there is a
 * result.
 */
int shim_print(char *buf, size_t maxlen, int flags, long nr, const long *args,
	       bool done, long ret);

#endif /* __SHIM_TABLE_PRIV_H__ */
