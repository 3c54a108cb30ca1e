/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What the operations on a range of addresses have in common. */
#include "vmem_priv.h"

static bool is_covered(struct uk_vas *vas, __vaddr_t start, __vaddr_t end)
{
	const struct uk_vma *vma = vma_at(vas, start);

	while (vma && vma->start <= start) {
		start = vma->end;
		if (start >= end)
			return true;
		vma = vma_next(vma);
	}
	return false;
}

int vma_range_check(struct uk_vas *vas, __vaddr_t vaddr, __sz len,
		    unsigned long flags)
{
	if (!PAGE_ALIGNED(vaddr | len))
		return -EINVAL;
	if (!len)
		return 0;
	if (vaddr >= vas->vma_end || len > vas->vma_end - vaddr)
		return -EINVAL;
	if ((flags & UK_VMA_FLAG_STRICT_VMA_CHECK) &&
	    !is_covered(vas, vaddr, vaddr + len))
		return -ENOENT;
	return 0;
}

/* ---- cutting ---- */

static int object_for_rest(struct uk_vma *vma, __vaddr_t at,
			   struct uk_vma **rest)
{
	if (vma->ops->split)
		return vma->ops->split(vma, at, rest);
	if (vma->ops->new)
		return -EPERM;
	return vma_alloc(vma->vas, sizeof(**rest), rest);
}

int vma_copy_make(struct uk_vma *vma, __vaddr_t at, struct uk_vma **copy)
{
	struct uk_vma *r;
	int rc = object_for_rest(vma, at, &r);

	if (rc)
		return rc;
	r->start = at;
	r->end = vma->end;
	r->vas = vma->vas;
	r->ops = vma->ops;
	vma_attr_set(r, vma->attr);
	r->flags = vma->flags;
	r->page_lvl = vma->page_lvl;
	r->name = vma->name;
	*copy = r;
	return 0;
}

/* Makes the object for [at, end of vma), and sees to it that no page lies
 * across at. Nothing else changes.
 */
static int split_prepare(struct uk_vma *vma, __vaddr_t at, struct uk_vma **rest)
{
	struct uk_vma *r;
	int rc;

	if (vma->page_lvl > PAGE_LEVEL && !PAGE_Lx_ALIGNED(at, vma->page_lvl))
		return -EINVAL;
	rc = vma_copy_make(vma, at, &r);
	if (rc)
		return rc;
	rc = ukplat_page_split_at(vma->vas->pt, at);
	if (rc) {
		vma_destroy(r);
		return rc;
	}
	*rest = r;
	return 0;
}

static bool is_cut(const struct uk_vma *vma, const unsigned long *attr)
{
	return !attr || vma->attr != *attr;
}

/*
 *            start               end
 *      |-------+-------------------+------|   one area: first is cut at start,
 *       first    from_start = last  from_end     what is behind at end
 *
 *      |-------+------|   |--------+------|   two areas, or one of the two
 *       first  from_start   last    from_end
 */
int vma_cut_prepare(struct vma_cut *cut, struct uk_vas *vas, __vaddr_t start,
		    __vaddr_t end, const unsigned long *attr)
{
	struct uk_vma *vma;
	int rc;

	cut->start = start;
	cut->end = end;
	cut->from_start = cut->from_end = NULL;
	vma = vma_at(vas, start);
	if (vma && vma->start < start && is_cut(vma, attr)) {
		cut->first = vma;
		rc = split_prepare(vma, start, &cut->from_start);
		if (rc)
			return rc;
	}

	if (vma && vma->end == end)
		return 0;
	vma = vma_at(vas, end);
	if (!vma || vma->start >= end || !is_cut(vma, attr))
		return 0;
	if (cut->from_start && vma == cut->first)
		vma = cut->from_start;
	cut->last = vma;
	rc = split_prepare(vma, end, &cut->from_end);
	if (rc)
		vma_cut_abort(cut);
	return rc;
}

void vma_cut_commit(struct vma_cut *cut)
{
	if (cut->from_start) {
		vma_end_set(cut->first, cut->start);
		vma_insert(cut->from_start, cut->first);
	}
	if (cut->from_end) {
		vma_end_set(cut->last, cut->end);
		vma_insert(cut->from_end, cut->last);
	}
}

void vma_cut_abort(struct vma_cut *cut)
{
	if (cut->from_start)
		vma_destroy(cut->from_start);
	if (cut->from_end)
		vma_destroy(cut->from_end);
	cut->from_start = cut->from_end = NULL;
}

void vma_remove_range(struct uk_vas *vas, __vaddr_t start, __vaddr_t end)
{
	struct uk_vma *vma = vma_from(vas, start);

	while (vma && vma->start < end) {
		struct uk_vma *next = vma_next(vma);

		UK_ASSERT(vma->start >= start && vma->end <= end);
		vma_unmap_pages(vma, vma->start, vma->end - vma->start);
		vma_remove(vma);
		vma_destroy(vma);
		vma = next;
	}
}

/* ---- merging ---- */

bool vma_can_merge(struct uk_vma *vma, struct uk_vma *next)
{
	return vma->end == next->start && vma->ops == next->ops &&
	       vma->attr == next->attr && vma->flags == next->flags &&
	       vma->page_lvl == next->page_lvl && vma->name == next->name &&
	       (!vma->ops->merge || !vma->ops->merge(vma, next));
}

void vma_merge_range(struct uk_vas *vas, __vaddr_t start, __vaddr_t end)
{
	struct uk_vma *vma = vma_from(vas, start);
	struct uk_vma *next;

	if (!vma)
		return;
	if (vma_prev(vma))
		vma = vma_prev(vma);
	while (vma->start <= end && (next = vma_next(vma))) {
		__vaddr_t vma_end = next->end;

		if (!vma_can_merge(vma, next)) {
			vma = next;
			continue;
		}
		vma_remove(next);
		vma_end_set(vma, vma_end);
		vma_destroy(next);
	}
}
