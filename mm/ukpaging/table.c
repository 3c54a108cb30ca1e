/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Tables: walking to one, making, splitting, counting and freeing them. */
#include <arch/asm/page.h>
#include "paging_priv.h"

/* A table's count is in use, plus one: a full one must fit. */
UK_CTASSERT(PT_PTES_PER_LEVEL + 1 <= 0x3ff);

__vaddr_t pt_directmap = DIRECTMAP_BASE;

__pte_t pt_descend(struct pt_path *path, const struct uk_pagetable *pt,
		   __vaddr_t va, unsigned int to)
{
	unsigned int lvl = PT_ROOT_LEVEL;
	__vaddr_t table = pt->pt_vbase;
	__pte_t pte;

	for (;;) {
		path->table[lvl] = table;
		pte = pt_read(table, lvl, va);
		if (lvl == to || !pt_is_table(pte, lvl))
			break;
		table = pt_direct(PT_Lx_PTE_PADDR(pte, lvl));
		lvl--;
	}
	path->lvl = lvl;
	return pte;
}

/* From the entry pte of level lvl + 1 to the one below: false without one. */
static inline bool step_down(struct pt_path *path, __vaddr_t va,
			     unsigned int lvl, __pte_t *pte)
{
	__vaddr_t table;

	if (!pt_is_table(*pte, lvl + 1))
		return false;
	table = pt_direct(PT_Lx_PTE_PADDR(*pte, lvl + 1));
	path->table[lvl] = table;
	path->lvl = lvl;
	*pte = pt_read(table, lvl, va);
	return true;
}

__pte_t pt_descend_page(struct pt_path *path, const struct uk_pagetable *pt,
			__vaddr_t va)
{
	__pte_t pte = pt_read(pt->pt_vbase, 3, va);

	UK_CTASSERT(PT_ROOT_LEVEL == 3);
	path->table[3] = pt->pt_vbase;
	path->lvl = 3;
	if (step_down(path, va, 2, &pte) && step_down(path, va, 1, &pte))
		(void)step_down(path, va, 0, &pte);
	return pte;
}

void pt_flush(const struct uk_pagetable *pt, __vaddr_t va)
{
	if (va >= PT_LOWER_END || pt == ukplat_pt_get_active())
		ukarch_tlb_flush_entry(va);
}

/* A frame that is set aside holds the address of the next one. */
static __paddr_t spare_pop(struct uk_pagetable *pt)
{
	__paddr_t paddr = pt->spare;

	pt->spare = *(const __paddr_t *)pt_direct(paddr);
	return paddr;
}

void pt_spare_push(struct uk_pagetable *pt, __paddr_t paddr)
{
	*(__paddr_t *)pt_direct(paddr) = pt->spare;
	pt->spare = paddr;
}

int ukplat_pt_reserve(struct uk_pagetable *pt, unsigned long pages)
{
	unsigned long n = PT_PAGES(pages);
	__paddr_t paddr;

	UK_ASSERT(!pt->spare);
	while (n--) {
		paddr = uk_falloc(pt->fa, 1);
		if (paddr == __PADDR_INV) {
			ukplat_pt_unreserve(pt);
			return -ENOMEM;
		}
		pt_spare_push(pt, paddr);
	}
	return 0;
}

void ukplat_pt_unreserve(struct uk_pagetable *pt)
{
	while (pt->spare)
		uk_ffree(pt->fa, spare_pop(pt), 1);
}

__paddr_t pt_table_alloc(struct uk_pagetable *pt)
{
	__paddr_t paddr = pt->spare ? spare_pop(pt) : uk_falloc(pt->fa, 1);

	if (paddr != __PADDR_INV)
		arch_pages_clear((void *)pt_direct(paddr), PAGE_SIZE);
	return paddr;
}

bool pt_count(const struct pt_path *path, __vaddr_t va, int delta)
{
	unsigned int up = path->lvl + 1;
	__pte_t pte;

	if (up > PT_ROOT_LEVEL)
		return false;
	pte = pt_read(path->table[up], up, va);
	if (!(pte & COUNT_MASK))
		return false;
	pte += (__pte_t)(long)delta * COUNT_ONE;
	pt_write(path->table[up], up, va, pte);
	return (pte & COUNT_MASK) == COUNT_ONE;
}

bool pt_table_is_pinned(__pte_t table)
{
	return !(table & COUNT_MASK);
}

bool pt_table_is_full(__pte_t table)
{
	return (table & COUNT_MASK) == COUNT_ONE * (PT_PTES_PER_LEVEL + 1);
}

