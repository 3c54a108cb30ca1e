/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The interface built on malloc() and free(), and on pages; statistics; and
 * the allocator that fails on demand. Below lies an allocator over an array
 * that counts what is out.
 */
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <uk/alloc_impl.h>
#include <uk/alloc_inject.h>
#include <uk/essentials.h>
#include <uk/test.h>

#define PAGE_LEN 4096UL
#define PAGES	 64UL

static char memory[PAGES * PAGE_LEN] __align(4096);
static uint8_t used[PAGES]; /* pages of the run that starts here; 0xff: more */
static long out;	    /* runs that are out */

static void *run_take(unsigned long pages)
{
	unsigned long n = 0;

	if (!pages || pages > 100)
		return NULL;
	for (unsigned long i = 0; i < PAGES; i++) {
		n = used[i] ? 0 : n + 1;
		if (n < pages)
			continue;
		i -= pages - 1;
		memset(&used[i], 0xff, pages);
		used[i] = (uint8_t)pages;
		out++;
		memset(&memory[i * PAGE_LEN], 0xa5, pages * PAGE_LEN);
		return &memory[i * PAGE_LEN];
	}
	return NULL;
}

static void run_give(void *ptr)
{
	unsigned long i = (unsigned long)((char *)ptr - memory) / PAGE_LEN;

	memset(&used[i], 0, used[i]);
	out--;
}

static void *test_palloc(struct uk_alloc *a, unsigned long pages)
{
	void *ptr = run_take(pages);

	uk_alloc_stats_count_palloc(a, ptr, pages);
	return ptr;
}

static void test_pfree(struct uk_alloc *a, void *ptr, unsigned long pages)
{
	uk_alloc_stats_count_pfree(a, ptr, pages);
	run_give(ptr);
}

static long test_pavailmem(struct uk_alloc *a __unused)
{
	long n = 0;

	for (unsigned long i = 0; i < PAGES; i++)
		n += !used[i];
	return n;
}

/* Memory at odd places, to see that the interface aligns it. */
static void *test_malloc(struct uk_alloc *a __unused, __sz size)
{
	char *ptr = run_take((size + 8 + PAGE_LEN - 1) / PAGE_LEN);

	return ptr ? ptr + 8 : NULL;
}

static void test_free(struct uk_alloc *a __unused, void *ptr)
{
	run_give((char *)ptr - 8);
}

static struct uk_alloc heap;

static void setup_ifpages(void)
{
	memset(used, 0, sizeof(used));
	out = 0;
	memset(&heap, 0, sizeof(heap));
	uk_alloc_init_palloc(&heap, test_palloc, test_pfree, test_pavailmem,
			     test_pavailmem, NULL);
}

static void setup_ifmalloc(void)
{
	memset(used, 0, sizeof(used));
	out = 0;
	memset(&heap, 0, sizeof(heap));
	uk_alloc_init_malloc_ifmalloc(&heap, test_malloc, test_free, NULL, NULL,
				      NULL);
}

static bool filled(const char *ptr, char with, size_t size)
{
	while (size && ptr[size - 1] == with)
		size--;
	return !size;
}

/* What is true of every allocator. */
static bool alignment_holds(struct uk_alloc *a)
{
	for (size_t align = 1; align <= 2 * PAGE_LEN; align *= 2) {
		for (size_t size = 0; size < 3 * PAGE_LEN; size += 777) {
			char *ptr = uk_memalign(a, align, size);

			if (!ptr || !IS_ALIGNED((uintptr_t)ptr, align) ||
			    !IS_ALIGNED((uintptr_t)ptr, 16UL))
				return false;
			memset(ptr, 0x11, size);
			uk_free(a, ptr);
		}
	}
	return !out;
}

static bool realloc_keeps(struct uk_alloc *a)
{
	size_t old = 1;
	char *ptr = uk_malloc(a, old);

	ptr[0] = 7;
	for (size_t size = 1; size < 5 * PAGE_LEN; size += 1234) {
		char *fresh = uk_realloc(a, ptr, size);

		if (!fresh || !filled(fresh, 7, MIN(old, size)))
			return false;
		ptr = fresh;
		memset(ptr, 7, size);
		old = size;
	}
	ptr = uk_realloc(a, ptr, 10);
	if (!ptr || !filled(ptr, 7, 10))
		return false;
	return !uk_realloc(a, ptr, 0) && !out;
}

