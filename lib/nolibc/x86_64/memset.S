/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* memset() in general registers: as memcpy(), with `rep stosq`. */
#include <uk/asm.h>

	.text

/* void *memset(void *dst, int c, size_t n) */
ENTRY(memset)
	movq	%rdi, %r8
	movzbl	%sil, %eax
	movabsq	$0x0101010101010101, %rcx
	imulq	%rcx, %rax
	cmpq	$16, %rdx
	ja	.Labove16
	cmpl	$8, %edx
	jae	.L8to16
	cmpl	$4, %edx
	jae	.L4to7
	testl	%edx, %edx
	jz	.Ldone
	movb	%al, (%rdi)
	movb	%al, -1(%rdi,%rdx)
	shrl	$1, %edx
	movb	%al, (%rdi,%rdx)	/* the middle one, if there is one */
.Ldone:
	movq	%r8, %rax
	ret

.L4to7:
	movl	%eax, (%rdi)
	movl	%eax, -4(%rdi,%rdx)
	movq	%r8, %rax
	ret

.L8to16:
	movq	%rax, (%rdi)
	movq	%rax, -8(%rdi,%rdx)
	movq	%r8, %rax
	ret

.Labove16:
	cmpq	$32, %rdx
	ja	.Lwords
	movq	%rax, (%rdi)
	movq	%rax, 8(%rdi)
	movq	%rax, -16(%rdi,%rdx)
	movq	%rax, -8(%rdi,%rdx)
	movq	%r8, %rax
	ret

.Lwords:
	movq	%rax, -8(%rdi,%rdx)
	leaq	-1(%rdx), %rcx
	shrq	$3, %rcx
	rep stosq
	movq	%r8, %rax
	ret
ENDPROC(memset)
