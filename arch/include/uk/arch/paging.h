/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Pages and page-table entries. A level counts from the leaves: level 0 maps
 * pages of PAGE_SIZE. <uk/asm/paging.h> knows the bits of an entry.
 */
#ifndef __UKARCH_PAGING_H__
#define __UKARCH_PAGING_H__

#include <uk/arch/types.h>
#include <uk/arch/limits.h>

#define PAGE_LEVEL 0

#include <uk/asm/paging.h>

#define PAGE_ATTR_PROT_RW  (PAGE_ATTR_PROT_READ | PAGE_ATTR_PROT_WRITE)
#define PAGE_ATTR_PROT_RWX (PAGE_ATTR_PROT_RW | PAGE_ATTR_PROT_EXEC)

/* "No address": to be chosen by the callee, or the sign of a failure. */
#define __VADDR_ANY __VADDR_INV
#define __PADDR_ANY __PADDR_INV

#define PAGE_SHIFT PAGE_Lx_SHIFT(PAGE_LEVEL)
#define PAGE_SIZE  PAGE_Lx_SIZE(PAGE_LEVEL)
#define PAGE_MASK  PAGE_Lx_MASK(PAGE_LEVEL)

#define PAGE_Lx_SIZE(lvl) (1UL << PAGE_Lx_SHIFT(lvl))
#define PAGE_Lx_MASK(lvl) (~(PAGE_Lx_SIZE(lvl) - 1))

#define PAGE_Lx_ALIGNED(addr, lvl) (!((addr) & (PAGE_Lx_SIZE(lvl) - 1)))
#define PAGE_Lx_ALIGN_UP(addr, lvl) \
	(((addr) + PAGE_Lx_SIZE(lvl) - 1) & PAGE_Lx_MASK(lvl))
#define PAGE_Lx_ALIGN_DOWN(addr, lvl) ((addr)&PAGE_Lx_MASK(lvl))

#define PAGE_ALIGNED(addr)    PAGE_Lx_ALIGNED((addr), PAGE_LEVEL)
#define PAGE_ALIGN_UP(addr)   PAGE_Lx_ALIGN_UP((addr), PAGE_LEVEL)
#define PAGE_ALIGN_DOWN(addr) PAGE_Lx_ALIGN_DOWN((addr), PAGE_LEVEL)

/*
 * How many tables of level lvl, and how many tables in all below the root,
 * map a run of that many pages of PAGE_SIZE that starts anywhere.
 */
#define PT_Lx_PT_PAGES(lvl, pages) \
	((pages) ? ((((pages)-1) >> (((lvl) + 1) * PT_LEVEL_SHIFT)) + 2) : 0)

#define _PT_L1_PT_PAGES(pages) PT_Lx_PT_PAGES(0, (pages))
#define _PT_L2_PT_PAGES(pages) \
	(PT_Lx_PT_PAGES(1, (pages)) + _PT_L1_PT_PAGES(pages))
#define _PT_L3_PT_PAGES(pages) \
	(PT_Lx_PT_PAGES(2, (pages)) + _PT_L2_PT_PAGES(pages))
#define _PT_L4_PT_PAGES(pages) \
	(PT_Lx_PT_PAGES(3, (pages)) + _PT_L3_PT_PAGES(pages))
#define _PT_L5_PT_PAGES(pages) \
	(PT_Lx_PT_PAGES(4, (pages)) + _PT_L4_PT_PAGES(pages))
#define __PT_PAGES(lvls, pages) _PT_L##lvls##_PT_PAGES(pages)
#define _PT_PAGES(lvls, pages)	__PT_PAGES(lvls, pages)
#define PT_PAGES(pages)		_PT_PAGES(PT_LEVELS, (pages))

#ifndef __ASSEMBLER__

#ifdef __cplusplus
extern "C" {
#endif

/* Physical address of the active root table. Setting it returns 0 or a
 * negative errno and flushes what is not global.
 */
__paddr_t ukarch_pt_read_base(void);
int ukarch_pt_write_base(__paddr_t pt_paddr);

/* Forget every, or one, cached translation on this CPU. */
void ukarch_tlb_flush(void);
void ukarch_tlb_flush_entry(__vaddr_t vaddr);

/* 1 if the CPU can translate [start, end], both inclusive, else 0. */
int ukarch_paddr_range_isvalid(__paddr_t start, __paddr_t end);
int ukarch_vaddr_range_isvalid(__vaddr_t start, __vaddr_t end);

#define ukarch_paddr_isvalid(paddr) ukarch_paddr_range_isvalid((paddr), (paddr))
#define ukarch_vaddr_isvalid(vaddr) ukarch_vaddr_range_isvalid((vaddr), (vaddr))

/* Entry idx of the table of level lvl that is mapped at pt_vaddr. Return 0. */
static inline int ukarch_pte_read(__vaddr_t pt_vaddr,
				  unsigned int lvl __attribute__((unused)),
				  unsigned int idx, __pte_t *pte)
{
	*pte = ((volatile __pte_t *)pt_vaddr)[idx];
	return 0;
}

static inline int ukarch_pte_write(__vaddr_t pt_vaddr,
				   unsigned int lvl __attribute__((unused)),
				   unsigned int idx, __pte_t pte)
{
	((volatile __pte_t *)pt_vaddr)[idx] = pte;
	return 0;
}

#ifdef __cplusplus
}
#endif

#endif /* !__ASSEMBLER__ */

#endif /* __UKARCH_PAGING_H__ */
