/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The CPU's own data: TPIDR_EL1. */
#ifndef __ARCH_ARM64_PERCPU_GET_H__
#define __ARCH_ARM64_PERCPU_GET_H__

/* Not volatile: the register does not change while C runs. */
static inline struct arch_percpu *arch_percpu(void)
{
	struct arch_percpu *p;

	__asm__("mrs %0, tpidr_el1" : "=r"(p));
	return p;
}

static inline struct uk_thread *arch_thread_get(void)
{
	return arch_percpu()->thread;
}

static inline uintptr_t arch_app_limit(void)
{
	return arch_percpu()->app_limit;
}

#endif /* __ARCH_ARM64_PERCPU_GET_H__ */
