/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * From 32-bit protected mode, where every boot protocol of x86 hands over, to
 * C in the upper half. It runs once, on the boot CPU.
 *
 * The page tables made here, all in .bss.boot:
 *
 *   root[511] -> pdpt, pdpt[0]   -> direct map of the first 1 GiB
 *                      pdpt[510] -> kernel image
 *   root[509] -> an empty table: the slot that every address space shares
 *   root[0]   -> pdpt, until the jump to the upper half: so long the direct
 *                map is an identity map, too
 *
 * What holds the image up to __boot_small_end is mapped by 4 KiB pages at both
 * places: text R X in the image and R in the direct map, .rodata R, the rest
 * R W, nothing under the boot stack. Only the page of the code below may be
 * executed in the direct map, until the jump; it is not writable there.
 */
#include <arch/mmu.h>
#include <uk/arch/lcpu.h>
#include <uk/arch/limits.h>
#include <uk/arch/paging.h>
#include "x86_priv.h"

#define PHYS(sym) (sym - KERNEL_IMAGE_BASE)

#define TABLE       0x003 /* present, writable */
#define PAGE_RO     0x101 /* present, global */
#define PAGE_RW     0x103
#define PAGE_RW_2M  0x183
#define NX          0x80000000 /* in the upper half of an entry */

	.section .bss.boot, "aw", @nobits
	.balign	__PAGE_SIZE
	.globl	x86_boot_root, x86_boot_image_pd
	.globl	x86_boot_stack, x86_boot_stack_top
x86_boot_root:	.skip __PAGE_SIZE
pdpt:		.skip __PAGE_SIZE
kva_pdpt:	.skip __PAGE_SIZE
direct_pd:	.skip __PAGE_SIZE
x86_boot_image_pd:	.skip __PAGE_SIZE
		.globl x86_boot_stack_guard
x86_boot_stack_guard:
		.skip __PAGE_SIZE
x86_boot_stack:	.skip __STACK_SIZE
x86_boot_stack_top:

/* Entry number idx of table refers to the table next. */
	.macro link table, idx, next
	movl	$(PHYS(\next) + TABLE), PHYS(\table) + 8 * (\idx)
	.endm

/*
 * count entries at entry become value, value + step and so on, with the upper
 * half high. Clobbers eax, ecx, edi.
 */
	.macro fill entry, count, value, step, high
	movl	$(PHYS(\entry)), %edi
	movl	$(\value), %eax
	movl	$(\count), %ecx
	jecxz	2f
1:	movl	%eax, (%edi)
	movl	$(\high), 4(%edi)
	addl	$(\step), %eax
	addl	$8, %edi
	decl	%ecx
	jnz	1b
2:
	.endm

	.section .text.start, "ax", @progbits
	.code32
/*
 * Expects: 32-bit flat segments, paging off, .bss zeroed,
 *   esi  argument for the C function
 *   ebp  physical address of a C function that does not return
 * Goes there with interrupts off, on the boot stack, with per-CPU data.
 */
	.globl	x86_start32
	.type	x86_start32, @function
x86_start32:
	cld
	cli

	movl	$0x80000000, %eax
	cpuid
	cmpl	$0x80000001, %eax
	jb	cpu_too_old
	movl	$0x80000001, %eax
	cpuid
	andl	$(X86_CPUID81_NX | X86_CPUID81_LM), %edx
	cmpl	$(X86_CPUID81_NX | X86_CPUID81_LM), %edx
	jne	cpu_too_old

	/* memory ends before the image does: there is nothing to stand on */
	movl	$0x5a5aa5a5, PHYS(__boot_tables_end) - 4
	cmpl	$0x5a5aa5a5, PHYS(__boot_tables_end) - 4
	jne	memory_too_small

	link	x86_boot_root, 0, pdpt
	link	x86_boot_root, 509, kva_pdpt
	link	x86_boot_root, 511, pdpt
	link	pdpt, 0, direct_pd
	link	pdpt, 510, x86_boot_image_pd

	fill	direct_pd, 512, PAGE_RW_2M, (1<<21), NX
	fill	direct_pd, __boot_pt_count, PHYS(__boot_direct_pt)+TABLE, 4096, 0
	fill	__boot_direct_pt, __boot_pt_entries, PAGE_RW, 4096, NX
	fill	__boot_pte_direct_text, __boot_pages_ro, PHYS(__text_start)+PAGE_RO, 4096, NX
	movl	$0, PHYS(__boot_pte_direct_text) + 4

	fill	x86_boot_image_pd, __boot_pt_count, PHYS(__boot_image_pt)+TABLE, 4096, 0
	fill	__boot_pte_text, __boot_pages_text, PHYS(__text_start)+PAGE_RO, 4096, 0
	fill	__boot_pte_rodata, __boot_pages_rodata, PHYS(__rodata_start)+PAGE_RO, 4096, NX
	fill	__boot_pte_data, __boot_pages_data, PHYS(__data_start)+PAGE_RW, 4096, NX
	movl	$0, PHYS(__boot_pte_guard)
	fill	__boot_pde_large, __boot_pages_large, __boot_small_max+PAGE_RW_2M, (1<<21), NX

	movl	%cr4, %eax
	orl	$X86_CR4_PAE, %eax
	movl	%eax, %cr4
	movl	$PHYS(x86_boot_root), %eax
	movl	%eax, %cr3
	movl	$X86_MSR_EFER, %ecx
	rdmsr
	orl	$(X86_EFER_LME | X86_EFER_NXE | X86_EFER_SCE), %eax
	wrmsr
	movl	$X86_CR0_BOOT, %eax
	movl	%eax, %cr0

	lgdt	PHYS(boot_gdt_pointer)
	ljmp	$8, $PHYS(start64)

