/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * For tests: an allocator that passes everything on to another one and fails
 * when it is told to. What was allocated through it may be freed through the
 * other, and the other way round.
 */
#ifndef __UK_ALLOC_INJECT_H__
#define __UK_ALLOC_INJECT_H__

#include <uk/alloc.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One around backing, which it takes its own memory from, or NULL. It fails
 * nothing, and is in no list.
 */
struct uk_alloc *uk_alloc_injector_create(struct uk_alloc *backing);
void uk_alloc_injector_destroy(struct uk_alloc *injector);

/*
 * From now on: fail the nth attempt to allocate (1: the next), or each nth,
 * or none. Starts to count anew.
 */
void uk_alloc_inject_nth(struct uk_alloc *injector, unsigned long nth);
void uk_alloc_inject_every(struct uk_alloc *injector, unsigned long nth);
void uk_alloc_inject_off(struct uk_alloc *injector);

/* Attempts, and failures among them, since then. */
unsigned long uk_alloc_inject_attempts(const struct uk_alloc *injector);
unsigned long uk_alloc_inject_failures(const struct uk_alloc *injector);

/* Makes it the default allocator of the image, and undoes that. */
void uk_alloc_injector_install(struct uk_alloc *injector);
void uk_alloc_injector_remove(struct uk_alloc *injector);

#ifdef __cplusplus
}
#endif

#endif /* __UK_ALLOC_INJECT_H__ */
