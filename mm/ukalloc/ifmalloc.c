/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The whole interface on malloc_backend() and free_backend(). */
#include <string.h>
#include "meta_priv.h"

/* What a backend's memory is aligned to, at least. */
#define BACKEND_ALIGN sizeof(void *)

static void *alloc_aligned(struct uk_alloc *a, __sz align, __sz size)
{
	void *base;
	__sz room;

	align = MAX(align, (__sz)ALLOC_ALIGN_MIN);
	if (!alloc_meta_room(size, align, BACKEND_ALIGN, &room))
		return NULL;
	base = a->malloc_backend(a, room);
	return base ? alloc_meta_put(base, align, size, 0) : NULL;
}

void *uk_malloc_ifmalloc(struct uk_alloc *a, __sz size)
{
	return alloc_aligned(a, ALLOC_ALIGN_MIN, size);
}

void uk_free_ifmalloc(struct uk_alloc *a, void *ptr)
{
	struct alloc_meta *meta;

	if (!ptr)
		return;
	meta = alloc_meta_of(ptr);
	meta->check = 0;
	a->free_backend(a, meta->base);
}

void *uk_realloc_ifmalloc(struct uk_alloc *a, void *ptr, __sz size)
{
	struct alloc_meta *meta;
	void *fresh;

	if (!ptr)
		return uk_malloc_ifmalloc(a, size);
	if (!size) {
		uk_free_ifmalloc(a, ptr);
		return NULL;
	}
	meta = alloc_meta_of(ptr);
	fresh = uk_malloc_ifmalloc(a, size);
	if (!fresh)
		return NULL;
	memcpy(fresh, ptr, MIN(size, meta->size));
	uk_free_ifmalloc(a, ptr);
	return fresh;
}

int uk_posix_memalign_ifmalloc(struct uk_alloc *a, void **memptr, __sz align,
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
