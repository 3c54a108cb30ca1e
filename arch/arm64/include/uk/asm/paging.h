/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Page-table entries (stage 1, 4 KiB granule). Level 0 is the architecture's
 * level 3: it maps pages; level 3, the root, is the architecture's level 0.
 *
 * One root page serves both halves of the address space, as on x86_64: its
 * lower 256 entries through TTBR0, its upper 256 through TTBR1.
 *
 * Bits that the hardware leaves to software: 55 to 58 in every entry, 2 to 11
 * in one that refers to a table. A page without access is an entry whose valid
 * bit is off and that has a frame all the same.
 */
#ifndef __UKARCH_ARM64_PAGING_H__
#define __UKARCH_ARM64_PAGING_H__

#include <uk/config.h>
#include <uk/asm/lcpu.h>

#define PT_LEVELS	  4
#define PT_LEVEL_SHIFT	  9
#define PT_PTES_PER_LEVEL 512
#define PT_MAP_LEVEL_MAX  2 /* 1 GiB */

#define PAGE_SHIFT_Lx(shift) (((shift)-12) / PT_LEVEL_SHIFT)
#define PAGE_Lx_SHIFT(lvl)   (12 + PT_LEVEL_SHIFT * (lvl))

#define PAGE_LARGE_LEVEL 1
#define PAGE_LARGE_SHIFT 21
#define PAGE_LARGE_SIZE	 (1UL << PAGE_LARGE_SHIFT)
#define PAGE_LARGE_MASK	 (~(PAGE_LARGE_SIZE - 1))
#define PAGE_HUGE_LEVEL	 2
#define PAGE_HUGE_SHIFT	 30
#define PAGE_HUGE_SIZE	 (1UL << PAGE_HUGE_SHIFT)
#define PAGE_HUGE_MASK	 (~(PAGE_HUGE_SIZE - 1))

/* An entry's bits */
#define ARM64_PTE_VALID	     (1UL << 0)
#define ARM64_PTE_TABLE	     (1UL << 1) /* and a page at level 0 */
#define ARM64_PTE_ATTR_SHIFT 2		/* index into MAIR_EL1 */
#define ARM64_PTE_RO	     (1UL << 7)
#define ARM64_PTE_SH_SHIFT   8
#define ARM64_PTE_AF	     (1UL << 10)
#define ARM64_PTE_NG	     (1UL << 11) /* not global */
#define ARM64_PTE_GP	     (1UL << 50) /* guarded: landing pads needed */
#define ARM64_PTE_PXN	     (1UL << 53)
#define ARM64_PTE_UXN	     (1UL << 54)
#define ARM64_PTE_SW_FRAME   (1UL << 55) /* software: has a frame */
#define ARM64_PTE_SW_MARK    (1UL << 56) /* software: see ARCH_PTE_MARK */
#define ARM64_PTE_SW_FOREIGN (1UL << 57) /* software: see ARCH_PTE_FOREIGN */
#define ARM64_PTE_PADDR_MASK 0x0000fffffffff000UL

/* The kernel's own code is guarded if it is built with landing pads. */
#if CONFIG_ARM64_FEAT_BTI
#define ARM64_PTE_KERNEL_GUARD ARM64_PTE_GP
#else
#define ARM64_PTE_KERNEL_GUARD 0UL
#endif

/* Ordinary memory keeps tags if they are checked. */
#if CONFIG_ARM64_FEAT_MTE
#define ARM64_NORMAL_DEFAULT NORMAL_WB_TAGGED
#else
#define ARM64_NORMAL_DEFAULT NORMAL_WB
#endif

/* Attributes of a page: protection */
#define PAGE_ATTR_PROT_SHIFT 0
#define PAGE_ATTR_PROT_MASK  0x7
#define PAGE_ATTR_PROT_NONE  0x0
#define PAGE_ATTR_PROT_READ  0x1
#define PAGE_ATTR_PROT_WRITE 0x2
#define PAGE_ATTR_PROT_EXEC  0x4

/* The translation is the same in every address space. */
#define PAGE_ATTR_GLOBAL 0x8

/* Attributes of a page: memory type */
#define PAGE_ATTR_TYPE_SHIFT		4
#define PAGE_ATTR_TYPE_MASK		(0x7 << PAGE_ATTR_TYPE_SHIFT)
#define PAGE_ATTR_TYPE_NORMAL_WB	(0 << PAGE_ATTR_TYPE_SHIFT)
#define PAGE_ATTR_TYPE_NORMAL_WB_TAGGED (1 << PAGE_ATTR_TYPE_SHIFT)
#define PAGE_ATTR_TYPE_NORMAL_WT	(2 << PAGE_ATTR_TYPE_SHIFT)
#define PAGE_ATTR_TYPE_NORMAL_NC	(3 << PAGE_ATTR_TYPE_SHIFT)
#define PAGE_ATTR_TYPE_DEVICE_GRE	(4 << PAGE_ATTR_TYPE_SHIFT)
#define PAGE_ATTR_TYPE_DEVICE_nGnRE	(5 << PAGE_ATTR_TYPE_SHIFT)
#define PAGE_ATTR_TYPE_DEVICE_nGnRnE	(6 << PAGE_ATTR_TYPE_SHIFT)
#define PAGE_ATTR_TYPE_DEVICE		PAGE_ATTR_TYPE_DEVICE_nGnRE

