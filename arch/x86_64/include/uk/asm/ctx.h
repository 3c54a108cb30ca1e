/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Stacks of contexts; <uk/arch/ctx.h> is the way in. */
#ifndef __UKARCH_CTX_H__
#error "Include <uk/arch/ctx.h>"
#endif

/* The ABI aligns the stack to 16 bytes before a call. */
#define UKARCH_SP_ALIGN	     16
#define UKARCH_SP_ALIGN_MASK (UKARCH_SP_ALIGN - 1)

#ifndef __ASSEMBLER__

/* Initial stack pointer of the stack [base, base + len). */
#define ukarch_gen_sp(base, len) \
	(((__uptr)(base) + (__uptr)(len)) & ~((__uptr)UKARCH_SP_ALIGN_MASK))

/* Pushes value on the stack at sp, its size and no more; returns the new sp. */
#define ukarch_rstack_push(sp, value)                      \
	({                                                 \
		__uptr _sp = (__uptr)(sp) - sizeof(value); \
		*(__typeof__(value) *)_sp = (value);       \
		_sp;                                       \
	})

#endif /* !__ASSEMBLER__ */
