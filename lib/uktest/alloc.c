/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <string.h>
#include <uk/essentials.h>
#include <uk/test_alloc.h>

static struct uk_test_alloc *ta_of(struct uk_alloc *a)
{
	return __containerof(a, struct uk_test_alloc, a);
}

/* Counts a request; 0 when this one is to fail. */
static int request(struct uk_test_alloc *ta)
{
	ta->count++;
	return ta->count != ta->fail_at;
}

static void *count_live(struct uk_test_alloc *ta, void *ptr)
{
	if (ptr)
		ta->live++;
	return ptr;
}

static void *ta_malloc(struct uk_alloc *a, __sz size)
{
	struct uk_test_alloc *ta = ta_of(a);

	if (!request(ta))
		return NULL;
	return count_live(ta, uk_malloc(ta->parent, size));
}

static void *ta_calloc(struct uk_alloc *a, __sz nmemb, __sz size)
{
	struct uk_test_alloc *ta = ta_of(a);

	if (!request(ta))
		return NULL;
	return count_live(ta, uk_calloc(ta->parent, nmemb, size));
}

static void *ta_memalign(struct uk_alloc *a, __sz align, __sz size)
{
	struct uk_test_alloc *ta = ta_of(a);

	if (!request(ta))
		return NULL;
	return count_live(ta, uk_memalign(ta->parent, align, size));
}

static int ta_posix_memalign(struct uk_alloc *a, void **memptr, __sz align,
			     __sz size)
{
	struct uk_test_alloc *ta = ta_of(a);
	int rc;

	if (!request(ta))
		return ENOMEM;
	rc = uk_posix_memalign(ta->parent, memptr, align, size);
	if (!rc)
		count_live(ta, *memptr);
	return rc;
}

static void ta_free(struct uk_alloc *a, void *ptr)
{
	struct uk_test_alloc *ta = ta_of(a);

	if (ptr)
		ta->live--;
	uk_free(ta->parent, ptr);
}

static void *ta_realloc(struct uk_alloc *a, void *ptr, __sz size)
{
	struct uk_test_alloc *ta = ta_of(a);

	if (!ptr)
		return ta_malloc(a, size);
	if (!size) {
		ta_free(a, ptr);
		return NULL;
	}
	if (!request(ta))
		return NULL;
	return uk_realloc(ta->parent, ptr, size);
}

static void *ta_palloc(struct uk_alloc *a, unsigned long num_pages)
{
	struct uk_test_alloc *ta = ta_of(a);

	if (!request(ta))
		return NULL;
	return count_live(ta, uk_palloc(ta->parent, num_pages));
}

static void ta_pfree(struct uk_alloc *a, void *ptr, unsigned long num_pages)
{
	struct uk_test_alloc *ta = ta_of(a);

	if (ptr)
		ta->live--;
	uk_pfree(ta->parent, ptr, num_pages);
}

void uk_test_alloc_init(struct uk_test_alloc *ta, struct uk_alloc *parent)
{
	memset(ta, 0, sizeof(*ta));
	ta->parent = parent ? parent : uk_alloc_get_default();
	ta->a.malloc = ta_malloc;
	ta->a.calloc = ta_calloc;
	ta->a.realloc = ta_realloc;
	ta->a.posix_memalign = ta_posix_memalign;
	ta->a.memalign = ta_memalign;
	ta->a.free = ta_free;
	ta->a.palloc = ta_palloc;
	ta->a.pfree = ta_pfree;
}

void uk_test_alloc_fail_at(struct uk_test_alloc *ta, unsigned long nth)
{
	ta->count = 0;
	ta->fail_at = nth;
}

unsigned long uk_test_alloc_count(const struct uk_test_alloc *ta)
{
	return ta->count;
}

long uk_test_alloc_live(const struct uk_test_alloc *ta)
{
	return ta->live;
}
