/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The examples of the announcement, as they stand there, with sizes filled in.
 * What differs: uk_vma_reserve_ex() takes the address of the address.
 */
#include <string.h>
#include <uk/test.h>
#include <uk/vmem.h>
#include "common.h"

#define SIZE	  0x10000
#define PAGES	  4
#define HEAP_BASE 0x400000000UL
#define MB	  0x100000UL

UK_TESTCASE(ukvmem_examples, example_1_anonymous_memory)
{
	UK_TEST_EXPECT(tv_start());

	__vaddr_t vaddr = __VADDR_ANY;
	int rc = uk_vma_map_anon(uk_vas_get_active(), &vaddr, SIZE,
				 PAGE_ATTR_PROT_RW, 0, NULL);

	UK_TEST_EXPECT_ZERO(rc);
	UK_TEST_EXPECT_ZERO(tv_present(vaddr, SIZE));
	UK_TEST_EXPECT_ZERO(tv_write(vaddr + SIZE - 1, 1));
	UK_TEST_EXPECT_SNUM_EQ(tv_present(vaddr, SIZE), 1);
	UK_TEST_EXPECT(tv_stop());
}

UK_TESTCASE(ukvmem_examples, example_2_physical_memory)
{
	const __paddr_t PADDR = 0xfe000000;

	UK_TEST_EXPECT(tv_start());

	__vaddr_t vaddr = __VADDR_ANY;
	int rc = uk_vma_map_dma(uk_vas_get_active(), &vaddr, SIZE,
				PAGE_ATTR_PROT_RW, UK_VMA_MAP_POPULATE, NULL,
				PADDR);

	UK_TEST_EXPECT_ZERO(rc);
	UK_TEST_EXPECT_SNUM_EQ(tv_present(vaddr, SIZE), SIZE / PAGE_SIZE);
	UK_TEST_EXPECT_SNUM_EQ(tv_frame(vaddr + 0x3000), PADDR + 0x3000);
	UK_TEST_EXPECT(tv_stop());
}

UK_TESTCASE(ukvmem_examples, example_3_large_pages)
{
	UK_TEST_EXPECT(tv_start());

	__vaddr_t vaddr = __VADDR_ANY;
	int rc = uk_vma_map_anon(uk_vas_get_active(), &vaddr, 4 * MB,
				 PAGE_ATTR_PROT_RW, UK_VMA_MAP_SIZE_2MB, NULL);

	UK_TEST_EXPECT_ZERO(rc);
	UK_TEST_EXPECT_ZERO(tv_write(vaddr + 3 * MB, 1));
	UK_TEST_EXPECT_SNUM_EQ(tv_present(vaddr, 4 * MB), 512);
	UK_TEST_EXPECT_SNUM_EQ(tv_present(vaddr + 2 * MB, 2 * MB), 512);
	UK_TEST_EXPECT(tv_stop());
}

UK_TESTCASE(ukvmem_examples, example_4_existing_mapping)
{
	__vaddr_t VADDR = 0x40000000;
	unsigned char byte;

	UK_TEST_EXPECT(tv_start());
	UK_TEST_EXPECT_ZERO(ukplat_page_map(tv.pt, VADDR, __PADDR_ANY,
					    SIZE / PAGE_SIZE,
					    PAGE_ATTR_PROT_READ, 0));

	int rc = uk_vma_reserve_ex(uk_vas_get_active(), &VADDR, SIZE,
				   PAGE_ATTR_PROT_READ, 0, ".initrd");

	UK_TEST_EXPECT_ZERO(rc);
	UK_TEST_EXPECT_ZERO(strcmp(uk_vma_find(&tv, VADDR)->name, ".initrd"));
	UK_TEST_EXPECT_ZERO(tv_read(VADDR, &byte));
	UK_TEST_EXPECT_SNUM_EQ(tv_write(VADDR, 1), -EFAULT);
	UK_TEST_EXPECT_ZERO(uk_vas_check(&tv));
	UK_TEST_EXPECT(tv_stop());
}

#define HEAP(from, to)                                                         \
	{                                                                      \
		HEAP_BASE + (from)*MB, HEAP_BASE + (to)*MB, PAGE_ATTR_PROT_RW, \
			&uk_vma_anon_ops, "HEAP"                               \
	}
#define RSVD(from, to)                                         \
	{                                                      \
		HEAP_BASE + (from)*MB, HEAP_BASE + (to)*MB, 0, \
			&uk_vma_rsvd_ops, NULL                 \
	}

