/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* printf() to memory that it allocates. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

int vasprintf(char **restrict strp, const char *restrict fmt, va_list ap)
{
	va_list again;
	int len;

	*strp = NULL;
	va_copy(again, ap);
	len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (len < 0)
		return -1;
	*strp = malloc((size_t)len + 1);
	if (!*strp)
		return -1;
	return vsnprintf(*strp, (size_t)len + 1, fmt, ap);
}

int asprintf(char **restrict strp, const char *restrict fmt, ...)
{
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vasprintf(strp, fmt, ap);
	va_end(ap);
	return len;
}
