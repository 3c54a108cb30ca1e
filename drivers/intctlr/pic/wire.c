/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Between the 8259s and the CPU stands its local APIC, at whose pin LINT0 they
 * are. After a reset it lets nothing through; some firmware changes that,
 * some does not.
 */
#include <stdint.h>
#include <arch/asm/msr.h>
#include <uk/arch/lcpu.h>
#include <uk/kva.h>
#include "pic_priv.h"

#define CPUID1_EDX_APIC (1U << 9)

#define MSR_APIC_BASE	  0x1b
#define APIC_BASE_ENABLED 0x800UL
#define APIC_BASE_X2APIC  0x400UL
#define APIC_BASE_ADDR	  0x000ffffffffff000UL
#define MSR_X2APIC	  0x800 /* plus a register's offset / 16 */

/* Registers, as offsets from the base */
#define APIC_SPURIOUS 0x0f0
#define APIC_LINT0    0x350
#define APIC_SIZE     0x400

#define SPURIOUS_ENABLE 0x1ff /* the APIC, with vector 255 */
#define LINT_EXTERNAL	0x700 /* the vector comes from the 8259 */

bool pic_wire_to_cpu(void)
{
	__u32 eax, ebx, ecx, edx;
	volatile uint32_t *regs;
	uint64_t base;

	ukarch_x86_cpuid(1, 0, &eax, &ebx, &ecx, &edx);
	if (!(edx & CPUID1_EDX_APIC))
		return true;
	base = x86_rdmsr(MSR_APIC_BASE);
	if (!(base & APIC_BASE_ENABLED))
		return true;
	if (base & APIC_BASE_X2APIC) {
		x86_wrmsr(MSR_X2APIC + APIC_SPURIOUS / 16, SPURIOUS_ENABLE);
		x86_wrmsr(MSR_X2APIC + APIC_LINT0 / 16, LINT_EXTERNAL);
		return true;
	}
	regs = uk_iomap(base & APIC_BASE_ADDR, APIC_SIZE);
	if (!regs)
		return false;
	regs[APIC_SPURIOUS / 4] = SPURIOUS_ENABLE;
	regs[APIC_LINT0 / 4] = LINT_EXTERNAL;
	uk_iounmap((void *)(uintptr_t)regs, APIC_SIZE);
	return true;
}
