/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What this library allocates through its uk_alloc_get_default(). Meanwhile
 * the default is an allocator over an array, which counts.
 */
#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <uk/alloc_impl.h>
#include <uk/alloc_inject.h>
#include <uk/test.h>

#define SLOT_LEN 4096UL
#define SLOTS	 4UL

static char slots[SLOTS][SLOT_LEN] __align(4096);
static unsigned long taken; /* a bit for each */

static void *slot_palloc(struct uk_alloc *a, unsigned long pages)
{
	void *ptr = NULL;

	for (unsigned long i = 0; pages == 1 && !ptr && i < SLOTS; i++) {
		if (taken & 1UL << i)
			continue;
		taken |= 1UL << i;
		ptr = slots[i];
	}
	uk_alloc_stats_count_palloc(a, ptr, pages);
	return ptr;
}

static void slot_pfree(struct uk_alloc *a, void *ptr, unsigned long pages)
{
	uk_alloc_stats_count_pfree(a, ptr, pages);
	taken &= ~(1UL << ((unsigned long)((char *)ptr - slots[0]) / SLOT_LEN));
}

static long slot_pavailmem(struct uk_alloc *a __unused)
{
	long n = 0;

	for (unsigned long i = 0; i < SLOTS; i++)
		n += !(taken & 1UL << i);
	return n;
}

static struct uk_alloc heap;

/* Makes `heap` the default; returns this library's wrapper and its counts. */
static struct uk_alloc *setup(struct uk_alloc_stats *stats)
{
	struct uk_alloc *a;

	taken = 0;
	memset(&heap, 0, sizeof(heap));
	heap.malloc = uk_malloc_ifpages;
	heap.calloc = uk_calloc_compat;
	heap.realloc = uk_realloc_ifpages;
	heap.posix_memalign = uk_posix_memalign_ifpages;
	heap.memalign = uk_memalign_compat;
	heap.free = uk_free_ifpages;
	heap.palloc = slot_palloc;
	heap.pfree = slot_pfree;
	heap.pavailmem = slot_pavailmem;
	heap.availmem = uk_alloc_availmem_ifpages;
	uk_alloc_injector_install(&heap);
	a = uk_alloc_get_default();
	uk_alloc_stats_get(a, stats);
	return a;
}

static void teardown(void)
{
	uk_alloc_injector_remove(&heap);
}

UK_TESTCASE(ukalloc_libstats, counts_what_goes_through_the_wrapper)
{
	struct uk_alloc_stats was, now;
	struct uk_alloc *a = setup(&was);
	void *ptr[4] = {NULL};

	ptr[0] = uk_malloc(a, 10);
	ptr[1] = uk_zalloc(a, 10);
	ptr[2] = uk_palloc(a, 1);
	UK_TEST_EXPECT_ZERO(uk_posix_memalign(a, &ptr[3], 64, 10));
	UK_TEST_EXPECT_NULL(uk_memalign(a, 64, 10));
	UK_TEST_EXPECT_NULL(uk_realloc(a, ptr[0], SLOT_LEN));
	uk_alloc_stats_get(a, &now);
	UK_TEST_EXPECT_SNUM_EQ(now.tot_nb_allocs, was.tot_nb_allocs + 4);
	UK_TEST_EXPECT_SNUM_EQ(now.tot_nb_frees, was.tot_nb_frees);
	UK_TEST_EXPECT_SNUM_EQ(now.nb_enomem, was.nb_enomem + 2);
	UK_TEST_EXPECT_SNUM_EQ(now.cur_mem_use, was.cur_mem_use + 4 * SLOT_LEN);
	UK_TEST_EXPECT_SNUM_EQ(now.last_alloc_size, SLOT_LEN);
	uk_pfree(a, ptr[2], 1);
	uk_free(a, ptr[3]);
	uk_free(a, ptr[1]);
	uk_free(a, ptr[0]);
	uk_free(a, NULL);
	uk_alloc_stats_get(a, &now);
	UK_TEST_EXPECT_SNUM_EQ(now.tot_nb_frees, was.tot_nb_frees + 4);
	UK_TEST_EXPECT_SNUM_EQ(now.cur_nb_allocs, was.cur_nb_allocs);
	UK_TEST_EXPECT_SNUM_EQ(now.cur_mem_use, was.cur_mem_use);
	UK_TEST_EXPECT_ZERO(taken);
	teardown();
}

/* Nobody's allocation, this library's free. */
UK_TESTCASE(ukalloc_libstats, a_free_counts_for_who_frees)
{
	struct uk_alloc_stats was, now, all;
	struct uk_alloc *a = setup(&was);
	void *ptr = uk_palloc(&heap, 1);

	uk_alloc_stats_get(a, &now);
	UK_TEST_EXPECT_SNUM_EQ(now.tot_nb_allocs, was.tot_nb_allocs);
	uk_pfree(a, ptr, 1);
	uk_alloc_stats_get(a, &now);
	UK_TEST_EXPECT_SNUM_EQ(now.cur_nb_allocs, was.cur_nb_allocs - 1);
	UK_TEST_EXPECT_SNUM_EQ(now.cur_mem_use,
			       was.cur_mem_use - (long)SLOT_LEN);
	uk_alloc_stats_get(&heap, &all);
	UK_TEST_EXPECT_ZERO(all.cur_nb_allocs);
	/* the other way round, so that the next test starts level */
	uk_pfree(&heap, uk_palloc(a, 1), 1);
	uk_alloc_stats_get(a, &now);
	UK_TEST_EXPECT_SNUM_EQ(now.cur_nb_allocs, was.cur_nb_allocs);
	teardown();
}

UK_TESTCASE(ukalloc_libstats, is_in_the_table_once)
{
	struct uk_alloc_libstats_entry *entry;
	struct uk_alloc_stats was;
	struct uk_alloc *a = setup(&was);
	int found = 0;

	uk_alloc_foreach_libstats(entry)
	{
		UK_TEST_EXPECT_NOT_NULL(entry->libname);
		UK_TEST_EXPECT_NOT_NULL(entry->a);
		if (entry->a != a)
			continue;
		found++;
		UK_TEST_EXPECT_ZERO(strcmp(entry->libname, "libukalloc"));
	}
	UK_TEST_EXPECT_SNUM_EQ(found, 1);
	teardown();
}

UK_TESTCASE(ukalloc_libstats, tells_what_the_default_tells)
{
	struct uk_alloc_stats was;
	struct uk_alloc *a = setup(&was);
	struct uk_alloc *head = _uk_alloc_head;

	UK_TEST_EXPECT_SNUM_EQ(uk_alloc_pavailmem(a), SLOTS);
	UK_TEST_EXPECT_SNUM_EQ(uk_alloc_availmem(a), SLOTS * SLOT_LEN);
	UK_TEST_EXPECT_SNUM_EQ(uk_alloc_maxalloc(a), -ENOTSUP);
	UK_TEST_EXPECT_SNUM_EQ(uk_alloc_pmaxalloc(a), -ENOTSUP);
	UK_TEST_EXPECT_SNUM_EQ(uk_alloc_addmem(a, slots, 1), -ENOTSUP);
	_uk_alloc_head = NULL;
	UK_TEST_EXPECT_NULL(uk_alloc_get_default());
	_uk_alloc_head = head;
	UK_TEST_EXPECT_PTR_EQ(uk_alloc_get_default(), a);
	teardown();
}

uk_testsuite_register(ukalloc_libstats, NULL);
