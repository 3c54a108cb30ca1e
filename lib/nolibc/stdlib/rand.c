/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Random numbers for games and tests: a 64-bit linear congruential generator,
 * of which the high half is given out. Not for several threads and not for
 * secrets.
 */
#include <stdint.h>
#include <stdlib.h>

#define MULTIPLIER 6364136223846793005ULL
#define INCREMENT  1442695040888963407ULL

static uint64_t state = 1;

static int next(uint64_t *s)
{
	*s = *s * MULTIPLIER + INCREMENT;
	return (int)(*s >> 33);
}

void srand(unsigned int seed)
{
	state = seed;
}

int rand(void)
{
	return next(&state);
}

void srandom(unsigned int seed)
{
	state = seed;
}

long random(void)
{
	return next(&state);
}

/* Its state is 32 bits small: two steps of it make one of the other. */
int rand_r(unsigned int *seed)
{
	uint64_t s = *seed;
	int value = next(&s);

	*seed = (unsigned int)(s >> 32) ^ (unsigned int)s;
	return value;
}
