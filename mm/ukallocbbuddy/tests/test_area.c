/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A heap that is an area: it grows and shrinks by demand. */
#include <stdint.h>
#include <string.h>
#include <uk/alloc_inject.h>
#include <uk/allocbbuddy.h>
#include <uk/essentials.h>
#include <uk/falloc.h>
#include <uk/plat/io.h>
#include <uk/plat/paging.h>
#include <uk/test.h>
#include <uk/vmem.h>

#define LIMIT (32UL << 20)
#define SLOTS 512

/* It stays, as heaps do. */
static struct uk_alloc *heap;
static void *slots[SLOTS];

static bool setup(void)
{
	if (!heap)
		heap = uk_allocbbuddy_init_area(LIMIT);
	return heap;
}

static __sz extent(void)
{
	const struct uk_vma *vma =
		uk_vma_find(uk_vas_kernel(), (__vaddr_t)heap);

	if (!vma || strcmp(uk_vma_name(vma), "heap"))
		return 0;
	return vma->end - vma->start;
}

static __sz frames_free(void)
{
	return ukplat_pt_get_active()->fa->free_memory;
}

static void free_all(void)
{
	for (unsigned int i = 0; i < SLOTS; i++) {
		uk_free(heap, slots[i]);
		slots[i] = NULL;
	}
}

/* So much that it has to grow; each filled with its number. */
static bool fill(size_t size)
{
	for (unsigned int i = 0; i < SLOTS; i++) {
		slots[i] = uk_malloc(heap, size);
		if (!slots[i])
			return false;
		memset(slots[i], (int)i, size);
	}
	for (unsigned int i = 0; i < SLOTS; i++)
		for (size_t k = 0; k < size; k++)
			if (((uint8_t *)slots[i])[k] != (uint8_t)i)
				return false;
	return true;
}

/* Once as far as it goes: page tables stay with their addresses. */
static bool stretch(void)
{
	bool ok = fill(6 * PAGE_SIZE);

	free_all();
	uk_allocbbuddy_trim(heap);
	return ok;
}

UK_TESTCASE(ukallocbbuddy_area, grows_and_shrinks)
{
	static const size_t sizes[] = {1000, 2016, 5000, 4 * PAGE_SIZE};
	__sz first, before;

	UK_TEST_ASSERT(setup());
	UK_TEST_EXPECT(stretch());
	first = extent();
	before = frames_free();
	UK_TEST_EXPECT(first && first < LIMIT / 2);
	for (unsigned int i = 0; i < ARRAY_SIZE(sizes); i++) {
		UK_TEST_EXPECT(fill(sizes[i]));
		UK_TEST_EXPECT(extent() >= SLOTS * sizes[i]);
		UK_TEST_EXPECT(extent() > first || SLOTS * sizes[i] < first);
		free_all();
		uk_allocbbuddy_trim(heap);
		UK_TEST_EXPECT_SNUM_EQ(extent(), first);
		UK_TEST_EXPECT_SNUM_EQ(frames_free(), before);
	}
	UK_TEST_EXPECT_ZERO(uk_vas_check(uk_vas_kernel()));
}

/* Nobody has to trim it, and what is kept is less than what was used. */
UK_TESTCASE(ukallocbbuddy_area, shrinks_by_itself)
{
	__sz high;

	UK_TEST_ASSERT(setup());
	UK_TEST_EXPECT(fill(4 * PAGE_SIZE));
	high = extent();
	free_all();
	UK_TEST_EXPECT(extent() < high / 2);
	uk_allocbbuddy_trim(heap);
}

/* The end is in use: what lies below comes back when that is free. */
UK_TESTCASE(ukallocbbuddy_area, fragments)
{
	__sz first, high;
	void *last;

	UK_TEST_ASSERT(setup());
	first = extent();
	UK_TEST_EXPECT(fill(4 * PAGE_SIZE));
	last = uk_palloc(heap, 256);
	UK_TEST_EXPECT_NOT_NULL(last);
	high = extent();
	free_all();
	uk_allocbbuddy_trim(heap);
	UK_TEST_EXPECT_SNUM_EQ(extent(), high);
	UK_TEST_EXPECT(fill(4 * PAGE_SIZE)); /* again in the same place */
	UK_TEST_EXPECT_SNUM_EQ(extent(), high);
	free_all();
	uk_pfree(heap, last, 256);
	uk_allocbbuddy_trim(heap);
	UK_TEST_EXPECT_SNUM_EQ(extent(), first);
}

