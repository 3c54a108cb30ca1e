/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * A heap: small memory comes from slabs of one page, each with objects of one
 * size; everything else is a run of pages, whose length the frame allocator
 * knows. A pointer tells which it is: an object never starts a page, because
 * there the slab's header is, and a run always does.
 *
 *	| struct slab | unused |  object n-1  |  ...  |  object 1  |  object 0 |
 *
 * Objects end with the page, so an object whose size is a multiple of a power
 * of two is aligned to it.
 */
#ifndef __ALLOCBBUDDY_PRIV_H__
#define __ALLOCBBUDDY_PRIV_H__

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uk/alloc_impl.h>
#include <uk/allocbbuddy.h>
#include <uk/arch/paging.h>
#include <uk/assert.h>
#include <uk/essentials.h>
#include <uk/fallocbuddy.h>
#include <uk/list.h>
#include <uk/plat/spinlock.h>

#define SLAB_CLASSES   22
#define SLAB_OBJ_MAX   2016
#define SLAB_OBJ_ALIGN 16

/* area.c; nothing without LIBUKALLOCBBUDDY_AREA */
#ifdef CONFIG_LIBUKALLOCBBUDDY_AREA
#include <uk/kva.h>

struct heap_area {
	__spinlock lock; /* the rest; before the slabs' */
	struct uk_kheap range;
	struct step *top;  /* the last step, NULL: only the first is there */
	__sz shrink_at;	   /* bytes that are free; 0 if it is no area */
	unsigned int wait; /* calls until empty slabs go */
};
#else
struct heap_area {
};
#endif

struct heap {
	struct uk_falloc *fa;
	__vaddr_t offset; /* virtual minus physical address */
	bool fixed;	  /* fa is its own */
	__spinlock lock;  /* the slabs */
	struct uk_list_head partial[SLAB_CLASSES]; /* slabs with room */
	struct heap_area area;
};

struct slab {
	struct uk_list_head link; /* unlinked while full */
	struct heap *heap;
	void *freed;	 /* objects given back, linked by their first word */
	uint16_t used;	 /* objects handed out */
	uint16_t carved; /* objects ever handed out: the others are fresh */
	uint8_t class;
};

static inline struct heap *heap_of(struct uk_alloc *a)
{
	return (struct heap *)a->priv;
}

/* ---- slab.c ---- */

extern const uint16_t slab_sizes[SLAB_CLASSES];

/* The smallest class of size bytes, aligned; SLAB_CLASSES if there is none.
 * align is a power of two.
 */
unsigned int slab_class_of(__sz size, __sz align);

/* An object, or NULL. Takes the lock. */
void *slab_alloc(struct heap *h, unsigned int class);

/* Gives an object back and returns its size. Takes the lock. */
__sz slab_free(struct heap *h, void *ptr);

/* Gives back empty slabs: true if there was one. Takes the lock. */
bool slab_trim(struct heap *h);

static inline struct slab *slab_of(void *ptr)
{
	return (struct slab *)((uintptr_t)ptr & PAGE_MASK);
}

static inline __sz slab_obj_size(void *ptr)
{
	return slab_sizes[slab_of(ptr)->class];
}

/* ---- pages.c ---- */

/* A run of pages, or NULL; align is a power of two. */
void *pages_alloc(struct heap *h, unsigned long pages, __sz align);

/* Gives a run back and returns its pages. */
unsigned long pages_free(struct heap *h, void *ptr);

/* One page, without looking for one in empty slabs: for slabs. */
static inline void *page_take(struct heap *h)
{
	__paddr_t paddr = uk_falloc(h->fa, 1);

	return paddr == __PADDR_INV ? NULL : (void *)(paddr + h->offset);
}

static inline void page_give(struct heap *h, void *page)
{
	uk_ffree(h->fa, (__vaddr_t)page - h->offset, 1);
}

/* ---- area.c, only with LIBUKALLOCBBUDDY_AREA ---- */

#ifdef CONFIG_LIBUKALLOCBBUDDY_AREA
/* Brings pages in which a run like that fits: false if there is no memory, or
 * if the heap is no area.
 */
bool heap_area_grow(struct heap *h, unsigned long pages, __sz align);

/* Gives back what is free at the end, as far as it is worth it; all of it. */
void heap_area_freed_much(struct heap *h);
void heap_area_trim(struct heap *h);

/* Bytes by which it could grow, about. */
__sz heap_area_room(struct heap *h);

/* Something was freed; no lock is held. */
static inline void heap_area_freed(struct heap *h)
{
	if (h->fa->free_memory >= h->area.shrink_at && h->area.shrink_at)
		heap_area_freed_much(h);
}
#else
static inline bool heap_area_grow(struct heap *h __unused,
				  unsigned long pages __unused,
				  __sz align __unused)
{
	return false;
}

static inline void heap_area_freed(struct heap *h __unused)
{
}

static inline void heap_area_trim(struct heap *h __unused)
{
}

static inline __sz heap_area_room(struct heap *h __unused)
{
	return 0;
}
#endif

/* ---- check.c, only with LIBUKALLOCBBUDDY_DEBUG ---- */

#ifdef CONFIG_LIBUKALLOCBBUDDY_DEBUG
/* Crashes if ptr is not an object that is in use. */
void slab_check_free(const struct slab *slab, const void *ptr);
#else
static inline void slab_check_free(const struct slab *slab __unused,
				   const void *ptr __unused)
{
}
#endif

#endif /* __ALLOCBBUDDY_PRIV_H__ */
