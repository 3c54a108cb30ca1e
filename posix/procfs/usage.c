/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <uk/arch/paging.h>
#include <uk/vmem.h>
#include "usage_priv.h"

void proc_usage_get(const struct uk_process *p, struct proc_usage *usage)
{
	struct proc_pages pages = {.present = 0};
	const struct uk_vma *vma = p->vas ? uk_vma_first(p->vas) : NULL;
	unsigned long len;

	*usage = (struct proc_usage){0};
	for (; vma; vma = uk_vma_next(vma)) {
		len = vma->end - vma->start;
		usage->size += len;
		if (vma->ops == &uk_vma_stack_ops)
			usage->stack += len;
		else if (vma->attr & PAGE_ATTR_PROT_EXEC)
			usage->text += len;
		else if ((vma->attr & PAGE_ATTR_PROT_WRITE) &&
			 !(vma->flags & UK_VMA_FLAG_SHARED))
			usage->data += len;
		proc_pages_count(vma, &pages);
	}
	usage->resident = pages.present;
	usage->shared = pages.present - pages.own;
}
