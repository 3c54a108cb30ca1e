/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Vector registers to and from a program's memory without a copy between, for
 * the frames of signal handlers. ectx is the running thread's; the area is of
 * ukarch_ectx_size() bytes, aligned to ARCH_VECTOR_APP_ALIGN, and the caller
 * has checked that the thread may name it.
 */
#ifndef __ARCH_X86_VECTOR_APP_H__
#define __ARCH_X86_VECTOR_APP_H__

#include <stdbool.h>
#include <stdint.h>
#include <uk/arch/types.h>

struct ukarch_ectx;

#define ARCH_VECTOR_APP_ALIGN 64

/*
 * The registers to the area, whose XSAVE header is zeros. false: not all of it
 * is there, or the CPU has no XSAVE; nothing is lost.
 */
bool x86_vector_store_app(struct ukarch_ectx *ectx, __vaddr_t area);

/*
 * The registers from the area. false: not all of it is there, or it is not as
 * the CPU wants it, or the CPU has no XSAVE. Then the registers have no state:
 * the caller writes *ectx and calls arch_vector_changed().
 */
bool x86_vector_load_app(struct ukarch_ectx *ectx, __vaddr_t area);

/* The state components that are kept, as XCR0 has them; 0: no XSAVE. */
uint64_t x86_vector_components(void);

#endif /* __ARCH_X86_VECTOR_APP_H__ */
