/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Heap allocators: an operations table at the head of each, and the calls that
 * everybody uses. The functions behind are in mm/ukalloc and in the
 * allocators; <uk/alloc_impl.h> is for those who write one.
 *
 * uk_do_*() want an allocator; the others treat the allocator NULL as one
 * without memory. No call sets errno. Memory comes aligned to 16 bytes at
 * least. The calls may be made in any context in which the allocator's own
 * description allows it; none sleeps.
 */
#ifndef __UK_ALLOC_H__
#define __UK_ALLOC_H__

#include <uk/arch/types.h>
#include <uk/assert.h>
#include <uk/config.h>
#include <uk/essentials.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_alloc;

typedef void *(*uk_alloc_malloc_func_t)(struct uk_alloc *a, __sz size);
typedef void *(*uk_alloc_calloc_func_t)(struct uk_alloc *a, __sz nmemb,
					__sz size);
typedef int (*uk_alloc_posix_memalign_func_t)(struct uk_alloc *a, void **memptr,
					      __sz align, __sz size);
typedef void *(*uk_alloc_memalign_func_t)(struct uk_alloc *a, __sz align,
					  __sz size);
typedef void *(*uk_alloc_realloc_func_t)(struct uk_alloc *a, void *ptr,
					 __sz size);
typedef void (*uk_alloc_free_func_t)(struct uk_alloc *a, void *ptr);
typedef void *(*uk_alloc_palloc_func_t)(struct uk_alloc *a,
					unsigned long num_pages);
typedef void (*uk_alloc_pfree_func_t)(struct uk_alloc *a, void *ptr,
				      unsigned long num_pages);
typedef int (*uk_alloc_addmem_func_t)(struct uk_alloc *a, void *base,
				      __sz size);
typedef __ssz (*uk_alloc_getsize_func_t)(struct uk_alloc *a);
typedef long (*uk_alloc_getpsize_func_t)(struct uk_alloc *a);

/* What an allocator, a library or the whole image did so far; in bytes. */
struct uk_alloc_stats {
	__sz last_alloc_size;
	__sz max_alloc_size;
	__sz min_alloc_size;

	__u64 tot_nb_allocs;
	__u64 tot_nb_frees;
	__s64 cur_nb_allocs;
	__s64 max_nb_allocs;

	__ssz cur_mem_use;
	__ssz max_mem_use;

	__u64 nb_enomem;
};

struct uk_alloc {
	uk_alloc_malloc_func_t malloc;
	uk_alloc_calloc_func_t calloc;
	uk_alloc_realloc_func_t realloc;
	uk_alloc_posix_memalign_func_t posix_memalign;
	uk_alloc_memalign_func_t memalign;
	uk_alloc_free_func_t free;

	/* The smaller pair on which mm/ukalloc can build the six above. */
	uk_alloc_malloc_func_t malloc_backend;
	uk_alloc_free_func_t free_backend;

	/* Whole pages. */
	uk_alloc_palloc_func_t palloc;
	uk_alloc_pfree_func_t pfree;

	/* Any of these may be NULL. */
	uk_alloc_getsize_func_t maxalloc;
	uk_alloc_getsize_func_t availmem;
	uk_alloc_getpsize_func_t pmaxalloc;
	uk_alloc_getpsize_func_t pavailmem;
	uk_alloc_addmem_func_t addmem;

#ifdef CONFIG_LIBUKALLOC_IFSTATS
	struct uk_alloc_stats _stats;
#endif

	struct uk_alloc *next;
	__u8 priv[] __align16; /* the allocator's own state */
};

/* ---- registered allocators (mm/ukalloc) ---- */

extern struct uk_alloc *_uk_alloc_head;

/* Visit all allocators in the order of their registration. */
#define uk_alloc_foreach(iter) \
	for ((iter) = _uk_alloc_head; (iter); (iter) = (iter)->next)

#ifdef CONFIG_LIBUKALLOC_IFSTATS_PERLIB
/*
 * The default allocator, wrapped to count for the library that asks; NULL
 * while there is none. Each library has a function of its own
 * (mm/ukalloc/libstats_entry.c). The wrapper is in no list.
 */
struct uk_alloc *uk_alloc_get_default(void);
#else
/* The allocator that was registered first; NULL before that. */
static inline struct uk_alloc *uk_alloc_get_default(void)
{
	return _uk_alloc_head;
}
#endif

/* ---- memory: NULL when there is none ---- */

static inline void *uk_do_malloc(struct uk_alloc *a, __sz size)
{
	UK_ASSERT(a);
	return a->malloc(a, size);
}

static inline void *uk_malloc(struct uk_alloc *a, __sz size)
{
	return __builtin_expect(!!a, 1) ? uk_do_malloc(a, size) : __NULL;
}

/* Zeroed; also when nmemb * size overflows the result is NULL. */
static inline void *uk_do_calloc(struct uk_alloc *a, __sz nmemb, __sz size)
{
	UK_ASSERT(a);
	return a->calloc(a, nmemb, size);
}

static inline void *uk_calloc(struct uk_alloc *a, __sz nmemb, __sz size)
{
	return __builtin_expect(!!a, 1) ? uk_do_calloc(a, nmemb, size) : __NULL;
}

#define uk_do_zalloc(a, size) uk_do_calloc((a), 1, (size))
#define uk_zalloc(a, size)    uk_calloc((a), 1, (size))

/* ptr NULL: malloc. size 0: free, returns NULL. On failure ptr stays valid. */
static inline void *uk_do_realloc(struct uk_alloc *a, void *ptr, __sz size)
{
	UK_ASSERT(a);
	return a->realloc(a, ptr, size);
}