int pt_grow(struct uk_pagetable *pt, struct pt_path *path, __vaddr_t va,
	    unsigned int to)
{
	__paddr_t frame[PT_LEVELS];
	unsigned int lvl;

	for (lvl = to; lvl < path->lvl; lvl++) {
		frame[lvl] = pt_table_alloc(pt);
		if (frame[lvl] == __PADDR_INV)
			goto err_free;
	}

	while (path->lvl > to) {
		(void)pt_count(path, va, 1);
		lvl = path->lvl--;
		pt_write(path->table[lvl], lvl, va,
			 arch_pte_table(frame[lvl - 1]) + COUNT_ONE);
		path->table[lvl - 1] = pt_direct(frame[lvl - 1]);
		pt_stat_table(pt, lvl - 1, 1);
	}
	return 0;

err_free:
	while (lvl-- > to)
		uk_ffree(pt->fa, frame[lvl], 1);
	return -ENOMEM;
}

/*
 * An application's page is taken away before the table replaces it, as the
 * architecture manuals want it. A kernel's page may hold this very table or
 * stack, and all of its smaller pages translate as it did: it is replaced in
 * one step.
 */
static void replace_by_table(struct uk_pagetable *pt, __vaddr_t table,
			     unsigned int lvl, __vaddr_t va, __pte_t pte)
{
	if (va < PT_LOWER_END) {
		pt_write(table, lvl, va, PT_Lx_PTE_INVALID(lvl));
		pt_flush(pt, va);
	}
	pt_write(table, lvl, va, pte);
	pt_flush(pt, va);
}

int pt_split(struct uk_pagetable *pt, struct pt_path *path, __vaddr_t va)
{
	unsigned int lvl = path->lvl;
	__pte_t large = pt_read(path->table[lvl], lvl, va);
	__pte_t small = arch_pte_leaf(PT_Lx_PTE_PADDR(large, lvl),
				      arch_pte_attr(large, lvl), lvl - 1) |
			(large & ARCH_PTE_FOREIGN);
	__paddr_t frame = uk_falloc(pt->fa, 1);
	__vaddr_t table;

	if (frame == __PADDR_INV)
		return -ENOMEM;
	table = pt_direct(frame);
	for (unsigned int i = 0; i < PT_PTES_PER_LEVEL; i++) {
		(void)ukarch_pte_write(table, lvl - 1, i, small);
		small += PAGE_Lx_SIZE(lvl - 1);
	}
	ARCH_PTE_WRITE_BARRIER();
	replace_by_table(pt, path->table[lvl], lvl, va,
			 arch_pte_table(frame) +
				 COUNT_ONE * (PT_PTES_PER_LEVEL + 1));

	pt_stat_split(pt, lvl);
	pt_stat_table(pt, lvl - 1, 1);
	path->table[lvl - 1] = table;
	path->lvl = lvl - 1;
	return 0;
}

int pt_split_at(struct uk_pagetable *pt, __vaddr_t va)
{
	struct pt_path path;
	__pte_t pte = pt_descend_page(&path, pt, va);

	while (path.lvl > PAGE_LEVEL && pt_is_leaf(pte, path.lvl) &&
	       !PAGE_Lx_ALIGNED(va, path.lvl)) {
		int rc = pt_split(pt, &path, va);

		if (rc)
			return rc;
		pte = pt_read(path.table[path.lvl], path.lvl, va);
	}
	return 0;
}

int ukplat_page_split_at(struct uk_pagetable *pt, __vaddr_t vaddr)
{
	return pt_split_at(pt, vaddr);
}

void pt_prune(struct uk_pagetable *pt, struct pt_path *path, __vaddr_t va)
{
	while (path->lvl < PT_ROOT_LEVEL) {
		unsigned int up = path->lvl + 1;
		__pte_t pte = pt_read(path->table[up], up, va);

		if ((pte & COUNT_MASK) != COUNT_ONE)
			return;
		/* Nobody may walk through the table when it is freed. */
		pt->last_span = 0;
		pt_write(path->table[up], up, va, PT_Lx_PTE_INVALID(up));
		pt_flush(pt, va);
		uk_ffree(pt->fa, PT_Lx_PTE_PADDR(pte, up), 1);
		pt_stat_table(pt, path->lvl, -1);
		path->lvl = up;
		(void)pt_count(path, va, -1);
	}
}

int pt_pin_root_entry(struct uk_pagetable *pt, __vaddr_t va)
{
	__pte_t pte = pt_read(pt->pt_vbase, PT_ROOT_LEVEL, va);
	__paddr_t frame;

	if (PT_Lx_PTE_PRESENT(pte, PT_ROOT_LEVEL))
		return 0;
	frame = pt_table_alloc(pt);
	if (frame == __PADDR_INV)
		return -ENOMEM;
	pt_write(pt->pt_vbase, PT_ROOT_LEVEL, va, arch_pte_table(frame));
	pt_stat_table(pt, PT_ROOT_LEVEL - 1, 1);
	ARCH_PTE_WRITE_BARRIER();
	return 0;
}
