/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Pointer authentication: the key that signs return addresses. Called by the
 * boot code before any function that signs one could return.
 */
#include <errno.h>
#include <uk/arch/lcpu.h>
#include <uk/arch/random.h>
#include <uk/asm/compiler.h>
#include <arch/features.h>

/* ID_AA64ISAR1_EL1.{APA,API}, ID_AA64ISAR2_EL1.APA3: an algorithm for
 * addresses
 */
#define ISAR1_APA_API 0xff0UL
#define ISAR2_APA3    0xf000UL

#define APIAKEYLO_EL1	   s3_0_c2_c1_0
#define APIAKEYHI_EL1	   s3_0_c2_c1_1
#define ID_AA64ISAR2_EL1   s3_0_c0_c6_2
#define SYSREG_READ(reg)   arm64_sysreg_read(reg)
#define SYSREG_WRITE(r, v) arm64_sysreg_write(r, v)

static int pauth_result = -ENOTSUP;

/* This function's own return address is not signed: the key changes in it. */
__no_branch_protection void arm64_pauth_init(void)
{
	__u64 lo, hi;

	if (!(SYSREG_READ(id_aa64isar1_el1) & ISAR1_APA_API) &&
	    !(SYSREG_READ(ID_AA64ISAR2_EL1) & ISAR2_APA3))
		return;
	if (ukarch_random_u64(&lo) || ukarch_random_u64(&hi))
		return;
	SYSREG_WRITE(APIAKEYLO_EL1, lo);
	SYSREG_WRITE(APIAKEYHI_EL1, hi);
	arm64_sysreg_write(sctlr_el1,
			   arm64_sysreg_read(sctlr_el1) | SCTLR_EnIA);
	isb();
	pauth_result = 0;
}

int arm64_pauth_check(void)
{
	return pauth_result;
}
