/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Stacks are areas of the kernel's address space. */
#include <uk/kva.h>
#include <uk/test.h>
#include <uk/vmem.h>

#define SIZE (4 * PAGE_SIZE)

static const struct uk_vma *area_of(const void *stack)
{
	return uk_vma_find(uk_vas_kernel(), (__vaddr_t)stack);
}

UK_TESTCASE(ukkva_area, stacks_are_areas)
{
	unsigned long count = uk_vas_kernel()->vma_count;
	__sz committed = uk_vas_kernel()->committed;
	char *one = uk_kstack_alloc(SIZE), *two = uk_kstack_alloc(SIZE);
	const struct uk_vma *vma = area_of(one);

	UK_TEST_EXPECT_NOT_NULL(vma);
	UK_TEST_EXPECT_PTR_EQ(vma->ops, &uk_vma_stack_ops);
	/* the guard is a part of it */
	UK_TEST_EXPECT_SNUM_EQ(vma->start, (__vaddr_t)one - PAGE_SIZE);
	UK_TEST_EXPECT_SNUM_EQ(vma->end, (__vaddr_t)one + SIZE);
	UK_TEST_EXPECT(area_of(two) && area_of(two) != vma);
	UK_TEST_EXPECT_SNUM_EQ(uk_vas_kernel()->vma_count, count + 2);
	UK_TEST_EXPECT_SNUM_EQ(uk_vas_kernel()->committed, committed);
	one[0] = two[SIZE - 1] = 1;
	UK_TEST_EXPECT_ZERO(uk_vas_check(uk_vas_kernel()));
	uk_kstack_free(one, SIZE);
	UK_TEST_EXPECT_NULL(area_of(one));
	uk_kstack_free(two, SIZE);
	UK_TEST_EXPECT_SNUM_EQ(uk_vas_kernel()->vma_count, count);
	UK_TEST_EXPECT_ZERO(uk_vas_check(uk_vas_kernel()));
}

/* Every one has a name, and nothing is executable. */
UK_TESTCASE(ukkva_area, kernel_and_application)
{
	struct uk_vas *kernel = uk_vas_kernel();

	UK_TEST_EXPECT(kernel != uk_vas_get_active());
	for (const struct uk_vma *vma = uk_vma_first(kernel); vma;
	     vma = uk_vma_next(vma)) {
		UK_TEST_EXPECT_NOT_NULL(uk_vma_name(vma));
		UK_TEST_EXPECT_SNUM_EQ(vma->attr & PAGE_ATTR_PROT_RWX,
				       PAGE_ATTR_PROT_RW);
	}
}

uk_testsuite_register(ukkva_area, NULL);
