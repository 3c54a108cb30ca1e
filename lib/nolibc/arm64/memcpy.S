/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * memcpy() and memmove() in general registers.
 *
 * Up to 64 bytes: the two ends, which overlap in the middle, all loaded before
 * anything is stored. Above: 64 bytes at a time, and the last 64, loaded
 * before the loop so that they are right for memmove() too.
 */
#include <uk/asm.h>

	.text

/* void *memmove(void *dst, const void *src, size_t n) */
ENTRY(memmove)
	sub	x3, x0, x1
	cmp	x3, x2			/* dst - src < n: must go backwards */
	b.hs	memcpy
	cmp	x2, #64
	b.ls	memcpy

	ldp	x6, x7, [x1]
	ldp	x8, x9, [x1, #16]
	ldp	x10, x11, [x1, #32]
	ldp	x12, x13, [x1, #48]
	add	x4, x1, x2
	add	x5, x0, x2
	sub	x2, x2, #1
	lsr	x2, x2, #6
1:	ldp	x14, x15, [x4, #-16]
	ldp	x16, x17, [x4, #-32]
	stp	x14, x15, [x5, #-16]
	stp	x16, x17, [x5, #-32]
	ldp	x14, x15, [x4, #-48]
	ldp	x16, x17, [x4, #-64]!
	stp	x14, x15, [x5, #-48]
	stp	x16, x17, [x5, #-64]!
	subs	x2, x2, #1
	b.ne	1b
	stp	x6, x7, [x0]
	stp	x8, x9, [x0, #16]
	stp	x10, x11, [x0, #32]
	stp	x12, x13, [x0, #48]
	ret
ENDPROC(memmove)

/* void *memcpy(void *dst, const void *src, size_t n) */
ENTRY(memcpy)
	add	x4, x1, x2		/* ends */
	add	x5, x0, x2
	cmp	x2, #16
	b.hi	.Labove16
	cmp	x2, #8
	b.lo	.Lbelow8
	ldr	x6, [x1]
	ldr	x7, [x4, #-8]
	str	x6, [x0]
	str	x7, [x5, #-8]
	ret

.Lbelow8:
	tbz	x2, #2, .Lbelow4
	ldr	w6, [x1]
	ldr	w7, [x4, #-4]
	str	w6, [x0]
	str	w7, [x5, #-4]
	ret

.Lbelow4:
	cbz	x2, .Ldone
	lsr	x3, x2, #1		/* the middle one of three */
	ldrb	w6, [x1]
	ldrb	w7, [x1, x3]
	ldrb	w8, [x4, #-1]
	strb	w6, [x0]
	strb	w7, [x0, x3]
	strb	w8, [x5, #-1]
.Ldone:
	ret

.Labove16:
	cmp	x2, #32
	b.hi	.Labove32
	ldp	x6, x7, [x1]
	ldp	x8, x9, [x4, #-16]
	stp	x6, x7, [x0]
	stp	x8, x9, [x5, #-16]
	ret

.Labove32:
	cmp	x2, #64
	b.hi	.Labove64
	ldp	x6, x7, [x1]
	ldp	x8, x9, [x1, #16]
	ldp	x10, x11, [x4, #-32]
	ldp	x12, x13, [x4, #-16]
	stp	x6, x7, [x0]
	stp	x8, x9, [x0, #16]
	stp	x10, x11, [x5, #-32]
	stp	x12, x13, [x5, #-16]
	ret

.Labove64:
	ldp	x6, x7, [x4, #-64]
	ldp	x8, x9, [x4, #-48]
	ldp	x10, x11, [x4, #-32]
	ldp	x12, x13, [x4, #-16]
	mov	x3, x0
	sub	x2, x2, #1
	lsr	x2, x2, #6
1:	ldp	x14, x15, [x1], #64
	ldp	x16, x17, [x1, #-48]
	stp	x14, x15, [x3], #64
	stp	x16, x17, [x3, #-48]
	ldp	x14, x15, [x1, #-32]
	ldp	x16, x17, [x1, #-16]
	stp	x14, x15, [x3, #-32]
	stp	x16, x17, [x3, #-16]
	subs	x2, x2, #1
	b.ne	1b
	stp	x6, x7, [x5, #-64]
	stp	x8, x9, [x5, #-48]
	stp	x10, x11, [x5, #-32]
	stp	x12, x13, [x5, #-16]
	ret
ENDPROC(memcpy)
