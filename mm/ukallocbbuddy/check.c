/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Walks the slabs that have room. */
#include <uk/print.h>
#include "heap_priv.h"

static bool complain(const char *what, const void *where)
{
	uk_pr_err("heap: %s at %p\n", what, where);
	return false;
}

/* Does an object of the slab start at ptr, and was it ever handed out? */
static bool is_object(const struct slab *slab, const void *ptr)
{
	uintptr_t end = (uintptr_t)slab + PAGE_SIZE;
	uintptr_t size = slab_sizes[slab->class];
	uintptr_t back = end - (uintptr_t)ptr;

	return (uintptr_t)ptr > (uintptr_t)slab && (uintptr_t)ptr < end &&
	       back % size == 0 && back / size <= slab->carved;
}

static bool is_freed(const struct slab *slab, const void *ptr)
{
	const void *obj;

	for (obj = slab->freed; obj; obj = *(void *const *)obj)
		if (obj == ptr)
			return true;
	return false;
}

void slab_check_free(const struct slab *slab, const void *ptr)
{
	UK_BUGON(!is_object(slab, ptr));
	UK_BUGON(is_freed(slab, ptr));
}

static bool check_slab(const struct heap *h, const struct slab *slab,
		       unsigned int class)
{
	unsigned int freed = 0;
	const void *obj;

	if (slab->heap != h || slab->class != class)
		return complain("slab of another list", slab);
	for (obj = slab->freed; obj; obj = *(void *const *)obj)
		if (!is_object(slab, obj) || freed++ > slab->carved)
			return complain("broken list of free objects", slab);
	if (slab->used + freed != slab->carved)
		return complain("objects lost", slab);
	if ((unsigned int)slab->used * slab_sizes[class] + slab_sizes[class] >
	    PAGE_SIZE - sizeof(*slab))
		return complain("full slab in the list", slab);
	return true;
}

bool uk_allocbbuddy_check(struct uk_alloc *a)
{
	const struct heap *h = heap_of(a);
	const struct slab *slab;

	for (unsigned int class = 0; class < SLAB_CLASSES; class ++)
		uk_list_for_each_entry (slab, &h->partial[class], link)
			if (!check_slab(h, slab, class))
				return false;
	return true;
}
