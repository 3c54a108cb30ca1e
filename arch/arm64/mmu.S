/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The first page tables and the switch to them. Runs at the physical address
 * where the image was loaded, with the MMU off, so every access is to device
 * memory and nothing but pc-relative addresses is right.
 *
 *   root (the linker script reserves all tables in .boot_pt)
 *    [509] kernel virtual area, empty: the slot that all roots share
 *    [511] one entry a GiB
 *           [paddr >> 30]  direct map of the image's GiB (two if it lies
 *                          across a border) in blocks of 2 MiB, where the
 *                          image is in pages: text and rodata R, the rest
 *                          RW; the device tree's GiB as one block RW
 *           [510] image    in pages: text R X, rodata R, the rest RW;
 *                          the guard pages of the boot stacks unmapped
 *           [511] devices  window of arm64_mmio_map(), empty
 *
 * A root of its own maps the GiB of this code to itself, R X, for the moment
 * of the switch. It is gone before the first instruction in C.
 */
#include <uk/asm/lcpu.h>
#include <uk/asm/limits.h>
#include <arch/mmu.h>
#include "asm.h"

#define PTE_TABLE 3
#define PTE_PAGE  2 /* not set in a block */
/* as arch_pte_leaf() in paging.c makes them */
#define PTE_SW ((1 << 55) | (1 << 54)) /* has a frame; nothing runs at EL0 */

#if CONFIG_ARM64_FEAT_BTI
#define PTE_GUARD (1 << 50)
#else
#define PTE_GUARD 0
#endif

#define PTE_TEXT   (PTE_ATTR_NORMAL_RX | PTE_SW | PTE_GUARD)
#define PTE_RODATA (PTE_ATTR_NORMAL_RO | PTE_SW | PTE_GUARD)
#define PTE_DATA   (PTE_ATTR_NORMAL_RW | PTE_SW | PTE_GUARD)

#define SLOT_KVA    ((509) * 8)
#define SLOT_UPPER  ((511) * 8)
#define SLOT_IMAGE  ((510) * 8)
#define SLOT_DEVICE ((511) * 8)

#define LARGE_SHIFT 21
#define LARGE_SIZE  (1 << LARGE_SHIFT)
#define HUGE_SHIFT  30
#define HUGE_SIZE   (1 << HUGE_SHIFT)

#define ID_PARANGE_MAX 5 /* 48 bits */

	.section .text.start, "ax"

/*
 * Maps the pages [from, to) of the image. x0: entry of the first page. x1:
 * physical address with attributes of the first page. x2: bytes. All change.
 */
	.balign	4
map_pages:
	cbz	x2, 2f
1:	str	x1, [x0], #8
	add	x1, x1, #__PAGE_SIZE
	subs	x2, x2, #__PAGE_SIZE
	b.ne	1b
2:	ret

/* A segment of the image: start and end symbol, attributes. Expects x20, x21 */
.macro map_segment start, end, attr
	adr_l	x3, \start
	adr_l	x2, \end
	sub	x2, x2, x3
	ldr	x1, =\attr
	orr	x1, x1, x3
	sub	x0, x3, x20
	add	x0, x21, x0, lsr #9
	bl	map_pages
.endm

/* Takes the page at sym out of the map. */
.macro unmap_page sym
	adr_l	x0, \sym
	sub	x0, x0, x20
	add	x0, x21, x0, lsr #9
	str	xzr, [x0]
.endm

/*
 * arm64_mmu_enable: builds the tables and goes to the upper half.
 *
 * Expects EL1, MMU off, x0 = physical address of the device tree (or of
 * anything else that the boot code wants to read), x1 = virtual address to go
 * on at. Does not return there but at x1, with x19 = x0 as given, x20 =
 * physical address of the image, no stack. Changes all other registers.
 */
FUNC arm64_mmu_enable
	mov	x19, x0
	mov	x28, x1
	adr_l	x20, __image_start

	/* Clear the tables. */
	adr_l	x0, __boot_pt_start
	adr_l	x1, __boot_pt_end
