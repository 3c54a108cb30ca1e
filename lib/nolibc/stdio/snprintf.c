/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* printf() into memory. */
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <uk/format.h>

struct buffer {
	char *p;
	size_t left; /* without the terminator */
};

static bool buffer_out(void *cookie, const char *text, size_t len)
{
	struct buffer *b = cookie;

	if (len > b->left)
		len = b->left;
	memcpy(b->p, text, len);
	b->p += len;
	b->left -= len;
	return b->left != 0;
}

int vsnprintf(char *restrict str, size_t size, const char *restrict fmt,
	      va_list ap)
{
	char none;
	struct buffer b = {size ? str : &none, size ? size - 1 : 0};
	int len = uk_vformat(buffer_out, &b, fmt, ap);

	*b.p = '\0';
	if (len < 0) {
		errno = -len;
		return -1;
	}
	return len;
}

int snprintf(char *restrict str, size_t size, const char *restrict fmt, ...)
{
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(str, size, fmt, ap);
	va_end(ap);
	return len;
}

/* Text above INT_MAX bytes is an error anyway. */
int vsprintf(char *restrict str, const char *restrict fmt, va_list ap)
{
	return vsnprintf(str, (size_t)INT_MAX + 1, fmt, ap);
}

int sprintf(char *restrict str, const char *restrict fmt, ...)
{
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vsprintf(str, fmt, ap);
	va_end(ap);
	return len;
}
