/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Page tables. Implemented by mm/ukpaging.
 *
 * Functions return 0 or a negative errno unless they say otherwise. Addresses
 * and lengths are multiples of the page size asked for. Nothing here locks:
 * who owns a page table keeps others out.
 */
#ifndef __UKPLAT_PAGING_H__
#define __UKPLAT_PAGING_H__

#include <uk/arch/paging.h>
#include <uk/arch/types.h>
#include <uk/config.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_falloc;

struct uk_pagetable {
	__vaddr_t pt_vbase; /* the top-level table */
	__paddr_t pt_pbase;
	struct uk_falloc *fa; /* where tables and pages come from */
	__paddr_t spare; /* first of the frames set aside for tables; 0: none */
	/* the table of smallest pages that a page was last put into, the one
	 * above it, and what they map plus 1; 0: none
	 */
	__vaddr_t last_table, last_up, last_span;
#ifdef CONFIG_PAGING_STATS
	unsigned long nr_pt_pages[PT_LEVELS];  /* tables */
	unsigned long nr_lx_pages[PT_LEVELS];  /* mapped pages */
	unsigned long nr_lx_splits[PT_LEVELS]; /* large pages broken up */
#endif
};

/*
 * The platform's set-up calls it once, with interrupts off: completes the boot
 * code's page table by what the boot information says. Afterwards all free
 * memory is in the direct map and in the frame allocator of the active page
 * table. -ENOMEM has said how much is missing (UKPLAT_EXIT_BOOT_MEMORY).
 */
int ukplat_paging_init(void);

/* ---- page tables ---- */

struct uk_pagetable *ukplat_pt_get_active(void);
int ukplat_pt_set_active(struct uk_pagetable *pt);

/*
 * Adopt the page table that the CPU uses now and give it the frames of
 * [start, start + len). -ENOMEM if these do not even hold their own metadata.
 */
int ukplat_pt_init(struct uk_pagetable *pt, __paddr_t start, __sz len);

/* Give it more frames. */
int ukplat_pt_add_mem(struct uk_pagetable *pt, __paddr_t start, __sz len);

/* Start with an empty lower half instead of a copy of the source's. */
#define PAGE_FLAG_CLONE_NEW 0x01

/* Make a new page table that shares the kernel's half with pt_src. */
int ukplat_pt_clone(struct uk_pagetable *pt, struct uk_pagetable *pt_src,
		    unsigned long flags);

/* Free a page table and what is mapped in its lower half. Not the active one.
 */
int ukplat_pt_free(struct uk_pagetable *pt, unsigned long flags);

/*
 * Set frames aside for all tables that mapping a run of pages may need, so that
 * mapping known frames there cannot fail; and give back what was not used. 0 or
 * -ENOMEM.
 */
int ukplat_pt_reserve(struct uk_pagetable *pt, unsigned long pages);
void ukplat_pt_unreserve(struct uk_pagetable *pt);

/*
 * Walk to the entry of vaddr. *level is where to stop on entry and where the
 * walk ended on return; pt_vaddr and pte receive the table and the entry there.
 * Both may be NULL.
 */
int ukplat_pt_walk(struct uk_pagetable *pt, __vaddr_t vaddr,
		   unsigned int *level, __vaddr_t *pt_vaddr, __pte_t *pte);

/* ---- pages ---- */

#define PAGE_FLAG_KEEP_PTES   0x01 /* keep what the architecture adds */
#define PAGE_FLAG_KEEP_FRAMES 0x02 /* unmap: do not free the frames */
#define PAGE_FLAG_FORCE_SIZE  0x04 /* only the size asked for, no other */

/* The size of pages to use, as a level: 0 is the smallest. */
#define PAGE_FLAG_SIZE_SHIFT 4
#define PAGE_FLAG_SIZE_BITS  4
#define PAGE_FLAG_SIZE_MASK \
	(((1UL << PAGE_FLAG_SIZE_BITS) - 1) << PAGE_FLAG_SIZE_SHIFT)
#define PAGE_FLAG_SIZE(lvl) \
	(((unsigned long)(lvl) << PAGE_FLAG_SIZE_SHIFT) & PAGE_FLAG_SIZE_MASK)
#define PAGE_FLAG_SIZE_TO_LEVEL(flag) \
	(((flag)&PAGE_FLAG_SIZE_MASK) >> PAGE_FLAG_SIZE_SHIFT)

/*
 * Called for every page that would be mapped, not for tables. *pte is the new
 * entry and may be changed. Returns 0 to map it, one of the following, or a
 * negative errno to stop.
 */
typedef int (*ukplat_page_mapx_func_t)(struct uk_pagetable *pt, __vaddr_t vaddr,
				       __vaddr_t pt_vaddr, unsigned int level,
				       __pte_t *pte, void *ctx);
