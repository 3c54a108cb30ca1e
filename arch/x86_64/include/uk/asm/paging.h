/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Page-table entries of 4-level paging; <uk/arch/paging.h> is the way in.
 *
 * A page without any permission has X86_PTE_USER1 set instead of the present
 * bit and keeps its frame and attributes. Bits 9 to 11 and 52 to 58 are free
 * for software; the first is taken by that, the others by ARCH_PTE_MARK and
 * ARCH_PTE_FOREIGN. In an entry that refers to a table, 52 to 62 are;
 * mm/ukpaging counts in them.
 */
#ifndef __UKARCH_PAGING_H__
#error "Include <uk/arch/paging.h>"
#endif

#define PT_LEVELS	       4
#define X86_PT_LEVEL_SHIFT     9
#define PT_LEVEL_SHIFT	       X86_PT_LEVEL_SHIFT
#define X86_PT_PTES_PER_LEVEL  512
#define PT_PTES_PER_LEVEL      X86_PT_PTES_PER_LEVEL
#define PT_Lx_PTES(lvl)	       X86_PT_PTES_PER_LEVEL
#define PT_MAP_LEVEL_MAX       PAGE_HUGE_LEVEL
#define X86_PT_L0_SHIFT	       12
#define X86_PT_SHIFT_Lx(shift) (((shift)-X86_PT_L0_SHIFT) / X86_PT_LEVEL_SHIFT)
#define X86_PT_Lx_SHIFT(lvl)   (X86_PT_L0_SHIFT + X86_PT_LEVEL_SHIFT * (lvl))

#define PAGE_SHIFT_Lx(shift) X86_PT_SHIFT_Lx(shift)
#define PAGE_Lx_SHIFT(lvl)   X86_PT_Lx_SHIFT(lvl)

/* 2 MiB */
#define PAGE_LARGE_LEVEL	    1
#define PAGE_LARGE_SHIFT	    PAGE_Lx_SHIFT(PAGE_LARGE_LEVEL)
#define PAGE_LARGE_SIZE		    PAGE_Lx_SIZE(PAGE_LARGE_LEVEL)
#define PAGE_LARGE_MASK		    PAGE_Lx_MASK(PAGE_LARGE_LEVEL)
#define PAGE_LARGE_ALIGNED(addr)    PAGE_Lx_ALIGNED((addr), PAGE_LARGE_LEVEL)
#define PAGE_LARGE_ALIGN_UP(addr)   PAGE_Lx_ALIGN_UP((addr), PAGE_LARGE_LEVEL)
#define PAGE_LARGE_ALIGN_DOWN(addr) PAGE_Lx_ALIGN_DOWN((addr), PAGE_LARGE_LEVEL)

/* 1 GiB, on most CPUs */
#define PAGE_HUGE_LEVEL		   2
#define PAGE_HUGE_SHIFT		   PAGE_Lx_SHIFT(PAGE_HUGE_LEVEL)
#define PAGE_HUGE_SIZE		   PAGE_Lx_SIZE(PAGE_HUGE_LEVEL)
#define PAGE_HUGE_MASK		   PAGE_Lx_MASK(PAGE_HUGE_LEVEL)
#define PAGE_HUGE_ALIGNED(addr)	   PAGE_Lx_ALIGNED((addr), PAGE_HUGE_LEVEL)
#define PAGE_HUGE_ALIGN_UP(addr)   PAGE_Lx_ALIGN_UP((addr), PAGE_HUGE_LEVEL)
#define PAGE_HUGE_ALIGN_DOWN(addr) PAGE_Lx_ALIGN_DOWN((addr), PAGE_HUGE_LEVEL)

/* Attributes of a page, independent of the entry's format. */
#define PAGE_ATTR_PROT_NONE   0x00
#define PAGE_ATTR_PROT_READ   0x01
#define PAGE_ATTR_PROT_WRITE  0x02
#define PAGE_ATTR_PROT_EXEC   0x04
#define PAGE_ATTR_PROT_MASK   0x07
#define PAGE_ATTR_TYPE_DEVICE 0x08 /* not cached */
#define PAGE_ATTR_GLOBAL      0x10 /* the same in every address space */

/* Bits of an entry */
#define X86_PTE_PRESENT	   0x001UL
#define X86_PTE_RW	   0x002UL
#define X86_PTE_US	   0x004UL
#define X86_PTE_PWT	   0x008UL
#define X86_PTE_PCD	   0x010UL
#define X86_PTE_ACCESSED   0x020UL
#define X86_PTE_DIRTY	   0x040UL
#define X86_PTE_PSE	   0x080UL /* levels above 0: a page, not a table */
#define X86_PTE_GLOBAL	   0x100UL
#define X86_PTE_NX	   0x8000000000000000UL
#define X86_PTE_USER1_MASK 0x0000000000000e00UL
#define X86_PTE_USER2_MASK 0x07f0000000000000UL
#define X86_PTE_MPK_MASK   0x7800000000000000UL
/* the page attribute table's bit: where PSE is on the other levels */
#define X86_PTE_PAT(lvl)     ((lvl) > PAGE_LEVEL ? 0x1000UL : 0x080UL)
#define X86_PTE_PADDR_BITS   52
#define X86_PTE_PADDR_MASK   0x000ffffffffff000UL
#define X86_PTE_INACCESSIBLE 0x200UL

/* For mm/ukpaging: a bit of a page's entry, another that says whose the frame
 * is and stays when the attributes change, ten bits of a table's entry, and
 * what makes entries that were empty before visible to the table walk.
 */
#define ARCH_PTE_MARK	     0x400UL
#define ARCH_PTE_FOREIGN     0x800UL
#define ARCH_PTE_COUNT_SHIFT 52
#define ARCH_PTE_WRITE_BARRIER() \
	do {                     \
	} while (0)