/* Attributes of a page: shareability */
#define PAGE_ATTR_SHAREABLE_SHIFT 8
#define PAGE_ATTR_SHAREABLE_MASK  (0x3 << PAGE_ATTR_SHAREABLE_SHIFT)
#define PAGE_ATTR_SHAREABLE_IS	  (0 << PAGE_ATTR_SHAREABLE_SHIFT)
#define PAGE_ATTR_SHAREABLE_OS	  (1 << PAGE_ATTR_SHAREABLE_SHIFT)
#define PAGE_ATTR_SHAREABLE_NS	  (2 << PAGE_ATTR_SHAREABLE_SHIFT)

/* No address: not canonical, and nothing an offset makes valid. */
#define ARM64_INVALID_ADDR 0xBAADBAAD80000000UL
#define __VADDR_INV	   ARM64_INVALID_ADDR
#define __PADDR_INV	   ARM64_INVALID_ADDR

#define ARM64_PADDR_BITS	 48
#define ARM64_PADDR_MAX		 ((1UL << ARM64_PADDR_BITS) - 1)
#define ARM64_PADDR_VALID(paddr) ((paddr) <= ARM64_PADDR_MAX)
/* A half of the address space; the sign extends. */
#define ARM64_VADDR_BITS 47
#define ARM64_VADDR_MAX	 ((1UL << ARM64_VADDR_BITS) - 1)
#define ARM64_VADDR_VALID(vaddr) \
	((vaddr) <= ARM64_VADDR_MAX || (vaddr) >= ~ARM64_VADDR_MAX)

#ifndef __ASSEMBLER__

#include <stdbool.h>
#include <uk/arch/types.h>

typedef __u64 __pte_t;

#define PAGE_Lx_HAS(lvl) ((lvl) <= PT_MAP_LEVEL_MAX)
#define PAGE_Lx_IS(pte, lvl) \
	((lvl) == 0 || (PAGE_Lx_HAS(lvl) && !((pte)&ARM64_PTE_TABLE)))

#define PT_Lx_IDX(vaddr, lvl) \
	(((vaddr) >> PAGE_Lx_SHIFT(lvl)) & (PT_PTES_PER_LEVEL - 1))
#define PT_Lx_PTES(lvl) ((void)(lvl), PT_PTES_PER_LEVEL)

#define PT_Lx_PTE_PRESENT(pte, lvl) \
	((void)(lvl), ((pte) & (ARM64_PTE_VALID | ARM64_PTE_SW_FRAME)) != 0)
#define PT_Lx_PTE_CLEAR_PRESENT(pte, lvl) \
	((void)(lvl),                     \
	 (__pte_t)((pte) & ~(ARM64_PTE_VALID | ARM64_PTE_SW_FRAME)))
#define PT_Lx_PTE_INVALID(lvl) ((void)(lvl), (__pte_t)0)

static inline __paddr_t PT_Lx_PTE_PADDR(__pte_t pte, unsigned int lvl
					__attribute__((unused)))
{
	return pte & ARM64_PTE_PADDR_MASK;
}

static inline __pte_t PT_Lx_PTE_SET_PADDR(__pte_t pte,
					  unsigned int lvl
					  __attribute__((unused)),
					  __paddr_t paddr)
{
	return (pte & ~ARM64_PTE_PADDR_MASK) | paddr;
}

/* For mm/ukpaging: ten bits that count in an entry that refers to a table, and
 * on one that maps a page a mark, and a bit that says whose the frame is and
 * stays when the attributes change.
 */
#define ARCH_PTE_COUNT_SHIFT 2
#define ARCH_PTE_MARK	     ARM64_PTE_SW_MARK
#define ARCH_PTE_FOREIGN     ARM64_PTE_SW_FOREIGN

/* An entry that was invalid needs no TLB flush, but the table walk of the next
 * access must see it.
 */
#define ARCH_PTE_WRITE_BARRIER() \
	__asm__ __volatile__("dsb ishst\n\tisb" ::: "memory")

/* Every entry at level 1 and 2 may be a block with a 4 KiB granule. */
static inline bool arch_page_level_supported(unsigned int lvl)
{
	return PAGE_Lx_HAS(lvl);
}

/* See <arch/mmu.h>. */
__pte_t arch_pte_leaf(__paddr_t paddr, unsigned long attr, unsigned int lvl);
unsigned long arch_pte_attr(__pte_t pte, unsigned int lvl);

static inline __pte_t arch_pte_table(__paddr_t pt_paddr)
{
	return pt_paddr | ARM64_PTE_TABLE | ARM64_PTE_VALID;
}

static inline __pte_t arch_pte_set_attr(__pte_t pte, unsigned long attr,
					unsigned int lvl)
{
	return arch_pte_leaf(PT_Lx_PTE_PADDR(pte, lvl), attr, lvl) |
	       (pte & ARCH_PTE_FOREIGN);
}

#endif /* !__ASSEMBLER__ */

#endif /* __UKARCH_ARM64_PAGING_H__ */
