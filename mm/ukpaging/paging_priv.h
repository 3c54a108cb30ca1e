/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The inside of ukpaging.
 *
 * A table is reached through the direct map. How many of its entries are in
 * use stands, plus one, in bits of the entry above it that the hardware
 * leaves to software; 0 there marks a table that is never freed, as those
 * that the boot code made. So taking the last entry away frees the table
 * without looking at the other 511.
 *
 * Ranges are [va, end), where end may be 0: the top of the address space.
 * That is why loops count down what is left and never compare addresses.
 */
#ifndef __PAGING_PRIV_H__
#define __PAGING_PRIV_H__

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <arch/mmu.h>
#include <uk/assert.h>
#include <uk/essentials.h>
#include <uk/falloc.h>
#include <uk/plat/paging.h>

/* The first address behind the lower half. */
#define PT_LOWER_END (0 - UPPER_HALF_BASE)

#define PT_ROOT_LEVEL (PT_LEVELS - 1)

/* Where physical memory can be read and written: DIRECTMAP_BASE, but tests on
 * the build machine reach theirs elsewhere.
 */
extern __vaddr_t pt_directmap;

static inline __vaddr_t pt_direct(__paddr_t paddr)
{
	return pt_directmap + paddr;
}

/* The tables between the root and an entry. table[l] is of level l and valid
 * for l >= lvl; the entry is in table[lvl].
 */
struct pt_path {
	unsigned int lvl;
	__vaddr_t table[PT_LEVELS];
};

static inline __pte_t pt_read(__vaddr_t table, unsigned int lvl, __vaddr_t va)
{
	__pte_t pte;

	(void)ukarch_pte_read(table, lvl, (unsigned int)PT_Lx_IDX(va, lvl),
			      &pte);
	return pte;
}

static inline void pt_write(__vaddr_t table, unsigned int lvl, __vaddr_t va,
			    __pte_t pte)
{
	(void)ukarch_pte_write(table, lvl, (unsigned int)PT_Lx_IDX(va, lvl),
			       pte);
}

static inline bool pt_is_leaf(__pte_t pte, unsigned int lvl)
{
	return PT_Lx_PTE_PRESENT(pte, lvl) && PAGE_Lx_IS(pte, lvl);
}

static inline bool pt_is_table(__pte_t pte, unsigned int lvl)
{
	return PT_Lx_PTE_PRESENT(pte, lvl) && !PAGE_Lx_IS(pte, lvl);
}

/* Bytes from va to the end of the table of level lvl that it is in. */
static inline __sz pt_table_rest(__vaddr_t va, unsigned int lvl)
{
	__sz span = PAGE_Lx_SIZE(lvl) * PT_PTES_PER_LEVEL;

	return span - (va & (span - 1));
}

/* Bytes from va to the end of what its entry of level lvl covers. */
static inline __sz pt_entry_rest(__vaddr_t va, unsigned int lvl)
{
	return PAGE_Lx_SIZE(lvl) - (va & (PAGE_Lx_SIZE(lvl) - 1));
}

/* ---- table.c ---- */

/* How many entries are in use, plus one; 0: never freed. */
#define COUNT_MASK ((__pte_t)0x3ff << ARCH_PTE_COUNT_SHIFT)
#define COUNT_ONE  ((__pte_t)1 << ARCH_PTE_COUNT_SHIFT)

/* Walks down to level `to`, or to where there is no table: the entry there. */
__pte_t pt_descend(struct pt_path *path, const struct uk_pagetable *pt,
		   __vaddr_t va, unsigned int to);

/* The same down to the smallest pages, where the compiler knows the levels. */
__pte_t pt_descend_page(struct pt_path *path, const struct uk_pagetable *pt,
			__vaddr_t va);

/* Hangs empty tables into an entry that is not present, so that path then
 * ends at level `to`. -ENOMEM, and nothing has changed.
 */
int pt_grow(struct uk_pagetable *pt, struct pt_path *path, __vaddr_t va,
	    unsigned int to);

/* Replaces the large page that path ends at by a table of smaller ones. */
int pt_split(struct uk_pagetable *pt, struct pt_path *path, __vaddr_t va);

/* Splits until no page begins before va and ends behind it. */
int pt_split_at(struct uk_pagetable *pt, __vaddr_t va);

/* Counts entries that came or went in the table that path ends at. True if
 * none is left and the table is to be freed: pt_prune().
 */
bool pt_count(const struct pt_path *path, __vaddr_t va, int delta);

/* Is the table that an entry refers to never freed? Are all its entries in
 * use, and is it known?
 */
bool pt_table_is_pinned(__pte_t table);
bool pt_table_is_full(__pte_t table);

/* Frees the table that path ends at if it is empty, and then those above it.
 * Changes path.
 */
void pt_prune(struct uk_pagetable *pt, struct pt_path *path, __vaddr_t va);

/* A table that is never freed in the root's entry of va, if none is there. */
int pt_pin_root_entry(struct uk_pagetable *pt, __vaddr_t va);