#define X86_VADDR_BITS 48
#define X86_VADDR_CANONICALIZE(vaddr)                              \
	((__vaddr_t)((__sptr)((vaddr) << (64 - X86_VADDR_BITS)) >> \
		     (64 - X86_VADDR_BITS)))

/* Neither canonical nor a physical address that exists; 1 GiB aligned. */
#define X86_INVALID_ADDR 0xbaadbaad80000000UL
#define __VADDR_INV	 X86_INVALID_ADDR
#define __PADDR_INV	 X86_INVALID_ADDR

/* Error code of a page fault */
#define X86_PF_EC_P    0x0001UL
#define X86_PF_EC_WR   0x0002UL
#define X86_PF_EC_US   0x0004UL
#define X86_PF_EC_RSVD 0x0008UL
#define X86_PF_EC_ID   0x0010UL
#define X86_PF_EC_PK   0x0020UL
#define X86_PF_EC_SS   0x0040UL
#define X86_PF_EC_HLAT 0x0080UL
#define X86_PF_EC_SGX  0x8000UL

#ifndef __ASSEMBLER__

#include <stdbool.h>

typedef __u64 __pte_t;

/* Can an entry of this level map a page at all? And on this CPU? */
#define PAGE_Lx_HAS(lvl) ((lvl) <= PAGE_HUGE_LEVEL)

extern bool x86_has_page1g;

static inline bool arch_page_level_supported(unsigned int lvl)
{
	return lvl < PAGE_HUGE_LEVEL ||
	       (lvl == PAGE_HUGE_LEVEL && x86_has_page1g);
}

/* Does a present entry of this level map a page (1) or is it a table (0)? */
#define PAGE_Lx_IS(pte, lvl) ((lvl) == PAGE_LEVEL || ((pte)&X86_PTE_PSE))

#define PT_Lx_IDX(vaddr, lvl) \
	(((vaddr) >> PAGE_Lx_SHIFT(lvl)) & (X86_PT_PTES_PER_LEVEL - 1))

/* Has the entry a frame, even if nobody may access it? */
#define PT_Lx_PTE_PRESENT(pte, lvl) \
	(((pte) & (X86_PTE_PRESENT | X86_PTE_INACCESSIBLE)) != 0)
#define PT_Lx_PTE_CLEAR_PRESENT(pte, lvl) \
	((pte) & ~(X86_PTE_PRESENT | X86_PTE_INACCESSIBLE))
#define PT_Lx_PTE_INVALID(lvl) 0UL

static inline __paddr_t x86_pte_paddr_mask(__pte_t pte, unsigned int lvl)
{
	/* bit 12 of a large page is its attribute-table bit */
	return (lvl > PAGE_LEVEL && (pte & X86_PTE_PSE))
		       ? X86_PTE_PADDR_MASK & ~0x1000UL
		       : X86_PTE_PADDR_MASK;
}

#define PT_Lx_PTE_PADDR(pte, lvl) ((pte)&x86_pte_paddr_mask((pte), (lvl)))
#define PT_Lx_PTE_SET_PADDR(pte, lvl, paddr) \
	(((pte) & ~x86_pte_paddr_mask((pte), (lvl))) | (paddr))

static inline __pte_t arch_pte_table(__paddr_t pt_paddr)
{
	return pt_paddr | X86_PTE_PRESENT | X86_PTE_RW;
}

static inline __pte_t arch_pte_set_attr(__pte_t pte, unsigned long attr,
					unsigned int lvl)
{
	__paddr_t paddr = PT_Lx_PTE_PADDR(pte, lvl);
	__pte_t res =
		pte & (X86_PTE_ACCESSED | X86_PTE_DIRTY | ARCH_PTE_FOREIGN);

	res |= paddr | (lvl > PAGE_LEVEL ? X86_PTE_PSE : 0);
	res |= (attr & PAGE_ATTR_PROT_MASK) ? X86_PTE_PRESENT
					    : X86_PTE_INACCESSIBLE;
	res |= (attr & PAGE_ATTR_PROT_WRITE) ? X86_PTE_RW : 0;
	res |= (attr & PAGE_ATTR_PROT_EXEC) ? 0 : X86_PTE_NX;
	res |= (attr & PAGE_ATTR_TYPE_DEVICE) ? X86_PTE_PCD | X86_PTE_PWT : 0;
	/* a global bit without the present bit would mean nothing */
	res |= (attr & PAGE_ATTR_GLOBAL) ? X86_PTE_GLOBAL : 0;
	return res;
}

static inline __pte_t arch_pte_leaf(__paddr_t paddr, unsigned long attr,
				    unsigned int lvl)
{
	return arch_pte_set_attr(paddr | (lvl > PAGE_LEVEL ? X86_PTE_PSE : 0),
				 attr, lvl);
}

static inline unsigned long arch_pte_attr(__pte_t pte, unsigned int lvl
					  __attribute__((unused)))
{
	unsigned long attr = 0;

	if (pte & X86_PTE_PRESENT) {
		attr |= PAGE_ATTR_PROT_READ;
		attr |= (pte & X86_PTE_RW) ? PAGE_ATTR_PROT_WRITE : 0;
		attr |= (pte & X86_PTE_NX) ? 0 : PAGE_ATTR_PROT_EXEC;
	}
	attr |= (pte & X86_PTE_PCD) ? PAGE_ATTR_TYPE_DEVICE : 0;
	attr |= (pte & X86_PTE_GLOBAL) ? PAGE_ATTR_GLOBAL : 0;
	return attr;
}

#endif /* !__ASSEMBLER__ */
