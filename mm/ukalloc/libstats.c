/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The wrappers that count for a library. While one of them calls the default
 * allocator, `caller` is the library's counts, and what the default allocator
 * reports of itself is added there: so sizes are what it really took and
 * freed, whoever allocated the memory.
 *
 * An interrupt handler that allocates through a wrapper nests. Nobody else
 * comes in between: kernel code is not preempted and no call sleeps. With
 * several CPUs `caller` has to become one for each.
 */
#include <stddef.h>
#include <uk/alloc_impl.h>
#include <uk/arch/lcpu.h>

static struct uk_alloc_stats *caller;

void _uk_alloc_libstats_count_alloc(const struct uk_alloc *a, void *ptr,
				    __sz size)
{
	if (caller && a == _uk_alloc_head)
		_uk_alloc_stats_count_alloc(caller, ptr, size);
}

void _uk_alloc_libstats_count_free(const struct uk_alloc *a, void *ptr,
				   __sz size)
{
	if (caller && a == _uk_alloc_head)
		_uk_alloc_stats_count_free(caller, ptr, size);
}

/* Count for a's library; returns for whom it was before. */
static struct uk_alloc_stats *count_begin(struct uk_alloc *a)
{
	struct uk_alloc_stats *before = caller;

	caller = &a->_stats;
	barrier();
	return before;
}

static void count_end(struct uk_alloc_stats *before)
{
	barrier();
	caller = before;
}

static void *counted_malloc(struct uk_alloc *a, __sz size)
{
	struct uk_alloc_stats *before = count_begin(a);
	void *ptr = uk_do_malloc(_uk_alloc_head, size);

	count_end(before);
	return ptr;
}

static void *counted_calloc(struct uk_alloc *a, __sz nmemb, __sz size)
{
	struct uk_alloc_stats *before = count_begin(a);
	void *ptr = uk_do_calloc(_uk_alloc_head, nmemb, size);

	count_end(before);
	return ptr;
}

static void *counted_realloc(struct uk_alloc *a, void *ptr, __sz size)
{
	struct uk_alloc_stats *before = count_begin(a);
	void *fresh = uk_do_realloc(_uk_alloc_head, ptr, size);

	count_end(before);
	return fresh;
}

static int counted_posix_memalign(struct uk_alloc *a, void **memptr, __sz align,
				  __sz size)
{
	struct uk_alloc_stats *before = count_begin(a);
	int error = uk_do_posix_memalign(_uk_alloc_head, memptr, align, size);

	count_end(before);
	return error;
}

static void *counted_memalign(struct uk_alloc *a, __sz align, __sz size)
{
	struct uk_alloc_stats *before = count_begin(a);
	void *ptr = uk_do_memalign(_uk_alloc_head, align, size);

	count_end(before);
	return ptr;
}

static void counted_free(struct uk_alloc *a, void *ptr)
{
	struct uk_alloc_stats *before = count_begin(a);

	uk_do_free(_uk_alloc_head, ptr);
	count_end(before);
}

static void *counted_palloc(struct uk_alloc *a, unsigned long num_pages)
{
	struct uk_alloc_stats *before = count_begin(a);
	void *ptr = uk_palloc(_uk_alloc_head, num_pages);

	count_end(before);
	return ptr;
}

static void counted_pfree(struct uk_alloc *a, void *ptr,
			  unsigned long num_pages)
{
	struct uk_alloc_stats *before = count_begin(a);

	uk_pfree(_uk_alloc_head, ptr, num_pages);
	count_end(before);
}

static __ssz default_maxalloc(struct uk_alloc *a __unused)
{
	return uk_alloc_maxalloc(_uk_alloc_head);
}

static __ssz default_availmem(struct uk_alloc *a __unused)
{
	return uk_alloc_availmem(_uk_alloc_head);
}

static long default_pmaxalloc(struct uk_alloc *a __unused)
{
	return uk_alloc_pmaxalloc(_uk_alloc_head);
}

static long default_pavailmem(struct uk_alloc *a __unused)
{
	return uk_alloc_pavailmem(_uk_alloc_head);
}

static int default_addmem(struct uk_alloc *a __unused, void *base, __sz size)
{
	return uk_alloc_addmem(_uk_alloc_head, base, size);
}

/* May be done again: writes the same values. */
static void wrapper_init(struct uk_alloc *a)
{
	a->malloc = counted_malloc;
	a->calloc = counted_calloc;
	a->realloc = counted_realloc;
	a->posix_memalign = counted_posix_memalign;
	a->memalign = counted_memalign;
	a->free = counted_free;
	a->palloc = counted_palloc;
	a->pfree = counted_pfree;
	a->maxalloc = default_maxalloc;
	a->availmem = default_availmem;
	a->pmaxalloc = default_pmaxalloc;
	a->pavailmem = default_pavailmem;
	a->addmem = default_addmem;
}

struct uk_alloc *_uk_alloc_libstats_default(
	const struct uk_alloc_libstats_entry *entry)
{
	struct uk_alloc *a = entry->a;

	if (!_uk_alloc_head)
		return NULL;
	if (!a->addmem) /* the last one set */
		wrapper_init(a);
	return a;
}
