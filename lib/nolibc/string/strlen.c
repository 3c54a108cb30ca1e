/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The length of strings. */
#include <string.h>

#include "words.h"

WORD_READER size_t strlen(const char *s)
{
	const char *p = s;
	uint64_t mask;

	for (; (uintptr_t)p % 8; p++)
		if (!*p)
			return (size_t)(p - s);
	for (;; p += 8) {
		mask = word_zeros(*(const aligned_word *)(const void *)p);
		if (mask)
			return (size_t)(p - s) + word_first(mask);
	}
}

size_t strnlen(const char *s, size_t n)
{
	const char *end = memchr(s, 0, n);

	return end ? (size_t)(end - s) : n;
}
