/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The allocator that fails on demand. */
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <uk/alloc_inject.h>

struct injector {
	struct uk_alloc *backing;
	unsigned long attempts;
	unsigned long failures;
	unsigned long nth;   /* 0: none */
	unsigned long every; /* 0: none */
};

static struct injector *state_of(struct uk_alloc *a)
{
	return (struct injector *)a->priv;
}

static struct uk_alloc *backing_of(struct uk_alloc *a)
{
	return state_of(a)->backing;
}

static bool shall_fail(struct uk_alloc *a)
{
	struct injector *i = state_of(a);
	bool fail;

	i->attempts++;
	fail = i->attempts == i->nth ||
	       (i->every && i->attempts % i->every == 0);
	i->failures += fail;
	return fail;
}

static void *inj_malloc(struct uk_alloc *a, __sz size)
{
	return shall_fail(a) ? NULL : uk_do_malloc(backing_of(a), size);
}

static void *inj_calloc(struct uk_alloc *a, __sz nmemb, __sz size)
{
	return shall_fail(a) ? NULL : uk_do_calloc(backing_of(a), nmemb, size);
}

static void *inj_realloc(struct uk_alloc *a, void *ptr, __sz size)
{
	/* freeing is not an attempt to allocate */
	if (size && shall_fail(a))
		return NULL;
	return uk_do_realloc(backing_of(a), ptr, size);
}

static int inj_posix_memalign(struct uk_alloc *a, void **memptr, __sz align,
			      __sz size)
{
	if (shall_fail(a))
		return ENOMEM;
	return uk_do_posix_memalign(backing_of(a), memptr, align, size);
}

static void *inj_memalign(struct uk_alloc *a, __sz align, __sz size)
{
	return shall_fail(a) ? NULL
			     : uk_do_memalign(backing_of(a), align, size);
}

static void inj_free(struct uk_alloc *a, void *ptr)
{
	uk_do_free(backing_of(a), ptr);
}

static void *inj_palloc(struct uk_alloc *a, unsigned long num_pages)
{
	return shall_fail(a) ? NULL : uk_palloc(backing_of(a), num_pages);
}

static void inj_pfree(struct uk_alloc *a, void *ptr, unsigned long num_pages)
{
	uk_pfree(backing_of(a), ptr, num_pages);
}

static __ssz inj_maxalloc(struct uk_alloc *a)
{
	return uk_alloc_maxalloc(backing_of(a));
}

static __ssz inj_availmem(struct uk_alloc *a)
{
	return uk_alloc_availmem(backing_of(a));
}

static long inj_pmaxalloc(struct uk_alloc *a)
{
	return uk_alloc_pmaxalloc(backing_of(a));
}

static long inj_pavailmem(struct uk_alloc *a)
{
	return uk_alloc_pavailmem(backing_of(a));
}

static int inj_addmem(struct uk_alloc *a, void *base, __sz size)
{
	return uk_alloc_addmem(backing_of(a), base, size);
}

struct uk_alloc *uk_alloc_injector_create(struct uk_alloc *backing)
{
	struct uk_alloc *a;

	a = uk_zalloc(backing, sizeof(*a) + sizeof(struct injector));
	if (!a)
		return NULL;
	a->malloc = inj_malloc;
	a->calloc = inj_calloc;
	a->realloc = inj_realloc;
	a->posix_memalign = inj_posix_memalign;
	a->memalign = inj_memalign;
	a->free = inj_free;
	a->palloc = inj_palloc;
	a->pfree = inj_pfree;
	a->maxalloc = inj_maxalloc;
	a->availmem = inj_availmem;
	a->pmaxalloc = inj_pmaxalloc;
	a->pavailmem = inj_pavailmem;
	a->addmem = inj_addmem;
	state_of(a)->backing = backing;
	return a;
}

void uk_alloc_injector_destroy(struct uk_alloc *injector)
{
	uk_free(backing_of(injector), injector);
}

static void plan(struct uk_alloc *a, unsigned long nth, unsigned long every)
{
	struct injector *i = state_of(a);

	i->attempts = 0;
	i->failures = 0;
	i->nth = nth;
	i->every = every;
}

void uk_alloc_inject_nth(struct uk_alloc *injector, unsigned long nth)
{
	plan(injector, nth, 0);
}

void uk_alloc_inject_every(struct uk_alloc *injector, unsigned long nth)
{
	plan(injector, 0, nth);
}

void uk_alloc_inject_off(struct uk_alloc *injector)
{
	plan(injector, 0, 0);
}

unsigned long uk_alloc_inject_attempts(const struct uk_alloc *injector)
{
	return ((const struct injector *)injector->priv)->attempts;
}

unsigned long uk_alloc_inject_failures(const struct uk_alloc *injector)
{
	return ((const struct injector *)injector->priv)->failures;
}

void uk_alloc_injector_install(struct uk_alloc *injector)
{
	injector->next = _uk_alloc_head;
	_uk_alloc_head = injector;
}

void uk_alloc_injector_remove(struct uk_alloc *injector)
{
	UK_ASSERT(_uk_alloc_head == injector);
	_uk_alloc_head = injector->next;
	injector->next = NULL;
}
