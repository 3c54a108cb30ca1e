/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Trap entry and exit.
 *
 * Application code and, in a native image, the kernel functions that it calls
 * run as EL1t, on SP_EL0; SP_EL1 then is the top of the thread's kernel stack,
 * and a trap lands there. Code on a kernel stack runs as EL1h, on SP_EL1; a
 * trap nests below its stack pointer, after a look whether there is memory:
 * without, it goes on, once, on the CPU's emergency stack, to report that.
 *
 * The look needs a register before anything can be saved: TPIDRRO_EL0, which
 * nothing else uses, holds it. All exceptions are masked by then, so it is
 * free again before the next trap. PAR_EL1 is nobody else's either.
 *
 * Every path saves the whole of struct __regs: a handler may change any
 * register, and a crash report shows them all.
 */
#include <uk/asm/lcpu.h>
#include <arch/percpu.h>
#include <arch/asm/percpu.h>
#include "asm.h"

/* Room for the frame and for what the handler needs at least; less than the
 * guard page below the stack.
 */
#define KSTACK_ROOM 2048

/* Trap from EL1t. Expects SP_EL1 = kernel stack top. */
.macro ventry_app target
	.balign	128
	sub	sp, sp, #__REGS_SIZEOF
	stp	x0, x1, [sp]
	mrs	x0, sp_el0
	b	\target
.endm

/* Trap from EL1h. Expects nothing of SP_EL1. */
.macro ventry_kernel target
	.balign	128
	msr	tpidrro_el0, x0
	sub	x0, sp, #KSTACK_ROOM
	at	s1e1w, x0
	isb
	mrs	x0, par_el1
	tbnz	x0, #0, trap_overflow
	mrs	x0, tpidrro_el0
	sub	sp, sp, #__REGS_SIZEOF
	stp	x0, x1, [sp]
	add	x0, sp, #__REGS_SIZEOF
	b	\target
.endm

/* There is nobody at EL0. */
.macro ventry_none
	.balign	128
	b	.
.endm

	.section .text.vectors, "ax"
	.globl	arm64_vectors
	.type	arm64_vectors, %function
	.balign	2048
arm64_vectors:
	ventry_app	trap_sync
	ventry_app	trap_irq
	ventry_app	trap_fiq
	ventry_app	trap_serror
	ventry_kernel	trap_sync
	ventry_kernel	trap_irq
	ventry_kernel	trap_fiq
	ventry_kernel	trap_serror
	.rept	8
	ventry_none
	.endr
	.size	arm64_vectors, . - arm64_vectors

/*
 * Saves what the vector did not. Expects x0 = interrupted stack pointer, x0
 * and x1 saved. Leaves sp = x0 = struct __regs, and a frame record for the
 * backtrace behind the frame pointer.
 */
