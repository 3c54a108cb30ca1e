/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The default heap is an area of the kernel's, which grows and shrinks. */
#include <string.h>
#include <uk/allocbbuddy.h>
#include <uk/plat/io.h>
#include <uk/plat/paging.h>
#include <uk/test.h>
#include <uk/vmem.h>

#define MUCH (6UL << 20)

static const struct uk_vma *area_of(const void *ptr)
{
	return uk_vma_find(uk_vas_kernel(), (__vaddr_t)ptr);
}

/* The heap as it was registered: libraries may have wrappers of it. */
static __sz extent(void)
{
	const struct uk_vma *vma = area_of(_uk_alloc_head);

	return vma ? vma->end - vma->start : 0;
}

UK_TESTCASE(ukboot_heap, is_an_area)
{
	void *small = uk_malloc(_uk_alloc_head, 40);
	void *large = uk_malloc(_uk_alloc_head, 3 * PAGE_SIZE);
	const struct uk_vma *vma = area_of(small);

	UK_TEST_ASSERT(vma != NULL);
	UK_TEST_EXPECT_ZERO(strcmp(uk_vma_name(vma), "heap"));
	UK_TEST_EXPECT_PTR_EQ(area_of(large), vma);
	/* all of it has frames, and nothing beside it */
	for (__vaddr_t at = vma->start; at < vma->end; at += PAGE_SIZE)
		UK_TEST_EXPECT(ukplat_virt_to_phys((void *)at) != __PADDR_ANY);
	UK_TEST_EXPECT_SNUM_EQ(ukplat_virt_to_phys((void *)vma->end),
			       __PADDR_ANY);
	UK_TEST_EXPECT_SNUM_EQ(ukplat_virt_to_phys((void *)(vma->start - 1)),
			       __PADDR_ANY);
	/* the object of the area is not in it */
	UK_TEST_EXPECT_NULL(area_of(vma));
	uk_free(_uk_alloc_head, small);
	uk_free(_uk_alloc_head, large);
}

UK_TESTCASE(ukboot_heap, grows_and_shrinks_by_demand)
{
	struct uk_falloc *fa = ukplat_pt_get_active()->fa;
	__sz first, frames;
	char *ptr;

	uk_allocbbuddy_trim(_uk_alloc_head);
	first = extent();
	frames = fa->free_memory;
	ptr = uk_malloc(_uk_alloc_head, MUCH);
	UK_TEST_ASSERT(ptr != NULL);
	memset(ptr, 1, MUCH);
	UK_TEST_EXPECT(extent() >= first + MUCH / 2);
	UK_TEST_EXPECT(fa->free_memory <= frames - MUCH / 2);
	uk_free(_uk_alloc_head, ptr);
	uk_allocbbuddy_trim(_uk_alloc_head);
	UK_TEST_EXPECT(extent() <= first);
	/* but for tables of what it once was */
	UK_TEST_EXPECT(fa->free_memory + 8 * PAGE_SIZE >= frames);
	UK_TEST_EXPECT_ZERO(uk_vas_check(uk_vas_kernel()));
}

uk_testsuite_register(ukboot_heap, NULL);
