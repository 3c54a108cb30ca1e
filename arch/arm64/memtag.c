/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Memory tags by MTE: see <uk/asm/mte.h>. */
#include <errno.h>
#include <uk/arch/lcpu.h>
#include <uk/arch/memtag.h>
#include <uk/arch/paging.h>
#include <uk/arch/random.h>
#include <uk/asm/mte.h>
#include <arch/features.h>

#define PFR1_MTE_SHIFT 8
#define RGSR_EL1       s3_0_c1_c0_5
#define GCR_EL1	       s3_0_c1_c0_6
#define GCR_RRND       (1UL << 16)
#define GCR_EXCLUDE_F  (1UL << 15)
#define RGSR_SEED_MASK 0xffff00UL

#define SYSREG_WRITE(r, v) arm64_sysreg_write(r, v)

/*
 * A pointer's top byte is ignored in the upper half, and the tag 0xf, which
 * every pointer has that was never tagged, matches all memory.
 */
int ukarch_memtag_init(void)
{
	__u64 seed;

	if (((arm64_sysreg_read(id_aa64pfr1_el1) >> PFR1_MTE_SHIFT) & 0xf) <
	    ARM64_FEAT_MTE2)
		return -ENOTSUP;
	if (ukarch_random_seed_u64(&seed))
		return -ENOTSUP;
	SYSREG_WRITE(RGSR_EL1, seed & RGSR_SEED_MASK);
	SYSREG_WRITE(GCR_EL1, GCR_RRND | GCR_EXCLUDE_F);
	arm64_sysreg_write(tcr_el1,
			   arm64_sysreg_read(tcr_el1) | TCR_TBI1 | TCR_TCMA1);
	arm64_sysreg_write(sctlr_el1, arm64_sysreg_read(sctlr_el1) | SCTLR_ATA |
					      SCTLR_TCF_SYNC);
	isb();
	ukarch_tlb_flush();
	PSTATE_TCO_CLEAR();
	return 0;
}

void *ukarch_memtag_region(void *ptr, __sz size)
{
	__u64 start = mte_insert_random_tag((__u64)ptr);

	for (__sz off = 0; off < size; off += MTE_TAG_GRANULE)
		mte_store_alloc(start + off);
	return (void *)start;
}
