/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The default allocator on the build machine: malloc(), so that the address
 * sanitizer sees every overrun and every leak.
 */
#include <errno.h>
#include <stdlib.h>
#include <uk/alloc.h>

#define PAGE_LEN 4096

static void *host_malloc(struct uk_alloc *a __unused, __sz size)
{
	return malloc(size);
}

static void *host_calloc(struct uk_alloc *a __unused, __sz nmemb, __sz size)
{
	return calloc(nmemb, size);
}

static void *host_realloc(struct uk_alloc *a __unused, void *ptr, __sz size)
{
	if (ptr && !size) {
		free(ptr);
		return NULL;
	}
	return realloc(ptr, size);
}

static int host_posix_memalign(struct uk_alloc *a __unused, void **memptr,
			       __sz align, __sz size)
{
	return posix_memalign(memptr, align, size);
}

static void *host_memalign(struct uk_alloc *a __unused, __sz align, __sz size)
{
	void *ptr;

	align = MAX(align, sizeof(void *));
	return posix_memalign(&ptr, align, size) ? NULL : ptr;
}

static void host_free(struct uk_alloc *a __unused, void *ptr)
{
	free(ptr);
}

static void *host_palloc(struct uk_alloc *a, unsigned long num_pages)
{
	if (num_pages > (~0UL >> 1) / PAGE_LEN)
		return NULL;
	return host_memalign(a, PAGE_LEN, num_pages * PAGE_LEN);
}

static void host_pfree(struct uk_alloc *a __unused, void *ptr,
		       unsigned long num_pages __unused)
{
	free(ptr);
}

static struct uk_alloc host_alloc = {
	.malloc = host_malloc,
	.calloc = host_calloc,
	.realloc = host_realloc,
	.posix_memalign = host_posix_memalign,
	.memalign = host_memalign,
	.free = host_free,
	.palloc = host_palloc,
	.pfree = host_pfree,
};

struct uk_alloc *_uk_alloc_head = &host_alloc;
