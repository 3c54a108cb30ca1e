/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Multiboot 1: the header that loaders look for, and the entry point: 32-bit
 * protected mode, eax is the magic number, ebx the address of the information.
 */
#include <arch/mmu.h>
#include "multiboot_priv.h"

	.section .boot_header, "a", @progbits
	.balign	4
	.long	MULTIBOOT_HEADER_MAGIC
	.long	MULTIBOOT_HEADER_FLAGS
	.long	-(MULTIBOOT_HEADER_MAGIC + MULTIBOOT_HEADER_FLAGS)

	.section .text.start, "ax", @progbits
	.code32
	.globl	_multiboot_entry
	.type	_multiboot_entry, @function
_multiboot_entry:
	/* another loader's information is not ours to read */
	xorl	%esi, %esi
	cmpl	$MULTIBOOT_LOADER_MAGIC, %eax
	cmovel	%ebx, %esi
	movl	$(multiboot_entry - KERNEL_IMAGE_BASE), %ebp
	jmp	x86_start32
	.size	_multiboot_entry, . - _multiboot_entry
