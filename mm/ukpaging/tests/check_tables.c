/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <uk/print.h>
#include "../paging_priv.h"
#include "check_tables.h"

struct visit {
	page_visitor_t page;
	void *ctx;
};

static __vaddr_t canonical(__vaddr_t va)
{
	return va >= PT_LOWER_END ? va | UPPER_HALF_BASE : va;
}

static void visit_table(const struct visit *v, __vaddr_t table,
			unsigned int lvl, __vaddr_t base, unsigned int first,
			unsigned int last)
{
	for (unsigned int i = first; i <= last; i++) {
		__vaddr_t va = base + i * PAGE_Lx_SIZE(lvl);
		__pte_t pte;

		(void)ukarch_pte_read(table, lvl, i, &pte);
		if (!PT_Lx_PTE_PRESENT(pte, lvl))
			continue;
		if (PAGE_Lx_IS(pte, lvl))
			v->page(canonical(va), lvl, pte, v->ctx);
		else
			visit_table(v, pt_direct(PT_Lx_PTE_PADDR(pte, lvl)),
				    lvl - 1, va, 0, PT_PTES_PER_LEVEL - 1);
	}
}

void tables_visit(const struct uk_pagetable *pt, unsigned int first,
		  unsigned int last, page_visitor_t page, void *ctx)
{
	struct visit v = {.page = page, .ctx = ctx};

	visit_table(&v, pt->pt_vbase, PT_ROOT_LEVEL, 0, first, last);
}

static long complain(const char *what, __vaddr_t va, unsigned int lvl)
{
	uk_pr_err("page table: %s at 0x%lx, level %u\n", what, va, lvl);
	return -1;
}

/* Tables at and below one; the entry above it says that count are in use. */
static long check_table(__vaddr_t table, unsigned int lvl, __vaddr_t va,
			long count)
{
	long tables = 1;
	long in_use = 0;

	for (unsigned int i = 0; i < PT_PTES_PER_LEVEL; i++) {
		__vaddr_t at = va + i * PAGE_Lx_SIZE(lvl);
		__pte_t pte;
		long below;

		(void)ukarch_pte_read(table, lvl, i, &pte);
		in_use += pte != PT_Lx_PTE_INVALID(lvl);
		if (pt_is_leaf(pte, lvl) && (pte & ARCH_PTE_MARK))
			return complain("mark", at, lvl);
		if (!pt_is_table(pte, lvl))
			continue;
		below = check_table(
			pt_direct(PT_Lx_PTE_PADDR(pte, lvl)), lvl - 1, at,
			(long)(pte >> ARCH_PTE_COUNT_SHIFT & 0x3ff) - 1);
		if (below < 0)
			return below;
		tables += below;
	}
	if (!in_use)
		return complain("empty table", va, lvl);
	if (in_use != count)
		return complain("wrong count", va, lvl);
	return tables;
}

long tables_check_lower(const struct uk_pagetable *pt)
{
	long tables = 0;

	for (unsigned int i = 0; i < PT_PTES_PER_LEVEL / 2; i++) {
		unsigned int lvl = PT_ROOT_LEVEL;
		__pte_t pte;
		long below;

		(void)ukarch_pte_read(pt->pt_vbase, lvl, i, &pte);
		if (!PT_Lx_PTE_PRESENT(pte, lvl))
			continue;
		below = check_table(
			pt_direct(PT_Lx_PTE_PADDR(pte, lvl)), lvl - 1,
			i * PAGE_Lx_SIZE(lvl),
			(long)(pte >> ARCH_PTE_COUNT_SHIFT & 0x3ff) - 1);
		if (below < 0)
			return below;
		tables += below;
	}
	return tables;
}
