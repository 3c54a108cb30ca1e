/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* This architecture's part of the per-CPU data. */
#ifndef __ARCH_ARM64_PERCPU_H__
#define __ARCH_ARM64_PERCPU_H__

#define ARCH_PERCPU_MD_EMERGENCY_TOP 128

#ifndef __ASSEMBLER__

#include <stdbool.h>
#include <stdint.h>

struct ukarch_ectx;

struct arch_percpu_md {
	/* Where a trap goes that finds no room on its stack (vectors.S) */
	uintptr_t emergency_top;
	unsigned int overflows; /* how often that happened */

	/* Vector state of the running thread, NULL if it has none, and
	 * whether the registers hold it (vector.c).
	 */
	struct ukarch_ectx *ectx;
	bool vector_live;
};

#endif /* !__ASSEMBLER__ */

#endif /* __ARCH_ARM64_PERCPU_H__ */
