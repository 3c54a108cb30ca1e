/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Device registers. */
#include <stddef.h>
#include <uk/assert.h>
#include <uk/essentials.h>
#include <uk/kva.h>
#include <uk/plat/paging.h>

#define REGS_ATTR (PAGE_ATTR_PROT_RW | PAGE_ATTR_TYPE_DEVICE | PAGE_ATTR_GLOBAL)

/* Pages that the len bytes at an offset into a page touch. */
static unsigned long pages_of(unsigned long offset, __sz len)
{
	offset &= PAGE_SIZE - 1;
	return (len >> PAGE_SHIFT) +
	       ((offset + (len & (PAGE_SIZE - 1)) + PAGE_SIZE - 1) >>
		PAGE_SHIFT);
}

void *uk_iomap(__paddr_t paddr, __sz len)
{
	unsigned long pages = pages_of(paddr, len);
	__vaddr_t vaddr;

	if (!len)
		return NULL;
	vaddr = uk_kva_alloc(pages);
	if (vaddr == __VADDR_INV)
		return NULL;
	if (ukplat_page_map(ukplat_pt_get_active(), vaddr,
			    PAGE_ALIGN_DOWN(paddr), pages, REGS_ATTR, 0)) {
		uk_kva_free(vaddr, pages);
		return NULL;
	}
	return (void *)(vaddr + (paddr & (PAGE_SIZE - 1)));
}

void uk_iounmap(void *regs, __sz len)
{
	__vaddr_t vaddr = PAGE_ALIGN_DOWN((__vaddr_t)regs);
	unsigned long pages = pages_of((__vaddr_t)regs, len);
	int rc;

	if (!regs)
		return;
	rc = ukplat_page_unmap(ukplat_pt_get_active(), vaddr, pages,
			       PAGE_FLAG_KEEP_FRAMES);
	UK_ASSERT(!rc);
	uk_kva_free(vaddr, pages);
}
