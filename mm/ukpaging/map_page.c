/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Mapping one page of the smallest size: the way of every page fault. The
 * same as map.c does, without loops over levels and without anything to undo.
 */
#include <uk/arch/lcpu.h>
#include "paging_priv.h"

static int new_entry(struct uk_pagetable *pt, __paddr_t paddr,
		     unsigned long attr, __pte_t *pte)
{
	if (paddr == __PADDR_ANY) {
		paddr = uk_falloc(pt->fa, 1);
		if (paddr == __PADDR_INV)
			return -ENOMEM;
	}
	*pte = arch_pte_leaf(paddr, attr, PAGE_LEVEL);
	return 0;
}

/* Asks the callback; a frame that was allocated goes if it does not want it. */
static int ask(struct uk_pagetable *pt, __vaddr_t va, __vaddr_t table,
	       __pte_t *pte, const struct ukplat_page_mapx *mapx,
	       bool allocated)
{
	__paddr_t own = PT_Lx_PTE_PADDR(*pte, PAGE_LEVEL);
	int rc = mapx->map(pt, va, table, PAGE_LEVEL, pte, mapx->ctx);

	if (rc && allocated)
		uk_ffree(pt->fa, own, 1);
	return rc == UKPLAT_PAGE_MAPX_ETOOBIG ? -EINVAL : rc;
}

/* Over what is there already: with another attribute, if the callback agrees.
 */
static int map_present(struct uk_pagetable *pt, __vaddr_t va, __vaddr_t table,
		       __pte_t old, unsigned long attr,
		       const struct ukplat_page_mapx *mapx)
{
	__pte_t pte = arch_pte_set_attr(old, attr, PAGE_LEVEL);
	int rc;

	if (!mapx)
		return -EEXIST;
	rc = ask(pt, va, table, &pte, mapx, false);
	if (rc)
		return rc == UKPLAT_PAGE_MAPX_ESKIP ? 0 : rc;
	pt_write(table, PAGE_LEVEL, va, pte);
	pt_flush(pt, va);
	return 0;
}

/* Into an entry that is empty, or holds what PAGE_FLAG_KEEP_PTES left. */
static int map_absent(struct uk_pagetable *pt, const struct pt_path *path,
		      __vaddr_t va, __pte_t old, __paddr_t paddr,
		      unsigned long attr, const struct ukplat_page_mapx *mapx)
{
	__vaddr_t table = path->table[PAGE_LEVEL];
	__pte_t pte;
	int rc = new_entry(pt, paddr, attr, &pte);

	if (!rc && mapx)
		rc = ask(pt, va, table, &pte, mapx, paddr == __PADDR_ANY);
	if (rc)
		return rc;
	pt_write(table, PAGE_LEVEL, va, pte);
	ARCH_PTE_WRITE_BARRIER();
	if (old == PT_Lx_PTE_INVALID(PAGE_LEVEL))
		(void)pt_count(path, va, 1);
	pt_stat_page(pt, PAGE_LEVEL, 1);
	return 0;
}

/* Makes path end at a table of the smallest pages; *old is the entry there. */
static int enter_table(struct uk_pagetable *pt, struct pt_path *path,
		       __vaddr_t va, bool split, __pte_t *old)
{
	int rc;

	if (!pt_is_leaf(*old, path->lvl))
		return pt_grow(pt, path, va, PAGE_LEVEL);
	rc = split ? 0 : -EEXIST;
	while (!rc && path->lvl != PAGE_LEVEL)
		rc = pt_split(pt, path, va);
	if (!rc)
		*old = pt_read(path->table[PAGE_LEVEL], PAGE_LEVEL, va);
	return rc;
}

int pt_map_page(struct uk_pagetable *pt, __vaddr_t va, __paddr_t paddr,
		unsigned long attr, const struct ukplat_page_mapx *mapx)
{
	struct pt_path path;
	__pte_t old = pt_descend_page(&path, pt, va);
	int rc = 0;

	if (path.lvl != PAGE_LEVEL)
		rc = enter_table(pt, &path, va, mapx, &old);
	if (rc)
		return rc;
	if (PT_Lx_PTE_PRESENT(old, PAGE_LEVEL))
		return map_present(pt, va, path.table[PAGE_LEVEL], old, attr,
				   mapx);
	rc = map_absent(pt, &path, va, old, paddr, attr, mapx);
	if (rc)
		pt_prune(pt, &path, va);
	return rc == UKPLAT_PAGE_MAPX_ESKIP ? 0 : rc;
}

/* ---- in two steps ---- */

/* What a table of smallest pages maps, as a number that is not 0. */
static __vaddr_t span_of(__vaddr_t vaddr)
{
	return (vaddr >> PAGE_Lx_SHIFT(PAGE_LEVEL + 1)) + 1;
}

static int last_table_set(struct uk_pagetable *pt, __vaddr_t vaddr)
{
	struct pt_path path;
	__pte_t old = pt_descend_page(&path, pt, vaddr);
	int rc;

	if (path.lvl != PAGE_LEVEL) {
		if (PT_Lx_PTE_PRESENT(old, path.lvl))
			return -EEXIST;
		rc = pt_grow(pt, &path, vaddr, PAGE_LEVEL);
		if (rc)
			return rc;
	}
	pt->last_table = path.table[PAGE_LEVEL];
	pt->last_up = path.table[PAGE_LEVEL + 1];
	pt->last_span = span_of(vaddr);
	return 0;
}

/* Faults come in rows: the last table is remembered until it is freed. */
int ukplat_page_slot_get(struct uk_pagetable *pt, __vaddr_t vaddr,
			 struct ukplat_page_slot *slot)
{
	int rc;

	if (unlikely(pt->last_span != span_of(vaddr))) {
		rc = last_table_set(pt, vaddr);
		if (rc)
			return rc;
	}
	slot->vaddr = vaddr;
	slot->table = pt->last_table;
	slot->up = pt->last_up;
	slot->pte = pt_read(slot->table, PAGE_LEVEL, vaddr);
	return PT_Lx_PTE_PRESENT(slot->pte, PAGE_LEVEL) ? -EEXIST : 0;
}

void ukplat_page_slot_fill(struct uk_pagetable *pt __unused,
			   const struct ukplat_page_slot *slot, __pte_t pte)
{
	pt_write(slot->table, PAGE_LEVEL, slot->vaddr, pte);
	ARCH_PTE_WRITE_BARRIER();
	if (slot->pte == PT_Lx_PTE_INVALID(PAGE_LEVEL)) {
		__pte_t up = pt_read(slot->up, PAGE_LEVEL + 1, slot->vaddr);

		if (up & COUNT_MASK)
			pt_write(slot->up, PAGE_LEVEL + 1, slot->vaddr,
				 up + COUNT_ONE);
	}
	pt_stat_page(pt, PAGE_LEVEL, 1);
}

void ukplat_page_slot_set(struct uk_pagetable *pt, __vaddr_t vaddr,
			  __vaddr_t table, __pte_t pte)
{
	pt_write(table, PAGE_LEVEL, vaddr, pte);
	ARCH_PTE_WRITE_BARRIER();
	pt_flush(pt, vaddr);
}

void ukplat_page_slot_drop(struct uk_pagetable *pt,
			   const struct ukplat_page_slot *slot)
{
	struct pt_path path;

	(void)pt_descend_page(&path, pt, slot->vaddr);
	pt_prune(pt, &path, slot->vaddr);
}
