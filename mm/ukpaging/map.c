/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Mapping: the largest pages that fit, table by table. A call that fails has
 * mapped nothing: what it mapped is unmapped again, tables included. Only a
 * page that was there before and that the callback let through keeps its new
 * attributes.
 *
 * To tell the two apart, entries that were there before are marked on the
 * way, if there are any, and the marks removed at the end.
 */
#include "paging_priv.h"

struct mapper {
	struct uk_pagetable *pt;
	const struct ukplat_page_mapx *mapx;
	__vaddr_t va; /* next to be mapped */
	__sz left;    /* bytes from va on */
	__paddr_t paddr;
	unsigned long attr;
	unsigned int min; /* levels to use */
	unsigned int max;
	bool marked; /* something that was there already */
};

static void advance(struct mapper *m, unsigned int lvl)
{
	m->va += PAGE_Lx_SIZE(lvl);
	m->left -= PAGE_Lx_SIZE(lvl);
	if (m->paddr != __PADDR_ANY)
		m->paddr += PAGE_Lx_SIZE(lvl);
}

static void mark(struct mapper *m, __vaddr_t table, unsigned int lvl,
		 __pte_t pte)
{
	pt_write(table, lvl, m->va, pte | ARCH_PTE_MARK);
	m->marked = true;
}

static void frames_free(struct mapper *m, unsigned int lvl, __paddr_t paddr)
{
	uk_ffree(m->pt->fa, paddr, PAGE_Lx_SIZE(lvl) >> PAGE_SHIFT);
}

/* An entry for a page that is not there yet. Without frames for a large one
 * it is too big.
 */
static int entry_make(struct mapper *m, unsigned int lvl, __pte_t *pte)
{
	__paddr_t paddr = m->paddr;
	int rc;

	if (paddr == __PADDR_ANY) {
		rc = m->pt->fa->falloc(m->pt->fa, &paddr,
				       PAGE_Lx_SIZE(lvl) >> PAGE_SHIFT,
				       FALLOC_FLAG_ALIGNED);
		if (rc)
			return lvl > m->min ? UKPLAT_PAGE_MAPX_ETOOBIG
					    : -ENOMEM;
	}
	*pte = arch_pte_leaf(paddr, m->attr, lvl);
	return 0;
}

/*
 * The most frequent case, without looking at anything twice: known frames, no
 * callback. Up to stop bytes, or to an entry that is not empty.
 */
static int map_linear(struct mapper *m, __vaddr_t table, unsigned int lvl,
		      __sz stop)
{
	__pte_t pte = arch_pte_leaf(m->paddr, m->attr, lvl);
	unsigned int idx = (unsigned int)PT_Lx_IDX(m->va, lvl);
	unsigned int n = (unsigned int)(stop >> PAGE_Lx_SHIFT(lvl));
	unsigned int i;

	for (i = 0; i < n; i++) {
		__pte_t old;

		(void)ukarch_pte_read(table, lvl, idx + i, &old);
		if (old != PT_Lx_PTE_INVALID(lvl))
			break;
		(void)ukarch_pte_write(table, lvl, idx + i, pte);
		pte += PAGE_Lx_SIZE(lvl);
	}
	m->va += (__vaddr_t)i << PAGE_Lx_SHIFT(lvl);
	m->left -= (__sz)i << PAGE_Lx_SHIFT(lvl);
	m->paddr += (__paddr_t)i << PAGE_Lx_SHIFT(lvl);
	pt_stat_page(m->pt, lvl, i);
	return (int)i;
}

/* 0: done, or left out; UKPLAT_PAGE_MAPX_ETOOBIG: smaller pages must be used
 * here; or a negative errno. Counts the entry if it was empty.
 */
static int map_entry(struct mapper *m, __vaddr_t table, unsigned int lvl,
		     int *added)
{
	__pte_t old = pt_read(table, lvl, m->va);
	bool present = PT_Lx_PTE_PRESENT(old, lvl);
	__pte_t pte;
	int rc = 0;

	if (pt_is_table(old, lvl))
		return lvl > m->min ? UKPLAT_PAGE_MAPX_ETOOBIG : -EEXIST;
	if (present && !m->mapx)
		return -EEXIST;

	if (present)
		pte = arch_pte_set_attr(old, m->attr, lvl);
	else
		rc = entry_make(m, lvl, &pte);
	if (rc)
		return rc;

	if (m->mapx) {
		__paddr_t own = PT_Lx_PTE_PADDR(pte, lvl);

		rc = m->mapx->map(m->pt, m->va, table, lvl, &pte, m->mapx->ctx);
		if (rc && !present && m->paddr == __PADDR_ANY)
			frames_free(m, lvl, own);
		if (rc && rc != UKPLAT_PAGE_MAPX_ESKIP)
			return rc;
	}

	if (rc) {
		if (present)
			mark(m, table, lvl, old);
	} else {
		pt_write(table, lvl, m->va, pte);
		if (present) {
			pt_flush(m->pt, m->va);
			mark(m, table, lvl, pte);
		} else {
			*added += old == PT_Lx_PTE_INVALID(lvl);
			pt_stat_page(m->pt, lvl, 1);
		}
	}
	advance(m, lvl);
	return 0;
}

/*
 * Makes path end at level lvl, or up to max at a page that is there already
 * and lies in the range as a whole: the callback shall see that.
 */
