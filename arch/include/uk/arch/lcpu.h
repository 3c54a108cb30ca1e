/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Compiler and memory barriers, branch hints. <uk/asm/lcpu.h> defines
 * mb(), rmb(), wmb(), struct __regs and what else the CPU dictates.
 */
#ifndef __UKARCH_LCPU_H__
#define __UKARCH_LCPU_H__

#include <uk/arch/types.h>
#include <uk/asm/lcpu.h>

#ifndef __ASSEMBLER__

#ifndef likely
#define likely(x) __builtin_expect(!!(x), 1)
#endif
#ifndef unlikely
#define unlikely(x) __builtin_expect(!!(x), 0)
#endif

/* The compiler moves no memory access across it; the CPU may. */
#ifndef barrier
#define barrier() __asm__ __volatile__("" : : : "memory")
#endif

#endif /* !__ASSEMBLER__ */

#endif /* __UKARCH_LCPU_H__ */
