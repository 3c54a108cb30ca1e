/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The ways into the kernel, as assembly macros: entry.S has them for programs
 * that leave GS alone, entry_gs.S for those that have a GS base of their own.
 * The latter begin and end with swapgs where application code of the lower half
 * was interrupted; their names end in _gs.
 */
#ifndef __X86_ENTRY_PRIV_H__
#define __X86_ENTRY_PRIV_H__

#include <arch/percpu.h>
#include <uk/arch/lcpu.h>
#include "x86_priv.h"

/* clang-format off */
#define PERCPU(field) %gs:ARCH_PERCPU_##field
#define IST(n)	      %gs:(ARCH_PERCPU_MD + X86_PERCPU_TSS_IST1 + 8 * ((n) - 1))

/* The frame on the entry stack, as offsets from its start */
#define F_RAX    0
#define F_RCX    8
#define F_VECTOR 16 /* its low byte is the vector minus 128 */
#define F_ERROR  24
#define F_RIP    32
#define F_CS     40
#define F_EFLAGS 48
#define F_RSP    56
#define F_SS     64

/* X86_NR_VECTORS pieces of code, 8 bytes each */
	.macro vector_table suffix
	.balign	16
	.globl	x86_vectors\suffix
	.type	x86_vectors\suffix, @function
x86_vectors\suffix\():
	.set	vector, 0
	.rept	X86_NR_VECTORS
	.balign	8
	pushq	$(vector - 128)
	.if (vector == X86_VEC_DF) || (vector == X86_VEC_GP) || \
	    (vector == X86_VEC_PF) || (vector == X86_VEC_AC) || \
	    (vector == X86_VEC_CP) || \
	    (vector >= X86_VEC_TS && vector <= X86_VEC_SS)
	jmp	entry_with_error\suffix
	.else
	jmp	entry_without_error\suffix
	.endif
	.set	vector, vector + 1
	.endr
	.endm

/* struct __regs below what the hardware pushed and the error code */
	.macro push_regs_but_rax_rcx syscall=0
	pushq	%r8
	pushq	%r9
	pushq	%r10
	pushq	%r11
	pushq	%rbx
	pushq	%rbp
	pushq	%r12
	pushq	%r13
	pushq	%r14
	pushq	%r15
	pushq	$\syscall /* arch_regs_is_syscall() */
	.endm

	.macro pop_regs
	addq	$__REGS_PAD_SIZE, %rsp
	popq	%r15
	popq	%r14
	popq	%r13
	popq	%r12
	popq	%rbp
	popq	%rbx
	popq	%r11
	popq	%r10
	popq	%r9
	popq	%r8
	popq	%rax
	popq	%rcx
	popq	%rdx
	popq	%rsi
	popq	%rdi
	addq	$8, %rsp /* orig_rax */
	.endm

/*
 * Exchanges the program's GS base and the kernel's if an address of code is the
 * program's: the one that far above the stack pointer, or in rcx.
 */
	.macro swap_for_app_at where
	cmpq	$__text_start, \where(%rsp)
	jb	.Lapp\@
	cmpq	$__text_end, \where(%rsp)
	jb	.Lkernel\@
.Lapp\@:
	swapgs
.Lkernel\@:
	.endm

	.macro swap_for_app_rcx
	testq	%rcx, %rcx
	js	.Lkernel\@
	swapgs
.Lkernel\@:
	.endm

	.macro return_iret gs
	pop_regs
	.if \gs
	swap_for_app_at 0
	.endif
	iretq
	.endm

/* Where the vectors go on. */
	.macro vector_entry suffix, gs
	.balign	16
	.type	entry_without_error\suffix, @function
entry_without_error\suffix\():
	pushq	(%rsp) /* x86_trap() ignores it */
entry_with_error\suffix\():
	.if \gs
	swap_for_app_at 16
	.endif
	subq	$X86_ENTRY_FRAME, IST(X86_IST_ENTRY)
	pushq	%rcx
	pushq	%rax
	cld
	movq	%rsp, %rcx
	movq	F_RSP(%rcx), %rax
	cmpq	PERCPU(KSTACK_TOP), %rax
	ja	other_stack\suffix
	subq	$(X86_RED_ZONE + X86_STACK_ROOM), %rax
	jb	other_stack\suffix /* it was nearly 0 */
	cmpq	PERCPU(KSTACK_BOTTOM), %rax
	jb	kernel_stack_full\suffix
	addq	$X86_STACK_ROOM, %rax

/* rcx: frame on the entry stack; rax: the stack to move to */
move\suffix\():
	andq	$~15, %rax
	movq	%rax, %rsp
copy_begin\suffix\():
	pushq	F_SS(%rcx)
	pushq	F_RSP(%rcx)
	pushq	F_EFLAGS(%rcx)
	pushq	F_CS(%rcx)
	pushq	F_RIP(%rcx)
	pushq	F_ERROR(%rcx)
	pushq	%rdi
	pushq	%rsi
	pushq	%rdx
	pushq	F_RCX(%rcx)
	pushq	F_RAX(%rcx)
	push_regs_but_rax_rcx
copy_end\suffix\():
	movzbl	F_VECTOR(%rcx), %esi
	xorb	$0x80, %sil
	addq	$X86_ENTRY_FRAME, IST(X86_IST_ENTRY)
	movq	%rsp, %rdi
	call	x86_trap
	return_iret \gs

