/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * PVH: the note that names the entry point, and the entry: 32-bit protected
 * mode, ebx is the address of struct hvm_start_info.
 */
#include "pvh_priv.h"

	.section .note.Xen, "a", @note
	.balign	4
	.long	2f - 1f
	.long	4f - 3f
	.long	XEN_ELFNOTE_PHYS32_ENTRY
1:	.asciz	"Xen"
2:	.balign	4
3:	.quad	_pvh_entry - KERNEL_IMAGE_BASE
4:	.balign	4

	.section .text.start, "ax", @progbits
	.code32
	.globl	_pvh_entry
	.type	_pvh_entry, @function
_pvh_entry:
	movl	%ebx, %esi
	movl	$(pvh_entry - KERNEL_IMAGE_BASE), %ebp
	jmp	x86_start32
	.size	_pvh_entry, . - _pvh_entry
