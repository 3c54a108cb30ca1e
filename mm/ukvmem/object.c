/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Objects of areas, and what an area has in the page table. */
#include "vmem_priv.h"

int vma_alloc(struct uk_vas *vas, __sz size, struct uk_vma **vma)
{
	*vma = uk_malloc(vas->a, size);
	return *vma ? 0 : -ENOMEM;
}

void vma_destroy(struct uk_vma *vma)
{
	if (vma->ops->destroy)
		vma->ops->destroy(vma);
	uk_free(vma->vas->a, vma);
}

void vma_unmap_pages(struct uk_vma *vma, __vaddr_t vaddr, __sz len)
{
	int rc;

	if (vma->ops->unmap)
		rc = vma->ops->unmap(vma, vaddr, len);
	else
		rc = ukplat_page_unmap(vma->vas->pt, vaddr, len >> PAGE_SHIFT,
				       0);
	if (rc)
		UK_CRASH("Cannot unmap 0x%lx-0x%lx: error %d\n", vaddr,
			 vaddr + len, rc);
}
