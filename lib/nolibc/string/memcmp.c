/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Comparing memory. */
#include <string.h>
#include <strings.h>

#include "words.h"

#define WORD(p) (((const struct unaligned_word *)(const void *)(p))->w)

/* The first byte that differs decides: make it the most significant. */
static int compare_words(uint64_t a, uint64_t b)
{
	return __builtin_bswap64(a) < __builtin_bswap64(b) ? -1 : 1;
}

int memcmp(const void *s1, const void *s2, size_t n)
{
	const unsigned char *a = s1;
	const unsigned char *b = s2;
	size_t i = 0;

	for (; n - i >= 16; i += 16) {
		if (WORD(a + i) != WORD(b + i))
			return compare_words(WORD(a + i), WORD(b + i));
		if (WORD(a + i + 8) != WORD(b + i + 8))
			return compare_words(WORD(a + i + 8), WORD(b + i + 8));
	}
	if (n - i >= 8) {
		if (WORD(a + i) != WORD(b + i))
			return compare_words(WORD(a + i), WORD(b + i));
		i += 8;
	}
	for (; i < n; i++)
		if (a[i] != b[i])
			return a[i] - b[i];
	return 0;
}

int bcmp(const void *s1, const void *s2, size_t n)
{
	return memcmp(s1, s2, n);
}
