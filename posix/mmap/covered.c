/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What is, and is not, in a range of addresses. */
#include "mmap_priv.h"

__sz mmap_covered(__vaddr_t vaddr, __sz len)
{
	const struct uk_vma *vma = uk_vma_find(mmap_vas(), vaddr);
	__vaddr_t at = vaddr;

	while (vma && vma->start <= at && at - vaddr < len) {
		at = vma->end;
		vma = uk_vma_next(vma);
	}
	return at - vaddr < len ? at - vaddr : len;
}

bool mmap_near_growth(__vaddr_t end)
{
	const struct uk_vma *vma = uk_vma_find_from(mmap_vas(), end);

	return vma && uk_vma_grows_down(vma) && vma->start >= end &&
	       vma->start - end < UK_VMA_GROWTH_GAP;
}
