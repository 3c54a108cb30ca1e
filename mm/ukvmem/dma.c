/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* DMA areas: physical memory that is somebody else's, at one offset. */
#include "base_priv.h"
#include "vmem_priv.h"

static struct uk_vma_dma *to_dma(struct uk_vma *vma)
{
	return __containerof(vma, struct uk_vma_dma, base);
}

static __vaddr_t dma_get_base(struct uk_vas *vas, void *data __unused,
			      unsigned long flags __unused)
{
	return base_of(vas, DMA_BASE, SLIDE_DMA);
}

static int dma_alloc(struct uk_vas *vas, __paddr_t paddr, struct uk_vma **vma)
{
	int rc = vma_alloc(vas, sizeof(struct uk_vma_dma), vma);

	if (!rc)
		to_dma(*vma)->paddr = paddr;
	return rc;
}

static int dma_new(struct uk_vas *vas, __vaddr_t vaddr __unused, __sz len,
		   void *data, unsigned long *flags, struct uk_vma **vma)
{
	const struct uk_vma_dma_args *args = data;
	unsigned long order = UK_VMA_MAP_SIZE_TO_ORDER(*flags);
	__paddr_t paddr = args->paddr;

	if ((*flags & UK_VMA_MAP_UNINITIALIZED) || !PAGE_ALIGNED(paddr) ||
	    (paddr & ((1UL << order) - 1)) || len - 1 > ~paddr ||
	    !ukarch_paddr_range_isvalid(paddr, paddr + len - 1))
		return -EINVAL;
	return dma_alloc(vas, paddr, vma);
}

static int dma_fault(struct uk_vma *vma, struct uk_vm_fault *fault)
{
	__paddr_t paddr = to_dma(vma)->paddr + (fault->vbase - vma->start);

	if (!PAGE_Lx_ALIGNED(paddr, fault->level))
		return -ENOMEM; /* as if there were no such frame */
	fault->paddr = paddr;
	return 0;
}

static int dma_unmap(struct uk_vma *vma, __vaddr_t vaddr, __sz len)
{
	return ukplat_page_unmap(vma->vas->pt, vaddr, len >> PAGE_SHIFT,
				 PAGE_FLAG_KEEP_FRAMES);
}

static int dma_split(struct uk_vma *vma, __vaddr_t vaddr,
		     struct uk_vma **new_vma)
{
	return dma_alloc(vma->vas, to_dma(vma)->paddr + (vaddr - vma->start),
			 new_vma);
}

static int dma_merge(struct uk_vma *vma, struct uk_vma *next)
{
	__paddr_t end = to_dma(vma)->paddr + (vma->end - vma->start);

	return to_dma(next)->paddr == end ? 0 : -EPERM;
}

const struct uk_vma_ops uk_vma_dma_ops = {
	.get_base = dma_get_base,
	.new = dma_new,
	.fault = dma_fault,
	.unmap = dma_unmap,
	.split = dma_split,
	.merge = dma_merge,
	.set_attr = vma_op_set_attr,
	.bounded = 1,
};

int uk_vma_map_dma(struct uk_vas *vas, __vaddr_t *vaddr, __sz len,
		   unsigned long attr, unsigned long flags, const char *name,
		   __paddr_t paddr)
{
	struct uk_vma_dma_args args = {.paddr = paddr};

	return uk_vma_map(vas, vaddr, len, attr, flags, name, &uk_vma_dma_ops,
			  &args);
}
