/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What of a program's addresses is a thread's state: its TLS pointer, which is
 * the FS base, and its GS base. The kernel has GS for itself until a program
 * sets a base: from then on the entry code exchanges the two, and a switch
 * keeps the threads' apart.
 */
#ifndef __ARCH_X86_APP_BASE_H__
#define __ARCH_X86_APP_BASE_H__

#include <stdbool.h>
#include <stdint.h>
#include <uk/arch/lcpu.h>

/* Has a program set one? It stays so. */
extern bool x86_gs_used;

/* The running thread's. */
uintptr_t x86_gs_get(void);

/*
 * Sets the running thread's, in the lower half. The first time: all threads
 * that are in the kernel must have work to do (percpu->app_work) before they go
 * on in application code, which the caller sees to. Interrupts are off.
 */
void x86_gs_set(uintptr_t base);

static inline uintptr_t arch_app_base_get(void)
{
	return x86_gs_used ? x86_gs_get() : 0;
}

/* For a program that begins. */
static inline void arch_app_base_reset(void)
{
	if (x86_gs_used)
		x86_gs_set(0);
}

/* More than wrfsbase is to be done: it is not there, or there is a GS base. */
extern bool x86_bases_slow;
void x86_bases_switch(uintptr_t *prev_tlsp, uintptr_t *prev_base,
		      uintptr_t next_tlsp, uintptr_t next_base);

/* Keeps the running thread's, makes the CPU's those of another. */
static inline void arch_app_bases_switch(uintptr_t *prev_tlsp,
					 uintptr_t *prev_base,
					 uintptr_t next_tlsp,
					 uintptr_t next_base)
{
	uintptr_t tlsp;

	if (unlikely(x86_bases_slow)) {
		x86_bases_switch(prev_tlsp, prev_base, next_tlsp, next_base);
		return;
	}
	__asm__ __volatile__("rdfsbase %0" : "=r"(tlsp));
	*prev_tlsp = tlsp;
	__asm__ __volatile__("wrfsbase %0" : : "r"(next_tlsp) : "memory");
}

#endif /* __ARCH_X86_APP_BASE_H__ */
