/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Thread switch. A context whose stack pointer lies in its thread's kernel
 * stack goes on in EL1h, on that: it was stored inside a trap or a system
 * call, or its thread has no other stack. Every other goes on in EL1t, on
 * SP_EL0, with SP_EL1 at the top of the kernel stack for its traps.
 *
 * Interrupts may be on: wherever one comes in, SP_EL1 is a kernel stack below
 * whose pointer nothing is needed.
 */
#include <uk/arch/ctx.h>
#include <uk/asm/lcpu.h>
#include <arch/percpu.h>
#include "asm.h"

	.text

/*
 * void ukarch_ctx_switch(struct ukarch_ctx *store, struct ukarch_ctx *load)
 *
 * Expects kstack_bottom and kstack_top of the per-CPU data to be those of
 * load's thread.
 */
FUNC ukarch_ctx_switch
	stp	x29, x30, [sp, #-__CALLEE_SAVED_SIZE]!
	stp	x19, x20, [sp, #16]
	stp	x21, x22, [sp, #32]
	stp	x23, x24, [sp, #48]
	stp	x25, x26, [sp, #64]
	stp	x27, x28, [sp, #80]
	adr	x2, ctx_resume
	mov	x3, sp
	stp	x2, x3, [x0, #UKARCH_CTX_OFFSETOF_IP]

	ldp	x16, x2, [x1, #UKARCH_CTX_OFFSETOF_IP]
	mrs	x5, tpidr_el1
	ldp	x3, x4, [x5, #ARCH_PERCPU_KSTACK_TOP]
	msr	spsel, #1
	/* bottom (x4) < sp <= top (x3) */
	cmp	x2, x4
	ccmp	x2, x3, #2, hi
	b.ls	1f
	mov	sp, x3
	msr	spsel, #0
1:	mov	sp, x2
	br	x16
FUNC_END ukarch_ctx_switch

	.balign	16
ctx_resume:
	BTI_J
	ldp	x19, x20, [sp, #16]
	ldp	x21, x22, [sp, #32]
	ldp	x23, x24, [sp, #48]
	ldp	x25, x26, [sp, #64]
	ldp	x27, x28, [sp, #80]
	ldp	x29, x30, [sp], #__CALLEE_SAVED_SIZE
	ret

/*
 * First instructions of a context made by ukarch_ctx_init*(). On its stack:
 * entry, whether to keep the registers, two arguments (struct ctx_start).
 */
FUNC arm64_ctx_start
	ldp	x16, x2, [sp]
	ldp	x0, x1, [sp, #16]
	add	sp, sp, #32
	/* the chain of frames ends here */
	mov	x29, xzr
	mov	x30, xzr
	cbnz	x2, 1f
	.irp	n, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17, 18, 19, \
		20, 21, 22, 23, 24, 25, 26, 27, 28
	mov	x\n, xzr
	.endr
1:	br	x16
FUNC_END arm64_ctx_start
