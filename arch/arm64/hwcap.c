/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What programs are told of this CPU, by the bits that Linux gives what it has:
 * read from the ID registers, whose fields are in the architecture's reference
 * manual (DDI 0487, D19.2). Left out is what the kernel does not keep for a
 * thread (SVE, SME), or does not set up for it: the event stream, pointer
 * authentication with keys of its own, BTI and MTE in its pages.
 */
#include <uk/arch/lcpu.h>
#include <arch/cpu.h>

/* Their place in the array below */
enum { ISAR0, ISAR1, ISAR2, PFR0, PFR1, MMFR2, REGS };

struct feature {
	uint8_t word; /* 0: AT_HWCAP, 1: AT_HWCAP2 */
	uint8_t bit;
	uint8_t reg;
	uint8_t shift; /* of the field of 4 bits */
	uint8_t least; /* value of the field from which on it is there */
};

static const struct feature features[] = {
	{0, 0, PFR0, 16, 0},   /* fp */
	{0, 1, PFR0, 20, 0},   /* asimd */
	{0, 3, ISAR0, 4, 1},   /* aes */
	{0, 4, ISAR0, 4, 2},   /* pmull */
	{0, 5, ISAR0, 8, 1},   /* sha1 */
	{0, 6, ISAR0, 12, 1},  /* sha2 */
	{0, 7, ISAR0, 16, 1},  /* crc32 */
	{0, 8, ISAR0, 20, 2},  /* atomics */
	{0, 9, PFR0, 16, 1},   /* fphp */
	{0, 10, PFR0, 20, 1},  /* asimdhp */
	{0, 12, ISAR0, 28, 1}, /* asimdrdm */
	{0, 13, ISAR1, 12, 1}, /* jscvt */
	{0, 14, ISAR1, 16, 1}, /* fcma */
	{0, 15, ISAR1, 20, 1}, /* lrcpc */
	{0, 16, ISAR1, 0, 1},  /* dcpop */
	{0, 17, ISAR0, 32, 1}, /* sha3 */
	{0, 18, ISAR0, 36, 1}, /* sm3 */
	{0, 19, ISAR0, 40, 1}, /* sm4 */
	{0, 20, ISAR0, 44, 1}, /* asimddp */
	{0, 21, ISAR0, 12, 2}, /* sha512 */
	{0, 23, ISAR0, 48, 1}, /* asimdfhm */
	{0, 24, PFR0, 48, 1},  /* dit */
	{0, 25, MMFR2, 32, 1}, /* uscat */
	{0, 26, ISAR1, 20, 2}, /* ilrcpc */
	{0, 27, ISAR0, 52, 1}, /* flagm */
	{0, 28, PFR1, 4, 2},   /* ssbs */
	{0, 29, ISAR1, 36, 1}, /* sb */
	{1, 0, ISAR1, 0, 2},   /* dcpodp */
	{1, 7, ISAR0, 52, 2},  /* flagm2 */
	{1, 8, ISAR1, 32, 1},  /* frint */
	{1, 13, ISAR1, 52, 1}, /* i8mm */
	{1, 14, ISAR1, 44, 1}, /* bf16 */
	{1, 15, ISAR1, 48, 1}, /* dgh */
	{1, 16, ISAR0, 60, 1}, /* rng */
	{1, 21, ISAR2, 4, 1},  /* rpres */
	{1, 32, ISAR1, 44, 2}, /* ebf16 */
	{1, 34, ISAR2, 52, 1}, /* cssc */
	{1, 44, ISAR2, 20, 1}, /* hbc */
};

#define CPUID_BIT (1UL << 11)

/* Those without a name in older assemblers by number */
#define ID_AA64ISAR2_EL1 s3_0_c0_c6_2
#define ID_AA64MMFR2_EL1 s3_0_c0_c7_2

static unsigned int field(uint64_t reg, unsigned int shift)
{
	return reg >> shift & 0xf;
}

/* In the registers for floating point this stands for nothing */
static bool has(const struct feature *f, uint64_t reg)
{
	unsigned int value = field(reg, f->shift);

	return value >= f->least &&
	       !(f->reg == PFR0 && f->shift < 24 && value == 0xf);
}

static void read_all(uint64_t regs[REGS])
{
	regs[ISAR0] = arm64_sysreg_read(id_aa64isar0_el1);
	regs[ISAR1] = arm64_sysreg_read(id_aa64isar1_el1);
	regs[ISAR2] = arm64_sysreg_read(ID_AA64ISAR2_EL1);
	regs[PFR0] = arm64_sysreg_read(id_aa64pfr0_el1);
	regs[PFR1] = arm64_sysreg_read(id_aa64pfr1_el1);
	regs[MMFR2] = arm64_sysreg_read(ID_AA64MMFR2_EL1);
}

/*
 * May programs go by the ID registers themselves? They can read them, and see
 * all that there is: so not, if that is more than they may use.
 */
static bool shows_no_more(const uint64_t regs[REGS])
{
	return !field(regs[PFR0], 32) &&    /* SVE */
	       !field(regs[PFR1], 24) &&    /* SME */
	       field(regs[PFR1], 8) <= 1 && /* MTE, with tags in memory */
	       !(regs[ISAR1] & 0xff000ff0UL) /* PAuth: APA, API, GPA, GPI */;
}

static unsigned long word_of(unsigned int word)
{
	unsigned long bits = 0;
	uint64_t regs[REGS];

	read_all(regs);
	for (unsigned int i = 0; i < sizeof(features) / sizeof(features[0]);
	     i++)
		if (features[i].word == word &&
		    has(&features[i], regs[features[i].reg]))
			bits |= 1UL << features[i].bit;
	if (!word && shows_no_more(regs))
		bits |= CPUID_BIT;
	return bits;
}

unsigned long arch_cpu_hwcap(void)
{
	return word_of(0);
}

unsigned long arch_cpu_hwcap2(void)
{
	return word_of(1);
}
