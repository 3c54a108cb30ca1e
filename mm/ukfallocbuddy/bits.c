/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The two bits of every frame. */
#include "buddy_priv.h"

/* The bits of the word that holds bit i which belong to [i, i + n). */
static uint64_t word_mask(unsigned long i, unsigned long n)
{
	uint64_t ones = n >= 64 ? ~0UL : (1UL << n) - 1;

	return ones << (i % 64);
}

/* How many bits from i on lie in the same word. */
static unsigned long word_rest(unsigned long i, unsigned long n)
{
	unsigned long rest = 64 - i % 64;

	return n < rest ? n : rest;
}

static void make_live(struct buddy_zone *z, unsigned long f, unsigned long n)
{
	unsigned long chunk = (f - z->base) >> CHUNK_ORDER;
	unsigned long last = (f + n - 1 - z->base) >> CHUNK_ORDER;

	for (; chunk <= last; chunk++) {
		uint64_t bit = 1UL << (chunk % 64);

		if (z->live[chunk / 64] & bit)
			continue;
		z->live[chunk / 64] |= bit;
		for (unsigned long w = 0; w < CHUNK_WORDS; w++)
			z->bits[chunk * CHUNK_WORDS + w] =
				(struct buddy_bits){0, 0};
	}
}

void buddy_mark_used(struct buddy_zone *z, unsigned long f, unsigned long n)
{
	unsigned long i = f - z->base;
	unsigned long last = f + n - 1;

	if (n == 1 && buddy_is_live(z, f)) {
		buddy_mark_one_used(z, f);
		return;
	}
	make_live(z, f, n);
	while (n) {
		unsigned long here = word_rest(i, n);

		z->bits[i / 64].used |= word_mask(i, here);
		i += here;
		n -= here;
	}
	buddy_set_last(z, last);
}

void buddy_mark_free(struct buddy_zone *z, unsigned long f, unsigned long n)
{
	unsigned long i = f - z->base;

	while (n) {
		unsigned long here = word_rest(i, n);
		uint64_t mask = word_mask(i, here);

		z->bits[i / 64].used &= ~mask;
		z->bits[i / 64].last &= ~mask;
		i += here;
		n -= here;
	}
}

bool buddy_all_used(const struct buddy_zone *z, unsigned long f,
		    unsigned long n)
{
	while (n) {
		unsigned long i = f - z->base;
		unsigned long here = word_rest(i, n);
		uint64_t mask = word_mask(i, here);

		if (!buddy_is_live(z, f) ||
		    (z->bits[i / 64].used & mask) != mask)
			return false;
		f += here;
		n -= here;
	}
	return true;
}

unsigned long buddy_next_free(const struct buddy_zone *z, unsigned long f,
			      unsigned long end)
{
	while (f < end) {
		unsigned long i = f - z->base;
		uint64_t used;

		if (!buddy_is_live(z, f))
			return f;
		used = z->bits[i / 64].used >> (i % 64);
		if (~used << (i % 64))
			return MIN(f + (unsigned long)__builtin_ctzl(~used),
				   end);
		f += 64 - i % 64;
	}
	return end;
}

unsigned long buddy_run_last(const struct buddy_zone *z, unsigned long f)
{
	unsigned long i = f - z->base;
	uint64_t last = z->bits[i / 64].last >> (i % 64);

	UK_ASSERT(buddy_is_used(z, f));
	if (last)
		return f + (unsigned long)__builtin_ctzl(last);
	/* Every run has a last frame: this ends. */
	for (i = i / 64 + 1; !z->bits[i].last; i++)
		;
	return z->base + i * 64 +
	       (unsigned long)__builtin_ctzl(z->bits[i].last);
}
