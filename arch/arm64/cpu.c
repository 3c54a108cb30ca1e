/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What this CPU has, and stopping it. */
#include <uk/arch/lcpu.h>
#include <arch/cpu.h>
#include <arch/percpu.h>

/*
 * The MMU with its protections is on since the boot code. Vectors are free to
 * use until the first thread switch.
 */
void arch_cpu_init(void)
{
	arm64_sysreg_write(cpacr_el1, CPACR_FPEN);
	arch_percpu()->md.vector_live = true;
	/* debug exceptions stay off, whatever the firmware left */
	arm64_sysreg_write(mdscr_el1, 0);
	isb();
}

void arch_cpu_halt(void)
{
	arm64_sysreg_write(daif, SPSR_DAIF);
	for (;;)
		__asm__ __volatile__("wfi");
}

const char *arch_cpu_platform(void)
{
	return "aarch64";
}