static inline void *uk_realloc(struct uk_alloc *a, void *ptr, __sz size)
{
	return __builtin_expect(!!a, 1) ? uk_do_realloc(a, ptr, size) : __NULL;
}

/*
 * As POSIX: 0, or a positive EINVAL (align is no power of two, or no multiple
 * of sizeof(void *)) or ENOMEM, and then *memptr is as it was.
 */
static inline int uk_do_posix_memalign(struct uk_alloc *a, void **memptr,
				       __sz align, __sz size)
{
	UK_ASSERT(a);
	return a->posix_memalign(a, memptr, align, size);
}

static inline int uk_posix_memalign(struct uk_alloc *a, void **memptr,
				    __sz align, __sz size)
{
	if (__builtin_expect(!a, 0))
		return 12; /* ENOMEM */
	return uk_do_posix_memalign(a, memptr, align, size);
}

/* align is a power of two. */
static inline void *uk_do_memalign(struct uk_alloc *a, __sz align, __sz size)
{
	UK_ASSERT(a);
	return a->memalign(a, align, size);
}

static inline void *uk_memalign(struct uk_alloc *a, __sz align, __sz size)
{
	return __builtin_expect(!!a, 1) ? uk_do_memalign(a, align, size)
					: __NULL;
}

/* ptr may be NULL. */
static inline void uk_do_free(struct uk_alloc *a, void *ptr)
{
	UK_ASSERT(a);
	a->free(a, ptr);
}

static inline void uk_free(struct uk_alloc *a, void *ptr)
{
	if (__builtin_expect(!!a, 1))
		uk_do_free(a, ptr);
}

/* ---- whole pages, aligned to a page; NULL when there are none ---- */

static inline void *uk_do_palloc(struct uk_alloc *a, unsigned long num_pages)
{
	UK_ASSERT(a);
	return a->palloc(a, num_pages);
}

static inline void *uk_palloc(struct uk_alloc *a, unsigned long num_pages)
{
	if (__builtin_expect(!a || !a->palloc, 0))
		return __NULL;
	return uk_do_palloc(a, num_pages);
}

/* num_pages is what they were allocated with. */
static inline void uk_do_pfree(struct uk_alloc *a, void *ptr,
			       unsigned long num_pages)
{
	UK_ASSERT(a);
	a->pfree(a, ptr, num_pages);
}

static inline void uk_pfree(struct uk_alloc *a, void *ptr,
			    unsigned long num_pages)
{
	if (__builtin_expect(a && a->pfree, 1))
		uk_do_pfree(a, ptr, num_pages);
}

/* ---- how much there is; -ENOTSUP if the allocator cannot tell ---- */

#define __UK_ALLOC_ENOTSUP 95

/* Give an allocator more memory. 0 or a negative errno. */
static inline int uk_alloc_addmem(struct uk_alloc *a, void *base, __sz size)
{
	UK_ASSERT(a);
	return a->addmem ? a->addmem(a, base, size) : -__UK_ALLOC_ENOTSUP;
}

/* The largest single allocation that could succeed now. */
static inline __ssz uk_alloc_maxalloc(struct uk_alloc *a)
{
	UK_ASSERT(a);
	return a->maxalloc ? a->maxalloc(a) : -__UK_ALLOC_ENOTSUP;
}

static inline long uk_alloc_pmaxalloc(struct uk_alloc *a)
{
	UK_ASSERT(a);
	return a->pmaxalloc ? a->pmaxalloc(a) : -__UK_ALLOC_ENOTSUP;
}

/* All that is free now. */
static inline __ssz uk_alloc_availmem(struct uk_alloc *a)
{
	UK_ASSERT(a);
	return a->availmem ? a->availmem(a) : -__UK_ALLOC_ENOTSUP;
}

static inline long uk_alloc_pavailmem(struct uk_alloc *a)
{
	UK_ASSERT(a);
	return a->pavailmem ? a->pavailmem(a) : -__UK_ALLOC_ENOTSUP;
}

/* Of all registered allocators together (mm/ukalloc). */
__sz uk_alloc_availmem_total(void);
unsigned long uk_alloc_pavailmem_total(void);

/* ---- statistics (mm/ukalloc) ---- */

#ifdef CONFIG_LIBUKALLOC_IFSTATS
void uk_alloc_stats_get(struct uk_alloc *a, struct uk_alloc_stats *dst);
#endif

#ifdef CONFIG_LIBUKALLOC_IFSTATS_GLOBAL
void uk_alloc_stats_get_global(struct uk_alloc_stats *dst);
#endif

#ifdef CONFIG_LIBUKALLOC_IFSTATS_PERLIB
/*
 * What a library did through its uk_alloc_get_default(): read it with
 * uk_alloc_stats_get(entry->a, ...). Memory counts as freed for the library
 * that frees it, so what is in use may be negative for one that frees what
 * others allocated. A library that never asks may have no entry.
 */
struct uk_alloc_libstats_entry {
	const char *libname;
	struct uk_alloc *a; /* the library's wrapper of the default allocator */
};

extern struct uk_alloc_libstats_entry _uk_alloc_libstats_start[];
extern struct uk_alloc_libstats_entry _uk_alloc_libstats_end;

/* What uk_alloc_get_default() of the entry's library returns. */
struct uk_alloc *_uk_alloc_libstats_default(
	const struct uk_alloc_libstats_entry *entry);

#define uk_alloc_foreach_libstats(iter)         \
	for ((iter) = _uk_alloc_libstats_start; \
	     (iter) < &_uk_alloc_libstats_end; (iter)++)
#endif

#ifdef __cplusplus
}
#endif

#endif /* __UK_ALLOC_H__ */
