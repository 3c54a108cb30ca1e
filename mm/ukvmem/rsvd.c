/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Reserved areas: addresses that nobody else gets. */
#include "vmem_priv.h"

const struct uk_vma_ops uk_vma_rsvd_ops = {
	.set_attr = vma_op_set_attr,
};

int uk_vma_reserve_ex(struct uk_vas *vas, __vaddr_t *vaddr, __sz len,
		      unsigned long attr, unsigned long flags, const char *name)
{
	UK_ASSERT(!flags || (flags & UK_VMA_MAP_REPLACE));
	return uk_vma_map(vas, vaddr, len, attr, flags, name, &uk_vma_rsvd_ops,
			  NULL);
}

int uk_vma_reserve(struct uk_vas *vas, __vaddr_t *vaddr, __sz len)
{
	return uk_vma_reserve_ex(vas, vaddr, len, 0, 0, NULL);
}
