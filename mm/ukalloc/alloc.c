/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The list of allocators, and sums over it. */
#include <stddef.h>
#include <uk/alloc_impl.h>

struct uk_alloc *_uk_alloc_head;

int uk_alloc_register(struct uk_alloc *a)
{
	struct uk_alloc **at = &_uk_alloc_head;

	while (*at)
		at = &(*at)->next;
	a->next = NULL;
	*at = a;
	return 0;
}

void uk_alloc_unregister(struct uk_alloc *a)
{
	struct uk_alloc **at = &_uk_alloc_head;

	while (*at != a)
		at = &(*at)->next;
	*at = a->next;
	a->next = NULL;
}

__sz uk_alloc_availmem_total(void)
{
	struct uk_alloc *a;
	__sz total = 0;

	uk_alloc_foreach (a) {
		__ssz mem = uk_alloc_availmem(a);

		if (mem > 0)
			total += (__sz)mem;
	}
	return total;
}

unsigned long uk_alloc_pavailmem_total(void)
{
	struct uk_alloc *a;
	unsigned long total = 0;

	uk_alloc_foreach (a) {
		long pages = uk_alloc_pavailmem(a);

		if (pages > 0)
			total += (unsigned long)pages;
	}
	return total;
}
