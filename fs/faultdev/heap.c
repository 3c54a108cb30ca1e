/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The default allocator's functions, with a question before each request. */
#include <errno.h>
#include <stddef.h>
#include <uk/alloc.h>
#include "faultdev_priv.h"

static struct uk_alloc orig; /* its functions */
static unsigned int depth;   /* of calls into it */
static long pieces;

bool faultdev_heap_busy(void)
{
	return depth;
}

long faultdev_heap_pieces(void)
{
	return pieces;
}

/* May it be served? Then leave() follows. */
static bool enter(void)
{
	if (!depth && faultdev_request())
		return false;
	depth++;
	return true;
}

static void *leave(void *ptr)
{
	depth--;
	if (!depth && ptr)
		pieces++;
	return ptr;
}

static void *heap_malloc(struct uk_alloc *a, __sz size)
{
	return enter() ? leave(orig.malloc(a, size)) : NULL;
}

static void *heap_calloc(struct uk_alloc *a, __sz nmemb, __sz size)
{
	return enter() ? leave(orig.calloc(a, nmemb, size)) : NULL;
}

static void *heap_memalign(struct uk_alloc *a, __sz align, __sz size)
{
	return enter() ? leave(orig.memalign(a, align, size)) : NULL;
}

static int heap_posix_memalign(struct uk_alloc *a, void **ptr, __sz align,
			       __sz size)
{
	int rc;

	if (!enter())
		return ENOMEM;
	rc = orig.posix_memalign(a, ptr, align, size);
	(void)leave(rc ? NULL : *ptr);
	return rc;
}

static void *heap_palloc(struct uk_alloc *a, unsigned long pages)
{
	return enter() ? leave(orig.palloc(a, pages)) : NULL;
}

static void heap_free(struct uk_alloc *a, void *ptr)
{
	if (!depth && ptr)
		pieces--;
	depth++;
	orig.free(a, ptr);
	depth--;
}

static void heap_pfree(struct uk_alloc *a, void *ptr, unsigned long pages)
{
	if (!depth && ptr)
		pieces--;
	depth++;
	orig.pfree(a, ptr, pages);
	depth--;
}

static void *heap_realloc(struct uk_alloc *a, void *ptr, __sz size)
{
	void *to;

	if (!ptr)
		return heap_malloc(a, size);
	if (!size) {
		heap_free(a, ptr);
		return NULL;
	}
	if (!enter())
		return NULL;
	to = orig.realloc(a, ptr, size);
	depth--;
	return to;
}

void faultdev_heap_init(void)
{
	struct uk_alloc *a = uk_alloc_get_default();

	orig = *a;
	a->malloc = heap_malloc;
	a->calloc = heap_calloc;
	a->realloc = heap_realloc;
	a->memalign = heap_memalign;
	a->posix_memalign = heap_posix_memalign;
	a->free = heap_free;
	a->palloc = heap_palloc;
	a->pfree = heap_pfree;
}
