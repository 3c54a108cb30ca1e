/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Work on strings a word at a time. */
#ifndef NOLIBC_WORDS_H
#define NOLIBC_WORDS_H

#include <stdint.h>

/* A word of any object, at any address. */
struct unaligned_word {
	uint64_t w;
} __attribute__((packed, may_alias));

typedef uint64_t __attribute__((may_alias)) aligned_word;

#define WORD_ONES  0x0101010101010101ULL
#define WORD_HIGHS 0x8080808080808080ULL

/*
 * Bytes of w that are zero have their high bit set in the result. Bytes behind
 * the first of them may have too: look at the lowest one only.
 */
static inline uint64_t word_zeros(uint64_t w)
{
	return (w - WORD_ONES) & ~w & WORD_HIGHS;
}

/* The number of the lowest byte that has its high bit set; mask is not 0. */
static inline unsigned int word_first(uint64_t mask)
{
	return (unsigned int)__builtin_ctzll(mask) / 8;
}

/*
 * For functions that read whole aligned words, and so bytes around the string
 * that lie in the same word: never in another page or memory-tag granule, but
 * AddressSanitizer would object.
 */
#define WORD_READER __attribute__((no_sanitize("address")))

#endif /* NOLIBC_WORDS_H */
