/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Heaps are areas of the kernel's address space. */
#include <errno.h>
#include <string.h>
#include <uk/alloc_inject.h>
#include <uk/essentials.h>
#include <uk/falloc.h>
#include <uk/kva.h>
#include <uk/plat/io.h>
#include <uk/plat/paging.h>
#include <uk/test.h>
#include <uk/vmem.h>

#define STEP  (16 * PAGE_SIZE)
#define LIMIT (64 * STEP)

/* The default heap may have half of the addresses already. */
#define SHARE (KHEAP_MAX / 4)

static __sz frames_free(void)
{
	return ukplat_pt_get_active()->fa->free_memory;
}

static bool mapped(__vaddr_t at)
{
	return ukplat_virt_to_phys((void *)at) != __PADDR_ANY;
}

/* The listing has the extent, and exactly it has frames. */
static bool extent_is(const struct uk_kheap *h, __sz len)
{
	const struct uk_vma *vma = uk_vma_find(uk_vas_kernel(), h->start);
	bool heap =
		vma && uk_vma_name(vma) && !strcmp(uk_vma_name(vma), "heap");

	if (h->end - h->start != len || heap != (len > 0))
		return false;
	if (heap && (vma->start != h->start || vma->end != h->end))
		return false;
	for (__vaddr_t at = h->start - PAGE_SIZE; at <= h->limit;
	     at += PAGE_SIZE)
		if (mapped(at) != (at >= h->start && at < h->end))
			return false;
	return !uk_vas_check(uk_vas_kernel());
}

UK_TESTCASE(ukkva_heap, grows_and_shrinks)
{
	unsigned long count = uk_vas_kernel()->vma_count;
	__sz committed = uk_vas_kernel()->committed, before;
	struct uk_kheap h, warm;

	/* page tables for the place stay with it */
	UK_TEST_ASSERT(!uk_kheap_create(&warm, LIMIT));
	UK_TEST_EXPECT_ZERO(uk_kheap_grow(&warm, LIMIT));
	uk_kheap_destroy(&warm);

	UK_TEST_ASSERT(!uk_kheap_create(&h, LIMIT));
	UK_TEST_EXPECT(extent_is(&h, 0));
	before = frames_free();
	UK_TEST_EXPECT_ZERO(uk_kheap_grow(&h, STEP));
	UK_TEST_EXPECT(extent_is(&h, STEP));
	memset((void *)h.start, 0x5a, STEP);
	UK_TEST_EXPECT_ZERO(uk_kheap_grow(&h, 2 * STEP));
	UK_TEST_EXPECT(extent_is(&h, 3 * STEP));
	UK_TEST_EXPECT_SNUM_EQ(uk_vas_kernel()->committed,
			       committed + 3 * STEP);
	UK_TEST_EXPECT(frames_free() <= before - 3 * STEP);
	UK_TEST_EXPECT_ZERO(uk_kheap_shrink(&h, 2 * STEP));
	UK_TEST_EXPECT(extent_is(&h, STEP));
	UK_TEST_EXPECT_SNUM_EQ(((char *)h.start)[STEP - 1], 0x5a);
	UK_TEST_EXPECT_ZERO(uk_kheap_shrink(&h, STEP));
	UK_TEST_EXPECT(extent_is(&h, 0));
	uk_kheap_destroy(&h);
	UK_TEST_EXPECT_SNUM_EQ(uk_vas_kernel()->vma_count, count);
	UK_TEST_EXPECT_SNUM_EQ(uk_vas_kernel()->committed, committed);
}