static int enter_table(struct mapper *m, struct pt_path *path, __sz len,
		       unsigned int lvl, unsigned int max)
{
	__pte_t pte = pt_descend(path, m->pt, m->va, lvl);
	int rc = 0;

	while (!rc && path->lvl > lvl) {
		if (!pt_is_leaf(pte, path->lvl))
			return pt_grow(m->pt, path, m->va, lvl);
		if (!m->mapx)
			return -EEXIST;
		if (path->lvl <= max && len >= PAGE_Lx_SIZE(path->lvl) &&
		    PAGE_Lx_ALIGNED(m->va, path->lvl))
			return 0;
		rc = pt_split(m->pt, path, m->va);
		pte = pt_read(path->table[path->lvl], path->lvl, m->va);
	}
	return rc;
}

static int map_run(struct mapper *m, __sz len, unsigned int max);

/* Maps what of the next len bytes lies in one table of level lvl, or what is
 * there already, of level max at most.
 */
static int map_table(struct mapper *m, __sz len, unsigned int lvl,
		     unsigned int max)
{
	__vaddr_t va = m->va;
	struct pt_path path;
	int added = 0;
	__sz stop;
	int rc;

	rc = enter_table(m, &path, len, lvl, max);
	if (rc)
		return rc;
	stop = path.lvl > lvl ? PAGE_Lx_SIZE(path.lvl)
			      : MIN(len, pt_table_rest(va, lvl));
	lvl = path.lvl;
	if (!m->mapx && m->paddr != __PADDR_ANY)
		added = map_linear(m, path.table[lvl], lvl, stop);
	while (!rc && stop - (m->va - va) >= PAGE_Lx_SIZE(lvl))
		rc = map_entry(m, path.table[lvl], lvl, &added);

	if (added)
		(void)pt_count(&path, va, added);
	else
		pt_prune(m->pt, &path, va);
	if (rc != UKPLAT_PAGE_MAPX_ETOOBIG)
		return rc;
	return lvl > m->min ? map_run(m, PAGE_Lx_SIZE(lvl), lvl - 1) : -EINVAL;
}

/* The largest pages that addresses and length allow. */
static unsigned int best_level(const struct mapper *m, __sz len,
			       unsigned int max)
{
	__vaddr_t bits = m->va;
	unsigned int lvl = max;

	if (m->paddr != __PADDR_ANY)
		bits |= m->paddr;
	while (lvl > m->min &&
	       (len < PAGE_Lx_SIZE(lvl) || !PAGE_Lx_ALIGNED(bits, lvl)))
		lvl--;
	return lvl;
}

/* Maps the next len bytes with pages of level max at most. */
static int map_run(struct mapper *m, __sz len, unsigned int max)
{
	__sz rest = m->left - len;
	int rc = 0;

	while (!rc && m->left > rest) {
		len = m->left - rest;
		rc = map_table(m, len, best_level(m, len, max), max);
	}
	return rc;
}

static bool paddr_is_valid(__paddr_t paddr, __sz len, unsigned int lvl)
{
	return PAGE_Lx_ALIGNED(paddr, lvl) && len - 1 <= ~paddr &&
	       ukarch_paddr_range_isvalid(paddr, paddr + len - 1);
}

static int levels_set(struct mapper *m, unsigned long flags)
{
	unsigned int lvl = (unsigned int)PAGE_FLAG_SIZE_TO_LEVEL(flags);

	if (flags & PAGE_FLAG_FORCE_SIZE) {
		m->min = m->max = lvl;
		return arch_page_level_supported(lvl) ? 0 : -EINVAL;
	}
	m->min = PAGE_LEVEL;
	m->max = PT_MAP_LEVEL_MAX;
	while (!arch_page_level_supported(m->max))
		m->max--;
	return 0;
}

static int map_many(struct uk_pagetable *pt, __vaddr_t vaddr, __paddr_t paddr,
		    __sz len, unsigned long attr, unsigned long flags,
		    const struct ukplat_page_mapx *mapx)
{
	struct mapper m = {
		.pt = pt,
		.mapx = mapx,
		.va = vaddr,
		.left = len,
		.paddr = paddr,
		.attr = attr,
	};
	bool callers_frames =
		paddr != __PADDR_ANY &&
		(!mapx || paddr || (flags & PAGE_FLAG_KEEP_FRAMES));
	int rc = levels_set(&m, flags);

	if (rc)
		return rc;
	rc = map_run(&m, len, m.max);
	if (rc)
		pt_undo(pt, vaddr, m.va - vaddr, !callers_frames);
	else if (m.marked)
		pt_unmark(pt, vaddr, len);
	ARCH_PTE_WRITE_BARRIER();
	return rc;
}

int ukplat_page_mapx(struct uk_pagetable *pt, __vaddr_t vaddr, __paddr_t paddr,
		     unsigned long pages, unsigned long attr,
		     unsigned long flags, struct ukplat_page_mapx *mapx)
{
	__sz len;
	int rc = pt_range_check(vaddr, pages, flags, &len);

	if (rc || !len)
		return rc;
	if (!pt_attr_is_safe(vaddr, attr))
		return -EPERM;
	if (paddr != __PADDR_ANY &&
	    !paddr_is_valid(paddr, len,
			    (unsigned int)PAGE_FLAG_SIZE_TO_LEVEL(flags)))
		return -EINVAL;
	if (len == PAGE_SIZE)
		return pt_map_page(pt, vaddr, paddr, attr, mapx);
	return map_many(pt, vaddr, paddr, len, attr, flags, mapx);
}
