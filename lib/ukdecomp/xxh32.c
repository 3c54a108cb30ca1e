/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * XXH32, as its specification has it: four sums take turns at words of 4 bytes,
 * then come what is left of 16 bytes, and a final mixing.
 */
#include "decomp_priv.h"

#define PRIME1 0x9e3779b1U
#define PRIME2 0x85ebca77U
#define PRIME3 0xc2b2ae3dU
#define PRIME4 0x27d4eb2fU
#define PRIME5 0x165667b1U

static inline uint32_t rotate(uint32_t x, unsigned int bits)
{
	return x << bits | x >> (32 - bits);
}

static inline uint32_t turn(uint32_t sum, const uint8_t *p)
{
	return rotate(sum + le32_at(p) * PRIME2, 13) * PRIME1;
}

static uint32_t mix(uint32_t sum)
{
	sum = (sum ^ sum >> 15) * PRIME2;
	sum = (sum ^ sum >> 13) * PRIME3;
	return sum ^ sum >> 16;
}

uint32_t decomp_xxh32(const void *data, __sz len)
{
	uint32_t a = PRIME1 + PRIME2, b = PRIME2, c = 0, e = 0 - PRIME1;
	const uint8_t *p = data, *end = p + len;
	uint32_t sum = PRIME5;

	if (len >= 16) {
		for (; end - p >= 16; p += 16) {
			a = turn(a, p);
			b = turn(b, p + 4);
			c = turn(c, p + 8);
			e = turn(e, p + 12);
		}
		sum = rotate(a, 1) + rotate(b, 7) + rotate(c, 12) +
		      rotate(e, 18);
	}
	sum += (uint32_t)len;
	for (; end - p >= 4; p += 4)
		sum = rotate(sum + le32_at(p) * PRIME3, 17) * PRIME4;
	for (; p < end; p++)
		sum = rotate(sum + *p * PRIME5, 11) * PRIME1;
	return mix(sum);
}
