/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The inline part of <arch/cpu.h>. */
#ifndef __ARCH_X86_CPU_H__
#define __ARCH_X86_CPU_H__

#include <stdbool.h>
#include <stdint.h>

static inline void arch_cpu_relax(void)
{
	__builtin_ia32_pause();
}

static inline unsigned long arch_irq_flags(void)
{
	unsigned long flags;

	__asm__ __volatile__("pushfq; popq %0" : "=r"(flags) : : "memory");
	return flags;
}

static inline bool arch_irqs_disabled(void)
{
	return !(arch_irq_flags() & 0x200);
}

static inline void arch_irq_enable(void)
{
	__asm__ __volatile__("sti" : : : "memory");
}

static inline void arch_irq_disable(void)
{
	__asm__ __volatile__("cli" : : : "memory");
}

static inline unsigned long arch_irq_save(void)
{
	unsigned long flags = arch_irq_flags();

	arch_irq_disable();
	return flags;
}

static inline void arch_irq_restore(unsigned long flags)
{
	if (flags & 0x200)
		arch_irq_enable();
	else
		arch_irq_disable();
}

static inline void arch_irq_wait(void)
{
	/* sti takes effect after the next instruction: nothing comes between */
	__asm__ __volatile__("sti; hlt; cli" : : : "memory");
}

static inline uint64_t arch_counter_read(void)
{
	uint64_t low, high; /* 32 bits each: it clears the others */

	__asm__ __volatile__("rdtsc" : "=a"(low), "=d"(high));
	return (high << 32) | low;
}

#endif /* __ARCH_X86_CPU_H__ */
