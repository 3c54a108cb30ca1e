/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Calls by number from native code. */
#include <errno.h>
#include <stddef.h>
#include <uk/errptr.h>
#include <uk/syscall.h>
#include "table_priv.h"

long shim_missing(long a __unused, long b __unused, long c __unused,
		  long d __unused, long e __unused, long f __unused)
{
	return -ENOSYS;
}

long uk_syscall_errno(long ret)
{
	if (likely(!PTRISERR((void *)ret)))
		return ret;
	errno = (int)-ret;
	return -1;
}

long uk_syscall6_r(long nr, long a, long b, long c, long d, long e, long f)
{
	if ((unsigned long)nr >= SHIM_TABLE_SIZE)
		return -ENOSYS;
	return shim_table[nr](a, b, c, d, e, f);
}

long uk_syscall6(long nr, long a, long b, long c, long d, long e, long f)
{
	return uk_syscall_errno(uk_syscall6_r(nr, a, b, c, d, e, f));
}

long uk_vsyscall_r(long nr, va_list args)
{
	long a = va_arg(args, long);
	long b = va_arg(args, long);
	long c = va_arg(args, long);
	long d = va_arg(args, long);
	long e = va_arg(args, long);
	long f = va_arg(args, long);

	return uk_syscall6_r(nr, a, b, c, d, e, f);
}

long uk_vsyscall(long nr, va_list args)
{
	return uk_syscall_errno(uk_vsyscall_r(nr, args));
}

long uk_syscall_r(long nr, ...)
{
	va_list args;
	long ret;

	va_start(args, nr);
	ret = uk_vsyscall_r(nr, args);
	va_end(args);
	return ret;
}

long uk_syscall(long nr, ...)
{
	va_list args;
	long ret;

	va_start(args, nr);
	ret = uk_vsyscall(nr, args);
	va_end(args);
	return ret;
}
