/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Operations on what is there: unmap, set_attr, advise. */
#include "vmem_priv.h"

/* Then there is nothing to be cut: the usual case. */
static bool is_one_area(struct uk_vas *vas, __vaddr_t vaddr, __sz len)
{
	const struct uk_vma *vma = vma_at(vas, vaddr);

	return vma && vma->start == vaddr && vma->end - vaddr == len;
}

static int range_cut(struct uk_vas *vas, __vaddr_t vaddr, __sz len)
{
	struct vma_cut cut;
	int rc = vma_cut_prepare(&cut, vas, vaddr, vaddr + len, NULL);

	if (rc)
		vas_settle(vas);
	else
		vma_cut_commit(&cut);
	return rc;
}

int uk_vma_unmap(struct uk_vas *vas, __vaddr_t vaddr, __sz len,
		 unsigned long flags)
{
	int rc = vma_range_check(vas, vaddr, len, flags);

	if (rc || !len)
		return rc;
	if (!is_one_area(vas, vaddr, len))
		rc = range_cut(vas, vaddr, len);
	if (rc)
		return rc;
	vma_remove_range(vas, vaddr, vaddr + len);
	vas_debug(vas);
	vas_settle(vas);
	return 0;
}

/* ---- set_attr ---- */

/* May all be written to? And what the range would commit more than now: more
 * than there is can never be had.
 */
static int write_check(struct uk_vas *vas, __vaddr_t start, __vaddr_t end,
		       unsigned long attr)
{
	const struct uk_vma *vma;
	__sz more = 0;
	int rc;

	if (!(attr & PAGE_ATTR_PROT_WRITE))
		return 0;
	for (vma = vma_from(vas, start); vma && vma->start < end;
	     vma = vma_next(vma)) {
		rc = uk_vma_may_attr(vma, attr);
		if (rc)
			return rc;
		if (vma_commits(vma, attr) && !vma_commits(vma, vma->attr))
			more += MIN(vma->end, end) - MAX(vma->start, start);
	}
	return vma_memory_check(vas, more);
}

static void attr_apply(struct uk_vma *vma, unsigned long attr)
{
	struct uk_vas *vas = vma->vas;
	int rc = 0;

	if (vma->ops->set_attr)
		rc = vma->ops->set_attr(vma, attr);
	if (rc)
		UK_CRASH("Cannot change 0x%lx-0x%lx: error %d\n", vma->start,
			 vma->end, rc);
	vas_uncommit(vas, vma_commits(vma, vma->attr));
	vma_attr_set(vma, attr);
	vas_commit(vas, vma_commits(vma, attr));
}

int uk_vma_set_attr(struct uk_vas *vas, __vaddr_t vaddr, __sz len,
		    unsigned long attr, unsigned long flags)
{
	__vaddr_t end = vaddr + len;
	struct vma_cut cut;
	struct uk_vma *vma;
	int rc = vma_range_check(vas, vaddr, len, flags);

	if (rc || !len)
		return rc;
	rc = write_check(vas, vaddr, end, attr);
	if (!rc)
		rc = vma_cut_prepare(&cut, vas, vaddr, end, &attr);
	if (rc) {
		vas_settle(vas);
		return rc;
	}
	vma_cut_commit(&cut);
	for (vma = vma_from(vas, vaddr); vma && vma->start < end;
	     vma = vma_next(vma))
		if (vma->attr != attr)
			attr_apply(vma, attr);
	vma_merge_range(vas, vaddr, end);
	vas->generation++;
	vas_debug(vas);
	vas_settle(vas);
	return 0;
}

int vma_op_set_attr(struct uk_vma *vma, unsigned long attr)
{
	return ukplat_page_set_attr(vma->vas->pt, vma->start,
				    (vma->end - vma->start) >> PAGE_SHIFT, attr,
				    0);
}

/* ---- advise ---- */

static bool is_dontneed(unsigned long advice)
{
	return (advice & (UK_VMA_ADV_DONTNEED | UK_VMA_ADV_FREE)) &&
	       !(advice & UK_VMA_ADV_WILLNEED);
}

/* Pages across the ends of the range are split first, so that freeing cannot
 * fail half way; those of a size that was asked for are not.
 */
static int dontneed_prepare(struct uk_vas *vas, __vaddr_t at)
{
	const struct uk_vma *vma = vma_at(vas, at);

	if (!vma || vma->start == at || !vma->ops->advise)
		return 0;
	if (vma->page_lvl > PAGE_LEVEL && !PAGE_Lx_ALIGNED(at, vma->page_lvl))
		return -EINVAL;
	return ukplat_page_split_at(vas->pt, at);
}

/* -EAGAIN: a type had to wait, and the areas may be others now. -EFAULT: that
 * of pages which do not exist; the others have it.
 */
static int advise_areas(struct uk_vas *vas, __vaddr_t start, __vaddr_t end,
			unsigned long advice)
{
	struct uk_vma *vma;
	int rc, missing = 0;

	for (vma = vma_from(vas, start); vma && vma->start < end;
	     vma = vma_next(vma)) {
		__vaddr_t from = MAX(vma->start, start);

		if (!vma->ops->advise)
			continue;
		rc = vma->ops->advise(vma, from, MIN(vma->end, end) - from,
				      advice);
		if (rc == -EFAULT)
			missing = rc;
		else if (rc)
			return rc;
	}
	return missing;
}

int uk_vma_advise(struct uk_vas *vas, __vaddr_t vaddr, __sz len,
		  unsigned long advice, unsigned long flags)
{
	__vaddr_t end = vaddr + len;
	int rc = vma_range_check(vas, vaddr, len, flags);

	if (rc || !len)
		return rc;
	if (is_dontneed(advice)) {
		rc = dontneed_prepare(vas, vaddr);
		if (!rc)
			rc = dontneed_prepare(vas, end);
	}
	if (rc)
		return rc;
	do
		rc = advise_areas(vas, vaddr, end, advice);
	while (rc == -EAGAIN);
	return rc;
}

int vma_op_advise(struct uk_vma *vma, __vaddr_t vaddr, __sz len,
		  unsigned long advice)
{
	if (advice & UK_VMA_ADV_WILLNEED)
		return vma_is_pager(vma)
			       ? vma_pager_populate(vma, vaddr, len, advice)
			       : vma_populate(vma, vma->vas->pt, vaddr, len,
					      false);
	if (is_dontneed(advice))
		vma_unmap_pages(vma, vaddr, len);
	return 0;
}
