/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */

#include <string.h>
#include "chacha20.h"

static uint32_t rotl(uint32_t v, unsigned int n)
{
	return v << n | v >> (32 - n);
}

static void quarter_round(uint32_t *x, int a, int b, int c, int d)
{
	x[a] += x[b];
	x[d] = rotl(x[d] ^ x[a], 16);
	x[c] += x[d];
	x[b] = rotl(x[b] ^ x[c], 12);
	x[a] += x[b];
	x[d] = rotl(x[d] ^ x[a], 8);
	x[c] += x[d];
	x[b] = rotl(x[b] ^ x[c], 7);
}

void chacha20_block(uint32_t out[CHACHA20_WORDS],
		    const uint32_t key[CHACHA20_KEY_WORDS], uint32_t counter,
		    const uint32_t nonce[3])
{
	uint32_t in[CHACHA20_WORDS] = {
		0x61707865,
		0x3320646e,
		0x79622d32,
		0x6b206574,
	};
	int i;

	memcpy(&in[4], key, CHACHA20_KEY_WORDS * sizeof(*key));
	in[12] = counter;
	memcpy(&in[13], nonce, 3 * sizeof(*nonce));

	memcpy(out, in, sizeof(in));
	for (i = 0; i < 10; i++) {
		quarter_round(out, 0, 4, 8, 12);
		quarter_round(out, 1, 5, 9, 13);
		quarter_round(out, 2, 6, 10, 14);
		quarter_round(out, 3, 7, 11, 15);
		quarter_round(out, 0, 5, 10, 15);
		quarter_round(out, 1, 6, 11, 12);
		quarter_round(out, 2, 7, 8, 13);
		quarter_round(out, 3, 4, 9, 14);
	}
	for (i = 0; i < CHACHA20_WORDS; i++)
		out[i] += in[i];
	/* in[] holds the key: it may not stay on the stack. */
	memset(in, 0, sizeof(in));
	__asm__ __volatile__("" : : "r"(in) : "memory");
}
