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
 *   elsewhere, kernel code             below it, the red zone left alone
 *     and that stack is not there      a page fault between copy_begin and
 *                                      copy_end: as too little room
 *
 * While the entry stack is in use its pointer in the TSS is lower: a fault in
 * here lands below and destroys nothing. #DF, NMI and #MC have stacks of their
 * own and stay on them.
 */
#include <arch/percpu.h>
#include <uk/arch/lcpu.h>
#include "x86_priv.h"

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

	.text
	.balign	16
	.globl	x86_vectors
	.type	x86_vectors, @function
x86_vectors:
	.set	vector, 0
	.rept	X86_NR_VECTORS
	.balign	8
	pushq	$(vector - 128)
	.if (vector == X86_VEC_DF) || (vector == X86_VEC_GP) || \
	    (vector == X86_VEC_PF) || (vector == X86_VEC_AC) || \
	    (vector == X86_VEC_CP) || \
	    (vector >= X86_VEC_TS && vector <= X86_VEC_SS)
	jmp	entry_with_error
	.else
	jmp	entry_without_error
	.endif
	.set	vector, vector + 1
	.endr

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

	.balign	16
	.type	entry_without_error, @function
entry_without_error:
	pushq	(%rsp) /* x86_trap() ignores it */
entry_with_error:
	subq	$X86_ENTRY_FRAME, IST(X86_IST_ENTRY)
	pushq	%rcx
	pushq	%rax
	cld
	movq	%rsp, %rcx
	movq	F_RSP(%rcx), %rax
	cmpq	PERCPU(KSTACK_TOP), %rax
	ja	other_stack
	subq	$(X86_RED_ZONE + X86_STACK_ROOM), %rax
	cmpq	PERCPU(KSTACK_BOTTOM), %rax
	jb	kernel_stack_full
	addq	$X86_STACK_ROOM, %rax

/* rcx: frame on the entry stack; rax: the stack to move to */
move:
	andq	$~15, %rax
	movq	%rax, %rsp
copy_begin:
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
copy_end:
	movzbl	F_VECTOR(%rcx), %esi
	xorb	$0x80, %sil
	addq	$X86_ENTRY_FRAME, IST(X86_IST_ENTRY)
	movq	%rsp, %rdi
	call	x86_trap
	pop_regs
	iretq

/* The interrupted stack pointer is below the room of the kernel stack. */
kernel_stack_full:
	addq	$(X86_RED_ZONE + X86_STACK_ROOM), %rax
	cmpq	PERCPU(KSTACK_BOTTOM), %rax
	jae	no_stack
other_stack:
	movq	F_RIP(%rcx), %rax
	testq	%rax, %rax
	jns	from_app /* lower half */
	subq	$__app_text_start, %rax
	cmpq	$__app_text_size, %rax
	jb	from_app
	addq	$(__app_text_start - copy_begin), %rax
	cmpq	$(copy_end - copy_begin), %rax
	jb	copy_failed
	movq	F_RSP(%rcx), %rax
	subq	$X86_RED_ZONE, %rax
	jmp	move
from_app:
	movq	PERCPU(KSTACK_TOP), %rax
	jmp	move

/* A fault in the copying above: rcx was the frame of what we report. */
copy_failed:
	movq	F_RCX(%rcx), %rcx
	addq	$X86_ENTRY_FRAME, IST(X86_IST_ENTRY)
no_stack:
	movb	$(X86_VEC_NO_STACK - 128), F_VECTOR(%rcx)
	movq	IST(X86_IST_DOUBLE), %rax
	jmp	move

/* These stay on the stack that they arrive on, with an error code pushed. */
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
	movq	%rsp, %rdi
	call	x86_trap
	pop_regs
	iretq

/*
 * The syscall instruction: rcx is the return address, r11 the flags, rsp still
 * the application's; interrupts are off (SFMASK). rax is the number, arguments
 * are in rdi, rsi, rdx, r10, r8, r9.
 *
 * All registers are saved, for signals and new threads; on the way back only
 * those are loaded that the C code may have changed, unless there is work to do
 * first. iretq, which is slow, is for flags that popfq cannot restore here.
 */
	.balign	16
	.globl	x86_syscall_entry
x86_syscall_entry:
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
	js	syscall_native
	movabsq	$X86_APP_LIMIT, %rcx
	movq	%rcx, PERCPU(APP_LIMIT)
	sti
	movl	%eax, %eax /* the number is 32 bits */
	cmpq	x86_syscall_count(%rip), %rax
	jae	syscall_other
	movq	%r10, %rcx
	movq	x86_syscall_table(%rip), %r11
	call	*(%r11, %rax, 8)
syscall_return:
	cli
	movq	$0, PERCPU(APP_LIMIT)
	cmpq	$0, PERCPU(NEED_RESCHED) /* and APP_WORK, next to it */
	jne	syscall_work
	movq	__REGS_OFFSETOF_EFLAGS(%rsp), %r11
	testl	$X86_EFLAGS_TRAPS, %r11d
	jnz	syscall_full
	movq	__REGS_OFFSETOF_R10(%rsp), %r10
	movq	__REGS_OFFSETOF_R9(%rsp), %r9
	movq	__REGS_OFFSETOF_R8(%rsp), %r8
	movq	__REGS_OFFSETOF_RDX(%rsp), %rdx
	movq	__REGS_OFFSETOF_RSI(%rsp), %rsi
	movq	__REGS_OFFSETOF_RDI(%rsp), %rdi
	movq	__REGS_OFFSETOF_RIP(%rsp), %rcx
	btrl	$X86_EFLAGS_IF_BIT, %r11d
	pushq	%r11
	popfq
	movq	__REGS_OFFSETOF_RSP(%rsp), %rsp
	sti /* takes effect behind the next instruction */
	jmp	*%rcx

/* Code in the image may name every address. */
syscall_native:
	sti
syscall_other:
	movq	%rsp, %rdi
	call	x86_syscall
	jmp	syscall_return

syscall_work:
	movq	%rax, __REGS_OFFSETOF_RAX(%rsp)
	movq	%rsp, %rdi
	call	x86_return_work
	pop_regs
	iretq
syscall_full:
	movq	%rax, __REGS_OFFSETOF_RAX(%rsp)
	pop_regs
	iretq

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
1:	pop_regs
	iretq
