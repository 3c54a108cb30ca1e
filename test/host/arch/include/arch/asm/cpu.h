/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The build machine as an architecture: stands in front of the real one's
 * folder. Interrupts are a variable that tests can read, the counter one that
 * they can set.
 */
#ifndef __ARCH_HOST_CPU_H__
#define __ARCH_HOST_CPU_H__

#include <stdbool.h>
#include <stdint.h>

extern unsigned long host_irqs_enabled; /* 1 at first */
extern uint64_t host_counter;		/* every reading adds 1 */

static inline void arch_cpu_relax(void)
{
}

static inline bool arch_irqs_disabled(void)
{
	return !host_irqs_enabled;
}

static inline void arch_irq_enable(void)
{
	host_irqs_enabled = 1;
}

static inline void arch_irq_disable(void)
{
	host_irqs_enabled = 0;
}

static inline unsigned long arch_irq_save(void)
{
	unsigned long flags = host_irqs_enabled;

	host_irqs_enabled = 0;
	return flags;
}

static inline void arch_irq_restore(unsigned long flags)
{
	host_irqs_enabled = flags;
}

static inline void arch_irq_wait(void)
{
}

static inline uint64_t arch_counter_read(void)
{
	return host_counter++;
}

#endif /* __ARCH_HOST_CPU_H__ */
