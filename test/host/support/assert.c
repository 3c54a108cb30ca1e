/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* <uk/assert.h> on the build machine: whatever stops the machine aborts */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <uk/assert.h>

void _uk_assert_fail(const char *libname, const char *srcname,
		     unsigned int srcline, const char *expr)
{
	(void)libname;
	fprintf(stderr, "Assertion failure: %s (%s:%u)\n", expr,
		srcname ? srcname : "?", srcline);
	abort();
}

void _uk_crash(const char *libname, const char *srcname, unsigned int srcline,
	       const char *fmt, ...)
{
	va_list ap;

	(void)libname;
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fprintf(stderr, "Crash (%s:%u)\n", srcname ? srcname : "?", srcline);
	abort();
}
