/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Ranges with holes, of which Linux does what comes before the first. */
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
