/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Pools: a fixed number of objects of one size, taken and returned in O(1).
 * Allowed in any context.
 */
#ifndef __UK_ALLOCPOOL_H__
#define __UK_ALLOCPOOL_H__

#include <uk/alloc.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_allocpool;

/* Bytes for a pool of obj_count objects; 0 if there is no such number. */
__sz uk_allocpool_reqmem(unsigned int obj_count, __sz obj_len, __sz obj_align);

/*
 * A pool in memory taken from parent, and one in [base, base + len) with as
 * many objects as fit. obj_align is a power of two. NULL on failure.
 */
struct uk_allocpool *uk_allocpool_alloc(struct uk_alloc *parent,
					unsigned int obj_count, __sz obj_len,
					__sz obj_align);
struct uk_allocpool *uk_allocpool_init(void *base, __sz len, __sz obj_len,
				       __sz obj_align);

/* Gives the memory of uk_allocpool_alloc() back. All objects are back. */
void uk_allocpool_free(struct uk_allocpool *p);

/* The pool as an allocator whose memory is never larger than an object. */
struct uk_alloc *uk_allocpool2ukalloc(struct uk_allocpool *p);

/* Objects that are left, and how long each is. */
unsigned int uk_allocpool_availcount(struct uk_allocpool *p);
__sz uk_allocpool_objlen(struct uk_allocpool *p);

/* An object, or NULL; and back. */
void *uk_allocpool_take(struct uk_allocpool *p);
void uk_allocpool_return(struct uk_allocpool *p, void *obj);

/* As many as there are, at most count: how many. And back. */
unsigned int uk_allocpool_take_batch(struct uk_allocpool *p, void *obj[],
				     unsigned int count);
void uk_allocpool_return_batch(struct uk_allocpool *p, void *obj[],
			       unsigned int count);

#ifdef __cplusplus
}
#endif

#endif /* __UK_ALLOCPOOL_H__ */
