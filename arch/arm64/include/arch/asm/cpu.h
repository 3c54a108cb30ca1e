/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* See <arch/cpu.h>. */
#ifndef __ARCH_ARM64_CPU_H__
#define __ARCH_ARM64_CPU_H__

#include <stdbool.h>
#include <stdint.h>

static inline void arch_cpu_relax(void)
{
	__asm__ __volatile__("yield" ::: "memory");
}

static inline unsigned long arch_irq_save(void)
{
	unsigned long daif;

	__asm__ __volatile__("mrs %0, daif\n\t"
			     "msr daifset, #2"
			     : "=r"(daif)
			     :
			     : "memory");
	return daif;
}

static inline void arch_irq_restore(unsigned long daif)
{
	__asm__ __volatile__("msr daif, %0" : : "r"(daif) : "memory");
}

static inline void arch_irq_enable(void)
{
	__asm__ __volatile__("msr daifclr, #2" ::: "memory");
}

static inline void arch_irq_disable(void)
{
	__asm__ __volatile__("msr daifset, #2" ::: "memory");
}

static inline bool arch_irqs_disabled(void)
{
	unsigned long daif;

	__asm__ __volatile__("mrs %0, daif" : "=r"(daif) : : "memory");
	return daif & (1UL << 7);
}

/* A masked interrupt ends WFI all the same; it is taken in between. */
static inline void arch_irq_wait(void)
{
	__asm__ __volatile__("dsb sy\n\t"
			     "wfi\n\t"
			     "msr daifclr, #2\n\t"
			     "isb\n\t"
			     "msr daifset, #2" ::
				     : "memory");
}

/* The isb keeps the read from being done early, so that two never step back. */
static inline uint64_t arch_counter_read(void)
{
	uint64_t ticks;

	__asm__ __volatile__("isb\n\tmrs %0, cntvct_el0"
			     : "=r"(ticks)
			     :
			     : "memory");
	return ticks;
}

#endif /* __ARCH_ARM64_CPU_H__ */
