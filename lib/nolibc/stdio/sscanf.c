/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* scanf() from memory. */
#include <stdarg.h>
#include <stdio.h>
#include <uk/format.h>

static int string_in(void *cookie)
{
	const char **s = cookie;

	return **s ? (unsigned char)*(*s)++ : -1;
}

int vsscanf(const char *restrict str, const char *restrict fmt, va_list ap)
{
	const char *p = str;
	int left;

	return uk_vscan(string_in, &p, &left, NULL, fmt, ap);
}

int sscanf(const char *restrict str, const char *restrict fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsscanf(str, fmt, ap);
	va_end(ap);
	return n;
}
