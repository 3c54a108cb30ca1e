/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * memset() in general registers. Large blocks are zeroed by `dc zva`, which
 * clears a whole block of the size that the CPU says, where it allows that.
 */
#include <uk/asm.h>

#define ZVA_MIN 512 /* below this many bytes it does not pay */

	.text

/* void *memset(void *dst, int c, size_t n) */
ENTRY(memset)
	mov	x3, #0x0101010101010101
	and	x1, x1, #0xff
	mul	x1, x1, x3
	add	x4, x0, x2		/* end */
	cmp	x2, #16
	b.hs	.Labove15
	tbz	x2, #3, .Lbelow8
	str	x1, [x0]
	str	x1, [x4, #-8]
	ret

.Lbelow8:
	tbz	x2, #2, .Lbelow4
	str	w1, [x0]
	str	w1, [x4, #-4]
	ret

.Lbelow4:
	cbz	x2, .Ldone
	strb	w1, [x0]
	tbz	x2, #1, .Ldone
	strh	w1, [x4, #-2]
.Ldone:
	ret

.Labove15:
	cmp	x2, #64
	b.hi	.Labove64
	stp	x1, x1, [x0]
	stp	x1, x1, [x4, #-16]
	cmp	x2, #32
	b.ls	.Ldone
	stp	x1, x1, [x0, #16]
	stp	x1, x1, [x4, #-32]
	ret

.Labove64:
	mov	x3, x0
	cmp	x2, #ZVA_MIN
	b.hs	.Lzva

	/* x3: where to go on; from here to the end are more than 0 bytes */
.Lloop:
	sub	x5, x4, x3
	sub	x5, x5, #1
	lsr	x5, x5, #6
	cbz	x5, .Ltail
1:	stp	x1, x1, [x3], #64
	stp	x1, x1, [x3, #-48]
	stp	x1, x1, [x3, #-32]
	stp	x1, x1, [x3, #-16]
	subs	x5, x5, #1
	b.ne	1b
.Ltail:
	stp	x1, x1, [x4, #-64]
	stp	x1, x1, [x4, #-48]
	stp	x1, x1, [x4, #-32]
	stp	x1, x1, [x4, #-16]
	ret

.Lzva:
	cbnz	x1, .Lloop
	mrs	x5, dczid_el0
	tbnz	x5, #4, .Lloop		/* not allowed */
	and	x5, x5, #15
	mov	x6, #4
	lsl	x6, x6, x5		/* bytes in a block */
	cmp	x6, #64
	b.lo	.Lloop
	cmp	x2, x6, lsl #1		/* two blocks hold an aligned one */
	b.lo	.Lloop
	neg	x7, x6
	add	x8, x0, x6
	sub	x8, x8, #1
	and	x8, x8, x7		/* the first block */
2:	cmp	x3, x8
	b.hs	3f
	stp	x1, x1, [x3], #64
	stp	x1, x1, [x3, #-48]
	stp	x1, x1, [x3, #-32]
	stp	x1, x1, [x3, #-16]
	b	2b
3:	and	x9, x4, x7		/* behind the last block */
4:	dc	zva, x8
	add	x8, x8, x6
	cmp	x8, x9
	b.lo	4b
	mov	x3, x8
	cmp	x3, x4
	b.lo	.Lloop
	ret
ENDPROC(memset)
