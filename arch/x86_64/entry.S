/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Where the hardware enters: traps, interrupts, the syscall instruction.
 *
 * Most vectors arrive on the small entry stack of the CPU (IST) and leave it
 * at once for the stack on which the handler runs:
 *
 *   interrupted stack pointer          handler runs
 *   ---------------------------------  -------------------------------------
 *   in the thread's kernel stack       below it, the red zone left alone
 *     too little room there            on the emergency stack, reported as
 *                                      X86_VEC_NO_STACK
 *   elsewhere, application code        at the top of the thread's kernel stack
 *   elsewhere, upper half, no code     the same: who jumped there was not us
 *   elsewhere, kernel code             below it, the red zone left alone
 *     and that stack is not there      a page fault between copy_begin and
 *                                      copy_end: as too little room
 *
 * While the entry stack is in use its pointer in the TSS is lower: a fault in
 * here lands below and destroys nothing. #DF, NMI and #MC have stacks of their
 * own and stay on them.
 */
#include "entry_priv.h"

	.text
	vector_table
	vector_entry gs=0

/*
 * These stay on the stack that they arrive on, with an error code pushed; above
 * it is the address of struct arch_percpu.
 */
	.balign	16
	.globl	x86_vector_nmi, x86_vector_mc, x86_vector_df
x86_vector_nmi:
	pushq	$0
	pushq	%rdi
	pushq	%rsi
	movl	$X86_VEC_NMI, %esi
	jmp	stay
x86_vector_mc:
	pushq	$0
	pushq	%rdi
	pushq	%rsi
	movl	$X86_VEC_MC, %esi
	jmp	stay
x86_vector_df:
	pushq	%rdi
	pushq	%rsi
	movl	$X86_VEC_DF, %esi
stay:
	pushq	%rdx
	pushq	%rcx
	pushq	%rax
	push_regs_but_rax_rcx
	cld
	/* Whatever GS was, also in the midst of an entry */
	movl	$X86_MSR_GS_BASE, %ecx
	rdmsr
	movl	%eax, %ebx
	movl	%edx, %r12d
	movl	__REGS_SIZEOF(%rsp), %eax
	movl	__REGS_SIZEOF + 4(%rsp), %edx
	wrmsr
	movq	%rsp, %rdi
	call	x86_trap
	movl	$X86_MSR_GS_BASE, %ecx
	movl	%ebx, %eax
	movl	%r12d, %edx
	wrmsr
	pop_regs
	iretq

	syscall_entry gs=0

/* arch_app_enter(): interrupts are off, the registers are in their place. */
	.balign	16
	.globl	x86_app_enter
	.type	x86_app_enter, @function
x86_app_enter:
	movq	PERCPU(KSTACK_TOP), %rsp
	subq	$__REGS_SIZEOF, %rsp
	movq	%rsp, %rdi
	movq	$0, PERCPU(APP_LIMIT)
	cmpq	$0, PERCPU(NEED_RESCHED)
	je	1f
	call	x86_return_work
	movq	%rsp, %rdi
1:	cmpb	$0, x86_gs_used(%rip)
	jne	x86_gs_return
	return_iret 0

/*
 * Goes back to what *rdi says where programs have a GS base: whatever way the
 * thread came in. Interrupts are off; what is on the stack below is left.
 */
	.balign	16
	.globl	x86_gs_return
	.type	x86_gs_return, @function
x86_gs_return:
	movq	%rdi, %rsp
	return_iret 1
