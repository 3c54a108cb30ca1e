/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Searching memory. */
#include <string.h>

#include "words.h"

WORD_READER void *memchr(const void *s, int c, size_t n)
{
	const unsigned char *p = s;
	uintptr_t limit = (uintptr_t)s + n;
	const unsigned char *end;
	uint64_t pattern = (unsigned char)c * WORD_ONES;
	uint64_t mask;

	if (limit < n) /* "no limit" is a limit that people use */
		limit = UINTPTR_MAX;
	end = (const unsigned char *)limit;
	for (; p < end && (uintptr_t)p % 8; p++)
		if (*p == (unsigned char)c)
			return (void *)(uintptr_t)p;
	for (; p < end; p += 8) {
		mask = word_zeros(*(const aligned_word *)(const void *)p ^
				  pattern);
		if (mask) {
			p += word_first(mask);
			return p < end ? (void *)(uintptr_t)p : NULL;
		}
	}
	return NULL;
}

void *rawmemchr(const void *s, int c)
{
	const unsigned char *p = s;

	while (*p != (unsigned char)c)
		p++;
	return (void *)(uintptr_t)p;
}

void *memrchr(const void *s, int c, size_t n)
{
	const unsigned char *p = (const unsigned char *)s + n;

	while (p > (const unsigned char *)s)
		if (*--p == (unsigned char)c)
			return (void *)(uintptr_t)p;
	return NULL;
}

void *memmem(const void *haystack, size_t hlen, const void *needle, size_t nlen)
{
	const char *h = haystack;
	const char *n = needle;
	const char *p;

	if (nlen == 0)
		return (void *)(uintptr_t)h;
	while (hlen >= nlen) {
		p = memchr(h, *n, hlen - nlen + 1);
		if (!p)
			return NULL;
		if (memcmp(p, n, nlen) == 0)
			return (void *)(uintptr_t)p;
		hlen -= (size_t)(p - h) + 1;
		h = p + 1;
	}
	return NULL;
}
