/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Entry, by the Linux boot protocol for arm64 or from a loader of ELF files.
 *
 * Linux: MMU off, interrupts masked, x0 = physical address of the device tree,
 * EL1 or EL2, the image at a multiple of 2 MiB. ELF as QEMU does it: the same,
 * but x0 = 0 and the device tree at the start of memory, 2 MiB below us.
 */
#include <uk/arch/limits.h>
#include <arch/mmu.h>
#include <arch/percpu.h>
#include <uk/asm/lcpu.h>

#define IMAGE_FLAGS ((1 << 1) | (1 << 3)) /* little endian, 4K, anywhere */
#define TREE_OFFSET 0x200000
#define GIB_SHIFT   30
#define DIRECT_GIBS (DIRECTMAP_SIZE >> GIB_SHIFT)

#define CURRENTEL_EL2 (2 << 2)

/* What EL2 has to leave to EL1 */
#define HCR_RW	  (1 << 31) /* EL1 is AArch64 */
#define HCR_APK	  (1 << 40) /* pointer authentication */
#define HCR_API	  (1 << 41)
#define HCR_ATA	  (1 << 56) /* memory tags */
#define CNTHCTL_EL1_ACCESS 3
#define CPTR_RES1 0x33ff
#define ICC_SRE_ALL 0xf
#define ICC_SRE_EL2 s3_4_c12_c9_5
#define PFR0_GIC_SHIFT 24

	.section .boot_header, "ax"
	.globl	_libkvmplat_entry
	.type	_libkvmplat_entry, %function
_libkvmplat_entry:
	b	start
	.long	0
	.quad	0		/* offset from a multiple of 2 MiB */
	.quad	__image_size
	.quad	IMAGE_FLAGS
	.quad	0, 0, 0
	.ascii	"ARM\x64"
	.long	0
	.size	_libkvmplat_entry, . - _libkvmplat_entry

	.section .text.start, "ax"
	.type	start, %function
start:
	mrs	x1, CurrentEL
	cmp	x1, #CURRENTEL_EL2
	b.ne	at_el1

	/* EL2: hand everything to EL1 and go there. */
	ldr	x1, =(HCR_RW | HCR_APK | HCR_API | HCR_ATA)
	msr	hcr_el2, x1
	mov	x1, #CNTHCTL_EL1_ACCESS
	msr	cnthctl_el2, x1
	msr	cntvoff_el2, xzr
	mov	x1, #CPTR_RES1
	msr	cptr_el2, x1
	msr	hstr_el2, xzr
	mrs	x1, mdcr_el2
	and	x1, x1, #0x1f	/* as many event counters for EL1 as there are */
	msr	mdcr_el2, x1
	mrs	x1, midr_el1
	msr	vpidr_el2, x1
	mrs	x1, mpidr_el1
	msr	vmpidr_el2, x1
	mrs	x1, id_aa64pfr0_el1
	ubfx	x1, x1, #PFR0_GIC_SHIFT, #4
	cbz	x1, 1f
	mov	x1, #ICC_SRE_ALL
	msr	ICC_SRE_EL2, x1
	isb
1:	ldr	x1, =SCTLR_RES1
	msr	sctlr_el1, x1
	mov	x1, #(SPSR_DAIF | SPSR_M_EL1h)
	msr	spsr_el2, x1
	adr	x1, at_el1
	msr	elr_el2, x1
	isb
	eret

at_el1:
	msr	daifset, #0xf
	msr	spsel, #1
	cbnz	x0, 2f
	adrp	x0, __image_start
	sub	x0, x0, #TREE_OFFSET
	/* What the direct map cannot reach is no device tree, nor are we. */
2:	lsr	x1, x0, #GIB_SHIFT
	cmp	x1, #DIRECT_GIBS
	b.lo	3f
	adrp	x0, __image_start
3:	ldr	x1, =upper
	b	arm64_mmu_enable
	.size	start, . - start
	.ltorg

/* Upper half, MMU on. x19 = physical address of the device tree, x20 = ours */
	.type	upper, %function
upper:
	hint	36		/* bti j */
	adrp	x0, __boot_stack_top
	add	x0, x0, :lo12:__boot_stack_top
	mov	sp, x0
	adrp	x0, __bss_start
	add	x0, x0, :lo12:__bss_start
	adrp	x1, __bss_end
	add	x1, x1, :lo12:__bss_end
4:	cmp	x0, x1
	b.hs	5f
	stp	xzr, xzr, [x0]
	stp	xzr, xzr, [x0, #16]
	stp	xzr, xzr, [x0, #32]
	stp	xzr, xzr, [x0, #48]
	add	x0, x0, #64
	b	4b
5:	adrp	x0, arm64_image_pbase
	str	x20, [x0, :lo12:arm64_image_pbase]
	mov	x0, #0
	adrp	x1, __boot_stack_bottom
	add	x1, x1, :lo12:__boot_stack_bottom
	mov	x2, sp
	/* the chain of frames starts here */
	mov	x29, xzr
	mov	x30, xzr
	bl	arch_percpu_init
#if CONFIG_ARM64_FEAT_PAUTH
	bl	arm64_pauth_init
#endif
	mov	x0, x19
	bl	linux_arm64_boot
	b	.
	.size	upper, . - upper
	.ltorg