UK_TESTCASE(ukkva_heap, refuses)
{
	__sz all = ukplat_pt_get_active()->fa->total_memory;
	struct uk_kheap h;

	UK_TEST_EXPECT_SNUM_EQ(uk_kheap_create(&h, 0), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(uk_kheap_create(&h, PAGE_SIZE + 1), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(uk_kheap_create(&h, KHEAP_MAX + PAGE_SIZE),
			       -EINVAL);
	UK_TEST_ASSERT(!uk_kheap_create(&h, SHARE));
	UK_TEST_EXPECT_SNUM_EQ(uk_kheap_grow(&h, 0), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(uk_kheap_grow(&h, 1), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(uk_kheap_grow(&h, SHARE + PAGE_SIZE), -ENOMEM);
	UK_TEST_EXPECT_SNUM_EQ(uk_kheap_grow(&h, PAGE_ALIGN_UP(2 * all)),
			       -ENOMEM);
	UK_TEST_EXPECT_SNUM_EQ(uk_kheap_shrink(&h, PAGE_SIZE), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(h.end, h.start);
	uk_kheap_destroy(&h);
}

/* Until there are no addresses for another one; all of them can be had again.
 */
static unsigned int create_all(void)
{
	struct uk_kheap h[8];
	unsigned int n = 0, i;
	int rc = 0;

	while (n < ARRAY_SIZE(h) && !rc) {
		rc = uk_kheap_create(&h[n], SHARE);
		if (!rc)
			n++;
	}
	for (i = 0; i < n; i++) {
		if (i && h[i].start <= h[i - 1].limit)
			rc = -EFAULT;
		if (h[i].start % PAGE_LARGE_SIZE)
			rc = -EFAULT;
		uk_kheap_destroy(&h[i]);
	}
	return rc == -ENOMEM ? n : 0;
}

UK_TESTCASE(ukkva_heap, addresses_run_out_and_come_back)
{
	unsigned int n = create_all();

	UK_TEST_EXPECT(n >= 1 && n <= 4);
	UK_TEST_EXPECT_SNUM_EQ(create_all(), n);
}

/* They are for a move that may not fail: an interrupt handler could grow the
 * heap in between.
 */
UK_TESTCASE(ukkva_heap, leaves_tables_that_are_set_aside)
{
	struct uk_pagetable *pt = ukplat_pt_get_active();
	struct uk_kheap h;
	__paddr_t spare;

	UK_TEST_ASSERT(!uk_kheap_create(&h, LIMIT));
	UK_TEST_EXPECT_ZERO(ukplat_pt_reserve(pt, 1));
	spare = pt->spare;
	UK_TEST_EXPECT(spare != 0);
	UK_TEST_EXPECT_ZERO(uk_kheap_grow(&h, STEP));
	UK_TEST_EXPECT_SNUM_EQ(pt->spare, spare);
	ukplat_pt_unreserve(pt);
	uk_kheap_destroy(&h);
}

/* Each allocation of an area's object fails once. */
static bool fails_unchanged(struct uk_alloc *injector, struct uk_kheap *h,
			    int (*change)(struct uk_kheap *h, __sz len))
{
	__sz len = h->end - h->start, before = frames_free();

	for (unsigned long nth = 1;; nth++) {
		int rc;

		uk_alloc_inject_nth(injector, nth);
		rc = change(h, STEP);
		uk_alloc_inject_off(injector);
		if (!rc)
			return nth > 1;
		if (rc != -ENOMEM || h->end - h->start != len ||
		    frames_free() != before || uk_vas_check(uk_vas_kernel()))
			return false;
	}
}

UK_TESTCASE(ukkva_heap, failing_allocations_change_nothing)
{
	struct uk_vas *kernel = uk_vas_kernel();
	struct uk_alloc *real = kernel->a;
	struct uk_alloc *injector = uk_alloc_injector_create(real);
	struct uk_kheap h;

	UK_TEST_ASSERT(injector != NULL);
	kernel->a = injector;
	UK_TEST_EXPECT_ZERO(uk_kheap_create(&h, LIMIT));
	UK_TEST_EXPECT_ZERO(uk_kheap_grow(&h, 2 * STEP));
	UK_TEST_EXPECT(fails_unchanged(injector, &h, uk_kheap_grow));
	UK_TEST_EXPECT(fails_unchanged(injector, &h, uk_kheap_shrink));
	UK_TEST_EXPECT(extent_is(&h, 2 * STEP));
	uk_kheap_destroy(&h);
	kernel->a = real;
	uk_alloc_injector_destroy(injector);
}

/* The new pages could not be set aside until the old ones go. */
UK_TESTCASE(ukkva_heap, is_not_replaced_and_populated_at_once)
{
	struct uk_kheap h;
	__vaddr_t at;

	UK_TEST_ASSERT(!uk_kheap_create(&h, LIMIT));
	UK_TEST_EXPECT_ZERO(uk_kheap_grow(&h, 2 * STEP));
	at = h.start;
	UK_TEST_EXPECT_SNUM_EQ(
		uk_vma_map_anon(uk_vas_kernel(), &at, STEP, PAGE_ATTR_PROT_RW,
				UK_VMA_MAP_REPLACE | UK_VMA_MAP_POPULATE, NULL),
		-ENOTSUP);
	UK_TEST_EXPECT(extent_is(&h, 2 * STEP));
	uk_kheap_destroy(&h);
}

uk_testsuite_register(ukkva_heap, NULL);
