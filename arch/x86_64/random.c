/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* <uk/arch/random.h> with RDRAND and RDSEED. */
#include <errno.h>
#include <uk/arch/random.h>
#include <uk/asm/random.h>
#include "x86_priv.h"

#define RANDOM_INSN(name, insn, type)                                    \
	static int name(type *val)                                       \
	{                                                                \
		type v;                                                  \
		bool ok;                                                 \
                                                                         \
		__asm__ __volatile__(insn " %0" : "=r"(v), "=@ccc"(ok)); \
		if (!ok)                                                 \
			return 1;                                        \
		*val = v;                                                \
		return 0;                                                \
	}

RANDOM_INSN(rdrand32, "rdrand", __u32)
RANDOM_INSN(rdrand64, "rdrand", __u64)
RANDOM_INSN(rdseed32, "rdseed", __u32)
RANDOM_INSN(rdseed64, "rdseed", __u64)

int ukarch_random_init(void)
{
	return x86_features.rdrand && x86_features.rdseed ? 0 : -ENOTSUP;
}

int ukarch_random_u32(__u32 *val)
{
	for (int i = 0; x86_features.rdrand && i < RDRAND_RETRY_LIMIT; i++) {
		if (!rdrand32(val))
			return 0;
	}
	return 1;
}

int ukarch_random_u64(__u64 *val)
{
	for (int i = 0; x86_features.rdrand && i < RDRAND_RETRY_LIMIT; i++) {
		if (!rdrand64(val))
			return 0;
	}
	return 1;
}

int ukarch_random_seed_u32(__u32 *val)
{
	return x86_features.rdseed ? rdseed32(val) : 1;
}

int ukarch_random_seed_u64(__u64 *val)
{
	return x86_features.rdseed ? rdseed64(val) : 1;
}
