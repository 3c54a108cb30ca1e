/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Objects lie one behind the other after the pool's own data. Those that are
 * free are linked by their first word; those never taken are not linked yet.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <uk/alloc_impl.h>
#include <uk/allocpool.h>
#include <uk/assert.h>
#include <uk/essentials.h>
#include <uk/plat/spinlock.h>

struct pool_state {
	struct uk_alloc *parent; /* whose the memory is; NULL: the caller's */
	char *first;
	void *freed;
	__sz obj_len;
	__sz obj_align;
	unsigned int count;
	unsigned int carved; /* objects ever taken */
	unsigned int avail;
	__spinlock lock;
};

/* An allocator: it is what uk_allocpool2ukalloc() returns. */
struct uk_allocpool {
	struct uk_alloc self;
};

#define POOL_SIZE (sizeof(struct uk_alloc) + sizeof(struct pool_state))

static struct pool_state *state_of(struct uk_allocpool *p)
{
	return (struct pool_state *)p->self.priv;
}

static struct uk_allocpool *pool_of(struct uk_alloc *a)
{
	return (struct uk_allocpool *)a;
}

/* Room for a link, aligned. False if there is no such length. */
static bool shape(__sz *obj_len, __sz *obj_align)
{
	if (!POWER_OF_2(*obj_align))
		return false;
	*obj_align = MAX(*obj_align, sizeof(void *));
	*obj_len = MAX(*obj_len, sizeof(void *));
	if (*obj_len > ~(__sz)0 - (*obj_align - 1))
		return false;
	*obj_len = ALIGN_UP(*obj_len, *obj_align);
	return true;
}

__sz uk_allocpool_reqmem(unsigned int obj_count, __sz obj_len, __sz obj_align)
{
	__sz size;

	if (!shape(&obj_len, &obj_align) ||
	    __builtin_mul_overflow(obj_count, obj_len, &size) ||
	    __builtin_add_overflow(
		    size, POOL_SIZE + __alignof__(struct uk_alloc), &size) ||
	    __builtin_add_overflow(size, obj_align, &size))
		return 0;
	return size;
}

unsigned int uk_allocpool_availcount(struct uk_allocpool *p)
{
	return state_of(p)->avail;
}

__sz uk_allocpool_objlen(struct uk_allocpool *p)
{
	return state_of(p)->obj_len;
}

struct uk_alloc *uk_allocpool2ukalloc(struct uk_allocpool *p)
{
	return &p->self;
}

static void *take_locked(struct pool_state *s)
{
	void *obj = s->freed;

	if (!s->avail)
		return NULL;
	s->avail--;
	if (obj) {
		s->freed = *(void **)obj;
		return obj;
	}
	return s->first + s->obj_len * s->carved++;
}

static void return_locked(struct pool_state *s, void *obj)
{
	/* Of this pool, the start of an object, and not more than there are. */
	UK_ASSERT((char *)obj >= s->first &&
		  (char *)obj < s->first + s->obj_len * s->carved);
	UK_ASSERT((__sz)((char *)obj - s->first) % s->obj_len == 0);
	UK_ASSERT(s->avail < s->count);
	*(void **)obj = s->freed;
	s->freed = obj;
	s->avail++;
}

unsigned int uk_allocpool_take_batch(struct uk_allocpool *p, void *obj[],
				     unsigned int count)
{
	struct pool_state *s = state_of(p);
	unsigned long irq;
	unsigned int n;

	ukplat_spin_lock_irqsave(&s->lock, irq);
	for (n = 0; n < count; n++) {
		obj[n] = take_locked(s);
		if (!obj[n])
			break;
		uk_alloc_stats_count_alloc(&p->self, obj[n], s->obj_len);
	}
	ukplat_spin_unlock_irqrestore(&s->lock, irq);
	if (n < count)
		uk_alloc_stats_count_enomem(&p->self, s->obj_len);
	return n;
}

void uk_allocpool_return_batch(struct uk_allocpool *p, void *obj[],
			       unsigned int count)
{
	struct pool_state *s = state_of(p);
	unsigned long irq;

	ukplat_spin_lock_irqsave(&s->lock, irq);
	for (unsigned int i = 0; i < count; i++) {
		return_locked(s, obj[i]);
		uk_alloc_stats_count_free(&p->self, obj[i], s->obj_len);
	}
	ukplat_spin_unlock_irqrestore(&s->lock, irq);
}

void *uk_allocpool_take(struct uk_allocpool *p)
{
	void *obj;

	return uk_allocpool_take_batch(p, &obj, 1) ? obj : NULL;
}

void uk_allocpool_return(struct uk_allocpool *p, void *obj)
{
	uk_allocpool_return_batch(p, &obj, 1);
}

