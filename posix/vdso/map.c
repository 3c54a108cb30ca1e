/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 *	base - page	[vvar]	what the clocks are
 *	base		[vdso]	the object, which finds the above by its place
 */
#include <arch/mmu.h>
#include <uk/vdso.h>
#include <uk/vmem.h>
#include "vdso_priv.h"

int uk_vdso_map(struct uk_vas *vas, struct uk_vdso *vdso)
{
	const struct vdso_page *page = vdso_page_get();
	__sz len = (__sz)(vdso_image_end - vdso_image);
	__vaddr_t at = __VADDR_ANY, base;
	int rc;

	rc = uk_vma_reserve(vas, &at, VDSO_PAGE_SIZE + len);
	if (rc)
		return rc;
	base = at + VDSO_PAGE_SIZE;
	rc = uk_vma_map_dma(vas, &at, VDSO_PAGE_SIZE, PAGE_ATTR_PROT_READ,
			    UK_VMA_MAP_REPLACE, "[vvar]",
			    arch_virt_to_phys(page));
	if (rc == 0)
		rc = uk_vma_map_dma(vas, &base, len,
				    PAGE_ATTR_PROT_READ | PAGE_ATTR_PROT_EXEC,
				    UK_VMA_MAP_REPLACE | UK_VMA_MAP_POPULATE,
				    "[vdso]", arch_virt_to_phys(vdso_image));
	if (rc) {
		uk_vma_unmap(vas, at, VDSO_PAGE_SIZE + len, 0);
		return rc;
	}
	vdso->base = base;
	vdso->sigreturn = vdso_sigreturn ? base + vdso_sigreturn : 0;
	return 0;
}