#define UKPLAT_PAGE_MAPX_ESKIP	 1 /* leave this page alone and go on */
#define UKPLAT_PAGE_MAPX_ETOOBIG 2 /* try again with smaller pages */

struct ukplat_page_mapx {
	ukplat_page_mapx_func_t map;
	void *ctx;
};

/*
 * Map `pages` pages from vaddr on. paddr: where to, or __PADDR_ANY to allocate
 * frames. attr: PAGE_ATTR_*. flags: PAGE_FLAG_*. mapx: see above, may be NULL.
 *
 * -EEXIST: something is mapped there and there is no callback (which sees it
 * and whose result keeps the frame); -EINVAL: alignment or address; -ENOMEM.
 * -EPERM: writable and executable in the kernel's half.
 *
 * A call that fails has mapped nothing: frames that it allocated, or that the
 * callback supplied (paddr 0, no KEEP_FRAMES), are freed again. Pages that
 * were there before and that the callback let through stay changed.
 */
int ukplat_page_mapx(struct uk_pagetable *pt, __vaddr_t vaddr, __paddr_t paddr,
		     unsigned long pages, unsigned long attr,
		     unsigned long flags, struct ukplat_page_mapx *mapx);

#define ukplat_page_map(pt, va, pa, pages, attr, flags) \
	ukplat_page_mapx((pt), (va), (pa), (pages), (attr), (flags), __NULL)

/*
 * The place of one page of the smallest size, for who has to find a frame for
 * it first: get makes the tables, and then fill cannot fail; or drop. -EEXIST:
 * something is mapped there; -ENOMEM. Nothing else may happen in between.
 */
struct ukplat_page_slot {
	__vaddr_t vaddr;
	__vaddr_t table; /* where the entry is */
	__vaddr_t up;	 /* the table above it */
	__pte_t pte;	 /* what is there now: nothing that is present */
};

int ukplat_page_slot_get(struct uk_pagetable *pt, __vaddr_t vaddr,
			 struct ukplat_page_slot *slot);
void ukplat_page_slot_fill(struct uk_pagetable *pt,
			   const struct ukplat_page_slot *slot, __pte_t pte);
void ukplat_page_slot_drop(struct uk_pagetable *pt,
			   const struct ukplat_page_slot *slot);

/* The entry of a page that keeps its place gets another value. */
void ukplat_page_slot_set(struct uk_pagetable *pt, __vaddr_t vaddr,
			  __vaddr_t table, __pte_t pte);

/*
 * Entries of pages have a software bit, ARCH_PTE_FOREIGN: the frame is counted
 * by somebody else. Unmapping does not free it, and set_attr does not make it
 * writable.
 */

/*
 * Move pages, with their frames, to where there are none: to another address,
 * or to a page table of the same allocator. Nothing is copied. prepare splits
 * large pages that do not fit and sets aside frames for the tables, with 0 or
 * -ENOMEM; then the move cannot fail, even if tables that are there now go
 * before it. Or ukplat_pt_unreserve(dst). The ranges do not overlap.
 */
int ukplat_page_move_prepare(struct uk_pagetable *dst, __vaddr_t to,
			     struct uk_pagetable *src, __vaddr_t from,
			     unsigned long pages);
void ukplat_page_move(struct uk_pagetable *dst, __vaddr_t to,
		      struct uk_pagetable *src, __vaddr_t from,
		      unsigned long pages);

/* Unmap pages and free their frames; skips what is not mapped. */
int ukplat_page_unmap(struct uk_pagetable *pt, __vaddr_t vaddr,
		      unsigned long pages, unsigned long flags);

/* Change protections; skips what is not mapped. */
int ukplat_page_set_attr(struct uk_pagetable *pt, __vaddr_t vaddr,
			 unsigned long pages, unsigned long new_attr,
			 unsigned long flags);

/*
 * See to it that no page begins before vaddr and ends behind it: large pages
 * become smaller ones. Unmapping what ends or begins there cannot fail then.
 * 0 or -ENOMEM.
 */
int ukplat_page_split_at(struct uk_pagetable *pt, __vaddr_t vaddr);

/*
 * A virtual address, readable and writable, for physical pages; __VADDR_INV if
 * there is none. Arithmetic on the direct map.
 */
__vaddr_t ukplat_page_kmap(struct uk_pagetable *pt, __paddr_t paddr,
			   unsigned long pages, unsigned long flags);
void ukplat_page_kunmap(struct uk_pagetable *pt, __vaddr_t vaddr,
			unsigned long pages, unsigned long flags);

#ifdef __cplusplus
}
#endif

#endif /* __UKPLAT_PAGING_H__ */
