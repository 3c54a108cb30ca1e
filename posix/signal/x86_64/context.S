/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What is always the same in a handler's frame, to and from the program's
 * memory at once. The caller has checked that the thread may name it; a fault
 * that nobody mends ends the function: al is whether it was done.
 */
#include <arch/nofault.h>
#include <uk/asm.h>
#include <uk/arch/lcpu.h>

	.text

/* What a program in user mode would see: cs, gs, fs, ss */
#define SEGMENTS 0x002b000000000033

	.macro put reg, at
	movq	\reg(%rsi), %rax
	movq	%rax, 8 * \at(%rdi)
	.endm

	.macro get reg, at
	movq	8 * \at(%rsi), %rax
	movq	%rax, \reg(%rdi)
	.endm

	.macro clear from, count
	.set	.Lindex, \from
	.rept	\count
	movq	$0, 8 * .Lindex(%rdi)
	.set	.Lindex, .Lindex + 1
	.endr
	.endm

/* clang-format off */
#define REGISTERS(do) \
	do __REGS_OFFSETOF_R8, 0; \
	do __REGS_OFFSETOF_R9, 1; \
	do __REGS_OFFSETOF_R10, 2; \
	do __REGS_OFFSETOF_R11, 3; \
	do __REGS_OFFSETOF_R12, 4; \
	do __REGS_OFFSETOF_R13, 5; \
	do __REGS_OFFSETOF_R14, 6; \
	do __REGS_OFFSETOF_R15, 7; \
	do __REGS_OFFSETOF_RDI, 8; \
	do __REGS_OFFSETOF_RSI, 9; \
	do __REGS_OFFSETOF_RBP, 10; \
	do __REGS_OFFSETOF_RBX, 11; \
	do __REGS_OFFSETOF_RDX, 12; \
	do __REGS_OFFSETOF_RAX, 13; \
	do __REGS_OFFSETOF_RCX, 14; \
	do __REGS_OFFSETOF_RSP, 15;
/* clang-format on */

/* Before struct sigcontext in ucontext: stack, link and flags */
#define LINK  (-32)
#define FLAGS (-40)

/* rdi: struct sigcontext of the program's; rsi: struct __regs; rdx: struct
 * sig_fault; ecx: the flags of ucontext
 */
ENTRY(sig_context_put)
.Lput:
	movq	%rcx, FLAGS(%rdi)
	movq	$0, LINK(%rdi)
	REGISTERS(put)
	put	__REGS_OFFSETOF_RIP, 16
	put	__REGS_OFFSETOF_EFLAGS, 17
	movabsq	$SEGMENTS, %rax
	movq	%rax, 8 * 18(%rdi)
	movq	(%rdx), %rax
	movq	%rax, 8 * 19(%rdi)	/* err */
	movq	8(%rdx), %rax
	movq	%rax, 8 * 20(%rdi)	/* trapno */
	movq	16(%rdx), %rax
	movq	%rax, 8 * 22(%rdi)	/* cr2 */
	clear	24, 8			/* reserved */
.Lput_end:
	movl	$1, %eax
	ret
ENDPROC(sig_context_put)

/* rdi: siginfo_t of the program's; rsi: struct uk_siginfo, what is used of it */
ENTRY(sig_info_put)
.Linfo:
	put	0, 0
	put	8, 1
	put	16, 2
	put	24, 3
	put	32, 4
	put	40, 5
	clear	6, 10
.Linfo_end:
	movl	$1, %eax
	ret
ENDPROC(sig_info_put)

/* rdi: struct __regs; rsi: struct sigcontext of the program's. Not rip and the
 * flags, which are checked first.
 */
ENTRY(sig_context_get)
.Lget:
	REGISTERS(get)
.Lget_end:
	movl	$1, %eax
	ret
ENDPROC(sig_context_get)

/* rdi: XSAVE area of the program's; rsi, rdx, rcx: the words of its marks. The
 * header behind them is cleared.
 */
ENTRY(sig_marks_put)
.Lmarks:
	movq	%rsi, 464(%rdi)
	movq	%rdx, 472(%rdi)
	movq	%rcx, 480(%rdi)
	clear	61, 3 + 8
.Lmarks_end:
	movl	$1, %eax
	ret
ENDPROC(sig_marks_put)

.Lfault:
	xorl	%eax, %eax
	ret

	ARCH_NOFAULT_ENTRY .Lput, .Lput_end, .Lfault
	ARCH_NOFAULT_ENTRY .Linfo, .Linfo_end, .Lfault
	ARCH_NOFAULT_ENTRY .Lget, .Lget_end, .Lfault
	ARCH_NOFAULT_ENTRY .Lmarks, .Lmarks_end, .Lfault