/* ---- as an allocator ---- */

static void *pool_memalign(struct uk_alloc *a, __sz align, __sz size)
{
	struct uk_allocpool *p = pool_of(a);
	struct pool_state *s = state_of(p);

	if (!POWER_OF_2(align) || size > s->obj_len || align > s->obj_align) {
		uk_alloc_stats_count_enomem(a, size);
		return NULL;
	}
	return uk_allocpool_take(p);
}

/* The objects' own alignment is all that a pool promises. */
static void *pool_malloc(struct uk_alloc *a, __sz size)
{
	return pool_memalign(a, 1, size);
}

static int pool_posix_memalign(struct uk_alloc *a, void **memptr, __sz align,
			       __sz size)
{
	void *ptr;

	if (!POWER_OF_2(align) || align < sizeof(void *))
		return EINVAL;
	ptr = pool_memalign(a, align, size);
	if (!ptr)
		return ENOMEM;
	*memptr = ptr;
	return 0;
}

static void pool_free(struct uk_alloc *a, void *ptr)
{
	if (ptr)
		uk_allocpool_return(pool_of(a), ptr);
}

static void *pool_realloc(struct uk_alloc *a, void *ptr, __sz size)
{
	if (!ptr)
		return pool_malloc(a, size);
	if (!size) {
		pool_free(a, ptr);
		return NULL;
	}
	return size <= state_of(pool_of(a))->obj_len ? ptr : NULL;
}

static void *pool_palloc(struct uk_alloc *a, unsigned long num_pages)
{
	if (num_pages > ~0UL >> __PAGE_SHIFT)
		return NULL;
	return pool_memalign(a, __PAGE_SIZE, num_pages << __PAGE_SHIFT);
}

static __ssz pool_maxalloc(struct uk_alloc *a)
{
	struct pool_state *s = state_of(pool_of(a));

	return s->avail ? (__ssz)s->obj_len : 0;
}

static __ssz pool_availmem(struct uk_alloc *a)
{
	struct pool_state *s = state_of(pool_of(a));

	return (__ssz)(s->avail * s->obj_len);
}

/* ---- making one ---- */

/* Not in the list of allocators: nobody else shall take objects. */
static void pool_set_calls(struct uk_alloc *a)
{
	a->malloc = pool_malloc;
	a->calloc = uk_calloc_compat;
	a->realloc = pool_realloc;
	a->posix_memalign = pool_posix_memalign;
	a->memalign = pool_memalign;
	a->free = pool_free;
	a->palloc = pool_palloc;
	a->pfree = uk_pfree_compat;
	a->maxalloc = pool_maxalloc;
	a->availmem = pool_availmem;
	a->pmaxalloc = uk_alloc_pmaxalloc_compat;
	a->pavailmem = uk_alloc_pavailmem_compat;
}

struct uk_allocpool *uk_allocpool_init(void *base, __sz len, __sz obj_len,
				       __sz obj_align)
{
	uintptr_t start =
		ALIGN_UP((uintptr_t)base, __alignof__(struct uk_alloc));
	struct uk_allocpool *p = (struct uk_allocpool *)start;
	uintptr_t first, end;
	struct pool_state *s;

	if (!shape(&obj_len, &obj_align) ||
	    __builtin_add_overflow((uintptr_t)base, len, &end) ||
	    __builtin_add_overflow(start, POOL_SIZE + obj_align - 1, &first))
		return NULL;
	first &= ~(obj_align - 1);
	if (first > end)
		return NULL;

	memset(p, 0, POOL_SIZE);
	pool_set_calls(&p->self);
	s = state_of(p);
	s->first = (char *)first;
	s->obj_len = obj_len;
	s->obj_align = obj_align;
	s->count = (unsigned int)MIN((end - first) / obj_len, (__sz)__UI_MAX);
	s->avail = s->count;
	ukarch_spin_init(&s->lock);
	return p;
}

struct uk_allocpool *uk_allocpool_alloc(struct uk_alloc *parent,
					unsigned int obj_count, __sz obj_len,
					__sz obj_align)
{
	__sz len = uk_allocpool_reqmem(obj_count, obj_len, obj_align);
	struct uk_allocpool *p;
	void *base;

	base = len ? uk_malloc(parent, len) : NULL;
	if (!base)
		return NULL;
	p = uk_allocpool_init(base, len, obj_len, obj_align);
	/* More may fit than were asked for. */
	state_of(p)->count = obj_count;
	state_of(p)->avail = obj_count;
	state_of(p)->parent = parent;
	return p;
}

void uk_allocpool_free(struct uk_allocpool *p)
{
	struct pool_state *s = state_of(p);

	UK_ASSERT(s->parent && s->avail == s->count);
	uk_free(s->parent, p);
}
