/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* memcpy() and memmove() in C, for the tests on any build machine. */
#include <string.h>

#include "../string/words.h"

#define WORD(p)	 (((struct unaligned_word *)(void *)(p))->w)
#define CWORD(p) (((const struct unaligned_word *)(const void *)(p))->w)

void *memcpy(void *restrict dst, const void *restrict src, size_t n)
{
	return memmove(dst, src, n);
}

void *memmove(void *dst, const void *src, size_t n)
{
	char *d = dst;
	const char *s = src;

	if ((uintptr_t)d - (uintptr_t)s >= n) {
		for (; n >= 8; n -= 8, d += 8, s += 8)
			WORD(d) = CWORD(s);
		for (; n; n--)
			*d++ = *s++;
	} else {
		for (; n >= 8; n -= 8)
			WORD(d + n - 8) = CWORD(s + n - 8);
		for (; n; n--)
			d[n - 1] = s[n - 1];
	}
	return dst;
}
