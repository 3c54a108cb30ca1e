/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Random numbers that cannot be guessed: ChaCha20 with fast key erasure. What
 * has been given out cannot be computed again, not even by who reads the
 * generator's whole state afterwards.
 *
 * The generator of the image, uk_swrand_def, is seeded at its first use by the
 * CPU (<uk/arch/random.h>) and by the library parameter swrand.seed=<text>.
 * With neither it works, and says in the log that its numbers can be guessed.
 */
#ifndef __UK_SWRAND_H__
#define __UK_SWRAND_H__

#define __UK_SWRAND__

#include <stddef.h>
#include <sys/types.h>
#include <uk/arch/types.h>
#include <uk/config.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What seeds at boot and needs random numbers comes after this priority. */
#define UK_SWRAND_CTOR_PRIO 1

#define UK_SWRAND_KEY_WORDS 8

/* A generator. The fields are its own. One caller at a time. */
struct uk_swrand {
	__u32 key[UK_SWRAND_KEY_WORDS];
	__u32 ready[UK_SWRAND_KEY_WORDS]; /* numbers not given out yet */
	unsigned int left;
};

/* The image's generator; use it only through the functions without _r. */
extern struct uk_swrand uk_swrand_def;

/*
 * Makes a generator of seedc words of seed: the same words, the same numbers.
 */
void uk_swrand_init_r(struct uk_swrand *r, unsigned int seedc,
		      const __u32 seedv[]);

/* The next number of a generator. */
__u32 uk_swrand_randr_r(struct uk_swrand *r);

/* The next number of the image's generator. Any context. */
__u32 uk_swrand_randr(void);

/* Fills buf from the image's generator; returns buflen. Any context. */
ssize_t uk_swrand_fill_buffer(void *buf, size_t buflen);

/* A number to seed another generator with. */
__u32 uk_swrandr_gen_seed32(void);

/* Adds len bytes of entropy to the image's generator. */
void uk_swrand_add(const void *seed, size_t len);

/*
 * 1 if the image's generator has had a good seed, else 0: then its numbers can
 * be guessed.
 */
int uk_swrand_is_seeded(void);

#ifdef __cplusplus
}
#endif

#endif /* __UK_SWRAND_H__ */
