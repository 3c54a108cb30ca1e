/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * For those who write an allocator (<uk/alloc.h>): registration, functions
 * that build the whole interface on a part of it, statistics.
 *
 * An allocator fills in its struct uk_alloc with one of
 *
 *	uk_alloc_init_malloc()           it has all of malloc() and friends
 *	uk_alloc_init_malloc_ifmalloc()  it has malloc() and free()
 *	uk_alloc_init_palloc()           it has pages
 *
 * which register it, too. Any of the functions that only tell something, and
 * addmem(), may be NULL.
 */
#ifndef __UK_ALLOC_IMPL_H__
#define __UK_ALLOC_IMPL_H__

#include <uk/alloc.h>
#include <uk/arch/limits.h>
#include <uk/config.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Puts an allocator at the end of the list: the first is the default. */
int uk_alloc_register(struct uk_alloc *a);

/* Takes one off the list, on which it is. It goes on working: for who hands it
 * out himself.
 */
void uk_alloc_unregister(struct uk_alloc *a);

/* ---- ifmalloc.c: on malloc_backend() and free_backend() ---- */

void *uk_malloc_ifmalloc(struct uk_alloc *a, __sz size);
void *uk_realloc_ifmalloc(struct uk_alloc *a, void *ptr, __sz size);
int uk_posix_memalign_ifmalloc(struct uk_alloc *a, void **memptr, __sz align,
			       __sz size);
void uk_free_ifmalloc(struct uk_alloc *a, void *ptr);

/* ---- ifpages.c: on palloc() and pfree() ---- */

void *uk_malloc_ifpages(struct uk_alloc *a, __sz size);
void *uk_realloc_ifpages(struct uk_alloc *a, void *ptr, __sz size);
int uk_posix_memalign_ifpages(struct uk_alloc *a, void **memptr, __sz align,
			      __sz size);
void uk_free_ifpages(struct uk_alloc *a, void *ptr);
__ssz uk_alloc_maxalloc_ifpages(struct uk_alloc *a);
__ssz uk_alloc_availmem_ifpages(struct uk_alloc *a);

/* ---- compat.c: one call on others of the same allocator ---- */

void *uk_calloc_compat(struct uk_alloc *a, __sz num, __sz len);
void *uk_memalign_compat(struct uk_alloc *a, __sz align, __sz len);
void *uk_palloc_compat(struct uk_alloc *a, unsigned long num_pages);
void uk_pfree_compat(struct uk_alloc *a, void *ptr, unsigned long num_pages);
long uk_alloc_pmaxalloc_compat(struct uk_alloc *a);
long uk_alloc_pavailmem_compat(struct uk_alloc *a);

/* Does not know how long the old memory is and copies `size` bytes: only for
 * allocators behind whose memory there is always something to read.
 */
void *uk_realloc_compat(struct uk_alloc *a, void *ptr, __sz size);

/* ---- statistics; sizes in bytes, ptr NULL: the allocation failed ---- */

void _uk_alloc_stats_count_alloc(struct uk_alloc_stats *stats, void *ptr,
				 __sz size);
void _uk_alloc_stats_count_free(struct uk_alloc_stats *stats, void *ptr,
				__sz size);
void _uk_alloc_stats_refresh_minmax(struct uk_alloc_stats *stats);

#ifdef CONFIG_LIBUKALLOC_IFSTATS_GLOBAL
extern struct uk_alloc_stats _uk_alloc_stats_global;

#define _uk_alloc_stats_global_count_alloc(ptr, size) \
	_uk_alloc_stats_count_alloc(&_uk_alloc_stats_global, (ptr), (size))
#define _uk_alloc_stats_global_count_free(ptr, freed_size) \
	_uk_alloc_stats_count_free(&_uk_alloc_stats_global, (ptr), (freed_size))
#else
#define _uk_alloc_stats_global_count_alloc(ptr, size) \
	do {                                          \
	} while (0)
#define _uk_alloc_stats_global_count_free(ptr, freed_size) \
	do {                                               \
	} while (0)
#endif

/* libstats.c: if a is the default and a library's wrapper called it, then for
 * the library as well.
 */
#ifdef CONFIG_LIBUKALLOC_IFSTATS_PERLIB
void _uk_alloc_libstats_count_alloc(const struct uk_alloc *a, void *ptr,
				    __sz size);
void _uk_alloc_libstats_count_free(const struct uk_alloc *a, void *ptr,
				   __sz size);
#else
#define _uk_alloc_libstats_count_alloc(a, ptr, size) \
	do {                                         \
	} while (0)
#define _uk_alloc_libstats_count_free(a, ptr, size) \
	do {                                        \
	} while (0)
#endif

#ifdef CONFIG_LIBUKALLOC_IFSTATS
#define uk_alloc_stats_count_alloc(a, ptr, size)                          \
	do {                                                              \
		_uk_alloc_stats_count_alloc(&(a)->_stats, (ptr), (size)); \
		_uk_alloc_stats_global_count_alloc((ptr), (size));        \
		_uk_alloc_libstats_count_alloc((a), (ptr), (size));       \
	} while (0)
