/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The functions of <uk/alloc.h>: which of slabs and pages, and statistics. */
#include <errno.h>
#include <string.h>
#include "heap_priv.h"

static bool is_run(const void *ptr)
{
	return PAGE_ALIGNED((uintptr_t)ptr);
}

/* Pages of size bytes; 0 if there is no such number. */
static unsigned long pages_of(__sz size)
{
	return (size >> PAGE_SHIFT) + !PAGE_ALIGNED(size);
}

static void *small_alloc(struct heap *h, unsigned int class)
{
	void *ptr = slab_alloc(h, class);

	/* Slabs of other sizes may be empty. */
	if (!ptr && (slab_trim(h) || heap_area_grow(h, 1, PAGE_SIZE)))
		ptr = slab_alloc(h, class);
	return ptr;
}

static void *bbuddy_memalign(struct uk_alloc *a, __sz align, __sz size)
{
	unsigned int class = slab_class_of(size, align);
	struct heap *h = heap_of(a);
	__sz taken;
	void *ptr;

	if (!POWER_OF_2(align))
		return NULL;
	if (class < SLAB_CLASSES) {
		taken = slab_sizes[class];
		ptr = small_alloc(h, class);
	} else {
		/* Aligned to more than a slab can, even without a byte. */
		taken = MAX(pages_of(size), 1UL) << PAGE_SHIFT;
		ptr = pages_alloc(h, MAX(pages_of(size), 1UL), align);
	}
	uk_alloc_stats_count_alloc(a, ptr, taken);
	(void)taken;
	return ptr;
}

static void *bbuddy_malloc(struct uk_alloc *a, __sz size)
{
	return bbuddy_memalign(a, SLAB_OBJ_ALIGN, size);
}

static void *bbuddy_calloc(struct uk_alloc *a, __sz nmemb, __sz size)
{
	__sz len;
	void *ptr;

	if (__builtin_mul_overflow(nmemb, size, &len)) {
		uk_alloc_stats_count_enomem(a, ~(__sz)0);
		return NULL;
	}
	ptr = bbuddy_malloc(a, len);
	return ptr ? memset(ptr, 0, len) : NULL;
}

static int bbuddy_posix_memalign(struct uk_alloc *a, void **memptr, __sz align,
				 __sz size)
{
	void *ptr;

	if (!POWER_OF_2(align) || align < sizeof(void *))
		return EINVAL;
	ptr = bbuddy_memalign(a, align, size);
	if (!ptr)
		return ENOMEM;
	*memptr = ptr;
	return 0;
}

static void bbuddy_free(struct uk_alloc *a, void *ptr)
{
	struct heap *h = heap_of(a);
	__sz size;

	if (!ptr)
		return;
	if (is_run(ptr))
		size = pages_free(h, ptr) << PAGE_SHIFT;
	else
		size = slab_free(h, ptr);
	heap_area_freed(h);
	uk_alloc_stats_count_free(a, ptr, size);
	(void)size;
}

/* Bytes that ptr has. */
static __sz size_of(struct heap *h, void *ptr)
{
	if (!is_run(ptr))
		return slab_obj_size(ptr);
	return uk_fallocbuddy_run_length(h->fa, (__vaddr_t)ptr - h->offset)
	       << PAGE_SHIFT;
}

/* Can ptr stay where it is? Runs become longer or shorter; an object stays in
 * its class, or as long as it does not waste half of it.
 */
static bool resize_in_place(struct uk_alloc *a, void *ptr, __sz old, __sz size)
{
	struct heap *h = heap_of(a);
	unsigned long pages = pages_of(size);

	if (!is_run(ptr))
		return size <= old && size > old / 2;
	if (size <= SLAB_OBJ_MAX || !pages)
		return false;
	if (uk_fallocbuddy_run_resize(h->fa, (__vaddr_t)ptr - h->offset,
				      old >> PAGE_SHIFT, pages))
		return false;
	uk_alloc_stats_count_free(a, ptr, old);
	uk_alloc_stats_count_alloc(a, ptr, pages << PAGE_SHIFT);
	return true;
}

static void *bbuddy_realloc(struct uk_alloc *a, void *ptr, __sz size)
{
	void *fresh;
	__sz old;

	if (!ptr)
		return bbuddy_malloc(a, size);
	if (!size) {
		bbuddy_free(a, ptr);
		return NULL;
	}
	old = size_of(heap_of(a), ptr);
	if (resize_in_place(a, ptr, old, size))
		return ptr;
	fresh = bbuddy_malloc(a, size);
	if (!fresh)
		return size <= old ? ptr : NULL;
	memcpy(fresh, ptr, MIN(size, old));
	bbuddy_free(a, ptr);
	return fresh;
}

static void *bbuddy_palloc(struct uk_alloc *a, unsigned long num_pages)
{
	void *ptr = pages_alloc(heap_of(a), num_pages, PAGE_SIZE);

	uk_alloc_stats_count_palloc(a, ptr, num_pages);
	return ptr;
}

