/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Areas that move or grow. */
#include "vmem_priv.h"

/* One call, its arguments checked. */
struct move {
	struct uk_vas *vas;
	__vaddr_t from;
	__sz len;
	__vaddr_t to;
	__sz new_len;
	unsigned long flags;
	bool replace;	     /* there is something at the destination */
	__vaddr_t tail;	     /* what is behind goes; the end of it all */
	struct uk_vma *kept; /* the area that stays behind, or NULL */
	struct vma_cut cut;
};

/* The area that has all of a range, or NULL. */
static struct uk_vma *area_around(struct uk_vas *vas, __vaddr_t vaddr, __sz len)
{
	struct uk_vma *vma = vma_at(vas, vaddr);

	return vma && len <= vma->end - vaddr ? vma : NULL;
}

static bool fits_page_size(const struct uk_vma *vma, __vaddr_t vaddr)
{
	return vma->page_lvl <= 0 || PAGE_Lx_ALIGNED(vaddr, vma->page_lvl);
}

/* Can an area get so many bytes more, of which some only move? */
static int growth_check(const struct uk_vma *vma, __sz more)
{
	if (!more)
		return 0;
	if (vma->ops->bounded)
		return -EPERM;
	if (!fits_page_size(vma, more))
		return -EINVAL;
	return vma_is_pager(vma) ? vma_pager_grows(vma, more) : 0;
}

static int destination_check(struct move *m, const struct uk_vma *vma)
{
	struct uk_vma *there;
	int rc;

	if (m->to == __VADDR_ANY)
		return vma_place(m->vas, vma->ops, NULL, m->flags, m->new_len,
				 vma->page_lvl, &m->to, &there);
	rc = vma_range_check(m->vas, m->to, m->new_len, 0);
	if (rc)
		return rc;
	if (!fits_page_size(vma, m->to) ||
	    (m->to < m->tail && m->from < m->to + m->new_len))
		return -EINVAL;
	there = vma_from(m->vas, m->to);
	m->replace = there && there->start < m->to + m->new_len;
	return m->replace && !(m->flags & UK_VMA_MAP_REPLACE) ? -EEXIST : 0;
}

static int move_check(struct move *m)
{
	struct uk_vma *vma;
	int rc = vma_range_check(m->vas, m->from, m->len, 0);
	__sz more;

	if (rc)
		return rc;
	if (!m->len || !m->new_len || !PAGE_ALIGNED(m->new_len) ||
	    (m->len != m->new_len && (m->flags & UK_VMA_MOVE_KEEP)))
		return -EINVAL;
	m->tail = m->from + m->len;
	m->len = MIN(m->len, m->new_len);
	more = m->new_len - m->len;
	vma = area_around(m->vas, m->from, m->len);
	if (!vma)
		return -EFAULT;
	rc = growth_check(vma, more);
	if (rc)
		return rc;
	if (m->flags & UK_VMA_MOVE_KEEP)
		more = m->len;
	if (vma_commits(vma, vma->attr))
		rc = vma_memory_check(m->vas, more);
	return rc ? rc : destination_check(m, vma);
}

/* Areas that begin and end with a range: no page changes. What is empty is cut
 * nowhere.
 */
static int range_cut(const struct move *m, __vaddr_t start, __vaddr_t end)
{
	struct vma_cut cut;
	int rc;

	if (start == end)
		return 0;
	rc = vma_cut_prepare(&cut, m->vas, start, end, NULL);
	if (!rc)
		vma_cut_commit(&cut);
	return rc;
}

static int move_prepare(struct move *m)
{
	struct uk_pagetable *pt = m->vas->pt;
	int rc = 0;

	if (m->flags & UK_VMA_MOVE_KEEP) {
		rc = vma_copy_make(vma_at(m->vas, m->from), m->from, &m->kept);
		if (rc)
			return rc;
		m->kept->end = m->from + m->len;
	}
	rc = range_cut(m, m->from + m->len, m->tail);
	if (rc)
		goto err_kept;
	if (m->replace)
		rc = range_cut(m, m->to, m->to + m->new_len);
	if (rc)
		goto err_tail;
	rc = vma_cut_prepare(&m->cut, m->vas, m->from, m->from + m->len, NULL);
	if (rc)
		goto err_destination;
	rc = ukplat_page_move_prepare(pt, m->to, pt, m->from,
				      m->len >> PAGE_SHIFT);
	if (rc)
		goto err_cut;
	return 0;

err_cut:
	vma_cut_abort(&m->cut);
err_destination:
	vma_merge_range(m->vas, m->to, m->to + m->new_len);
err_tail:
	vma_merge_range(m->vas, m->from + m->len, m->tail);
err_kept:
	if (m->kept)
		vma_destroy(m->kept);
	return rc;
}

static void move_commit(struct move *m)
{
	struct uk_pagetable *pt = m->vas->pt;
	struct uk_vma *vma;

	vma_cut_commit(&m->cut);
	if (m->replace)
		vma_remove_range(m->vas, m->to, m->to + m->new_len);
	if (m->from + m->len < m->tail)
		vma_remove_range(m->vas, m->from + m->len, m->tail);
	vma = vma_at(m->vas, m->from);
	vma_remove(vma);
	ukplat_page_move(pt, m->to, pt, m->from, m->len >> PAGE_SHIFT);
	vma->start = m->to;
	vma->end = m->to + m->new_len;
	vma_add(vma, vma_from(m->vas, m->to));
	if (m->kept)
		vma_add(m->kept, vma_from(m->vas, m->from));
}

int uk_vma_move(struct uk_vas *vas, __vaddr_t vaddr, __sz len, __vaddr_t *to,
		__sz new_len, unsigned long flags)
{
	struct move m = {
		.vas = vas,
		.from = vaddr,
		.len = len,
		.to = *to,
		.new_len = new_len,
		.flags = flags,
	};
	int rc = move_check(&m);

	if (!rc)
		rc = move_prepare(&m);
	if (!rc) {
		move_commit(&m);
		vas_debug(vas);
		*to = m.to;
	}
	vas_settle(vas);
	return rc;
}

int uk_vma_grow(struct uk_vas *vas, __vaddr_t vaddr, __sz len, __sz new_len)
{
	struct uk_vma *vma, *next;
	__sz more = new_len - len;
	int rc = vma_range_check(vas, vaddr, len, 0);

	if (!rc)
		rc = vma_range_check(vas, vaddr, new_len, 0);
	if (rc)
		return rc;
	if (!len || new_len < len)
		return -EINVAL;
	vma = area_around(vas, vaddr, len);
	if (!vma)
		return -EFAULT;
	rc = growth_check(vma, more);
	if (!rc && vma_commits(vma, vma->attr))
		rc = vma_memory_check(vas, more);
	if (rc || !more)
		return rc;
	next = vma_next(vma);
	if (vma->end != vaddr + len || (next && next->start < vaddr + new_len))
		return -ENOMEM;
	vma_end_set(vma, vaddr + new_len);
	vma_merge_range(vas, vaddr, vaddr + new_len);
	vas_debug(vas);
	vas_settle(vas);
	return 0;
}
