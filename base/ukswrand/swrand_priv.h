/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef SWRAND_PRIV_H
#define SWRAND_PRIV_H

#include <stddef.h>
#include <uk/swrand.h>

/* Mixes seedc words into the key. */
void swrand_absorb(struct uk_swrand *r, unsigned int seedc,
		   const __u32 seedv[]);

/*
 * A key that the generator gives out once and forgets, for many numbers at a
 * time without holding the generator.
 */
void swrand_subkey(struct uk_swrand *r, __u32 key[UK_SWRAND_KEY_WORDS]);

/* The stream of a subkey, which it destroys. */
void swrand_expand(__u32 key[UK_SWRAND_KEY_WORDS], void *buf, size_t len);

/* Zeroes memory so that the compiler cannot leave it out. */
void swrand_wipe(void *p, size_t len);

/* The text of swrand.seed=, or NULL. */
const char *swrand_param_seed(void);

#endif /* SWRAND_PRIV_H */
