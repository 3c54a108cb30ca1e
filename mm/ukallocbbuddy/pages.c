/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Runs of pages. The frame allocator has a lock of its own. */
#include <errno.h>
#include "heap_priv.h"

/* A run whose alignment is larger than it: the rest of it goes back. */
static int take_aligned(struct uk_falloc *fa, __paddr_t *paddr,
			unsigned long pages, unsigned long align_pages)
{
	unsigned long take = MAX(pages, align_pages);
	int rc = fa->falloc(fa, paddr, take, FALLOC_FLAG_ALIGNED);

	if (rc || take == pages)
		return rc;
	rc = uk_fallocbuddy_run_resize(fa, *paddr, take, pages);
	UK_ASSERT(!rc);
	return rc;
}

static int take_run(struct heap *h, __paddr_t *paddr, unsigned long pages,
		    __sz align)
{
	*paddr = __PADDR_ANY;
	if (align <= PAGE_SIZE)
		return h->fa->falloc(h->fa, paddr, pages, 0);
	return take_aligned(h->fa, paddr, pages, align >> PAGE_SHIFT);
}

void *pages_alloc(struct heap *h, unsigned long pages, __sz align)
{
	__paddr_t paddr;
	int rc;

	rc = take_run(h, &paddr, pages, align);
	if (rc && slab_trim(h))
		rc = take_run(h, &paddr, pages, align);
	if (rc == -ENOMEM && heap_area_grow(h, pages, align))
		rc = take_run(h, &paddr, pages, align);
	return rc ? NULL : (void *)(paddr + h->offset);
}

unsigned long pages_free(struct heap *h, void *ptr)
{
	unsigned long pages =
		uk_fallocbuddy_run_free(h->fa, (__vaddr_t)ptr - h->offset);

	UK_BUGON(!pages); /* freed twice, or not from this heap */
	return pages;
}
