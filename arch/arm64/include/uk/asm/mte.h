/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The memory tagging extension: every 16 bytes of tagged memory carry a tag of
 * 4 bits, which bits 59 to 56 of a pointer must match.
 */
#ifndef __UKARCH_ARM64_MTE_H__
#define __UKARCH_ARM64_MTE_H__

#include <uk/arch/types.h>

#define MTE_TAG_GRANULE 16UL
#define MTE_TAG_MASK	(0xfUL << 56)

/* ID_AA64PFR1_EL1.MTE */
#define ARM64_FEAT_MTE	1 /* instructions, no tags in memory */
#define ARM64_FEAT_MTE2 2
#define ARM64_FEAT_MTE3 3

/* SCTLR_EL1.TCF: what a mismatch does */
#define MTE_TCF_IGNORE	   0UL
#define MTE_TCF_SYNC	   1UL
#define MTE_TCF_ASYNC	   2UL
#define MTE_TCF_ASYMMETRIC 3UL

/* No tag checks, and back. */
#define PSTATE_TCO_SET()                                                \
	__asm__ __volatile__(".arch armv8.5-a+memtag\n\tmsr tco, #1" :: \
				     : "memory")
#define PSTATE_TCO_CLEAR()                                              \
	__asm__ __volatile__(".arch armv8.5-a+memtag\n\tmsr tco, #0" :: \
				     : "memory")

/* addr with a random tag; the tag 0xf, which is not checked, never comes. */
static inline __u64 mte_insert_random_tag(__u64 addr)
{
	__u64 out;

	__asm__ __volatile__(".arch armv8.5-a+memtag\n\tirg %0, %1"
			     : "=r"(out)
			     : "r"(addr));
	return out;
}

/* Gives the granule at addr the tag of addr. */
static inline void mte_store_alloc(__u64 addr)
{
	__asm__ __volatile__(".arch armv8.5-a+memtag\n\tstg %0, [%0]"
			     :
			     : "r"(addr)
			     : "memory");
}

/* addr with the tag of its granule. */
static inline __u64 mte_load_alloc(__u64 addr)
{
	__asm__ __volatile__(".arch armv8.5-a+memtag\n\tldg %0, [%0]"
			     : "+r"(addr)
			     :
			     : "memory");
	return addr;
}

#endif /* __UKARCH_ARM64_MTE_H__ */
