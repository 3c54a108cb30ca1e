/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Copying and clearing what may fault; <arch/nofault.h> has the contracts.
 *
 * In big steps while nothing faults. A fault in one of them goes on, from the
 * last byte known to be done, in steps of one byte; the fault that follows
 * there ends it, and the destination pointer says how far it came. Nothing is
 * stored before all that a step stores has been loaded, so that a byte done
 * twice is the same byte.
 */
#include <arch/nofault.h>
#include "asm.h"

	.text

/*
 * x0: dst, x1: src, x2: len; returns the bytes copied. x3: where dst is next,
 * x1: where src is next, x4 and x5: ends of src and dst. Above 32 bytes, x10:
 * what is left minus 64, which tells after a fault where dst and src are next.
 */
FUNC arch_nofault_copy
	mov	x3, x0
	add	x4, x1, x2
	add	x5, x0, x2
	cmp	x2, #16
	b.hi	.Labove16
.Lsmall:
	cmp	x2, #8
	b.lo	.Lbelow8
	ldr	x6, [x1]
	ldr	x7, [x4, #-8]
	str	x6, [x3]
	str	x7, [x5, #-8]
	mov	x0, x2
	ret

.Lbelow8:
	tbz	x2, #2, .Lbelow4
	ldr	w6, [x1]
	ldr	w7, [x4, #-4]
	str	w6, [x3]
	str	w7, [x5, #-4]
	mov	x0, x2
	ret

.Lbelow4:
	cbz	x2, .Lnothing
	lsr	x9, x2, #1		/* the middle one of three */
	ldrb	w6, [x1]
	ldrb	w7, [x1, x9]
	ldrb	w8, [x4, #-1]
	strb	w6, [x3]
	strb	w7, [x3, x9]
	strb	w8, [x5, #-1]
.Lnothing:
	mov	x0, x2
	ret

.Labove16:
	cmp	x2, #32
	b.hi	.Labove32
	ldp	x6, x7, [x1]
	ldp	x8, x9, [x4, #-16]
	stp	x6, x7, [x3]
	stp	x8, x9, [x5, #-16]
	mov	x0, x2
	ret

.Labove32:
	subs	x10, x2, #64
	b.ls	.Llast64
1:	ldp	x6, x7, [x1], #64
	ldp	x8, x9, [x1, #-48]
	ldp	x12, x13, [x1, #-32]
	ldp	x14, x15, [x1, #-16]
	stp	x6, x7, [x3], #64
	stp	x8, x9, [x3, #-48]
	stp	x12, x13, [x3, #-32]
	stp	x14, x15, [x3, #-16]
	subs	x10, x10, #64
	b.hi	1b

/* 1 to 64 are left, and there were more than 32: the last 64, or 32 and 32 */
.Llast64:
	cmp	x2, #64
	b.lo	.L33to63
	ldp	x6, x7, [x4, #-64]
	ldp	x8, x9, [x4, #-48]
	ldp	x12, x13, [x4, #-32]
	ldp	x14, x15, [x4, #-16]
	stp	x6, x7, [x5, #-64]
	stp	x8, x9, [x5, #-48]
	stp	x12, x13, [x5, #-32]
	stp	x14, x15, [x5, #-16]
	mov	x0, x2
	ret

.L33to63:
	ldp	x6, x7, [x1]
	ldp	x8, x9, [x1, #16]
	ldp	x12, x13, [x4, #-32]
	ldp	x14, x15, [x4, #-16]
	stp	x6, x7, [x3]
	stp	x8, x9, [x3, #16]
	stp	x12, x13, [x5, #-32]
	stp	x14, x15, [x5, #-16]
	mov	x0, x2
	ret
.Lsteps_end:
	add	x10, x10, #64
	sub	x1, x4, x10
	sub	x3, x5, x10

.Lcopy_bytes:
	cmp	x3, x5
	b.eq	.Lcopied
.Lbyte:
	ldrb	w6, [x1], #1
	strb	w6, [x3]
.Lbyte_end:
	add	x3, x3, #1
	b	.Lcopy_bytes
.Lcopied:
	sub	x0, x3, x0
	ret
FUNC_END arch_nofault_copy

	ARCH_NOFAULT_ENTRY .Lsmall, .Labove32, .Lcopy_bytes
	ARCH_NOFAULT_ENTRY .Labove32, .Lsteps_end, .Lsteps_end
	ARCH_NOFAULT_ENTRY .Lbyte, .Lbyte_end, .Lcopied

/* x0: dst, x1: len; returns the bytes cleared. x3: what is next, x5: the end */
FUNC arch_nofault_clear
	mov	x3, x0
	add	x5, x0, x1
	subs	x1, x1, #64
	b.lo	.Lbelow64
.Lclear_steps:
	stp	xzr, xzr, [x3]
	stp	xzr, xzr, [x3, #16]
	stp	xzr, xzr, [x3, #32]
	stp	xzr, xzr, [x3, #48]
	add	x3, x3, #64
	subs	x1, x1, #64
	b.hs	.Lclear_steps
.Lbelow64:
	adds	x1, x1, #56		/* what is left, minus 8 */
	b.mi	.Lclear_bytes
1:	str	xzr, [x3]
	add	x3, x3, #8
	subs	x1, x1, #8
	b.pl	1b
.Lclear_bytes:
	cmp	x3, x5
	b.eq	.Lcleared
.Lclear_byte:
	strb	wzr, [x3]
.Lclear_byte_end:
	add	x3, x3, #1
	b	.Lclear_bytes
.Lcleared:
	sub	x0, x3, x0
	ret
FUNC_END arch_nofault_clear

	ARCH_NOFAULT_ENTRY .Lclear_steps, .Lclear_bytes, .Lclear_bytes
	ARCH_NOFAULT_ENTRY .Lclear_byte, .Lclear_byte_end, .Lcleared
