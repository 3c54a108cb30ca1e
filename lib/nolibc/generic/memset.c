/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* memset() in C, for the tests on any build machine. */
#include <string.h>

#include "../string/words.h"

void *memset(void *dst, int c, size_t n)
{
	unsigned char *d = dst;
	uint64_t w = (unsigned char)c * WORD_ONES;

	for (; n >= 8; n -= 8, d += 8)
		((struct unaligned_word *)(void *)d)->w = w;
	for (; n; n--)
		*d++ = (unsigned char)c;
	return dst;
}
