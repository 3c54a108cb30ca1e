/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Stacks: anonymous memory of the smallest pages with a guard page where the
 * stack ends, which is part of the area and never gets a frame.
 */
#include "base_priv.h"
#include "vmem_priv.h"

static __vaddr_t stack_get_base(struct uk_vas *vas, void *data __unused,
				unsigned long flags __unused)
{
	return base_of(vas, STACK_BASE, SLIDE_STACK);
}

static __vaddr_t guard_of(const struct uk_vma *vma)
{
	return vma->flags & UK_VMA_STACK_GROWS_UP ? vma->end - PAGE_SIZE
						  : vma->start;
}

static int stack_fault(struct uk_vma *vma, struct uk_vm_fault *fault)
{
	if (fault->vbase == guard_of(vma))
		return fault->type & UK_VMA_FAULT_SOFT ? UKPLAT_PAGE_MAPX_ESKIP
						       : -EFAULT;
	if (!(fault->type & UK_VMA_FAULT_NONPRESENT))
		return 0;
	return vma_frames_get(vma, fault);
}

/* A part of a stack would have no guard page. */
static int stack_split(struct uk_vma *vma __unused, __vaddr_t vaddr __unused,
		       struct uk_vma **new_vma __unused)
{
	return -EPERM;
}

/* Between two stacks there is a guard page. */
static int stack_merge(struct uk_vma *vma __unused,
		       struct uk_vma *next __unused)
{
	return -EPERM;
}

const struct uk_vma_ops uk_vma_stack_ops = {
	.get_base = stack_get_base,
	.fault = stack_fault,
	.split = stack_split,
	.merge = stack_merge,
	.set_attr = vma_op_set_attr,
	.advise = vma_op_advise,
	.commits = 1,
	.bounded = 1, /* the guard page is where it is */
};

/* The used end of a new stack. */
static int populate_start(struct uk_vas *vas, __vaddr_t vaddr, __sz len,
			  unsigned long flags, __sz initial_len)
{
	if (!(flags & UK_VMA_STACK_GROWS_UP))
		vaddr += len - initial_len;
	return uk_vma_advise(vas, vaddr, initial_len, UK_VMA_ADV_WILLNEED,
			     UK_VMA_FLAG_STRICT_VMA_CHECK);
}

int uk_vma_map_stack(struct uk_vas *vas, __vaddr_t *vaddr, __sz len,
		     unsigned long flags, const char *name, __sz initial_len)
{
	bool all = len > PAGE_SIZE && initial_len >= len - PAGE_SIZE;
	__vaddr_t at = *vaddr;
	int rc;

	if (len < 2 * PAGE_SIZE || !PAGE_ALIGNED(initial_len))
		return -EINVAL;
	flags &= ~UK_VMA_MAP_SIZE_MASK;
	flags |= UK_VMA_MAP_SIZE_4KB;
	if (all)
		flags |= UK_VMA_MAP_POPULATE;
	/* What is replaced cannot come back: all that can fail comes first. */
	if (initial_len && (flags & UK_VMA_MAP_REPLACE))
		flags |= UK_VMA_MAP_POPULATE;
	rc = uk_vma_map(vas, &at, len, PAGE_ATTR_PROT_RW, flags, name,
			&uk_vma_stack_ops, NULL);
	if (rc)
		return rc;
	if (initial_len && !(flags & UK_VMA_MAP_POPULATE)) {
		rc = populate_start(vas, at, len, flags, initial_len);
		if (rc) {
			(void)uk_vma_unmap(vas, at, len, 0);
			return rc;
		}
	}
	*vaddr = at;
	return 0;
}