/*
 * Too early for a console: the text goes to the first serial port, the status
 * to <arch/exit.h>'s device, and the CPU stops.
 */
cpu_too_old:
	movl	$PHYS(cpu_text), %esi
	movl	$(cpu_text_end - cpu_text), %ecx
	movl	$X86_COM1, %edx
	rep outsb
	movb	$X86_EXIT_CPU, %al
	jmp	stop

memory_too_small:
	movl	$PHYS(memory_text), %esi
	movl	$(memory_text_end - memory_text), %ecx
	movl	$X86_COM1, %edx
	rep outsb
	/* KiB in decimal; esi: digits so far are zeroes */
	movl	$PHYS(__image_end), %eax
	shrl	$10, %eax
	movl	$1000000, %ebx
	movl	$10, %ecx
	xorl	%esi, %esi
1:	xorl	%edx, %edx
	divl	%ebx
	movl	%edx, %ebp
	orl	%eax, %esi
	jz	2f
	addl	$'0', %eax
	movl	$X86_COM1, %edx
	outb	%al, %dx
2:	movl	%ebx, %eax
	xorl	%edx, %edx
	divl	%ecx
	movl	%eax, %ebx
	movl	%ebp, %eax
	testl	%ebx, %ebx
	jnz	1b
	movl	$PHYS(unit_text), %esi
	movl	$(unit_text_end - unit_text), %ecx
	movl	$X86_COM1, %edx
	rep outsb
	movb	$X86_EXIT_MEMORY, %al
stop:
	movl	$X86_DEBUG_EXIT, %edx
	outb	%al, %dx
1:	cli
	hlt
	jmp	1b

cpu_text:
	.ascii	"This processor lacks 64-bit mode or no-execute pages.\r\n"
cpu_text_end:
memory_text:
	.ascii	"Not enough memory: the image alone needs "
memory_text_end:
unit_text:
	.ascii	" KiB\r\n"
unit_text_end:

	/* null, 64-bit code; accessed, so that nothing is written to */
	.balign	8
boot_gdt:
	.quad	0
	.quad	0x00209b0000000000
boot_gdt_pointer:
	.word	. - boot_gdt - 1
	.long	PHYS(boot_gdt)

	.code64
start64:
	/* its own upper half alias */
	movq	$start_high, %rax
	jmp	*%rax

start_high:
	/* the low alias goes, and with it the executable page */
	movq	$0, x86_boot_root
	movl	$NX, __boot_pte_direct_text + 4
	movq	%cr3, %rax
	movq	%rax, %cr3

	movq	$x86_boot_stack_top, %rsp
	movl	%esi, %r12d
	movl	%ebp, %r13d
	addq	$KERNEL_IMAGE_BASE, %r13
	xorl	%ebp, %ebp /* ends backtraces */

	xorl	%edi, %edi
	movq	$x86_boot_stack, %rsi
	movq	$x86_boot_stack_top, %rdx
	call	arch_percpu_init

	movq	%r12, %rdi
	pushq	$0
	jmp	*%r13
	.size	x86_start32, . - x86_start32