static bool refuses(struct uk_alloc *a)
{
	void *ptr = NULL;
	bool ok = !uk_malloc(a, ~0UL) && !uk_malloc(a, ~0UL - 100) &&
		  !uk_calloc(a, 1UL << 32, 1UL << 32) && !uk_palloc(a, ~0UL) &&
		  !uk_memalign(a, 3, 1) &&
		  !uk_memalign(a, 1UL << 63, 1UL << 63);

	ok = ok && uk_posix_memalign(a, &ptr, 3, 1) == EINVAL &&
	     uk_posix_memalign(a, &ptr, 4, 1) == EINVAL &&
	     uk_posix_memalign(a, &ptr, 16, ~0UL) == ENOMEM && !ptr;
	uk_free(a, NULL);
	return ok && !out;
}

static bool calloc_zeroes(struct uk_alloc *a)
{
	char *ptr = uk_calloc(a, 3, 2000);
	bool ok = ptr && filled(ptr, 0, 6000);

	uk_free(a, ptr);
	return ok;
}

/* Allocates in all ways; returns false if something that should not fail
 * did.
 */
static bool workload(struct uk_alloc *a)
{
	void *ptr[7] = {NULL};
	void *other;
	bool ok;

	ptr[0] = uk_malloc(a, 10);
	ptr[1] = uk_zalloc(a, 100);
	ptr[2] = uk_memalign(a, 256, 100);
	ptr[3] = uk_palloc(a, 2);
	ptr[4] = uk_realloc(a, NULL, 100);
	if (uk_posix_memalign(a, &ptr[5], 64, 1))
		ptr[5] = NULL;
	other = ptr[4] ? uk_realloc(a, ptr[4], 3 * PAGE_LEN) : NULL;
	if (other)
		ptr[4] = other;
	ok = ptr[0] && ptr[1] && ptr[2] && ptr[3] && ptr[4] && ptr[5] && other;
	if (ptr[3])
		uk_pfree(a, ptr[3], 2);
	ptr[3] = NULL;
	for (unsigned int i = 0; i < ARRAY_SIZE(ptr); i++)
		uk_free(a, ptr[i]);
	return ok;
}

static bool survives_failures(void)
{
	struct uk_alloc *a = uk_alloc_injector_create(&heap);
	unsigned long total, n;
	bool ok;

	if (!a)
		return false;
	ok = workload(a) && !uk_alloc_inject_failures(a);
	total = uk_alloc_inject_attempts(a);
	ok = ok && total == 7;
	for (n = 1; ok && n <= total; n++) {
		uk_alloc_inject_nth(a, n);
		ok = !workload(a) && uk_alloc_inject_failures(a) == 1;
	}
	uk_alloc_inject_every(a, 1);
	ok = ok && !workload(a) &&
	     uk_alloc_inject_failures(a) == uk_alloc_inject_attempts(a);
	uk_alloc_inject_off(a);
	uk_alloc_injector_install(a);
	ok = ok && _uk_alloc_head == a && workload(a);
	uk_alloc_injector_remove(a);
	uk_alloc_injector_destroy(a);
	return ok;
}

UK_TESTCASE(ukalloc, on_pages)
{
	setup_ifpages();
	UK_TEST_EXPECT(alignment_holds(&heap));
	UK_TEST_EXPECT(realloc_keeps(&heap));
	UK_TEST_EXPECT(refuses(&heap));
	UK_TEST_EXPECT(calloc_zeroes(&heap));
	UK_TEST_EXPECT_SNUM_EQ(uk_alloc_pavailmem(&heap), PAGES);
	UK_TEST_EXPECT_SNUM_EQ(uk_alloc_availmem(&heap), PAGES * PAGE_LEN);
	UK_TEST_EXPECT_SNUM_LE(uk_alloc_maxalloc(&heap), PAGES * PAGE_LEN);
	UK_TEST_EXPECT_SNUM_EQ(uk_alloc_addmem(&heap, memory, 1), -ENOTSUP);
	uk_alloc_unregister(&heap);
}

