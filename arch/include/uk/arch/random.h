/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Random numbers from the CPU.
 *
 * The seed functions give full entropy and are tried once: they are for
 * seeding a generator. The others are for bulk and retry a few times. All
 * return 0 and a number in *val, or a negative number and *val unchanged.
 * ukarch_random_init() returns 0 or -ENOTSUP when the CPU has not both; the
 * functions for which the CPU has the instruction work all the same, the
 * others fail. Without CONFIG_HAVE_RANDOM every function fails.
 */
#ifndef __UKARCH_RANDOM_H__
#define __UKARCH_RANDOM_H__

#include <uk/config.h>
#include <uk/essentials.h>
#include <uk/arch/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#if CONFIG_HAVE_RANDOM
int ukarch_random_init(void);
int __check_result ukarch_random_u32(__u32 *val);
int __check_result ukarch_random_u64(__u64 *val);
int __check_result ukarch_random_seed_u32(__u32 *val);
int __check_result ukarch_random_seed_u64(__u64 *val);
#else
static inline int ukarch_random_init(void)
{
	return -1;
}

static inline int __check_result ukarch_random_u32(__u32 *val __unused)
{
	return -1;
}

static inline int __check_result ukarch_random_u64(__u64 *val __unused)
{
	return -1;
}

static inline int __check_result ukarch_random_seed_u32(__u32 *val __unused)
{
	return -1;
}

static inline int __check_result ukarch_random_seed_u64(__u64 *val __unused)
{
	return -1;
}
#endif

#ifdef __cplusplus
}
#endif

#endif /* __UKARCH_RANDOM_H__ */
