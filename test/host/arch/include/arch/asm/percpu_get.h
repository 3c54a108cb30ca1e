/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The build machine has one CPU, and its data lies in a variable. */
#ifndef __ARCH_HOST_PERCPU_GET_H__
#define __ARCH_HOST_PERCPU_GET_H__

extern struct arch_percpu host_percpu;

static inline struct arch_percpu *arch_percpu(void)
{
	return &host_percpu;
}

static inline struct uk_thread *arch_thread_get(void)
{
	return arch_percpu()->thread;
}

static inline uintptr_t arch_app_limit(void)
{
	return arch_percpu()->app_limit;
}

#endif /* __ARCH_HOST_PERCPU_GET_H__ */
