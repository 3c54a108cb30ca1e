/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The length of strings. */
#include <string.h>

#include "words.h"

WORD_READER size_t strlen(const char *s)
{
	const char *p = s;
	uint64_t mask, w;

	for (; (uintptr_t)p % 8; p++)
		if (!*p)
			return (size_t)(p - s);
	for (;; p += 8) {
		w = *(const aligned_word *)(const void *)p;
		/* cheap: right if no byte is above 0x80, which text has not */
		if (!((w - WORD_ONES) & WORD_HIGHS))
			continue;
		mask = word_zeros(w);
		if (mask)
			return (size_t)(p - s) + word_first(mask);
	}
}

size_t strnlen(const char *s, size_t n)
{
	const char *end = memchr(s, 0, n);

	return end ? (size_t)(end - s) : n;
}
