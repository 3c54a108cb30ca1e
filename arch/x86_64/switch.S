/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Switching and starting contexts; <uk/arch/ctx.h> has the contracts. */
#include <uk/arch/types.h>
#include <uk/arch/ctx.h>

	.text

/* rdi: store, rsi: load */
	.balign	16
	.globl	ukarch_ctx_switch
	.type	ukarch_ctx_switch, @function
ukarch_ctx_switch:
	pushq	%rbp
	pushq	%rbx
	pushq	%r12
	pushq	%r13
	pushq	%r14
	pushq	%r15
	movq	$resume, UKARCH_CTX_OFFSETOF_IP(%rdi)
	movq	%rsp, UKARCH_CTX_OFFSETOF_SP(%rdi)
	movq	UKARCH_CTX_OFFSETOF_SP(%rsi), %rsp
	jmp	*UKARCH_CTX_OFFSETOF_IP(%rsi)
resume:
	popq	%r15
	popq	%r14
	popq	%r13
	popq	%r12
	popq	%rbx
	popq	%rbp
	ret
	.size	ukarch_ctx_switch, . - ukarch_ctx_switch

/*
 * First code of a context: its stack holds {arguments, entry, 0} where the
 * last stands for a return address. One entry point for each number of
 * arguments, with and without clearing the registers.
 */
	.balign	16
	.globl	x86_ctx_start2, x86_ctx_start1, x86_ctx_start0
x86_ctx_start2:
	popq	%rdi
	popq	%rsi
	jmp	1f
x86_ctx_start1:
	popq	%rdi
	jmp	2f
x86_ctx_start0:
	xorl	%edi, %edi
2:	xorl	%esi, %esi
1:	xorl	%eax, %eax
	xorl	%ebx, %ebx
	xorl	%ecx, %ecx
	xorl	%edx, %edx
	xorl	%ebp, %ebp /* ends backtraces */
	xorl	%r8d, %r8d
	xorl	%r9d, %r9d
	xorl	%r10d, %r10d
	xorl	%r11d, %r11d
	xorl	%r12d, %r12d
	xorl	%r13d, %r13d
	xorl	%r14d, %r14d
	xorl	%r15d, %r15d
	ret

	.globl	x86_ctx_start2_keep, x86_ctx_start1_keep
x86_ctx_start2_keep:
	popq	%rdi
	popq	%rsi
	ret
x86_ctx_start1_keep:
	popq	%rdi
	ret
