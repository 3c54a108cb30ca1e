/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* setjmp() and longjmp(): rbx rbp r12 r13 r14 r15 rsp rip. */
#include <uk/asm.h>

	.text

/* int setjmp(jmp_buf env) */
ENTRY(setjmp)
	.globl	_setjmp
_setjmp:
	movq	%rbx, (%rdi)
	movq	%rbp, 8(%rdi)
	movq	%r12, 16(%rdi)
	movq	%r13, 24(%rdi)
	movq	%r14, 32(%rdi)
	movq	%r15, 40(%rdi)
	leaq	8(%rsp), %rax		/* the stack after the return */
	movq	%rax, 48(%rdi)
	movq	(%rsp), %rax
	movq	%rax, 56(%rdi)
	xorl	%eax, %eax
	ret
ENDPROC(setjmp)

/* void longjmp(jmp_buf env, int value): setjmp() returns value, 1 for 0 */
ENTRY(longjmp)
	.globl	_longjmp
_longjmp:
	movl	%esi, %eax
	cmpl	$1, %eax
	adcl	$0, %eax
	movq	(%rdi), %rbx
	movq	8(%rdi), %rbp
	movq	16(%rdi), %r12
	movq	24(%rdi), %r13
	movq	32(%rdi), %r14
	movq	40(%rdi), %r15
	movq	48(%rdi), %rsp
	jmp	*56(%rdi)
ENDPROC(longjmp)
