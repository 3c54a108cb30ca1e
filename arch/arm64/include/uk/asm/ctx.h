/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Stack pointers: alignment, and pushing on a stack that is not in use. */
#ifndef __UKARCH_ARM64_CTX_H__
#define __UKARCH_ARM64_CTX_H__

#define UKARCH_SP_ALIGN	     16
#define UKARCH_SP_ALIGN_MASK (UKARCH_SP_ALIGN - 1)

#ifndef __ASSEMBLER__

#include <uk/arch/types.h>

/* First stack pointer of the stack that occupies [base, base + len). */
#define ukarch_gen_sp(base, len) \
	(((__uptr)(base) + (__uptr)(len)) & ~(__uptr)UKARCH_SP_ALIGN_MASK)

/* Stores value below sp and returns the new sp; the alignment of 16 is the
 * caller's to restore.
 */
#define ukarch_rstack_push(sp, value)                      \
	({                                                 \
		__uptr _sp = (__uptr)(sp) - sizeof(value); \
		*(__typeof__(value) *)_sp = (value);       \
		_sp;                                       \
	})

#endif /* !__ASSEMBLER__ */

#endif /* __UKARCH_ARM64_CTX_H__ */
