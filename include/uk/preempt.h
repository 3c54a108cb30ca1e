/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Keep the running thread on the CPU.
 *
 * Kernel code is never preempted; this is for application code and for what
 * runs in its context. Sections nest. A switch that became due meanwhile
 * happens at the next interrupt after the outermost section was left.
 */
#ifndef __UK_PREEMPT_H__
#define __UK_PREEMPT_H__

#include <arch/percpu.h>

/*
 * A plain increment is enough: only this CPU changes its counter, and an
 * interrupt handler leaves it as it found it.
 */
#define uk_preempt_disable()                             \
	do {                                             \
		arch_percpu()->preempt_count++;          \
		__asm__ __volatile__("" : : : "memory"); \
	} while (0)

#define uk_preempt_enable()                              \
	do {                                             \
		__asm__ __volatile__("" : : : "memory"); \
		arch_percpu()->preempt_count--;          \
	} while (0)

#endif /* __UK_PREEMPT_H__ */
