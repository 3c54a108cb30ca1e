/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <stdbool.h>
#include <uk/arch/paging.h>
#include <uk/vmem.h>
#include "usage_priv.h"

static bool is_stack(const struct uk_vma *vma)
{
	return vma->ops == &uk_vma_stack_ops || uk_vma_grows_down(vma);
}

/* Where an area counts, as on Linux; NULL: only as a part of the whole. What is
 * data is what RLIMIT_DATA is about.
 */
static unsigned long *counter(const struct uk_vma *vma,
			      struct proc_usage *usage)
{
	bool writable = vma->attr & PAGE_ATTR_PROT_WRITE;

	if (is_stack(vma))
		return &usage->stack;
	if (!writable)
		return vma->attr & PAGE_ATTR_PROT_EXEC ? &usage->text : NULL;
	return vma->flags & UK_VMA_FLAG_SHARED ? NULL : &usage->data;
}

void proc_usage_get(const struct uk_process *p, struct proc_usage *usage)
{
	struct proc_pages pages = {.present = 0};
	const struct uk_vma *vma = p->vas ? uk_vma_first(p->vas) : NULL;
	unsigned long len, *count;

	*usage = (struct proc_usage){0};
	for (; vma; vma = uk_vma_next(vma)) {
		len = vma->end - vma->start;
		usage->size += len;
		count = counter(vma, usage);
		if (count)
			*count += len;
		proc_pages_count(vma, &pages);
	}
	usage->resident = pages.present;
	usage->shared = pages.present - pages.own;
}
