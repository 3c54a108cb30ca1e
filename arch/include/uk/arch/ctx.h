/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Execution contexts: what a thread is when it does not run.
 *
 * struct ukarch_ctx is the stack pointer and the address to go on at; the
 * callee-saved registers lie on the context's own stack. struct ukarch_ectx
 * is the vector state; see <arch/vector.h> for how it is kept lazily.
 */
#ifndef __UKARCH_CTX_H__
#define __UKARCH_CTX_H__

#include <uk/arch/types.h>
#include <uk/asm/ctx.h>

#define UKARCH_CTX_OFFSETOF_IP 0
#define UKARCH_CTX_OFFSETOF_SP 8

#ifndef __ASSEMBLER__
#include <uk/essentials.h>

#ifdef __cplusplus
extern "C" {
#endif

struct ukarch_ctx {
	__uptr ip; /* where ukarch_ctx_switch() jumps to */
	__uptr sp; /* stack pointer at that jump */
} __packed;

struct ukarch_ectx; /* ukarch_ectx_size() bytes, ukarch_ectx_align() aligned */

/* An entry function must not return. */
typedef void __noreturn (*ukarch_ctx_entry0)(void);
typedef void __noreturn (*ukarch_ctx_entry1)(long);
typedef void __noreturn (*ukarch_ctx_entry2)(long, long);

/* Pushes value on the stack of a context that is not running; ctx->sp moves
 * down by the size of value.
 */
#define ukarch_rctx_stackpush(ctx, value) \
	((ctx)->sp = ukarch_rstack_push((ctx)->sp, (value)))

/*
 * The context starts at ip with stack pointer sp. sp may be 0 if ip does not
 * touch a stack. Nothing is pushed, no register is set.
 */
void ukarch_ctx_init_bare(struct ukarch_ctx *ctx, __uptr sp, __uptr ip);

/*
 * Like the above, with an environment as for a called function. keep_regs:
 * general registers keep what ukarch_ctx_switch() leaves in them; else they
 * are cleared. sp must be set and aligned to UKARCH_SP_ALIGN; what is needed
 * is pushed below it. entry1 and entry2 pass arguments.
 */
void ukarch_ctx_init(struct ukarch_ctx *ctx, __uptr sp, int keep_regs,
		     __uptr ip);
void ukarch_ctx_init_entry0(struct ukarch_ctx *ctx, __uptr sp, int keep_regs,
			    ukarch_ctx_entry0 entry);
void ukarch_ctx_init_entry1(struct ukarch_ctx *ctx, __uptr sp, int keep_regs,
			    ukarch_ctx_entry1 entry, long arg);
void ukarch_ctx_init_entry2(struct ukarch_ctx *ctx, __uptr sp, int keep_regs,
			    ukarch_ctx_entry2 entry, long arg0, long arg1);

/*
 * Stores the running context (callee-saved registers, stack pointer) in
 * *store and goes on in *load. Returns when someone switches back. It touches
 * neither the interrupt flag, nor TLS, nor vector state, nor per-CPU data:
 * the scheduler does.
 */
void ukarch_ctx_switch(struct ukarch_ctx *store, struct ukarch_ctx *load);

/* Size and alignment of the vector state on this CPU. */
__sz ukarch_ectx_size(void);
__sz ukarch_ectx_align(void);

/* Sets *state to the state of a thread that has not used vectors yet. */
void ukarch_ectx_init(struct ukarch_ectx *state);

/* Copy the registers to *state, and back. They may be used at any time. */
void ukarch_ectx_store(struct ukarch_ectx *state);
void ukarch_ectx_load(struct ukarch_ectx *state);

#ifdef __cplusplus
}
#endif

#endif /* !__ASSEMBLER__ */

#endif /* __UKARCH_CTX_H__ */
