/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Copying and filling memory, by memcpy(), memmove() and memset(). */
#include <string.h>
#include <strings.h>

void *mempcpy(void *restrict dst, const void *restrict src, size_t n)
{
	return (char *)memcpy(dst, src, n) + n;
}

void *memccpy(void *restrict dst, const void *restrict src, int c, size_t n)
{
	const void *end = memchr(src, c, n);

	if (!end) {
		memcpy(dst, src, n);
		return NULL;
	}
	return mempcpy(dst, src,
		       (size_t)((const char *)end - (const char *)src) + 1);
}

void bcopy(const void *src, void *dst, size_t n)
{
	memmove(dst, src, n);
}

void bzero(void *dst, size_t n)
{
	memset(dst, 0, n);
}

/* The compiler must not see that nobody reads it any more. */
void explicit_bzero(void *dst, size_t n)
{
	memset(dst, 0, n);
	__asm__ __volatile__("" : : "r"(dst) : "memory");
}

/* Exchange the bytes of each pair. */
void swab(const void *restrict src, void *restrict dst, ssize_t n)
{
	const char *s = src;
	char *d = dst;

	for (; n > 1; n -= 2, s += 2, d += 2) {
		d[0] = s[1];
		d[1] = s[0];
	}
}