.macro save_regs
	stp	x2, x3, [sp, #16]
	stp	x4, x5, [sp, #32]
	stp	x6, x7, [sp, #48]
	stp	x8, x9, [sp, #64]
	stp	x10, x11, [sp, #80]
	stp	x12, x13, [sp, #96]
	stp	x14, x15, [sp, #112]
	stp	x16, x17, [sp, #128]
	stp	x18, x19, [sp, #144]
	stp	x20, x21, [sp, #160]
	stp	x22, x23, [sp, #176]
	stp	x24, x25, [sp, #192]
	stp	x26, x27, [sp, #208]
	stp	x28, x29, [sp, #224]
	stp	x30, x0, [sp, #__REGS_OFFSETOF_LR]
	mrs	x1, elr_el1
	mrs	x2, spsr_el1
	mrs	x3, esr_el1
	mrs	x4, far_el1
	stp	x1, x2, [sp, #__REGS_OFFSETOF_ELR]
	stp	x3, x4, [sp, #__REGS_OFFSETOF_ESR]
	stp	x29, x1, [sp, #__REGS_OFFSETOF_FRAME]
	add	x29, sp, #__REGS_OFFSETOF_FRAME
	mov	x0, sp
.endm

	.type	trap_sync, %function
trap_sync:
	save_regs
	bl	arm64_trap_sync
	b	trap_return
	.size	trap_sync, . - trap_sync

/* arch_app_enter(): interrupts are off, the registers are in their place. */
	.globl	arm64_app_enter
	.type	arm64_app_enter, %function
arm64_app_enter:
	msr	daifset, #0xf
	mrs	x1, tpidr_el1
	ldr	x0, [x1, #ARCH_PERCPU_KSTACK_TOP]
	sub	x0, x0, #__REGS_SIZEOF
	msr	spsel, #1
	mov	sp, x0
	str	xzr, [x1, #ARCH_PERCPU_APP_LIMIT]
	ldr	x2, [x1, #ARCH_PERCPU_NEED_RESCHED] /* and APP_WORK */
	cbz	x2, trap_return
	bl	arm64_return_work
	b	trap_return
	.size	arm64_app_enter, . - arm64_app_enter

	.type	trap_irq, %function
trap_irq:
	save_regs
	str	xzr, [sp, #__REGS_OFFSETOF_ESR] /* is about an earlier trap */
	bl	arm64_trap_irq
	/* fall through */

/* Goes back to where sp = struct __regs says. */
trap_return:
	msr	daifset, #0xf
	ldp	x1, x2, [sp, #__REGS_OFFSETOF_ELR]
	ldp	x30, x3, [sp, #__REGS_OFFSETOF_LR]
	msr	elr_el1, x1
	msr	spsr_el1, x2
	/* EL1t: the stack pointer is SP_EL0. For EL1h it is SP_EL1, which is
	 * right again when the frame is gone: a handler may not move it.
	 */
	tbnz	x2, #0, 1f
	msr	sp_el0, x3
1:	ldp	x2, x3, [sp, #16]
	ldp	x4, x5, [sp, #32]
	ldp	x6, x7, [sp, #48]
	ldp	x8, x9, [sp, #64]
	ldp	x10, x11, [sp, #80]
	ldp	x12, x13, [sp, #96]
	ldp	x14, x15, [sp, #112]
	ldp	x16, x17, [sp, #128]
	ldp	x18, x19, [sp, #144]
	ldp	x20, x21, [sp, #160]
	ldp	x22, x23, [sp, #176]
	ldp	x24, x25, [sp, #192]
	ldp	x26, x27, [sp, #208]
	ldp	x28, x29, [sp, #224]
	ldp	x0, x1, [sp], #__REGS_SIZEOF
	eret
	.size	trap_irq, . - trap_irq

	.type	trap_fiq, %function
trap_fiq:
	save_regs
	bl	arm64_trap_fiq
	b	trap_return
	.size	trap_fiq, . - trap_fiq

	.type	trap_serror, %function
trap_serror:
	save_regs
	bl	arm64_trap_serror
	b	trap_return
	.size	trap_serror, . - trap_serror

/*
 * No room on the kernel stack. Expects the interrupted x0 in TPIDRRO_EL0. Goes
 * on on the emergency stack, from its top: a second time, a report of the
 * first is under way there and given up. arm64_trap_overflow() does not
 * return, so SP_EL0 may be lost.
 */
	.type	trap_overflow, %function
trap_overflow:
	mov	x0, sp
	msr	sp_el0, x0
	mrs	x0, tpidr_el1
	ldr	x0, [x0, #ARCH_PERCPU_MD_EMERGENCY_TOP]
	mov	sp, x0
	mrs	x0, tpidrro_el0
	sub	sp, sp, #__REGS_SIZEOF
	stp	x0, x1, [sp]
	mrs	x0, sp_el0
	save_regs
	bl	arm64_trap_overflow
	b	.
	.size	trap_overflow, . - trap_overflow