static void bbuddy_pfree(struct uk_alloc *a, void *ptr, unsigned long num_pages)
{
	struct heap *h = heap_of(a);

	if (!ptr)
		return;
	/* Less than was allocated may go back: not by the run's length. */
	UK_BUGON(h->fa->ffree(h->fa, (__vaddr_t)ptr - h->offset, num_pages));
	heap_area_freed(h);
	uk_alloc_stats_count_pfree(a, ptr, num_pages);
}

static long bbuddy_pmaxalloc(struct uk_alloc *a)
{
	struct heap *h = heap_of(a);

	return (long)MAX(uk_fallocbuddy_largest(h->fa),
			 heap_area_room(h) >> PAGE_SHIFT);
}

static __ssz bbuddy_maxalloc(struct uk_alloc *a)
{
	return bbuddy_pmaxalloc(a) << PAGE_SHIFT;
}

static __ssz bbuddy_availmem(struct uk_alloc *a)
{
	return (__ssz)(heap_of(a)->fa->free_memory +
		       heap_area_room(heap_of(a)));
}

static long bbuddy_pavailmem(struct uk_alloc *a)
{
	return bbuddy_availmem(a) >> PAGE_SHIFT;
}

/* Whole pages of [*base, *base + *len), both changed; false if there are none.
 */
static bool whole_pages(__vaddr_t *base, __sz *len)
{
	__vaddr_t start = PAGE_ALIGN_UP(*base);
	__vaddr_t end = PAGE_ALIGN_DOWN(*base + *len);

	if (*len > ~*base || start < *base || end <= start)
		return false;
	*base = start;
	*len = end - start;
	return true;
}

/* Adds whole pages; their metadata lie behind `reserved` bytes at the start. */
static int add_pages(struct heap *h, __vaddr_t base, __sz len, __sz reserved)
{
	__sz meta = reserved + uk_fallocbuddy_metadata_size(len >> PAGE_SHIFT);

	meta = PAGE_ALIGN_UP(meta);
	if (meta >= len)
		return -ENOMEM;
	return h->fa->addmem(h->fa, (void *)(base + reserved),
			     base + meta - h->offset,
			     (len - meta) >> PAGE_SHIFT, base + meta);
}

static int bbuddy_addmem(struct uk_alloc *a, void *base, __sz size)
{
	struct heap *h = heap_of(a);
	__vaddr_t start = (__vaddr_t)base;

	if (!h->fixed)
		return -ENOTSUP;
	return whole_pages(&start, &size) ? add_pages(h, start, size, 0)
					  : -EINVAL;
}

static void heap_init(struct heap *h, struct uk_falloc *fa, __vaddr_t offset,
		      bool fixed)
{
	h->fa = fa;
	h->offset = offset;
	h->fixed = fixed;
	h->area = (struct heap_area){};
	ukarch_spin_init(&h->lock);
	for (unsigned int class = 0; class < SLAB_CLASSES; class ++)
		UK_INIT_LIST_HEAD(&h->partial[class]);
}

static struct uk_alloc *heap_register(struct uk_alloc *a)
{
	uk_alloc_init_malloc(a, bbuddy_malloc, bbuddy_calloc, bbuddy_realloc,
			     bbuddy_free, bbuddy_posix_memalign,
			     bbuddy_memalign, bbuddy_maxalloc, bbuddy_availmem,
			     bbuddy_addmem);
	a->palloc = bbuddy_palloc;
	a->pfree = bbuddy_pfree;
	a->pmaxalloc = bbuddy_pmaxalloc;
	a->pavailmem = bbuddy_pavailmem;
	return a;
}

#define CONTROL_SIZE ALIGN_UP(sizeof(struct uk_alloc) + sizeof(struct heap), 64)

struct uk_alloc *uk_allocbbuddy_init(void *base, size_t len)
{
	__sz control = CONTROL_SIZE + ALIGN_UP(uk_fallocbuddy_size(), 64);
	__vaddr_t start = (__vaddr_t)base;
	struct uk_alloc *a;
	struct uk_falloc *fa;

	if (!whole_pages(&start, &len) || len <= control)
		return NULL;
	a = (struct uk_alloc *)start;
	fa = (struct uk_falloc *)(start + CONTROL_SIZE);
	if (uk_fallocbuddy_init(fa))
		return NULL;
	heap_init(heap_of(a), fa, 0, true);
	if (add_pages(heap_of(a), start, len, control))
		return NULL;
	return heap_register(a);
}

struct uk_alloc *uk_allocbbuddy_init_frames(struct uk_falloc *fa,
					    __vaddr_t offset)
{
	__paddr_t paddr = uk_falloc(fa, 1);
	struct uk_alloc *a;

	UK_CTASSERT(CONTROL_SIZE <= PAGE_SIZE);
	if (paddr == __PADDR_INV)
		return NULL;
	a = (struct uk_alloc *)(paddr + offset);
	heap_init(heap_of(a), fa, offset, false);
	return heap_register(a);
}

void uk_allocbbuddy_trim(struct uk_alloc *a)
{
	(void)slab_trim(heap_of(a));
	heap_area_trim(heap_of(a));
}
