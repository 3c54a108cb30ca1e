/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Moving pages: entries change their place and keep what software notes in
 * them. First large pages are split where they would not fit and frames set
 * aside for every table that the destination may need; then nothing can fail.
 */
#include "paging_priv.h"

/* The largest pages that keep their alignment on the way. */
static unsigned int level_kept(__vaddr_t to, __vaddr_t from)
{
	unsigned int lvl = PT_MAP_LEVEL_MAX;

	while (lvl > PAGE_LEVEL && !PAGE_Lx_ALIGNED(to ^ from, lvl))
		lvl--;
	return lvl;
}

/* Splits what is larger than max. */
static int split_larger(struct uk_pagetable *pt, __vaddr_t va, __sz len,
			unsigned int max)
{
	struct pt_path path;
	__sz done = 0;

	while (done < len) {
		__pte_t pte = pt_descend_page(&path, pt, va + done);
		int rc;

		if (pt_is_leaf(pte, path.lvl) && path.lvl > max) {
			rc = pt_split(pt, &path, va + done);
			if (rc)
				return rc;
			continue;
		}
		/* of the smallest pages, a table at once */
		done += path.lvl == PAGE_LEVEL
				? pt_table_rest(va + done, PAGE_LEVEL)
				: pt_entry_rest(va + done, path.lvl);
	}
	return 0;
}

/* ---- the tables that will be needed ---- */

struct counter {
	struct pt_visitor visitor; /* first */
	__vaddr_t delta;
	__vaddr_t last[PT_LEVELS]; /* what the last table maps, plus 1 */
	unsigned long tables;
};

/* Addresses ascend: a table that differs from the last is a new one. */
static int count_entry(struct pt_visitor *v, __vaddr_t table __unused,
		       unsigned int lvl, __vaddr_t va, __pte_t pte)
{
	struct counter *c = (struct counter *)v;

	if (!PT_Lx_PTE_PRESENT(pte, lvl))
		return 0;
	for (; lvl < PT_ROOT_LEVEL; lvl++) {
		__vaddr_t span =
			((va + c->delta) >> PAGE_Lx_SHIFT(lvl + 1)) + 1;

		if (c->last[lvl] == span)
			break;
		c->last[lvl] = span;
		c->tables++;
	}
	return 0;
}

static int frames_set_aside(struct uk_pagetable *pt, unsigned long n)
{
	while (n--) {
		__paddr_t paddr = uk_falloc(pt->fa, 1);

		if (paddr == __PADDR_INV) {
			ukplat_pt_unreserve(pt);
			return -ENOMEM;
		}
		pt_spare_push(pt, paddr);
	}
	return 0;
}

int ukplat_page_move_prepare(struct uk_pagetable *dst, __vaddr_t to,
			     struct uk_pagetable *src, __vaddr_t from,
			     unsigned long pages)
{
	struct counter c = {
		.visitor = {.entry = count_entry, .pt = src},
		.delta = to - from,
	};
	__sz len;
	int rc;

	UK_ASSERT(!dst->spare);
	rc = pt_range_check(to, pages, 0, &len);
	if (!rc)
		rc = pt_range_check(from, pages, 0, &len);
	if (!rc)
		rc = pt_split_at(src, from);
	if (!rc)
		rc = pt_split_at(src, from + len);
	if (!rc)
		rc = split_larger(src, from, len, level_kept(to, from));
	if (rc)
		return rc;
	pt_visit(&c.visitor, from, len);
	return frames_set_aside(dst, c.tables);
}

/* ---- the move ---- */

struct mover {
	struct pt_visitor visitor; /* first */
	struct uk_pagetable *dst;
	__vaddr_t delta;
};

static int move_entry(struct pt_visitor *v, __vaddr_t table, unsigned int lvl,
		      __vaddr_t va, __pte_t pte)
{
	struct mover *m = (struct mover *)v;
	__vaddr_t to = va + m->delta;
	struct pt_path path;
	__pte_t old;
	int rc = 0;

	if (!PT_Lx_PTE_PRESENT(pte, lvl))
		return 0;
	old = pt_descend(&path, m->dst, to, lvl);
	UK_ASSERT(!PT_Lx_PTE_PRESENT(old, path.lvl));
	if (path.lvl > lvl) {
		rc = pt_grow(m->dst, &path, to, lvl);
		UK_ASSERT(!rc);
		old = PT_Lx_PTE_INVALID(lvl);
	}
	pt_write(table, lvl, va, PT_Lx_PTE_INVALID(lvl));
	pt_flush(v->pt, va);
	if (old == PT_Lx_PTE_INVALID(lvl))
		(void)pt_count(&path, to, 1);
	pt_write(path.table[lvl], lvl, to, pte);
	pt_stat_page(v->pt, lvl, -1);
	pt_stat_page(m->dst, lvl, 1);
	return 1;
}

void ukplat_page_move(struct uk_pagetable *dst, __vaddr_t to,
		      struct uk_pagetable *src, __vaddr_t from,
		      unsigned long pages)
{
	struct mover m = {
		.visitor = {.entry = move_entry, .pt = src},
		.dst = dst,
		.delta = to - from,
	};

	pt_visit(&m.visitor, from, pages << PAGE_SHIFT);
	ARCH_PTE_WRITE_BARRIER();
	ukplat_pt_unreserve(dst);
}
