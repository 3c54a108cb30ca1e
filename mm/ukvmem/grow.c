/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Areas that an access below them makes grow. */
#include "vmem_priv.h"

/* Between an area that grows and one that can be used there is a gap, so that
 * what steps out of the one does not come into the other.
 */
static bool has_gap(const struct uk_vma *vma, __vaddr_t start)
{
	const struct uk_vma *prev = vma_prev(vma);

	if (!prev || uk_vma_grows_down(prev) ||
	    !(prev->attr & PAGE_ATTR_PROT_RWX))
		return true;
	return start - prev->end >= UK_VMA_GROWTH_GAP;
}

struct uk_vma *vma_grow_down(struct uk_vas *vas, __vaddr_t vaddr)
{
	struct uk_vma *vma = vma_from(vas, vaddr);
	__vaddr_t start = PAGE_ALIGN_DOWN(vaddr);
	__sz more;

	/* The page at 0 is nobody's. */
	if (!vma || !uk_vma_grows_down(vma) || !start || !has_gap(vma, start))
		return NULL;
	more = vma->start - start;
	if (vma->page_lvl > PAGE_LEVEL ||
	    (vas->may_grow && vas->may_grow(vma, vma->end - start, more)))
		return NULL;
	if (vma_commits(vma, vma->attr) && vma_memory_check(vas, more))
		return NULL;
	vma_start_set(vma, start);
	/* It may touch one like it now; nothing of it goes that sleeps. */
	vma_merge_range(vas, start, vma->end);
	vas_debug(vas);
	return vma_at(vas, vaddr);
}