UK_TESTCASE(ukvmem_examples, example_5_growing_and_shrinking)
{
	const struct tv_area step1[] = {RSVD(0, 1024)};
	const struct tv_area step2[] = {HEAP(0, 1), RSVD(1, 1024)};
	const struct tv_area step3[] = {HEAP(0, 3), RSVD(3, 1024)};
	const struct tv_area step4[] = {HEAP(0, 2), RSVD(2, 1024)};

	UK_TEST_EXPECT(tv_start());

	__vaddr_t vaddr = HEAP_BASE;
	UK_TEST_EXPECT_ZERO(
		uk_vma_reserve(uk_vas_get_active(), &vaddr, 0x40000000));
	UK_TEST_EXPECT(tv_areas_are(step1, 1));

	/* Initial 1MB mapping */
	vaddr = HEAP_BASE;
	UK_TEST_EXPECT_ZERO(uk_vma_map_anon(uk_vas_get_active(), &vaddr,
					    0x100000, PAGE_ATTR_PROT_RW,
					    UK_VMA_MAP_REPLACE, "HEAP"));
	UK_TEST_EXPECT(tv_areas_are(step2, 2));

	/* Grow mapping by 2MB */
	vaddr += 0x100000;
	UK_TEST_EXPECT_ZERO(uk_vma_map_anon(uk_vas_get_active(), &vaddr,
					    0x200000, PAGE_ATTR_PROT_RW,
					    UK_VMA_MAP_REPLACE, "HEAP"));
	UK_TEST_EXPECT(tv_areas_are(step3, 2));

	/* Shrink mapping by 1MB */
	vaddr += 0x100000;
	UK_TEST_EXPECT_ZERO(uk_vma_reserve_ex(uk_vas_get_active(), &vaddr,
					      0x100000, 0, UK_VMA_MAP_REPLACE,
					      NULL));
	UK_TEST_EXPECT(tv_areas_are(step4, 2));
	UK_TEST_EXPECT(tv_stop());
}

UK_TESTCASE(ukvmem_examples, example_6_releasing_memory)
{
	unsigned char byte = 1;
	__vaddr_t vaddr;

	UK_TEST_EXPECT(tv_start());
	vaddr = HEAP_BASE;
	UK_TEST_EXPECT_ZERO(uk_vma_map_anon(uk_vas_get_active(), &vaddr,
					    0x300000, PAGE_ATTR_PROT_RW, 0,
					    "HEAP"));
	for (__vaddr_t at = vaddr; at < vaddr + 0x300000; at += PAGE_SIZE)
		UK_TEST_EXPECT_ZERO(tv_write(at, 1));

	vaddr = HEAP_BASE + 0x200000;
	UK_TEST_EXPECT_ZERO(uk_vma_advise(uk_vas_get_active(), vaddr, 0x100000,
					  UK_VMA_ADV_DONTNEED, 0));

	UK_TEST_EXPECT_SNUM_EQ(tv_present(HEAP_BASE, 0x300000), 512);
	UK_TEST_EXPECT_ZERO(tv_read(vaddr, &byte));
	UK_TEST_EXPECT_ZERO(byte);
	UK_TEST_EXPECT_SNUM_EQ(tv.vma_count, 1);
	UK_TEST_EXPECT(tv_stop());
}

UK_TESTCASE(ukvmem_examples, example_7_ring_buffer)
{
	unsigned char byte = 0;

	UK_TEST_EXPECT(tv_start());

	struct uk_vas *vas = uk_vas_get_active();
	__paddr_t paddr = uk_falloc(vas->pt->fa, PAGES);
	__vaddr_t vaddr = __VADDR_ANY;
	UK_TEST_EXPECT_ZERO(uk_vma_map_dma(vas, &vaddr, PAGE_SIZE * PAGES,
					   PAGE_ATTR_PROT_RW,
					   UK_VMA_MAP_POPULATE, NULL, paddr));
	vaddr += PAGE_SIZE * PAGES;
	UK_TEST_EXPECT_ZERO(uk_vma_map_dma(vas, &vaddr, PAGE_SIZE * PAGES,
					   PAGE_ATTR_PROT_RW,
					   UK_VMA_MAP_POPULATE, NULL, paddr));

	/* across the end and seen at the start */
	UK_TEST_EXPECT_ZERO(tv_write(vaddr + 5, 77));
	UK_TEST_EXPECT_ZERO(tv_read(vaddr - PAGE_SIZE * PAGES + 5, &byte));
	UK_TEST_EXPECT_SNUM_EQ(byte, 77);
	UK_TEST_EXPECT_SNUM_EQ(tv.vma_count, 2);
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(vas, vaddr - PAGE_SIZE * PAGES,
					 2 * PAGE_SIZE * PAGES, 0));
	uk_ffree(vas->pt->fa, paddr, PAGES);
	UK_TEST_EXPECT(tv_stop());
}

uk_testsuite_register(ukvmem_examples, NULL);
