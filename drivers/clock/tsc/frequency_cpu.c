/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Asks processor and hypervisor how fast the TSC counts. */
#include <arch/mmu.h>
#include <arch/asm/msr.h>
#include <uk/arch/lcpu.h>
#include <uk/essentials.h>
#include "tsc_priv.h"

#define CPUID_CRYSTAL	  0x15
#define CPUID_MHZ	  0x16
#define CPUID_HV	  0x40000000
#define CPUID_KVM_FEATURE 0x40000001
#define CPUID_HV_TSC_KHZ  0x40000010

#define CPUID1_ECX_HYPERVISOR (1U << 31)

#define KVM_SIGNATURE_B	    0x4b4d564b /* "KVMK" */
#define KVM_FEATURE_CLOCK   (1U << 3)
#define MSR_KVM_SYSTEM_TIME 0x4b564d01
#define SYSTEM_TIME_ENABLE  1

/* What KVM writes for us; odd versions are half written. */
struct pvclock {
	uint32_t version;
	uint32_t pad;
	uint64_t tsc;
	uint64_t system_time;
	uint32_t mult;
	int8_t shift;
	uint8_t flags;
	uint8_t pad2[2];
};

struct cpuid {
	__u32 a, b, c, d;
};

static struct cpuid cpuid(__u32 leaf)
{
	struct cpuid r;

	ukarch_x86_cpuid(leaf, 0, &r.a, &r.b, &r.c, &r.d);
	return r;
}

/* The clock page is asked for its rate and given back. */
static uint64_t kvm_clock_hz(void)
{
	static volatile struct pvclock page __attribute__((aligned(64)));
	uint64_t hz;

	x86_wrmsr(MSR_KVM_SYSTEM_TIME,
		  arch_virt_to_phys(&page) | SYSTEM_TIME_ENABLE);
	hz = page.version && !(page.version & 1)
		     ? tsc_hz_from_pvclock(page.mult, page.shift)
		     : 0;
	x86_wrmsr(MSR_KVM_SYSTEM_TIME, 0);
	return hz;
}

static uint64_t hypervisor_hz(void)
{
	struct cpuid hv;
	uint64_t hz = 0;

	if (!(cpuid(1).c & CPUID1_ECX_HYPERVISOR))
		return 0;
	hv = cpuid(CPUID_HV);
	if (hv.a >= CPUID_HV_TSC_KHZ)
		hz = tsc_hz_from_khz(cpuid(CPUID_HV_TSC_KHZ).a);
	if (!hz && hv.b == KVM_SIGNATURE_B && hv.a >= CPUID_KVM_FEATURE &&
	    (cpuid(CPUID_KVM_FEATURE).a & KVM_FEATURE_CLOCK))
		hz = kvm_clock_hz();
	return hz;
}

static uint64_t processor_hz(void)
{
	__u32 max = cpuid(0).a;
	struct cpuid crystal;

	if (max < CPUID_CRYSTAL)
		return 0;
	crystal = cpuid(CPUID_CRYSTAL);
	if (!crystal.a || !crystal.b)
		return 0;
	if (crystal.c)
		return tsc_hz_from_crystal(crystal.a, crystal.b, crystal.c);
	/* the ratio alone: the TSC counts at the base frequency */
	return max < CPUID_MHZ
		       ? 0
		       : tsc_hz_from_khz((cpuid(CPUID_MHZ).a & 0xffff) * 1000U);
}

uint64_t tsc_hz_known(void)
{
	uint64_t hz = hypervisor_hz();

	return hz ? hz : processor_hz();
}
