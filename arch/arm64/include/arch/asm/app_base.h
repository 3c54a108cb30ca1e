/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* See x86_64's: a program has no base but its TLS pointer. */
#ifndef __ARCH_ARM64_APP_BASE_H__
#define __ARCH_ARM64_APP_BASE_H__

#include <stdint.h>
#include <uk/arch/lcpu.h>

static inline uintptr_t arch_app_base_get(void)
{
	return 0;
}

static inline void arch_app_base_reset(void)
{
}

static inline void arch_app_bases_switch(uintptr_t *prev_tlsp,
					 uintptr_t *prev_base,
					 uintptr_t next_tlsp,
					 uintptr_t next_base)
{
	(void)prev_base;
	(void)next_base;
	*prev_tlsp = arm64_sysreg_read(tpidr_el0);
	arm64_sysreg_write(tpidr_el0, next_tlsp);
}

#endif /* __ARCH_ARM64_APP_BASE_H__ */
