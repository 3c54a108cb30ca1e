/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Stacks: a range with frames in all of it, and the guard page below. */
#include <stddef.h>
#include <uk/assert.h>
#include <uk/essentials.h>
#include <uk/kva.h>
#include <uk/plat/paging.h>
#include "kva_priv.h"

void *uk_kstack_alloc(__sz size)
{
	struct uk_pagetable *pt = ukplat_pt_get_active();
	unsigned long pages = (size >> PAGE_SHIFT) + !PAGE_ALIGNED(size);
	__vaddr_t vaddr = kstack_range_get(pages);

	if (vaddr == __VADDR_INV)
		return NULL;
	if (kva_frames_map(pt, vaddr, pages)) {
		kstack_range_put(vaddr, pages);
		return NULL;
	}
	return (void *)vaddr;
}

void uk_kstack_free(void *stack, __sz size)
{
	unsigned long pages = (size >> PAGE_SHIFT) + !PAGE_ALIGNED(size);
	int rc;

	if (!stack)
		return;
	rc = ukplat_page_unmap(ukplat_pt_get_active(), (__vaddr_t)stack, pages,
			       0);
	/* Only a page that is larger than the stack could fail to split. */
	UK_ASSERT(!rc);
	kstack_range_put((__vaddr_t)stack, pages);
}