UK_TESTCASE(ukalloc, on_malloc_and_free)
{
	setup_ifmalloc();
	UK_TEST_EXPECT(alignment_holds(&heap));
	UK_TEST_EXPECT(realloc_keeps(&heap));
	UK_TEST_EXPECT(refuses(&heap));
	UK_TEST_EXPECT(calloc_zeroes(&heap));
	UK_TEST_EXPECT_SNUM_EQ(uk_alloc_availmem(&heap), -ENOTSUP);
	uk_alloc_unregister(&heap);
}

UK_TESTCASE(ukalloc, counts)
{
	struct uk_alloc_stats now, before, all;
	void *one, *two;

	setup_ifpages();
	uk_alloc_stats_get_global(&before);
	one = uk_palloc(&heap, 3);
	two = uk_palloc(&heap, 1);
	uk_pfree(&heap, one, 3);
	UK_TEST_EXPECT_NULL(uk_palloc(&heap, 80));
	uk_alloc_stats_get(&heap, &now);
	UK_TEST_EXPECT_SNUM_EQ(now.tot_nb_allocs, 2);
	UK_TEST_EXPECT_SNUM_EQ(now.tot_nb_frees, 1);
	UK_TEST_EXPECT_SNUM_EQ(now.cur_nb_allocs, 1);
	UK_TEST_EXPECT_SNUM_EQ(now.max_nb_allocs, 2);
	UK_TEST_EXPECT_SNUM_EQ(now.cur_mem_use, PAGE_LEN);
	UK_TEST_EXPECT_SNUM_EQ(now.max_mem_use, 4 * PAGE_LEN);
	UK_TEST_EXPECT_SNUM_EQ(now.last_alloc_size, PAGE_LEN);
	UK_TEST_EXPECT_SNUM_EQ(now.max_alloc_size, 3 * PAGE_LEN);
	UK_TEST_EXPECT_SNUM_EQ(now.min_alloc_size, PAGE_LEN);
	UK_TEST_EXPECT_SNUM_EQ(now.nb_enomem, 1);
	uk_alloc_stats_get_global(&all);
	UK_TEST_EXPECT_SNUM_GE(all.tot_nb_allocs, before.tot_nb_allocs + 2);
	uk_pfree(&heap, two, 1);
	uk_alloc_unregister(&heap);
}

UK_TESTCASE(ukalloc, lists_and_sums)
{
	struct uk_alloc *first = _uk_alloc_head;
	unsigned long pages;

	pages = uk_alloc_pavailmem_total();
	setup_ifpages();
	UK_TEST_EXPECT_PTR_EQ(_uk_alloc_head, first ? first : &heap);
	UK_TEST_EXPECT_NOT_NULL(uk_alloc_get_default());
	UK_TEST_EXPECT_SNUM_EQ(uk_alloc_pavailmem_total(), pages + PAGES);
	UK_TEST_EXPECT_SNUM_GE(uk_alloc_availmem_total(), PAGES * PAGE_LEN);
	uk_alloc_unregister(&heap);
	UK_TEST_EXPECT_NULL(uk_malloc(NULL, 1));
	UK_TEST_EXPECT_NULL(uk_palloc(NULL, 1));
	UK_TEST_EXPECT_SNUM_EQ(uk_posix_memalign(NULL, NULL, 8, 8), ENOMEM);
}

/* Each allocation in turn fails: nothing is lost. */
UK_TESTCASE(ukalloc, injects_failures)
{
	setup_ifpages();
	UK_TEST_EXPECT(survives_failures());
	UK_TEST_EXPECT_ZERO(out);
	uk_alloc_unregister(&heap);
	setup_ifmalloc();
	UK_TEST_EXPECT(survives_failures());
	UK_TEST_EXPECT_ZERO(out);
	uk_alloc_unregister(&heap);
}

uk_testsuite_register(ukalloc, NULL);
