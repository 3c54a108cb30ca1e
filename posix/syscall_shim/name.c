/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What is known of a number. */
#include <stddef.h>
#include <uk/syscall.h>
#include "table_priv.h"

const char *uk_syscall_name(long nr)
{
	return (unsigned long)nr < SHIM_TABLE_SIZE ? shim_calls[nr].name : NULL;
}

const char *uk_syscall_name_p(long nr)
{
	const char *name = uk_syscall_name(nr);

	return name && shim_calls[nr].provided ? name : NULL;
}

long (*uk_syscall_r_fn(long nr))(void)
{
	if (!uk_syscall_name_p(nr))
		return NULL;
	return (long (*)(void))(void (*)(void))shim_table[nr];
}
