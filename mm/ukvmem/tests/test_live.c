/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* With the address space and the CPU that the image runs with. */
#include <uk/plat/paging.h>
#include <uk/test.h>
#include <uk/vmem.h>

#define RW PAGE_ATTR_PROT_RW

static volatile unsigned char *byte_at(__vaddr_t vaddr)
{
	return (volatile unsigned char *)vaddr;
}

static __sz free_memory(void)
{
	return ukplat_pt_get_active()->fa->free_memory;
}

UK_TESTCASE(ukvmem_live, there_is_an_address_space)
{
	struct uk_vas *vas = uk_vas_get_active();

	UK_TEST_EXPECT_NOT_NULL(vas);
	UK_TEST_EXPECT_PTR_EQ(vas->pt, ukplat_pt_get_active());
	UK_TEST_EXPECT_ZERO(uk_vas_check(vas));
}

UK_TESTCASE(ukvmem_live, accesses_bring_pages)
{
	struct uk_vas *vas = uk_vas_get_active();
	__sz len = 600 * PAGE_SIZE; /* more than one table */
	__vaddr_t at = __VADDR_ANY;
	unsigned long sum = 0;
	__sz before;

	UK_TEST_EXPECT_ZERO(uk_vma_map_anon(vas, &at, len, RW, 0, NULL));
	before = free_memory();
	for (__sz off = 0; off < len; off += PAGE_SIZE)
		sum += *byte_at(at + off);
	UK_TEST_EXPECT_ZERO(sum);
	UK_TEST_EXPECT_SNUM_GE(before - free_memory(), len);
	for (__sz off = 0; off < len; off += PAGE_SIZE)
		*byte_at(at + off + 1) = (unsigned char)(off >> PAGE_SHIFT);
	for (__sz off = 0; off < len; off += PAGE_SIZE)
		sum += *byte_at(at + off + 1) ==
		       (unsigned char)(off >> PAGE_SHIFT);
	UK_TEST_EXPECT_SNUM_EQ(sum, 600);
	UK_TEST_EXPECT_ZERO(uk_vas_check(vas));

	/* without permission and with it again; contents stay */
	UK_TEST_EXPECT_ZERO(uk_vma_set_attr(vas, at, len, 0, 0));
	UK_TEST_EXPECT_ZERO(
		uk_vma_set_attr(vas, at, len, PAGE_ATTR_PROT_READ, 0));
	UK_TEST_EXPECT_SNUM_EQ(*byte_at(at + 7 * PAGE_SIZE + 1), 7);
	/* released */
	UK_TEST_EXPECT_ZERO(
		uk_vma_advise(vas, at, len, UK_VMA_ADV_DONTNEED, 0));
	UK_TEST_EXPECT_SNUM_EQ(before - free_memory(), 0);
	UK_TEST_EXPECT_ZERO(*byte_at(at + 7 * PAGE_SIZE + 1));
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(vas, at, len, 0));
}

UK_TESTCASE(ukvmem_live, large_pages)
{
	struct uk_vas *vas = uk_vas_get_active();
	__vaddr_t at = __VADDR_ANY;
	unsigned int lvl = 0;
	__pte_t pte;

	UK_TEST_EXPECT_ZERO(uk_vma_map_anon(vas, &at, 2 * PAGE_LARGE_SIZE, RW,
					    UK_VMA_MAP_SIZE_2MB, NULL));
	*byte_at(at + PAGE_LARGE_SIZE + 12345) = 5;
	UK_TEST_EXPECT_ZERO(ukplat_pt_walk(vas->pt, at + PAGE_LARGE_SIZE, &lvl,
					   NULL, &pte));
	UK_TEST_EXPECT_SNUM_EQ(lvl, PAGE_LARGE_LEVEL);
	UK_TEST_EXPECT_ZERO(*byte_at(at + PAGE_LARGE_SIZE + 12346));
	UK_TEST_EXPECT_SNUM_EQ(*byte_at(at + PAGE_LARGE_SIZE + 12345), 5);
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(vas, at, 2 * PAGE_LARGE_SIZE, 0));
}

/* The ring buffer of the announcement, as the CPU sees it. */
UK_TESTCASE(ukvmem_live, mirrored_frames)
{
	struct uk_vas *vas = uk_vas_get_active();
	__paddr_t paddr = uk_falloc(vas->pt->fa, 2);
	__vaddr_t at = __VADDR_ANY, mirror;

	UK_TEST_EXPECT_ZERO(uk_vma_map_dma(vas, &at, 2 * PAGE_SIZE, RW,
					   UK_VMA_MAP_POPULATE, NULL, paddr));
	mirror = at + 2 * PAGE_SIZE;
	UK_TEST_EXPECT_ZERO(uk_vma_map_dma(vas, &mirror, 2 * PAGE_SIZE, RW, 0,
					   NULL, paddr));
	*byte_at(mirror + PAGE_SIZE + 3) = 99;
	UK_TEST_EXPECT_SNUM_EQ(*byte_at(at + PAGE_SIZE + 3), 99);
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(vas, at, 4 * PAGE_SIZE, 0));
	uk_ffree(vas->pt->fa, paddr, 2);
}

/* Two address spaces with something else at the same address. */
UK_TESTCASE(ukvmem_live, several_address_spaces)
{
	struct uk_vas *boot = uk_vas_get_active();
	struct uk_pagetable pt;
	struct uk_vas other;
	__vaddr_t at = 0x600000000000;
	__sz before;

	UK_TEST_EXPECT_ZERO(uk_vma_map_anon(boot, &at, PAGE_SIZE, RW, 0, NULL));
	*byte_at(at) = 1;
	before = free_memory();
	UK_TEST_EXPECT_ZERO(
		ukplat_pt_clone(&pt, boot->pt, PAGE_FLAG_CLONE_NEW));
	UK_TEST_EXPECT_ZERO(uk_vas_init(&other, &pt, boot->a));
	UK_TEST_EXPECT_ZERO(
		uk_vma_map_anon(&other, &at, PAGE_SIZE, RW, 0, NULL));
	UK_TEST_EXPECT_ZERO(uk_vas_set_active(&other));
	UK_TEST_EXPECT_PTR_EQ(uk_vas_get_active(), &other);
	UK_TEST_EXPECT_ZERO(*byte_at(at));
	*byte_at(at) = 2;
	UK_TEST_EXPECT_ZERO(uk_vas_set_active(boot));
	UK_TEST_EXPECT_SNUM_EQ(*byte_at(at), 1);
	uk_vas_destroy(&other);
	UK_TEST_EXPECT_PTR_EQ(uk_vas_get_active(), boot);
	UK_TEST_EXPECT_ZERO(ukplat_pt_free(&pt, 0));
	UK_TEST_EXPECT_SNUM_EQ(free_memory(), before);
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(boot, at, PAGE_SIZE, 0));
}

uk_testsuite_register(ukvmem_live, NULL);