1:	stp	xzr, xzr, [x0]
	stp	xzr, xzr, [x0, #16]
	stp	xzr, xzr, [x0, #32]
	stp	xzr, xzr, [x0, #48]
	add	x0, x0, #64
	cmp	x0, x1
	b.lo	1b

	/* Upper tables. */
	adr_l	x22, arm64_boot_root
	adr_l	x23, arm64_boot_upper
	adr_l	x24, arm64_boot_image
	adr_l	x25, arm64_boot_devices
	adr_l	x26, arm64_boot_kva
	mov	x27, #PTE_TABLE
	orr	x0, x23, x27
	str	x0, [x22, #SLOT_UPPER]
	orr	x0, x26, x27
	str	x0, [x22, #SLOT_KVA]
	orr	x0, x24, x27
	str	x0, [x23, #SLOT_IMAGE]
	orr	x0, x25, x27
	str	x0, [x23, #SLOT_DEVICE]

	/*
	 * The direct map. x3 = physical address of the image's last byte, x4 =
	 * first GiB of the image, x5 = its table, of one page for each GiB.
	 */
	ldr	x1, =(PTE_DATA - PTE_PAGE)
	lsr	x0, x19, #HUGE_SHIFT
	orr	x2, x1, x0, lsl #HUGE_SHIFT
	str	x2, [x23, x0, lsl #3]
	adr_l	x3, __image_end
	sub	x3, x3, #1
	lsr	x4, x20, #HUGE_SHIFT
	adr_l	x5, arm64_boot_direct
	mov	x6, x4
	mov	x7, x5
2:	orr	x0, x7, x27
	str	x0, [x23, x6, lsl #3]
	orr	x0, x1, x6, lsl #HUGE_SHIFT
	mov	x8, #512
3:	str	x0, [x7], #8
	add	x0, x0, #LARGE_SIZE
	subs	x8, x8, #1
	b.ne	3b
	add	x6, x6, #1
	cmp	x6, x3, lsr #HUGE_SHIFT
	b.ls	2b

	/* Where the image is: pages. x6 = first address of those. */
	and	x6, x20, #~(LARGE_SIZE - 1)
	sub	x0, x6, x4, lsl #HUGE_SHIFT
	add	x5, x5, x0, lsr #(LARGE_SHIFT - 3)
	adr_l	x7, arm64_boot_direct_pages
	mov	x9, x7
	ldr	x1, =PTE_DATA
	orr	x1, x1, x6
	mov	x10, x6
4:	orr	x0, x7, x27
	str	x0, [x5], #8
	mov	x8, #512
5:	str	x1, [x7], #8
	add	x1, x1, #__PAGE_SIZE
	subs	x8, x8, #1
	b.ne	5b
	add	x10, x10, #LARGE_SIZE
	cmp	x10, x3
	b.ls	4b
	adr_l	x1, __rodata_end
	sub	x2, x1, x20
	sub	x0, x20, x6
	add	x0, x9, x0, lsr #9
	ldr	x1, =PTE_RODATA
	orr	x1, x1, x20
	bl	map_pages

	/* The image: tables of pages lie one behind the other. */
	adr_l	x21, arm64_boot_pages
	adr_l	x1, arm64_boot_direct_pages
	orr	x0, x21, x27
	mov	x2, x24
	orr	x1, x1, x27
6:	str	x0, [x2], #8
	add	x0, x0, #__PAGE_SIZE
	cmp	x0, x1
	b.lo	6b

	map_segment __text_start, __text_end, PTE_TEXT
	map_segment __rodata_start, __rodata_end, PTE_RODATA
	map_segment __data_start, __data_end, PTE_DATA
	unmap_page __emergency_stack_guard
	unmap_page __boot_stack_guard

	/* This code where it is. */
	adr_l	x0, arm64_boot_id_root
	adr_l	x1, arm64_boot_id_upper
	orr	x2, x1, x27
	lsr	x3, x20, #39
	str	x2, [x0, x3, lsl #3]
	ldr	x2, =(PTE_TEXT - PTE_PAGE)
	lsr	x3, x20, #30
	orr	x2, x2, x3, lsl #30
	and	x3, x3, #511
	str	x2, [x1, x3, lsl #3]

	/* What a cache may hold of the tables from before is stale. */
	adr_l	x1, __boot_pt_start
	adr_l	x2, __boot_pt_end
	dmb	sy
7:	dc	ivac, x1
	add	x1, x1, #CACHE_LINE_SIZE
	cmp	x1, x2
	b.lo	7b

	ldr	x1, =MAIR_INIT_ATTR
	msr	mair_el1, x1
	ldr	x1, =TCR_INIT_FLAGS
	mrs	x2, id_aa64mmfr0_el1
	and	x2, x2, #0xf
	cmp	x2, #ID_PARANGE_MAX
	mov	x3, #ID_PARANGE_MAX
	csel	x2, x2, x3, lo
	orr	x1, x1, x2, lsl #TCR_IPS_SHIFT
	msr	tcr_el1, x1
	msr	ttbr0_el1, x0
	add	x1, x22, #2048
	msr	ttbr1_el1, x1
	dsb	sy
	isb
	tlbi	vmalle1
	dsb	nsh
	isb

	ldr	x16, =8f
	ldr	x1, =SCTLR_SET_BITS
	msr	sctlr_el1, x1
	isb
	br	x16

	/* Upper half. What maps this code to itself goes. */
	.balign	16
8:	BTI_J
	msr	ttbr0_el1, x22
	isb
	tlbi	vmalle1
	dsb	nsh
	isb
	mov	x16, x28
	br	x16
FUNC_END arm64_mmu_enable

	.ltorg
