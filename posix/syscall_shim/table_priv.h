/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What table.c, which the build makes, has: system calls by number. */
#ifndef __SHIM_TABLE_PRIV_H__
#define __SHIM_TABLE_PRIV_H__

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

#endif /* __SHIM_TABLE_PRIV_H__ */
