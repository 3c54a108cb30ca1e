/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Comparing memory. */
#include <string.h>
#include <strings.h>

#include "words.h"

int memcmp(const void *s1, const void *s2, size_t n)
{
	const unsigned char *a = s1;
	const unsigned char *b = s2;
	uint64_t wa, wb;

	for (; n >= 8; a += 8, b += 8, n -= 8) {
		wa = ((const struct unaligned_word *)(const void *)a)->w;
		wb = ((const struct unaligned_word *)(const void *)b)->w;
		if (wa == wb)
			continue;
		/* the first byte decides: make it the most significant */
		wa = __builtin_bswap64(wa);
		wb = __builtin_bswap64(wb);
		return wa < wb ? -1 : 1;
	}
	for (; n; a++, b++, n--)
		if (*a != *b)
			return *a - *b;
	return 0;
}

int bcmp(const void *s1, const void *s2, size_t n)
{
	return memcmp(s1, s2, n);
}
