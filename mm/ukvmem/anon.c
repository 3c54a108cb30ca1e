/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Anonymous areas: memory on first access. */
#include "base_priv.h"
#include "vmem_priv.h"

static __vaddr_t anon_get_base(struct uk_vas *vas, void *data __unused,
			       unsigned long flags __unused)
{
	return base_of(vas, ANON_BASE, SLIDE_ANON);
}

/* What is there already keeps its frame and gets the area's protection. */
static int anon_fault(struct uk_vma *vma, struct uk_vm_fault *fault)
{
	if (!(fault->type & UK_VMA_FAULT_NONPRESENT))
		return 0;
	return vma_frames_get(vma, fault);
}

const struct uk_vma_ops uk_vma_anon_ops = {
	.get_base = anon_get_base,
	.fault = anon_fault,
	.set_attr = vma_op_set_attr,
	.advise = vma_op_advise,
	.commits = 1,
};

int uk_vma_map_anon(struct uk_vas *vas, __vaddr_t *vaddr, __sz len,
		    unsigned long attr, unsigned long flags, const char *name)
{
	return uk_vma_map(vas, vaddr, len, attr, flags, name, &uk_vma_anon_ops,
			  NULL);
}
