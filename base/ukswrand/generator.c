/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The generator proper; no locks, no sources of entropy. Each block of ChaCha20
 * under the key is one half the next key, one half numbers to give out.
 */

#include <string.h>
#include "chacha20.h"
#include "swrand_priv.h"

static const __u32 no_nonce[3];

void swrand_wipe(void *p, size_t len)
{
	memset(p, 0, len);
	__asm__ __volatile__("" : : "r"(p) : "memory");
}

/* The next key, and what to give out. */
static void generator_step(struct uk_swrand *r)
{
	__u32 block[CHACHA20_WORDS];

	chacha20_block(block, r->key, 0, no_nonce);
	memcpy(r->key, block, sizeof(r->key));
	memcpy(r->ready, block + UK_SWRAND_KEY_WORDS, sizeof(r->ready));
	r->left = UK_SWRAND_KEY_WORDS;
	swrand_wipe(block, sizeof(block));
}

void swrand_absorb(struct uk_swrand *r, unsigned int seedc, const __u32 seedv[])
{
	unsigned int at;

	for (at = 0; at < seedc; at++) {
		r->key[at % UK_SWRAND_KEY_WORDS] ^= seedv[at];
		if (at % UK_SWRAND_KEY_WORDS == UK_SWRAND_KEY_WORDS - 1)
			generator_step(r);
	}
	generator_step(r);
	/* What stood ready before the seed is not for after it. */
	r->left = 0;
}

void uk_swrand_init_r(struct uk_swrand *r, unsigned int seedc,
		      const __u32 seedv[])
{
	memset(r, 0, sizeof(*r));
	/* So that a seed that ends in zeros is not a shorter one. */
	r->key[UK_SWRAND_KEY_WORDS - 1] = seedc;
	swrand_absorb(r, seedc, seedv);
}

__u32 uk_swrand_randr_r(struct uk_swrand *r)
{
	__u32 number;

	if (r->left == 0)
		generator_step(r);
	number = r->ready[--r->left];
	r->ready[r->left] = 0;
	return number;
}

void swrand_subkey(struct uk_swrand *r, __u32 key[UK_SWRAND_KEY_WORDS])
{
	generator_step(r);
	memcpy(key, r->ready, sizeof(r->ready));
	swrand_wipe(r->ready, sizeof(r->ready));
	r->left = 0;
}

void swrand_expand(__u32 key[UK_SWRAND_KEY_WORDS], void *buf, size_t len)
{
	__u32 block[CHACHA20_WORDS];
	__u32 nonce[3] = {0};
	__u32 counter = 0;
	unsigned char *at = buf;
	size_t part;

	while (len > 0) {
		part = len < sizeof(block) ? len : sizeof(block);
		chacha20_block(block, key, counter, nonce);
		memcpy(at, block, part);
		at += part;
		len -= part;
		if (++counter == 0)
			nonce[0]++;
	}
	swrand_wipe(block, sizeof(block));
	swrand_wipe(key, UK_SWRAND_KEY_WORDS * sizeof(*key));
}
