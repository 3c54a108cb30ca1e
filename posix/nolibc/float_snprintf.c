/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * snprintf() and sprintf() of application code: they save vector registers, in
 * which floating point arguments come. By <stdio.h> their symbols are
 * nolibc_float_snprintf and nolibc_float_sprintf.
 */
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>

int snprintf(char *restrict str, size_t size, const char *restrict fmt, ...)
{
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(str, size, fmt, ap);
	va_end(ap);
	return len;
}

int sprintf(char *restrict str, const char *restrict fmt, ...)
{
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(str, (size_t)INT_MAX + 1, fmt, ap);
	va_end(ap);
	return len;
}
