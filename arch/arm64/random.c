/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Random numbers from RNDR (a generator, reseeded by the hardware) and RNDRRS
 * (reseeded for this read). The instructions set Z when they have none.
 */
#include <errno.h>
#include <stdbool.h>
#include <uk/arch/lcpu.h>
#include <uk/arch/random.h>

#define RNDR_RETRIES 10

#define READ_RANDOM(reg, val)                               \
	({                                                  \
		__u64 _ok;                                  \
		__asm__ __volatile__("mrs %0, " reg "\n\t"  \
				     "cset %1, ne"          \
				     : "=r"(val), "=r"(_ok) \
				     :                      \
				     : "cc", "memory");     \
		_ok;                                        \
	})

#define RNDR   "s3_3_c2_c4_0"
#define RNDRRS "s3_3_c2_c4_1"

static bool have_rndr(void)
{
	return arm64_sysreg_read(id_aa64isar0_el1) >> 60;
}

int ukarch_random_init(void)
{
	return have_rndr() ? 0 : -ENOTSUP;
}

int ukarch_random_u64(__u64 *val)
{
	__u64 v;

	if (!have_rndr())
		return -ENOTSUP;
	for (int i = 0; i < RNDR_RETRIES; i++) {
		if (READ_RANDOM(RNDR, v)) {
			*val = v;
			return 0;
		}
	}
	return -EAGAIN;
}

int ukarch_random_seed_u64(__u64 *val)
{
	__u64 v;

	if (!have_rndr())
		return -ENOTSUP;
	if (!READ_RANDOM(RNDRRS, v))
		return -EAGAIN;
	*val = v;
	return 0;
}

int ukarch_random_u32(__u32 *val)
{
	__u64 v;
	int rc = ukarch_random_u64(&v);

	if (!rc)
		*val = (__u32)v;
	return rc;
}

int ukarch_random_seed_u32(__u32 *val)
{
	__u64 v;
	int rc = ukarch_random_seed_u64(&v);

	if (!rc)
		*val = (__u32)v;
	return rc;
}
