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
	if (unlikely(vma->ops->release))
		uk_list_add_tail(&vma->vma_list, &vma->vas->gone);
	else
		uk_free(vma->vas->a, vma);
}

/* While one is released others may come, also by others: one at a time. */
void vma_release_all(struct uk_vas *vas)
{
	struct uk_vma *vma;

	while (!uk_list_empty(&vas->gone)) {
		vma = uk_list_first_entry(&vas->gone, struct uk_vma, vma_list);
		uk_list_del(&vma->vma_list);
		vma->ops->release(vma);
		uk_free(vas->a, vma);
	}
}

const char *uk_vma_name(const struct uk_vma *vma)
{
	if (vma->name || !vma->ops->name)
		return vma->name;
	return vma->ops->name(vma);
}

int uk_vma_may_attr(const struct uk_vma *vma, unsigned long attr)
{
	return vma->ops->may_attr ? vma->ops->may_attr(vma, attr) : 0;
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
