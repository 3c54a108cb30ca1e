/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Building contexts; switch.S switches to them. */
#include <uk/assert.h>
#include <uk/arch/ctx.h>

/* switch.S; the symbols are code, their stacks are as described there */
extern char x86_ctx_start0[], x86_ctx_start1[], x86_ctx_start2[];
extern char x86_ctx_start1_keep[], x86_ctx_start2_keep[];

/* The stack as after a call, for a function that must not return: one word,
 * so that the stack is aligned as the ABI wants it on entry.
 */
static void ctx_init_called(struct ukarch_ctx *ctx, __uptr sp)
{
	UK_ASSERT(sp && !(sp & UKARCH_SP_ALIGN_MASK));

	ctx->sp = ukarch_rstack_push(sp, (__uptr)0);
}

void ukarch_ctx_init_bare(struct ukarch_ctx *ctx, __uptr sp, __uptr ip)
{
	UK_ASSERT(ip);

	ctx->sp = sp;
	ctx->ip = ip;
}

void ukarch_ctx_init(struct ukarch_ctx *ctx, __uptr sp, int keep_regs,
		     __uptr ip)
{
	UK_ASSERT(ip);

	ctx_init_called(ctx, sp);
	ctx->ip = ip;
	if (keep_regs)
		return;
	ukarch_rctx_stackpush(ctx, ip);
	ctx->ip = (__uptr)x86_ctx_start0;
}

void ukarch_ctx_init_entry0(struct ukarch_ctx *ctx, __uptr sp, int keep_regs,
			    ukarch_ctx_entry0 entry)
{
	ukarch_ctx_init(ctx, sp, keep_regs, (__uptr)entry);
}

void ukarch_ctx_init_entry1(struct ukarch_ctx *ctx, __uptr sp, int keep_regs,
			    ukarch_ctx_entry1 entry, long arg)
{
	UK_ASSERT(entry);

	ctx_init_called(ctx, sp);
	ukarch_rctx_stackpush(ctx, (__uptr)entry);
	ukarch_rctx_stackpush(ctx, arg);
	ctx->ip = (__uptr)(keep_regs ? x86_ctx_start1_keep : x86_ctx_start1);
}

void ukarch_ctx_init_entry2(struct ukarch_ctx *ctx, __uptr sp, int keep_regs,
			    ukarch_ctx_entry2 entry, long arg0, long arg1)
{
	UK_ASSERT(entry);

	ctx_init_called(ctx, sp);
	ukarch_rctx_stackpush(ctx, (__uptr)entry);
	ukarch_rctx_stackpush(ctx, arg1);
	ukarch_rctx_stackpush(ctx, arg0);
	ctx->ip = (__uptr)(keep_regs ? x86_ctx_start2_keep : x86_ctx_start2);
}