UK_TESTCASE(ukallocbbuddy_area, large_and_impossible)
{
	__sz first, avail;
	char *run;

	UK_TEST_ASSERT(setup());
	first = extent();
	avail = (__sz)uk_alloc_availmem(heap);
	run = uk_malloc(heap, 9 << 20);
	UK_TEST_EXPECT_NOT_NULL(run);
	run[0] = run[(9 << 20) - 1] = 1;
	UK_TEST_EXPECT((__sz)uk_alloc_availmem(heap) < avail);
	run = uk_realloc(heap, run, 10 << 20);
	UK_TEST_EXPECT_NOT_NULL(run);
	uk_free(heap, run);
	run = uk_memalign(heap, 1 << 20, 3 << 20);
	UK_TEST_EXPECT_NOT_NULL(run);
	UK_TEST_EXPECT_ZERO((uintptr_t)run & ((1 << 20) - 1));
	uk_free(heap, run);
	uk_allocbbuddy_trim(heap);
	UK_TEST_EXPECT_SNUM_EQ(extent(), first);
	UK_TEST_EXPECT_NULL(uk_malloc(heap, LIMIT));
	UK_TEST_EXPECT_NULL(uk_malloc(heap, ~(size_t)0));
	UK_TEST_EXPECT_NULL(uk_palloc(heap, ~0UL >> 1));
	UK_TEST_EXPECT_NULL(uk_memalign(heap, 1UL << 40, 1));
	UK_TEST_EXPECT_SNUM_EQ(extent(), first);
	UK_TEST_EXPECT_NULL(uk_allocbbuddy_init_area(0));
	UK_TEST_EXPECT_NULL(uk_allocbbuddy_init_area(~0UL));
}

/* Frames that nobody can have, linked by their first words. */
struct hog {
	struct hog *next;
	unsigned long frames;
};

static struct hog *hogs;

/* All but about that many bytes. */
static void hog(__sz left)
{
	struct uk_pagetable *pt = ukplat_pt_get_active();
	unsigned long frames = 1UL << 14;

	while (frames) {
		__paddr_t paddr = __PADDR_INV;
		struct hog *h;

		if (pt->fa->free_memory >= left + frames * PAGE_SIZE)
			paddr = uk_falloc(pt->fa, frames);
		if (paddr == __PADDR_INV) {
			frames /= 2;
			continue;
		}
		h = (struct hog *)ukplat_page_kmap(pt, paddr, frames, 0);
		h->next = hogs;
		h->frames = frames;
		hogs = h;
	}
}

static void unhog(void)
{
	while (hogs) {
		struct hog *h = hogs;

		hogs = h->next;
		uk_ffree(ukplat_pt_get_active()->fa, ukplat_virt_to_phys(h),
			 h->frames);
	}
}

/* Steps are shorter when there is no memory for more; then there are none, and
 * what there is works on.
 */
UK_TESTCASE(ukallocbbuddy_area, frames_run_out)
{
	__sz first, before, grown;
	unsigned int n = 0;

	UK_TEST_ASSERT(setup());
	UK_TEST_EXPECT(stretch());
	first = extent();
	before = frames_free();
	hog(1 << 20);
	while (n < SLOTS && (slots[n] = uk_malloc(heap, 40 * PAGE_SIZE)))
		n++;
	grown = extent();
	unhog();
	UK_TEST_EXPECT(n > 0 && n < SLOTS);
	/* by less than a large page */
	UK_TEST_EXPECT(grown > first && grown < first + (1 << 20));
	free_all();
	uk_allocbbuddy_trim(heap);
	UK_TEST_EXPECT_SNUM_EQ(extent(), first);
	UK_TEST_EXPECT_SNUM_EQ(frames_free(), before);
	UK_TEST_EXPECT(uk_allocbbuddy_check(heap));
}

/* Without memory for the objects of areas what is free stays, and is used. */
UK_TESTCASE(ukallocbbuddy_area, cannot_shrink)
{
	struct uk_vas *kernel = uk_vas_kernel();
	struct uk_alloc *real = kernel->a;
	struct uk_alloc *injector = uk_alloc_injector_create(real);
	__sz first, high;

	UK_TEST_ASSERT(setup() && injector);
	first = extent();
	UK_TEST_EXPECT(fill(4 * PAGE_SIZE));
	high = extent();
	kernel->a = injector;
	uk_alloc_inject_every(injector, 1);
	free_all();
	uk_allocbbuddy_trim(heap);
	UK_TEST_EXPECT_SNUM_EQ(extent(), high);
	UK_TEST_EXPECT(uk_allocbbuddy_check(heap));
	UK_TEST_EXPECT(fill(4 * PAGE_SIZE));
	UK_TEST_EXPECT_SNUM_EQ(extent(), high);
	free_all();
	kernel->a = real;
	uk_alloc_injector_destroy(injector);
	uk_allocbbuddy_trim(heap);
	UK_TEST_EXPECT_SNUM_EQ(extent(), first);
}

/* Not even the first step: the addresses are free again. */
UK_TESTCASE(ukallocbbuddy_area, cannot_be_made)
{
	struct uk_vas *kernel = uk_vas_kernel();
	struct uk_alloc *real = kernel->a;
	struct uk_alloc *injector = uk_alloc_injector_create(real);
	__sz before = frames_free();

	UK_TEST_ASSERT(injector != NULL);
	kernel->a = injector;
	uk_alloc_inject_every(injector, 1);
	for (unsigned int i = 0; i < 200; i++)
		UK_TEST_EXPECT_NULL(uk_allocbbuddy_init_area(LIMIT));
	kernel->a = real;
	uk_alloc_injector_destroy(injector);
	/* a table may stay with its addresses */
	UK_TEST_EXPECT(frames_free() + 4 * PAGE_SIZE >= before);
}

uk_testsuite_register(ukallocbbuddy_area, NULL);
