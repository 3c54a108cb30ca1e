/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Copying and clearing what may fault; <arch/nofault.h> has the contracts.
 *
 * In big steps while nothing faults. A fault in one of them goes on, from the
 * last byte known to be done, in steps of one byte; the fault that follows
 * there ends it, and the destination pointer says how far it came. Nothing is
 * stored before all that an instruction sequence stores has been loaded, so
 * that a byte done twice is the same byte.
 */
#include <uk/asm.h>
#include <arch/nofault.h>

	.text

/* rdi: dst, rsi: src, rdx: len; rax: bytes copied */
ENTRY(arch_nofault_copy)
	movq	%rdx, %rax
	cmpq	$32, %rdx
	ja	.Llarge
.Lsmall:
	cmpl	$16, %edx
	jae	.L16to32
	cmpl	$8, %edx
	jae	.L8to15
	cmpl	$4, %edx
	jae	.L4to7
	testl	%edx, %edx
	jz	.Lnothing
	movl	%edx, %r8d		/* the middle one of three */
	shrl	$1, %r8d
	movzbl	(%rsi), %ecx
	movzbl	(%rsi,%r8), %r9d
	movzbl	-1(%rsi,%rdx), %r10d
	movb	%cl, (%rdi)
	movb	%r9b, (%rdi,%r8)
	movb	%r10b, -1(%rdi,%rdx)
.Lnothing:
	ret

.L4to7:
	movl	(%rsi), %ecx
	movl	-4(%rsi,%rdx), %r8d
	movl	%ecx, (%rdi)
	movl	%r8d, -4(%rdi,%rdx)
	ret

.L8to15:
	movq	(%rsi), %rcx
	movq	-8(%rsi,%rdx), %r8
	movq	%rcx, (%rdi)
	movq	%r8, -8(%rdi,%rdx)
	ret

.L16to32:
	movq	(%rsi), %rcx
	movq	8(%rsi), %r8
	movq	-16(%rsi,%rdx), %r9
	movq	-8(%rsi,%rdx), %r10
	movq	%rcx, (%rdi)
	movq	%r8, 8(%rdi)
	movq	%r9, -16(%rdi,%rdx)
	movq	%r10, -8(%rdi,%rdx)
	ret
.Lsmall_end:

/* Again from the start: rdi, rsi and rdx are what they were. */
.Lsmall_fault:
	movq	%rdi, %r8
	leaq	(%rdi,%rdx), %r9
	jmp	.Lcopy_bytes

/* r8: dst, r9: its end; rdi, rsi: what is next */
.Llarge:
	movq	%rdi, %r8
	leaq	(%rdi,%rdx), %r9
	leaq	-8(%rsi,%rdx), %r10
	movq	%rdx, %rcx
	shrq	$3, %rcx
.Lwords:
	rep movsq
	movq	(%r10), %rcx		/* the last 8, some of them again */
	movq	%rcx, -8(%r9)
.Lwords_end:
	ret

.Lcopy_bytes:
	movq	%r9, %rcx
	subq	%rdi, %rcx
.Lbytes:
	rep movsb
.Lbytes_end:
	movq	%rdi, %rax
	subq	%r8, %rax
	ret
ENDPROC(arch_nofault_copy)

	ARCH_NOFAULT_ENTRY .Lsmall, .Lsmall_end, .Lsmall_fault
	ARCH_NOFAULT_ENTRY .Lwords, .Lwords_end, .Lcopy_bytes
	ARCH_NOFAULT_ENTRY .Lbytes, .Lbytes_end, .Lbytes_end

/* rdi: dst, rsi: len; rax: bytes cleared */
ENTRY(arch_nofault_clear)
	movq	%rdi, %r8
	leaq	(%rdi,%rsi), %r9
	movq	%rsi, %rcx
	shrq	$3, %rcx
	xorl	%eax, %eax
.Lclear_words:
	rep stosq
.Lclear_rest:
	movq	%r9, %rcx
	subq	%rdi, %rcx
.Lclear_bytes:
	rep stosb
.Lclear_end:
	movq	%rdi, %rax
	subq	%r8, %rax
	ret
ENDPROC(arch_nofault_clear)

	ARCH_NOFAULT_ENTRY .Lclear_words, .Lclear_rest, .Lclear_rest
	ARCH_NOFAULT_ENTRY .Lclear_bytes, .Lclear_end, .Lclear_end
