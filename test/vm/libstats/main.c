/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Three allocations and one free of its own, five and two by the C library,
 * and one that the C library allocates and it frees. Then one line for each
 * library: "name: allocations frees live bytes".
 */
#include <stdio.h>
#include <stdlib.h>
#include <uk/alloc.h>

static void counts_print(void)
{
	struct uk_alloc_libstats_entry *entry;
	struct uk_alloc_stats s;

	uk_alloc_foreach_libstats(entry)
	{
		uk_alloc_stats_get(entry->a, &s);
		printf("%s: %lu %lu %ld %ld\n", entry->libname,
		       (unsigned long)s.tot_nb_allocs,
		       (unsigned long)s.tot_nb_frees, (long)s.cur_nb_allocs,
		       (long)s.cur_mem_use);
	}
}

int main(void)
{
	struct uk_alloc *a = uk_alloc_get_default();
	void *own[3];
	void *volatile libc[6]; /* or the compiler knows that nobody looks */

	if (!a || a == _uk_alloc_head)
		return 1;
	counts_print();
	printf("then\n");
	for (int i = 0; i < 3; i++)
		own[i] = uk_malloc(a, 10000);
	for (int i = 0; i < 6; i++)
		libc[i] = malloc(100);
	uk_free(a, own[0]);
	free(libc[0]);
	free(libc[1]);
	uk_free(a, libc[2]);
	counts_print();
	return 0;
}
