/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* GS base holds the address of struct arch_percpu, whose first word too. */
#ifndef __ARCH_X86_PERCPU_GET_H__
#define __ARCH_X86_PERCPU_GET_H__

static inline struct arch_percpu *arch_percpu(void)
{
	struct arch_percpu *p;

	/* not volatile: the address does not change under a running thread
	 * while there is one CPU, and a migration is a function call
	 */
	__asm__("movq %%gs:0, %0" : "=r"(p));
	return p;
}

/* As little volatile: who asks is the one who runs. */
static inline struct uk_thread *arch_thread_get(void)
{
	struct uk_thread *t;

	__asm__("movq %%gs:%c1, %0" : "=r"(t) : "i"(ARCH_PERCPU_THREAD));
	return t;
}

static inline uintptr_t arch_app_limit(void)
{
	uintptr_t limit;

	__asm__ __volatile__("movq %%gs:%c1, %0"
			     : "=r"(limit)
			     : "i"(ARCH_PERCPU_APP_LIMIT)
			     : "memory");
	return limit;
}

#endif /* __ARCH_X86_PERCPU_GET_H__ */
