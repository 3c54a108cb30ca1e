/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * How much memory may be promised: Linux's three policies. There is no swap,
 * so what can be had is all of the memory.
 */
#include "commit_priv.h"

/* Of all address spaces. */
static __sz promised;

__sz vma_commits(const struct uk_vma *vma, unsigned long attr)
{
	if (!vma->ops->commits || !(attr & PAGE_ATTR_PROT_WRITE) ||
	    (vma->flags & (UK_VMA_FLAG_NORESERVE | UK_VMA_FLAG_SHARED)))
		return 0;
	return vma->end - vma->start;
}

void vas_commit(struct uk_vas *vas, __sz bytes)
{
	vas->committed += bytes;
	promised += bytes;
}

void vas_uncommit(struct uk_vas *vas, __sz bytes)
{
	vas->committed -= bytes;
	promised -= bytes;
}

int vma_memory_check(const struct uk_vas *vas, __sz more)
{
	__sz total = vas->pt->fa->total_memory;

	switch (commit_policy()) {
	case OVERCOMMIT_ALWAYS:
		return 0;
	case OVERCOMMIT_NEVER:
		return more > total || promised > total - more ? -ENOMEM : 0;
	default:
		/* At once more than there is can never be had. */
		return more > total ? -ENOMEM : 0;
	}
}
