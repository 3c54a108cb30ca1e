/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Nothing of an application's is there on the build machine: whoever tries has
 * to go the general way, for which tests have functions of their own.
 */
#ifndef __ARCH_NOFAULT_H__
#error "Include <arch/nofault.h>"
#endif

#include <uk/essentials.h>

#define ARCH_NOFAULT_LOAD(name, type)                                 \
	static inline bool name(__vaddr_t addr __unused, type *value) \
	{                                                             \
		*value = 0;                                           \
		return false;                                         \
	}

ARCH_NOFAULT_LOAD(arch_nofault_load, uint64_t)
ARCH_NOFAULT_LOAD(arch_nofault_load32, uint32_t)
ARCH_NOFAULT_LOAD(arch_nofault_load8, uint8_t)

#define ARCH_NOFAULT_STORE(name, type)                                        \
	static inline bool name(__vaddr_t addr __unused, type value __unused) \
	{                                                                     \
		return false;                                                 \
	}

ARCH_NOFAULT_STORE(arch_nofault_store, uint64_t)
ARCH_NOFAULT_STORE(arch_nofault_store32, uint32_t)
ARCH_NOFAULT_STORE(arch_nofault_store8, uint8_t)