/* Forgets the translation of va on this CPU, where it may have one. */
void pt_flush(const struct uk_pagetable *pt, __vaddr_t va);

/* Sets a frame aside for a table. */
void pt_spare_push(struct uk_pagetable *pt, __paddr_t paddr);

/* A zeroed frame for a table, or __PADDR_INV. */
__paddr_t pt_table_alloc(struct uk_pagetable *pt);

/* ---- visit.c ---- */

/*
 * Visits the entries of [va, va + len) that are not empty: pages, and what
 * PAGE_FLAG_KEEP_PTES left. Pages lie in the range as a whole. The function
 * returns how many entries it emptied, 0 or 1; tables that become empty are
 * freed behind it.
 */
struct pt_visitor {
	int (*entry)(struct pt_visitor *v, __vaddr_t table, unsigned int lvl,
		     __vaddr_t va, __pte_t pte);
	struct uk_pagetable *pt;
};

void pt_visit(struct pt_visitor *v, __vaddr_t va, __sz len);

/* The same, after splitting what lies in the range only in part: -ENOMEM if
 * that fails, and then nothing was visited.
 */
int pt_visit_split(struct pt_visitor *v, __vaddr_t va, __sz len);

/* ---- map_page.c ---- */

/* One page of the smallest size; see ukplat_page_mapx(). */
int pt_map_page(struct uk_pagetable *pt, __vaddr_t va, __paddr_t paddr,
		unsigned long attr, const struct ukplat_page_mapx *mapx);

/* ---- unmap.c ---- */

/* Unmaps what is not marked with ARCH_PTE_MARK and removes the marks. */
void pt_undo(struct uk_pagetable *pt, __vaddr_t va, __sz len, bool free);
void pt_unmark(struct uk_pagetable *pt, __vaddr_t va, __sz len);

/* ---- pt.c ---- */

/* Gives frames that the direct map has to the allocator. Whole pages. */
int pt_add_mapped(struct uk_pagetable *pt, __paddr_t start, __sz len);

/* ---- direct.c ---- */

/* Bytes from start on, at most len, that the direct map has. */
__sz pt_direct_mapped(struct uk_pagetable *pt, __paddr_t start, __sz len);

/* Maps what of the range the direct map has not. Whole pages. */
int pt_direct_fill(struct uk_pagetable *pt, __paddr_t start, __sz len);

/* ---- arguments ---- */

/* In one half. Faster than to ask the architecture, which says the same. */
static inline bool pt_is_canonical(__vaddr_t first, __vaddr_t last)
{
	return last < PT_LOWER_END || first >= UPPER_HALF_BASE;
}

/* Checks a range of pages of the size that flags ask for; *len in bytes. The
 * last byte, not the one behind it, has an address for sure.
 */
static inline int pt_range_check(__vaddr_t va, unsigned long pages,
				 unsigned long flags, __sz *len)
{
	unsigned int lvl = (unsigned int)PAGE_FLAG_SIZE_TO_LEVEL(flags);
	unsigned int shift = PAGE_Lx_SHIFT(lvl);

	*len = pages << shift;
	if (!PAGE_Lx_HAS(lvl) || (va & ((1UL << shift) - 1)) ||
	    *len >> shift != pages)
		return -EINVAL;
	if (*len && (*len - 1 > ~va || !pt_is_canonical(va, va + *len - 1)))
		return -EINVAL;
	return 0;
}

/* Nothing of the kernel's half may be writable and executable. */
static inline bool pt_attr_is_safe(__vaddr_t va, unsigned long attr)
{
	unsigned long wx = PAGE_ATTR_PROT_WRITE | PAGE_ATTR_PROT_EXEC;

	return va < PT_LOWER_END || (attr & wx) != wx;
}

/* ---- statistics ---- */

#ifdef CONFIG_PAGING_STATS
static inline void pt_stat_table(struct uk_pagetable *pt, unsigned int lvl,
				 long n)
{
	pt->nr_pt_pages[lvl] += (unsigned long)n;
}

static inline void pt_stat_page(struct uk_pagetable *pt, unsigned int lvl,
				long n)
{
	pt->nr_lx_pages[lvl] += (unsigned long)n;
}

static inline void pt_stat_split(struct uk_pagetable *pt, unsigned int lvl)
{
	pt->nr_lx_splits[lvl]++;
	pt_stat_page(pt, lvl, -1);
	pt_stat_page(pt, lvl - 1, PT_PTES_PER_LEVEL);
}
#else
static inline void pt_stat_table(struct uk_pagetable *pt __unused,
				 unsigned int lvl __unused, long n __unused)
{
}

static inline void pt_stat_page(struct uk_pagetable *pt __unused,
				unsigned int lvl __unused, long n __unused)
{
}

static inline void pt_stat_split(struct uk_pagetable *pt __unused,
				 unsigned int lvl __unused)
{
}
#endif

#endif /* __PAGING_PRIV_H__ */
