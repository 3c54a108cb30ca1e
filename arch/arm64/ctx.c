/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Contexts of threads that have not run yet; see switch.S. */
#include <uk/arch/ctx.h>

/* What arm64_ctx_start finds on the new stack. */
struct ctx_start {
	__uptr entry;
	__uptr keep_regs;
	__uptr arg[2];
};

_Static_assert(sizeof(struct ctx_start) == 32, "switch.S knows the layout");
_Static_assert(__offsetof(struct ukarch_ctx, ip) == UKARCH_CTX_OFFSETOF_IP &&
		       __offsetof(struct ukarch_ctx, sp) ==
			       UKARCH_CTX_OFFSETOF_SP,
	       "switch.S knows the layout");

void arm64_ctx_start(void);

void ukarch_ctx_init_bare(struct ukarch_ctx *ctx, __uptr sp, __uptr ip)
{
	ctx->ip = ip;
	ctx->sp = sp;
}

static void ctx_init(struct ukarch_ctx *ctx, __uptr sp, int keep_regs,
		     __uptr entry, long arg0, long arg1)
{
	struct ctx_start start = {
		.entry = entry,
		.keep_regs = !!keep_regs,
		.arg = {(__uptr)arg0, (__uptr)arg1},
	};

	sp = ukarch_rstack_push(sp, start);
	ukarch_ctx_init_bare(ctx, sp, (__uptr)arm64_ctx_start);
}

void ukarch_ctx_init(struct ukarch_ctx *ctx, __uptr sp, int keep_regs,
		     __uptr ip)
{
	ctx_init(ctx, sp, keep_regs, ip, 0, 0);
}

void ukarch_ctx_init_entry0(struct ukarch_ctx *ctx, __uptr sp, int keep_regs,
			    ukarch_ctx_entry0 entry)
{
	ctx_init(ctx, sp, keep_regs, (__uptr)entry, 0, 0);
}

void ukarch_ctx_init_entry1(struct ukarch_ctx *ctx, __uptr sp, int keep_regs,
			    ukarch_ctx_entry1 entry, long arg)
{
	ctx_init(ctx, sp, keep_regs, (__uptr)entry, arg, 0);
}

void ukarch_ctx_init_entry2(struct ukarch_ctx *ctx, __uptr sp, int keep_regs,
			    ukarch_ctx_entry2 entry, long arg0, long arg1)
{
	ctx_init(ctx, sp, keep_regs, (__uptr)entry, arg0, arg1);
}
