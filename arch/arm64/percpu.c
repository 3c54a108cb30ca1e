/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Per-CPU data of the CPU that booted, and its emergency stack. */
#include <uk/asm/lcpu.h>
#include <uk/essentials.h>
#include <arch/percpu.h>

_Static_assert(ARCH_PERCPU_MD_EMERGENCY_TOP ==
		       ARCH_PERCPU_MD +
			       offsetof(struct arch_percpu_md, emergency_top),
	       "vectors.S knows the offset");

/* From the linker script; the page below it is not mapped. */
extern char __emergency_stack_top[];

static struct arch_percpu percpu_boot;

void arch_percpu_init(unsigned int cpu, uintptr_t kstack_bottom,
		      uintptr_t kstack_top)
{
	struct arch_percpu *p = &percpu_boot;

	p->self = p;
	p->cpu = cpu;
	p->kstack_bottom = kstack_bottom;
	p->kstack_top = kstack_top;
	p->md.emergency_top = (uintptr_t)__emergency_stack_top;
	arm64_sysreg_write(tpidr_el1, (uintptr_t)p);
}
