/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The image's generator: its lock, its seed. It is seeded when it is first
 * used, so that an image which never asks for a random number pays nothing.
 */

#include <string.h>
#include <arch/cpu.h>
#include <uk/arch/random.h>
#include <uk/arch/spinlock.h>
#include <uk/plat/time.h>
#include <uk/print.h>
#include "swrand_priv.h"

#define SEED_WORDS 8

/* Guarded by lock, which is taken with interrupts off. */
struct uk_swrand uk_swrand_def;
static __spinlock lock = UKARCH_SPINLOCK_INITIALIZER();
static int started;   /* the sources have been asked */
static int good_seed; /* and one of them had an answer, or an owner did */

/* 256 bits from the CPU: 0, or a negative number if it has none. */
static int seed_from_cpu(__u64 seed[SEED_WORDS / 2])
{
	unsigned int i;
	int rc = 0;

	for (i = 0; i < SEED_WORDS / 2 && rc == 0; i++) {
		rc = ukarch_random_seed_u64(&seed[i]);
		/* Full entropy has run out or is not on offer: the CPU's own
		 * generator was seeded from the same source.
		 */
		if (rc)
			rc = ukarch_random_u64(&seed[i]);
	}
	return rc;
}

/* What little differs from boot to boot when nothing else is there. */
static void seed_from_nothing(__u64 seed[SEED_WORDS / 2])
{
	seed[0] ^= arch_counter_read();
	seed[1] ^= ukplat_monotonic_clock();
	seed[2] ^= arch_counter_read();
	seed[3] ^= (__uptr)seed;
}

static void absorb_bytes(const void *bytes, size_t len)
{
	const unsigned char *at = bytes;
	__u32 words[SEED_WORDS];
	size_t part;

	while (len > 0) {
		part = len < sizeof(words) ? len : sizeof(words);
		memset(words, 0, sizeof(words));
		memcpy(words, at, part);
		swrand_absorb(&uk_swrand_def, SEED_WORDS, words);
		at += part;
		len -= part;
	}
	swrand_wipe(words, sizeof(words));
}

/* Returns 1 when there is no good seed and nobody has been told so yet. */
static int start_locked(void)
{
	const char *param = swrand_param_seed();
	__u64 seed[SEED_WORDS / 2] = {0};

	if (started)
		return 0;
	started = 1;
	if (seed_from_cpu(seed) == 0)
		good_seed = 1;
	seed_from_nothing(seed);
	absorb_bytes(seed, sizeof(seed));
	swrand_wipe(seed, sizeof(seed));
	if (param && *param) {
		absorb_bytes(param, strlen(param));
		good_seed = 1;
	}
	return !good_seed;
}

/* Outside of the lock: printing takes its time. */
static void complain(void)
{
	uk_pr_crit("No good seed: RANDOM NUMBERS CAN BE GUESSED. Give the CPU "
		   "RDRAND or RNDR, or the image swrand.seed=<secret>\n");
}

static unsigned long generator_enter(int *unsafe)
{
	unsigned long flags = arch_irq_save();

	ukarch_spin_lock(&lock);
	*unsafe = start_locked();
	return flags;
}

static void generator_leave(unsigned long flags, int unsafe)
{
	ukarch_spin_unlock(&lock);
	arch_irq_restore(flags);
	if (unsafe)
		complain();
}

__u32 uk_swrand_randr(void)
{
	int unsafe;
	unsigned long flags = generator_enter(&unsafe);
	__u32 number = uk_swrand_randr_r(&uk_swrand_def);

	generator_leave(flags, unsafe);
	return number;
}

ssize_t uk_swrand_fill_buffer(void *buf, size_t buflen)
{
	__u32 key[UK_SWRAND_KEY_WORDS];
	int unsafe;
	unsigned long flags = generator_enter(&unsafe);

	swrand_subkey(&uk_swrand_def, key);
	generator_leave(flags, unsafe);
	swrand_expand(key, buf, buflen);
	return (ssize_t)buflen;
}

__u32 uk_swrandr_gen_seed32(void)
{
	return uk_swrand_randr();
}

void uk_swrand_add(const void *seed, size_t len)
{
	int unsafe;
	unsigned long flags = generator_enter(&unsafe);

	absorb_bytes(seed, len);
	good_seed = 1;
	generator_leave(flags, 0);
}

int uk_swrand_is_seeded(void)
{
	int unsafe;
	unsigned long flags = generator_enter(&unsafe);
	int good = good_seed;

	generator_leave(flags, unsafe);
	return good;
}