#define uk_alloc_stats_count_free(a, ptr, freed_size)                          \
	do {                                                                   \
		_uk_alloc_stats_count_free(&(a)->_stats, (ptr), (freed_size)); \
		_uk_alloc_stats_global_count_free((ptr), (freed_size));        \
		_uk_alloc_libstats_count_free((a), (ptr), (freed_size));       \
	} while (0)
#define uk_alloc_stats_reset(a) ((a)->_stats = (struct uk_alloc_stats){0})
#else
#define uk_alloc_stats_count_alloc(a, ptr, size) \
	do {                                     \
	} while (0)
#define uk_alloc_stats_count_free(a, ptr, freed_size) \
	do {                                          \
	} while (0)
#define uk_alloc_stats_reset(a) \
	do {                    \
	} while (0)
#endif

#define uk_alloc_stats_count_enomem(a, size) \
	uk_alloc_stats_count_alloc((a), (void *)0, (size))
#define uk_alloc_stats_count_palloc(a, ptr, num_pages) \
	uk_alloc_stats_count_alloc((a), (ptr),         \
				   (__sz)(num_pages) << __PAGE_SHIFT)
#define uk_alloc_stats_count_penomem(a, num_pages) \
	uk_alloc_stats_count_enomem((a), (__sz)(num_pages) << __PAGE_SHIFT)
#define uk_alloc_stats_count_pfree(a, ptr, num_pages) \
	uk_alloc_stats_count_free((a), (ptr), (__sz)(num_pages) << __PAGE_SHIFT)

/* ---- filling in a struct uk_alloc ---- */

#define uk_alloc_init_malloc(a, malloc_f, calloc_f, realloc_f, free_f,      \
			     posix_memalign_f, memalign_f, maxalloc_f,      \
			     availmem_f, addmem_f)                          \
	do {                                                                \
		(a)->malloc = (malloc_f);                                   \
		(a)->calloc = (calloc_f);                                   \
		(a)->realloc = (realloc_f);                                 \
		(a)->posix_memalign = (posix_memalign_f);                   \
		(a)->memalign = (memalign_f);                               \
		(a)->free = (free_f);                                       \
		(a)->palloc = uk_palloc_compat;                             \
		(a)->pfree = uk_pfree_compat;                               \
		(a)->availmem = (availmem_f);                               \
		(a)->pavailmem =                                            \
			(a)->availmem ? uk_alloc_pavailmem_compat : __NULL; \
		(a)->maxalloc = (maxalloc_f);                               \
		(a)->pmaxalloc =                                            \
			(a)->maxalloc ? uk_alloc_pmaxalloc_compat : __NULL; \
		(a)->addmem = (addmem_f);                                   \
		uk_alloc_stats_reset(a);                                    \
		(void)uk_alloc_register(a);                                 \
	} while (0)

#define uk_alloc_init_malloc_ifmalloc(a, malloc_f, free_f, maxalloc_f,        \
				      availmem_f, addmem_f)                   \
	do {                                                                  \
		(a)->malloc_backend = (malloc_f);                             \
		(a)->free_backend = (free_f);                                 \
		uk_alloc_init_malloc(a, uk_malloc_ifmalloc, uk_calloc_compat, \
				     uk_realloc_ifmalloc, uk_free_ifmalloc,   \
				     uk_posix_memalign_ifmalloc,              \
				     uk_memalign_compat, maxalloc_f,          \
				     availmem_f, addmem_f);                   \
	} while (0)

#define uk_alloc_init_palloc(a, palloc_func, pfree_func, pmaxalloc_func,     \
			     pavailmem_func, addmem_func)                    \
	do {                                                                 \
		(a)->malloc = uk_malloc_ifpages;                             \
		(a)->calloc = uk_calloc_compat;                              \
		(a)->realloc = uk_realloc_ifpages;                           \
		(a)->posix_memalign = uk_posix_memalign_ifpages;             \
		(a)->memalign = uk_memalign_compat;                          \
		(a)->free = uk_free_ifpages;                                 \
		(a)->palloc = (palloc_func);                                 \
		(a)->pfree = (pfree_func);                                   \
		(a)->pavailmem = (pavailmem_func);                           \
		(a)->availmem =                                              \
			(a)->pavailmem ? uk_alloc_availmem_ifpages : __NULL; \
		(a)->pmaxalloc = (pmaxalloc_func);                           \
		(a)->maxalloc =                                              \
			(a)->pmaxalloc ? uk_alloc_maxalloc_ifpages : __NULL; \
		(a)->addmem = (addmem_func);                                 \
		uk_alloc_stats_reset(a);                                     \
		(void)uk_alloc_register(a);                                  \
	} while (0)

#ifdef __cplusplus
}
#endif

#endif /* __UK_ALLOC_IMPL_H__ */
