/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Unmapping, and what undoes a map that failed half way. */
#include "paging_priv.h"

/* Pages whose translations go before their frames do. */
#define GATHER 32

struct unmapper {
	struct pt_visitor visitor; /* first: the one is found from the other */
	bool free;		   /* the frames, too */
	bool keep_ptes;
	bool unmarked_only;
	unsigned int count;  /* entries in va */
	unsigned int chunks; /* entries in chunk */
	__vaddr_t va[GATHER];
	struct {
		__paddr_t paddr;
		__sz len;
	} chunk[GATHER];
};

/* Frames that are not all ours, or free already, are given back one by one:
 * those that are neither stay alone.
 */
static void free_chunk(struct uk_falloc *fa, __paddr_t paddr, __sz len)
{
	unsigned long frames = len >> PAGE_SHIFT;

	if (!fa->ffree(fa, paddr, frames) || frames == 1)
		return;
	for (; frames; frames--, paddr += PAGE_SIZE)
		uk_ffree(fa, paddr, 1);
}

static void flush_gathered(struct unmapper *u)
{
	for (unsigned int i = 0; i < u->count; i++)
		pt_flush(u->visitor.pt, u->va[i]);
	for (unsigned int i = 0; i < u->chunks; i++)
		free_chunk(u->visitor.pt->fa, u->chunk[i].paddr,
			   u->chunk[i].len);
	u->count = 0;
	u->chunks = 0;
}

/* Frames side by side, in either direction, are given back at once. */
static void gather_frames(struct unmapper *u, __paddr_t paddr, __sz len)
{
	unsigned int last = u->chunks - 1;

	if (u->chunks) {
		if (u->chunk[last].paddr + u->chunk[last].len == paddr) {
			u->chunk[last].len += len;
			return;
		}
		if (paddr + len == u->chunk[last].paddr) {
			u->chunk[last].paddr = paddr;
			u->chunk[last].len += len;
			return;
		}
	}
	u->chunk[++last].paddr = paddr;
	u->chunk[last].len = len;
	u->chunks++;
}

static int unmap_entry(struct pt_visitor *v, __vaddr_t table, unsigned int lvl,
		       __vaddr_t va, __pte_t pte)
{
	struct unmapper *u = (struct unmapper *)v;
	bool present = PT_Lx_PTE_PRESENT(pte, lvl);

	if (u->unmarked_only && (pte & ARCH_PTE_MARK)) {
		pt_write(table, lvl, va, pte & ~ARCH_PTE_MARK);
		return 0;
	}
	if (u->keep_ptes)
		pt_write(table, lvl, va, PT_Lx_PTE_CLEAR_PRESENT(pte, lvl));
	else
		pt_write(table, lvl, va, PT_Lx_PTE_INVALID(lvl));
	if (!present)
		return !u->keep_ptes;

	pt_stat_page(v->pt, lvl, -1);
	u->va[u->count++] = va;
	if (u->free && !(pte & ARCH_PTE_FOREIGN))
		gather_frames(u, PT_Lx_PTE_PADDR(pte, lvl), PAGE_Lx_SIZE(lvl));
	if (u->count == GATHER)
		flush_gathered(u);
	return !u->keep_ptes;
}

static void unmapper_init(struct unmapper *u, struct uk_pagetable *pt,
			  bool free)
{
	u->visitor.entry = unmap_entry;
	u->visitor.pt = pt;
	u->free = free;
	u->keep_ptes = false;
	u->unmarked_only = false;
	u->count = 0;
	u->chunks = 0;
}

int ukplat_page_unmap(struct uk_pagetable *pt, __vaddr_t vaddr,
		      unsigned long pages, unsigned long flags)
{
	struct unmapper u;
	__sz len;
	int rc = pt_range_check(vaddr, pages, flags, &len);

	if (rc || !len)
		return rc;
	unmapper_init(&u, pt, !(flags & PAGE_FLAG_KEEP_FRAMES));
	u.keep_ptes = flags & PAGE_FLAG_KEEP_PTES;
	rc = pt_visit_split(&u.visitor, vaddr, len);
	flush_gathered(&u);
	return rc;
}

void pt_undo(struct uk_pagetable *pt, __vaddr_t va, __sz len, bool free)
{
	struct unmapper u;

	unmapper_init(&u, pt, free);
	u.unmarked_only = true;
	pt_visit(&u.visitor, va, len);
	flush_gathered(&u);
}

static int unmark_entry(struct pt_visitor *v __unused, __vaddr_t table,
			unsigned int lvl, __vaddr_t va, __pte_t pte)
{
	if (pte & ARCH_PTE_MARK)
		pt_write(table, lvl, va, pte & ~ARCH_PTE_MARK);
	return 0;
}

void pt_unmark(struct uk_pagetable *pt, __vaddr_t va, __sz len)
{
	struct pt_visitor v = {.entry = unmark_entry, .pt = pt};

	pt_visit(&v, va, len);
}