/* The interrupted stack pointer is below the room of the kernel stack. */
kernel_stack_full\suffix\():
	addq	$(X86_RED_ZONE + X86_STACK_ROOM), %rax
	cmpq	PERCPU(KSTACK_BOTTOM), %rax
	jae	no_stack\suffix
other_stack\suffix\():
	movq	F_RIP(%rcx), %rax
	testq	%rax, %rax
	jns	from_app\suffix /* lower half */
	subq	$__app_text_start, %rax
	cmpq	$__app_text_size, %rax
	jb	from_app\suffix
	addq	$(__app_text_start - copy_begin\suffix), %rax
	cmpq	$(copy_end\suffix - copy_begin\suffix), %rax
	jb	copy_failed\suffix
	movq	F_RIP(%rcx), %rax
	subq	$__text_start, %rax
	cmpq	$__text_size, %rax
	jae	from_app\suffix /* to which it jumped */
	movq	F_RSP(%rcx), %rax
	subq	$X86_RED_ZONE, %rax
	jmp	move\suffix
from_app\suffix\():
	movq	PERCPU(KSTACK_TOP), %rax
	jmp	move\suffix

/* A fault in the copying above: rcx was the frame of what we report. */
copy_failed\suffix\():
	movq	F_RCX(%rcx), %rcx
	addq	$X86_ENTRY_FRAME, IST(X86_IST_ENTRY)
no_stack\suffix\():
	movb	$(X86_VEC_NO_STACK - 128), F_VECTOR(%rcx)
	movq	IST(X86_IST_DOUBLE), %rax
	jmp	move\suffix
	.endm

/*
 * The syscall instruction: rcx is the return address, r11 the flags, rsp still
 * the application's; interrupts are off (SFMASK). rax is the number, arguments
 * are in rdi, rsi, rdx, r10, r8, r9.
 *
 * All registers are saved, for signals and new threads; on the way back only
 * those are loaded that the C code may have changed, unless there is work to do
 * first. iretq, which is slow, is for flags that popfq cannot restore here.
 */
	.macro syscall_entry suffix, gs
	.balign	16
	.globl	x86_syscall_entry\suffix
x86_syscall_entry\suffix\():
	.if \gs
	swap_for_app_rcx
	.endif
	movq	%rsp, PERCPU(SCRATCH)
	movq	PERCPU(KSTACK_TOP), %rsp
	pushq	$X86_SEG_DATA
	pushq	PERCPU(SCRATCH)
	pushq	%r11
	pushq	$X86_SEG_CODE
	pushq	%rcx
	pushq	%rax /* orig_rax: the number */
	pushq	%rdi
	pushq	%rsi
	pushq	%rdx
	pushq	%rcx
	pushq	%rax
	push_regs_but_rax_rcx syscall=1
	testq	%rcx, %rcx
	js	syscall_native\suffix
	movabsq	$X86_APP_LIMIT, %rcx
	movq	%rcx, PERCPU(APP_LIMIT)
	sti
	movl	%eax, %eax /* the number is 32 bits */
	cmpq	x86_syscall_count(%rip), %rax
	jae	syscall_other\suffix
	movq	%r10, %rcx
	movq	x86_syscall_table(%rip), %r11
	call	*(%r11, %rax, 8)
syscall_return\suffix\():
	cli
	movq	$0, PERCPU(APP_LIMIT)
	cmpq	$0, PERCPU(NEED_RESCHED) /* and APP_WORK, next to it */
	jne	syscall_work\suffix
	movq	__REGS_OFFSETOF_EFLAGS(%rsp), %r11
	testl	$X86_EFLAGS_TRAPS, %r11d
	jnz	syscall_full\suffix
	movq	__REGS_OFFSETOF_R10(%rsp), %r10
	movq	__REGS_OFFSETOF_R9(%rsp), %r9
	movq	__REGS_OFFSETOF_R8(%rsp), %r8
	movq	__REGS_OFFSETOF_RDX(%rsp), %rdx
	movq	__REGS_OFFSETOF_RSI(%rsp), %rsi
	movq	__REGS_OFFSETOF_RDI(%rsp), %rdi
	movq	__REGS_OFFSETOF_RIP(%rsp), %rcx
	.if \gs
	swap_for_app_rcx
	.endif
	btrl	$X86_EFLAGS_IF_BIT, %r11d
	pushq	%r11
	popfq
	movq	__REGS_OFFSETOF_RSP(%rsp), %rsp
	sti /* takes effect behind the next instruction */
	jmp	*%rcx

/* Code in the image may name every address. */
syscall_native\suffix\():
	sti
syscall_other\suffix\():
	movq	%rsp, %rdi
	call	x86_syscall
	jmp	syscall_return\suffix

syscall_work\suffix\():
	movq	%rax, __REGS_OFFSETOF_RAX(%rsp)
	movq	%rsp, %rdi
	call	x86_return_work
	return_iret \gs
syscall_full\suffix\():
	movq	%rax, __REGS_OFFSETOF_RAX(%rsp)
	return_iret \gs
	.endm
/* clang-format on */

#endif /* __X86_ENTRY_PRIV_H__ */
