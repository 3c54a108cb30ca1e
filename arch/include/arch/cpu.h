/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The CPU: features, interrupt flag, idle, counter.
 *
 * <arch/asm/cpu.h> implements, inline:
 *
 *   void arch_cpu_relax(void)              hint inside a spin loop
 *   unsigned long arch_irq_save(void)      interrupts off, returns the state
 *   void arch_irq_restore(unsigned long)   back to that state
 *   void arch_irq_enable(void), arch_irq_disable(void)
 *   bool arch_irqs_disabled(void)
 *   void arch_irq_wait(void)               see below
 *   uint64_t arch_counter_read(void)       TSC, CNTVCT; never goes backwards
 *                                          by itself on one CPU
 *
 * arch_irq_wait() is called with interrupts off: it waits for an interrupt,
 * lets it be handled and returns with interrupts off again. One that became
 * pending before the call ends the wait at once: check, then wait, has no
 * race.
 */
#ifndef __ARCH_CPU_H__
#define __ARCH_CPU_H__

#include <stdbool.h>
#include <stdint.h>
#include <arch/asm/cpu.h>

/*
 * Switches on what this CPU has and the kernel relies on (no-execute, write
 * protection in the kernel, global pages, vector state kept lazily, ...).
 * Once per CPU, after arch_percpu_init() and before anything else.
 */
void arch_cpu_init(void);

/* Interrupts off, for ever. */
/*
 * What programs are told of the CPU: AT_HWCAP, AT_HWCAP2 and AT_PLATFORM of the
 * auxiliary vector.
 */
unsigned long arch_cpu_hwcap(void);
unsigned long arch_cpu_hwcap2(void);
const char *arch_cpu_platform(void);

void arch_cpu_halt(void) __attribute__((noreturn));

#endif /* __ARCH_CPU_H__ */
