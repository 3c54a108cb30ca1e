/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* One loop over the entries of a range, for all that changes them. */
#include "paging_priv.h"

/*
 * Bytes from va, whose entry is empty, to the next entry that is not, or to
 * the last one of the range or more. Most entries of the stacks that programs
 * give back were never used.
 */
static __sz hole_rest(__vaddr_t table, unsigned int lvl, __vaddr_t va,
		      __sz left)
{
	__sz rest = pt_entry_rest(va, lvl);
	unsigned int idx = (unsigned int)PT_Lx_IDX(va, lvl), last = idx;
	__pte_t pte;

	if (left > rest)
		last += (unsigned int)((left - rest - 1) >>
				       PAGE_Lx_SHIFT(lvl)) +
			1;
	for (; idx < last; idx++, rest += PAGE_Lx_SIZE(lvl)) {
		(void)ukarch_pte_read(table, lvl, idx + 1, &pte);
		if (pte != PT_Lx_PTE_INVALID(lvl))
			break;
	}
	return rest;
}

/*
 * The entries of the table that path ends at, from va on: up to the end of
 * the table, of the range, or to an entry that is a table itself. Returns the
 * bytes passed.
 */
static __sz visit_table(struct pt_visitor *v, struct pt_path *path,
			__vaddr_t va, __sz left)
{
	__vaddr_t table = path->table[path->lvl];
	unsigned int lvl = path->lvl;
	__sz stop = MIN(left, pt_table_rest(va, lvl));
	__sz done = 0;
	int emptied = 0;

	while (done < stop) {
		__pte_t pte = pt_read(table, lvl, va + done);

		if (pte == PT_Lx_PTE_INVALID(lvl)) {
			done += hole_rest(table, lvl, va + done, stop - done);
			continue;
		}
		if (pt_is_table(pte, lvl))
			break;
		emptied += v->entry(v, table, lvl, va + done, pte);
		done += pt_entry_rest(va + done, lvl);
	}
	if (emptied && pt_count(path, va, -emptied))
		pt_prune(v->pt, path, va);
	return MIN(done, stop);
}

void pt_visit(struct pt_visitor *v, __vaddr_t va, __sz len)
{
	struct pt_path path;

	while (len) {
		__sz done;

		(void)pt_descend_page(&path, v->pt, va);
		done = visit_table(v, &path, va, len);
		va += done;
		len -= done;
	}
}

int pt_visit_split(struct pt_visitor *v, __vaddr_t va, __sz len)
{
	struct pt_path path;
	__pte_t pte;
	int rc;

	pte = pt_descend_page(&path, v->pt, va);
	if (pte == PT_Lx_PTE_INVALID(path.lvl) &&
	    len <= pt_entry_rest(va, path.lvl))
		return 0; /* a hole as large as the range */
	if (path.lvl == PAGE_LEVEL && len <= pt_table_rest(va, PAGE_LEVEL)) {
		/* One table of the smallest pages: nothing to be split. */
		(void)visit_table(v, &path, va, len);
		return 0;
	}
	rc = pt_split_at(v->pt, va);
	if (!rc)
		rc = pt_split_at(v->pt, va + len);
	if (!rc)
		pt_visit(v, va, len);
	return rc;
}
