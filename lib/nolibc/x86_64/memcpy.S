/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * memcpy() and memmove() in general registers.
 *
 * Up to 32 bytes: the two ends, which overlap in the middle. Above: words by
 * `rep movsq`, which is one instruction per word, and the last 8 bytes, loaded
 * before anything is stored so that they are right for memmove() too.
 */
#include <uk/asm.h>

	.text

/* void *memmove(void *dst, const void *src, size_t n) */
ENTRY(memmove)
	movq	%rdi, %rax
	movq	%rdi, %rcx
	subq	%rsi, %rcx
	cmpq	%rdx, %rcx		/* dst - src < n: must go backwards */
	jb	.Lbackward
	/* fall through: the rest is memcpy, which goes forward */
ENDPROC(memmove)

/* void *memcpy(void *dst, const void *src, size_t n) */
	.globl	memcpy
memcpy:
	movq	%rdi, %rax
	cmpq	$16, %rdx
	ja	.Labove16
.Lupto16:
	cmpl	$8, %edx
	jae	.L8to16
	cmpl	$4, %edx
	jae	.L4to7
	testl	%edx, %edx
	jz	.Ldone
	movzbl	(%rsi), %ecx
	movzbl	-1(%rsi,%rdx), %r8d
	cmpl	$2, %edx
	jbe	.L1to2
	movzbl	1(%rsi), %r9d
	movb	%r9b, 1(%rdi)
.L1to2:
	movb	%cl, (%rdi)
	movb	%r8b, -1(%rdi,%rdx)
.Ldone:
	ret

.L4to7:
	movl	(%rsi), %ecx
	movl	-4(%rsi,%rdx), %r8d
	movl	%ecx, (%rdi)
	movl	%r8d, -4(%rdi,%rdx)
	ret

.L8to16:
	movq	(%rsi), %rcx
	movq	-8(%rsi,%rdx), %r8
	movq	%rcx, (%rdi)
	movq	%r8, -8(%rdi,%rdx)
	ret

.Labove16:
	cmpq	$32, %rdx
	ja	.Lforward
.L17to32:
	movq	(%rsi), %rcx
	movq	8(%rsi), %r8
	movq	-16(%rsi,%rdx), %r9
	movq	-8(%rsi,%rdx), %r10
	movq	%rcx, (%rdi)
	movq	%r8, 8(%rdi)
	movq	%r9, -16(%rdi,%rdx)
	movq	%r10, -8(%rdi,%rdx)
	ret

.Lforward:
	movq	-8(%rsi,%rdx), %r8
	leaq	-8(%rdi,%rdx), %r9
	leaq	-1(%rdx), %rcx
	shrq	$3, %rcx
	rep movsq
	movq	%r8, (%r9)
	ret
ENDPROC(memcpy)

/* memmove() to a higher address inside the source: the mirror image. */
.Lbackward:
	cmpq	$16, %rdx
	jbe	.Lupto16
	cmpq	$32, %rdx
	jbe	.L17to32
	movq	(%rsi), %r8
	leaq	-8(%rsi,%rdx), %rsi
	leaq	-8(%rdi,%rdx), %rdi
	leaq	-1(%rdx), %rcx
	shrq	$3, %rcx
	std
	rep movsq
	cld
	movq	%r8, (%rax)
	ret
