/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Frames for all of a range, which the kernel runs on or works in. */
#include <uk/falloc.h>
#include <uk/plat/paging.h>
#include "kva_priv.h"

int kva_frames_map(struct uk_pagetable *pt, __vaddr_t vaddr,
		   unsigned long pages)
{
	__paddr_t paddr = uk_falloc(pt->fa, pages);
	int rc = ukplat_page_map(pt, vaddr, paddr, pages, KVA_ATTR, 0);

	if (rc && paddr != __PADDR_ANY)
		uk_ffree(pt->fa, paddr, pages);
	return rc;
}
