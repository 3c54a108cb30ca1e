/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The upper half of the address space, the same on every architecture, and
 * what generic code needs to build page tables.
 *
 *   0xffffffff80000000  kernel image (<arch/asm/mmu.h>: its physical place)
 *   0xffffff8000000000  direct map: physical address + DIRECTMAP_BASE, RW NX
 *   0xfffffe8000000000  kernel virtual area: stacks, device mappings
 *   0x0000000000000000  lower half: the application
 */
#ifndef __ARCH_MMU_H__
#define __ARCH_MMU_H__

#define KERNEL_IMAGE_BASE 0xffffffff80000000
#define DIRECTMAP_BASE	  0xffffff8000000000
#define DIRECTMAP_SIZE	  0x0000007f80000000 /* up to the image */
#define KVA_BASE	  0xfffffe8000000000
#define KVA_SIZE	  0x0000008000000000
#define UPPER_HALF_BASE	  0xffff800000000000

#ifndef __ASSEMBLER__

#include <stdbool.h>
#include <uk/arch/types.h>
#include <uk/arch/paging.h>
#include <arch/asm/mmu.h>

/* Boundaries of the image, from the linker script, all page aligned. */
extern char __image_start[], __image_end[];
extern char __text_start[], __text_end[];     /* R X */
extern char __rodata_start[], __rodata_end[]; /* R   */
extern char __data_start[], __data_end[];     /* R W, with .bss */

/* Application code of a native image (part of the text). */
extern char __app_text_start[], __app_text_end[];

static inline void *arch_phys_to_direct(__paddr_t paddr)
{
	return (void *)(DIRECTMAP_BASE + paddr);
}

static inline bool arch_vaddr_is_direct(__vaddr_t vaddr)
{
	return vaddr - DIRECTMAP_BASE < DIRECTMAP_SIZE;
}

static inline bool arch_vaddr_is_image(__vaddr_t vaddr)
{
	return vaddr >= KERNEL_IMAGE_BASE;
}

/* Physical address behind a pointer into the image or the direct map; of
 * anything else __PADDR_INV: walk the page table for it.
 */
static inline __paddr_t arch_virt_to_phys(const volatile void *ptr)
{
	__vaddr_t vaddr = (__vaddr_t)ptr;

	if (arch_vaddr_is_image(vaddr))
		return arch_image_to_phys(vaddr);
	if (arch_vaddr_is_direct(vaddr))
		return vaddr - DIRECTMAP_BASE;
	return __PADDR_INV;
}

/*
 * <arch/asm/mmu.h> also has, for boot protocols:
 *
 *   bool arch_boot_mapped(paddr, len)         does the direct map that the
 * start code made have all of that?
 *
 * <uk/asm/paging.h> of each architecture also has, for mm/ukpaging:
 *
 *   __pte_t arch_pte_leaf(paddr, attr, lvl)   entry that maps a page
 *   __pte_t arch_pte_table(pt_paddr)          entry that refers to a table
 *   unsigned long arch_pte_attr(pte, lvl)     PAGE_ATTR_* of a leaf
 *   __pte_t arch_pte_set_attr(pte, attr, lvl) same leaf, other PAGE_ATTR_*
 *   bool arch_page_level_supported(lvl)       can this CPU map pages of lvl?
 *
 * PAGE_ATTR_GLOBAL marks a translation that every address space shares,
 * PAGE_ATTR_TYPE_DEVICE memory that is a device's registers. A page without
 * any PAGE_ATTR_PROT_* keeps its frame in the entry and is not accessible;
 * PT_Lx_PTE_PRESENT() is true for it all the same: it means "has a frame".
 */

#endif /* !__ASSEMBLER__ */

#endif /* __ARCH_MMU_H__ */
