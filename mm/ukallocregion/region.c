/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <uk/alloc_impl.h>
#include <uk/allocregion.h>
#include <uk/essentials.h>
#include <uk/plat/spinlock.h>

#define ALIGN_MIN 16

/* In front of each piece of memory: how much it is, for realloc(). */
struct piece {
	__sz size;
	__u64 pad;
};

UK_CTASSERT(sizeof(struct piece) == ALIGN_MIN);

struct region {
	uintptr_t next; /* first byte that was never handed out */
	uintptr_t end;
	__spinlock lock;
};

static struct region *region_of(struct uk_alloc *a)
{
	return (struct region *)a->priv;
}

static struct piece *piece_of(void *ptr)
{
	return (struct piece *)ptr - 1;
}

/* Moves the front over an aligned piece; NULL if the end comes first. */
static void *take_locked(struct region *r, __sz align, __sz size)
{
	uintptr_t start, end;

	if (__builtin_add_overflow(r->next, sizeof(struct piece) + align - 1,
				   &start))
		return NULL;
	start &= ~(align - 1);
	if (__builtin_add_overflow(start, size, &end) || end > r->end)
		return NULL;
	r->next = end;
	piece_of((void *)start)->size = size;
	return (void *)start;
}

static void *region_memalign(struct uk_alloc *a, __sz align, __sz size)
{
	struct region *r = region_of(a);
	unsigned long irq;
	void *ptr;

	if (!POWER_OF_2(align))
		return NULL;
	ukplat_spin_lock_irqsave(&r->lock, irq);
	ptr = take_locked(r, MAX(align, (__sz)ALIGN_MIN), size);
	ukplat_spin_unlock_irqrestore(&r->lock, irq);
	uk_alloc_stats_count_alloc(a, ptr, size);
	return ptr;
}

static void *region_malloc(struct uk_alloc *a, __sz size)
{
	return region_memalign(a, ALIGN_MIN, size);
}

static int region_posix_memalign(struct uk_alloc *a, void **memptr, __sz align,
				 __sz size)
{
	void *ptr;

	if (!POWER_OF_2(align) || align < sizeof(void *))
		return EINVAL;
	ptr = region_memalign(a, align, size);
	if (!ptr)
		return ENOMEM;
	*memptr = ptr;
	return 0;
}

/* What is freed stays where it is. */
static void region_free(struct uk_alloc *a __unused, void *ptr __unused)
{
	uk_alloc_stats_count_free(a, ptr, ptr ? piece_of(ptr)->size : 0);
}

/* The piece that was handed out last can become longer. */
static bool grow_in_place(struct region *r, void *ptr, __sz size)
{
	struct piece *piece = piece_of(ptr);
	bool grown = false;
	unsigned long irq;

	ukplat_spin_lock_irqsave(&r->lock, irq);
	if ((uintptr_t)ptr + piece->size == r->next &&
	    size <= r->end - (uintptr_t)ptr) {
		r->next = (uintptr_t)ptr + size;
		grown = true;
	}
	ukplat_spin_unlock_irqrestore(&r->lock, irq);
	return grown;
}

static void *region_realloc(struct uk_alloc *a, void *ptr, __sz size)
{
	void *fresh;
	__sz old;

	if (!ptr)
		return region_malloc(a, size);
	if (!size) {
		region_free(a, ptr);
		return NULL;
	}
	old = piece_of(ptr)->size;
	if (size <= old)
		return ptr;
	if (grow_in_place(region_of(a), ptr, size)) {
		uk_alloc_stats_count_free(a, ptr, old);
		piece_of(ptr)->size = size;
		uk_alloc_stats_count_alloc(a, ptr, size);
		return ptr;
	}
	fresh = region_malloc(a, size);
	if (!fresh)
		return NULL;
	memcpy(fresh, ptr, old);
	region_free(a, ptr);
	return fresh;
}

static __ssz region_maxalloc(struct uk_alloc *a)
{
	struct region *r = region_of(a);
	uintptr_t start = ALIGN_UP(r->next, ALIGN_MIN) + sizeof(struct piece);

	return start < r->end ? (__ssz)(r->end - start) : 0;
}

static __ssz region_availmem(struct uk_alloc *a)
{
	return (__ssz)(region_of(a)->end - region_of(a)->next);
}

struct uk_alloc *uk_allocregion_init(void *base, size_t len)
{
	__sz control = sizeof(struct uk_alloc) + sizeof(struct region);
	uintptr_t start = ALIGN_UP((uintptr_t)base, ALIGN_MIN);
	struct uk_alloc *a = (struct uk_alloc *)start;
	uintptr_t end;

	if (__builtin_add_overflow((uintptr_t)base, len, &end) || start > end ||
	    end - start <= control)
		return NULL;
	memset(a, 0, control);
	region_of(a)->next = start + control;
	region_of(a)->end = end;
	ukarch_spin_init(&region_of(a)->lock);
	uk_alloc_init_malloc(a, region_malloc, uk_calloc_compat, region_realloc,
			     region_free, region_posix_memalign,
			     region_memalign, region_maxalloc, region_availmem,
			     NULL);
	return a;
}
