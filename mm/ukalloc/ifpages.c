/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The whole interface on palloc() and pfree(). */
#include <string.h>
#include "meta_priv.h"

static void *alloc_aligned(struct uk_alloc *a, __sz align, __sz size)
{
	__sz pages;
	void *base;
	__sz room;

	if (!alloc_meta_room(size, align, ALLOC_ALIGN_MIN, &room) ||
	    room > ~(__sz)0 - (__PAGE_SIZE - 1))
		return NULL;
	pages = (room + __PAGE_SIZE - 1) >> __PAGE_SHIFT;
	base = uk_do_palloc(a, pages);
	return base ? alloc_meta_put(base, align, size, pages) : NULL;
}

void *uk_malloc_ifpages(struct uk_alloc *a, __sz size)
{
	return alloc_aligned(a, ALLOC_ALIGN_MIN, size);
}

void uk_free_ifpages(struct uk_alloc *a, void *ptr)
{
	struct alloc_meta *meta;

	if (!ptr)
		return;
	meta = alloc_meta_of(ptr);
	meta->check = 0;
	uk_do_pfree(a, meta->base, meta->pages);
}

void *uk_realloc_ifpages(struct uk_alloc *a, void *ptr, __sz size)
{
	struct alloc_meta *meta;
	__sz capacity;
	void *fresh;

	if (!ptr)
		return uk_malloc_ifpages(a, size);
	if (!size) {
		uk_free_ifpages(a, ptr);
		return NULL;
	}
	meta = alloc_meta_of(ptr);
	capacity = ((uintptr_t)meta->base + (meta->pages << __PAGE_SHIFT)) -
		   (uintptr_t)ptr;
	if (size <= capacity && capacity - size < __PAGE_SIZE) {
		meta->size = size;
		return ptr;
	}
	fresh = uk_malloc_ifpages(a, size);
	if (!fresh)
		return NULL;
	memcpy(fresh, ptr, MIN(size, meta->size));
	uk_free_ifpages(a, ptr);
	return fresh;
}

int uk_posix_memalign_ifpages(struct uk_alloc *a, void **memptr, __sz align,
			      __sz size)
{
	void *ptr;

	if (!alloc_align_ok(align))
		return EINVAL;
	ptr = alloc_aligned(a, align, size);
	if (!ptr)
		return ENOMEM;
	*memptr = ptr;
	return 0;
}

__ssz uk_alloc_maxalloc_ifpages(struct uk_alloc *a)
{
	long pages = uk_alloc_pmaxalloc(a);

	if (pages <= 0)
		return pages;
	return (__ssz)((__sz)pages << __PAGE_SHIFT) -
	       (__ssz)sizeof(struct alloc_meta);
}

__ssz uk_alloc_availmem_ifpages(struct uk_alloc *a)
{
	long pages = uk_alloc_pavailmem(a);

	return pages <= 0 ? pages : (__ssz)((__sz)pages << __PAGE_SHIFT);
}
