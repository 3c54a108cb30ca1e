/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The interface, call by call and type by type. */
#include <uk/test.h>
#include "../base_priv.h"
#include "common.h"

#define R   PAGE_ATTR_PROT_READ
#define RW  PAGE_ATTR_PROT_RW
#define RWX PAGE_ATTR_PROT_RWX

#define AREAS_ARE(...)                                               \
	tv_areas_are((const struct tv_area[]){__VA_ARGS__},          \
		     sizeof((const struct tv_area[]){__VA_ARGS__}) / \
			     sizeof(struct tv_area))
#define RSVD(from, to, attr, name)                                           \
	{                                                                    \
		BASE + (from), BASE + (to), (attr), &uk_vma_rsvd_ops, (name) \
	}

static const char tst[] = "tst";

static int reserve_at(__vaddr_t at, __sz len)
{
	return uk_vma_reserve(&tv, &at, len);
}

static __vaddr_t reserve_any(__sz len)
{
	__vaddr_t at = __VADDR_ANY;
	int rc = uk_vma_reserve(&tv, &at, len);

	return rc ? (__vaddr_t)rc : at;
}

UK_TESTCASE(ukvmem, test_basic_vas_layout)
{
	UK_TEST_EXPECT(tv_start());
	UK_TEST_EXPECT_SNUM_EQ(reserve_any(0x10000), BASE);
	UK_TEST_EXPECT_ZERO(reserve_at(BASE + 0x20000, 0x1000));
	UK_TEST_EXPECT_SNUM_EQ(reserve_any(0x1000), BASE + 0x10000);
	UK_TEST_EXPECT(AREAS_ARE(RSVD(0, 0x11000, 0, NULL),
				 RSVD(0x20000, 0x21000, 0, NULL)));

	UK_TEST_EXPECT_SNUM_EQ(reserve_at(BASE, 0x1000), -EEXIST);
	UK_TEST_EXPECT_SNUM_EQ(reserve_at(BASE - 0x1000, 0x2000), -EEXIST);
	UK_TEST_EXPECT_SNUM_EQ(reserve_at(BASE - 0x1000, 0x100000), -EEXIST);
	UK_TEST_EXPECT_SNUM_EQ(reserve_at(BASE + 0x10000, 0x2000), -EEXIST);
	UK_TEST_EXPECT_SNUM_EQ(reserve_at(BASE + 0x20000, 0x2000), -EEXIST);

	/* too large for the hole, then what fills it */
	UK_TEST_EXPECT_SNUM_EQ(reserve_any(0x100000), BASE + 0x21000);
	UK_TEST_EXPECT_SNUM_EQ(reserve_any(0xe000), BASE + 0x11000);
	UK_TEST_EXPECT_SNUM_EQ(reserve_any(0x1000), BASE + 0x1f000);
	UK_TEST_EXPECT(AREAS_ARE(RSVD(0, 0x121000, 0, NULL)));

	/* holes */
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(&tv, BASE + 0x4000, 0x1000, 0));
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(&tv, BASE + 0x6000, 0x8000, 0));
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(&tv, BASE + 0x100000, 0x100000, 0));
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(&tv, BASE - 0x1000, 0x2000, 0));
	UK_TEST_EXPECT(AREAS_ARE(RSVD(0x1000, 0x4000, 0, NULL),
				 RSVD(0x5000, 0x6000, 0, NULL),
				 RSVD(0xe000, 0x100000, 0, NULL)));

	UK_TEST_EXPECT_SNUM_EQ(
		uk_vma_unmap(&tv, BASE, 0x10000, UK_VMA_FLAG_STRICT_VMA_CHECK),
		-ENOENT);
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_unmap(&tv, BASE + 0x1000, 0x100, 0),
			       -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_unmap(&tv, BASE + 0x100, 0x1000, 0),
			       -EINVAL);
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(&tv, BASE + 0x1000, 0, 0));
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(&tv, BASE + 0x400000, 0x1000, 0));
	UK_TEST_EXPECT(tv_stop());
}

UK_TESTCASE(ukvmem, test_set_attr_merges)
{
	__vaddr_t at = BASE;

	UK_TEST_EXPECT(tv_start());
	UK_TEST_EXPECT_ZERO(uk_vma_reserve_ex(&tv, &at, 0x1000, RW, 0, NULL));
	at += 0x1000;
	UK_TEST_EXPECT_ZERO(uk_vma_reserve_ex(&tv, &at, 0x1000, RWX, 0, NULL));
	at += 0x1000;
	UK_TEST_EXPECT_ZERO(uk_vma_reserve_ex(&tv, &at, 0x1000, RWX, 0, tst));
	at += 0x1000;
	UK_TEST_EXPECT_ZERO(uk_vma_reserve_ex(&tv, &at, 0x1000, RW, 0, tst));
	UK_TEST_EXPECT_SNUM_EQ(tv.vma_count, 4);
	UK_TEST_EXPECT_ZERO(uk_vma_set_attr(&tv, BASE, 0x4000, RW, 0));
	UK_TEST_EXPECT(AREAS_ARE(RSVD(0, 0x2000, RW, NULL),
				 RSVD(0x2000, 0x4000, RW, tst)));
	/* a part, and back: one area again */
	UK_TEST_EXPECT_ZERO(uk_vma_set_attr(&tv, BASE + 0x1000, 0x2000, R, 0));
	UK_TEST_EXPECT_SNUM_EQ(tv.vma_count, 4);
	UK_TEST_EXPECT_ZERO(uk_vma_set_attr(&tv, BASE + 0x1000, 0x2000, RW, 0));
	UK_TEST_EXPECT(AREAS_ARE(RSVD(0, 0x2000, RW, NULL),
				 RSVD(0x2000, 0x4000, RW, tst)));
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_set_attr(&tv, BASE, 0x5000, R,
					       UK_VMA_FLAG_STRICT_VMA_CHECK),
			       -ENOENT);
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_set_attr(&tv, BASE, 0x100, R, 0),
			       -EINVAL);
	UK_TEST_EXPECT(tv_stop());
}

UK_TESTCASE(ukvmem, test_iteration)
{
	const struct uk_vma *vma;

	UK_TEST_EXPECT(tv_start());
	UK_TEST_EXPECT_NULL(uk_vma_first(&tv));
	UK_TEST_EXPECT_NULL(uk_vma_last(&tv));
	for (unsigned long i = 0; i < 5; i++)
		UK_TEST_EXPECT_ZERO(reserve_at(BASE + i * 0x2000, 0x1000));
	vma = uk_vma_first(&tv);
	for (unsigned long i = 0; i < 5; i++) {
		UK_TEST_EXPECT_PTR_EQ(
			uk_vma_find(&tv, BASE + i * 0x2000 + 0xfff), vma);
		UK_TEST_EXPECT_NULL(
			uk_vma_find(&tv, BASE + i * 0x2000 + 0x1000));
		vma = uk_vma_next(vma);
	}
	UK_TEST_EXPECT_NULL(vma);
	vma = uk_vma_last(&tv);
	for (unsigned long i = 5; i--;) {
		UK_TEST_EXPECT_SNUM_EQ(vma->start, BASE + i * 0x2000);
		vma = uk_vma_prev(vma);
	}
	UK_TEST_EXPECT_NULL(vma);
	UK_TEST_EXPECT(tv_stop());
}

UK_TESTCASE(ukvmem, test_refusals)
{
	__vaddr_t at = BASE;
	__sz total;

	UK_TEST_EXPECT(tv_start());
	total = tv.pt->fa->total_memory;
	UK_TEST_EXPECT_SNUM_EQ(reserve_at(BASE, 0), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(reserve_at(BASE, 0x800), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(reserve_at(BASE + 1, 0x1000), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(reserve_at(BASE, ~0UL << 12), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(reserve_at(0xfffffe8000000000, 0x1000), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(reserve_any(1UL << 47), -ENOMEM);
	/* a page size that there is not, or that does not fit */
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_map_anon(&tv, &at, 0x200000, RW,
					       UK_VMA_MAP_SIZE(13), NULL),
			       -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_map_anon(&tv, &at, 0x201000, RW,
					       UK_VMA_MAP_SIZE_2MB, NULL),
			       -EINVAL);
	at = BASE + 0x1000;
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_map_anon(&tv, &at, 0x200000, RW,
					       UK_VMA_MAP_SIZE_2MB, NULL),
			       -EINVAL);
	/* more than there is */
	at = BASE;
	total = PAGE_ALIGN_UP(total) + PAGE_SIZE;
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_map_anon(&tv, &at, total, RW, 0, NULL),
			       -ENOMEM);
	UK_TEST_EXPECT_ZERO(uk_vma_map_anon(&tv, &at, total, R, 0, NULL));
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_set_attr(&tv, at, total, RW, 0), -ENOMEM);
	UK_TEST_EXPECT_ZERO(tv.committed);
	UK_TEST_EXPECT_ZERO(
		uk_vma_set_attr(&tv, at, total - 16 * PAGE_SIZE, RW, 0));
	UK_TEST_EXPECT_SNUM_EQ(tv.committed, total - 16 * PAGE_SIZE);
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(&tv, at, total, 0));
	UK_TEST_EXPECT_ZERO(tv.committed);
	UK_TEST_EXPECT_ZERO(uk_vma_map_anon(&tv, &at, total, RW,
					    UK_VMA_MAP_NORESERVE, NULL));
	UK_TEST_EXPECT(tv_stop());
}

UK_TESTCASE(ukvmem, test_vma_rsvd)
{
	__vaddr_t at = __VADDR_ANY;
	unsigned char byte;

	UK_TEST_EXPECT(tv_start());
	UK_TEST_EXPECT_ZERO(uk_vma_reserve(&tv, &at, 0x4000));
	UK_TEST_EXPECT_SNUM_EQ(tv_read(at, &byte), -EFAULT);
	UK_TEST_EXPECT_ZERO(uk_vma_set_attr(&tv, at, 0x4000, RW, 0));
	UK_TEST_EXPECT_SNUM_EQ(tv_write(at, 1), -EFAULT);
	UK_TEST_EXPECT_ZERO(uk_vma_advise(&tv, at, 0x4000, UK_VMA_ADV_WILLNEED,
					  UK_VMA_FLAG_STRICT_VMA_CHECK));
	UK_TEST_EXPECT_ZERO(tv_present(at, 0x4000));
	UK_TEST_EXPECT(tv_stop());
}

UK_TESTCASE(ukvmem, test_vma_anon)
{
	__vaddr_t at = __VADDR_ANY;
	unsigned long flag;
	unsigned char byte = 1;

	UK_TEST_EXPECT(tv_start());
	UK_TEST_EXPECT_ZERO(uk_vma_map_anon(&tv, &at, 0x10000, RW, 0, NULL));
	UK_TEST_EXPECT_SNUM_EQ(at, BASE);
	UK_TEST_EXPECT_ZERO(tv_present(at, 0x10000));
	UK_TEST_EXPECT_ZERO(tv_read(at + 0x1234, &byte));
	UK_TEST_EXPECT_ZERO(byte);
	UK_TEST_EXPECT_ZERO(tv_write(at + 0x1234, 42));
	UK_TEST_EXPECT_SNUM_EQ(tv_present(at, 0x10000), 1);
	UK_TEST_EXPECT_SNUM_EQ(tv_exec(at), -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(tv_read(at + 0x10000, &byte), -EFAULT);

	/* contents survive what happens around them */
	UK_TEST_EXPECT_ZERO(uk_vma_set_attr(&tv, at + 0x1000, 0x1000, R, 0));
	UK_TEST_EXPECT_SNUM_EQ(tv_write(at + 0x1234, 1), -EFAULT);
	UK_TEST_EXPECT_ZERO(tv_read(at + 0x1234, &byte));
	UK_TEST_EXPECT_SNUM_EQ(byte, 42);
	UK_TEST_EXPECT_ZERO(uk_vma_set_attr(&tv, at, 0x10000, 0, 0));
	UK_TEST_EXPECT_SNUM_EQ(tv_read(at + 0x1234, &byte), -EFAULT);
	UK_TEST_EXPECT_ZERO(uk_vma_set_attr(&tv, at, 0x10000, RWX, 0));
	UK_TEST_EXPECT_ZERO(tv_exec(at + 0x1000));
	UK_TEST_EXPECT_ZERO(tv_read(at + 0x1234, &byte));
	UK_TEST_EXPECT_SNUM_EQ(byte, 42);

	/* released, and zero again */
	UK_TEST_EXPECT_ZERO(
		uk_vma_advise(&tv, at, 0x2000, UK_VMA_ADV_DONTNEED, 0));
	UK_TEST_EXPECT_ZERO(tv_present(at, 0x10000));
	UK_TEST_EXPECT_ZERO(tv_read(at + 0x1234, &byte));
	UK_TEST_EXPECT_ZERO(byte);
	UK_TEST_EXPECT_ZERO(
		uk_vma_advise(&tv, at, 0x10000,
			      UK_VMA_ADV_WILLNEED | UK_VMA_ADV_DONTNEED, 0));
	UK_TEST_EXPECT_SNUM_EQ(tv_present(at, 0x10000), 16);
	UK_TEST_EXPECT_ZERO(uk_vas_check(&tv));

	/* a hole in the middle; a call with a hole in its range */
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(&tv, at + 0x4000, 0x1000, 0));
	UK_TEST_EXPECT_SNUM_EQ(tv_read(at + 0x4000, &byte), -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_advise(&tv, at, 0x10000,
					     UK_VMA_ADV_DONTNEED,
					     UK_VMA_FLAG_STRICT_VMA_CHECK),
			       -ENOENT);
	flag = uk_vas_paging_savef(&tv);
	UK_TEST_EXPECT(tv.flags & UK_VAS_FLAG_NO_PAGING);
	uk_vas_paging_restoref(&tv, flag);
	UK_TEST_EXPECT_ZERO(tv.flags & UK_VAS_FLAG_NO_PAGING);
	UK_TEST_EXPECT(tv_stop());
}

UK_TESTCASE(ukvmem, test_vma_anon_uninitialized)
{
	__vaddr_t at = __VADDR_ANY;

	UK_TEST_EXPECT(tv_start());
	UK_TEST_EXPECT_ZERO(uk_vma_map_anon(
		&tv, &at, 0x1000, RW,
		UK_VMA_MAP_UNINITIALIZED | UK_VMA_MAP_POPULATE, NULL));
	UK_TEST_EXPECT_SNUM_EQ(tv_present(at, 0x1000), 1);
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_first(&tv)->flags,
			       UK_VMA_FLAG_UNINITIALIZED);
	/* not like one that is zeroed */
	at = __VADDR_ANY;
	UK_TEST_EXPECT_ZERO(uk_vma_map_anon(&tv, &at, 0x1000, RW, 0, NULL));
	UK_TEST_EXPECT_SNUM_EQ(tv.vma_count, 2);
	UK_TEST_EXPECT(tv_stop());
}

UK_TESTCASE(ukvmem, test_vma_anon_large)
{
	__vaddr_t at = BASE + PAGE_SIZE;
	unsigned char byte;

	UK_TEST_EXPECT(tv_start());
	UK_TEST_EXPECT_ZERO(uk_vma_reserve(&tv, &at, PAGE_SIZE));
	at = __VADDR_ANY;
	UK_TEST_EXPECT_ZERO(uk_vma_map_anon(&tv, &at, 2 * PAGE_LARGE_SIZE, RW,
					    UK_VMA_MAP_SIZE_2MB, NULL));
	UK_TEST_EXPECT_SNUM_EQ(
		at, PAGE_Lx_ALIGN_UP(BASE + 2 * PAGE_SIZE, PAGE_LARGE_LEVEL));
	UK_TEST_EXPECT_ZERO(tv_write(at + 0x1234, 1));
	UK_TEST_EXPECT_SNUM_EQ(tv_present(at, 2 * PAGE_LARGE_SIZE), 512);
	UK_TEST_EXPECT(PAGE_Lx_ALIGNED(tv_frame(at), PAGE_LARGE_LEVEL));
	UK_TEST_EXPECT_ZERO(tv_read(at + PAGE_LARGE_SIZE - 1, &byte));
	UK_TEST_EXPECT_ZERO(byte);
	UK_TEST_EXPECT_SNUM_EQ(
		uk_vma_unmap(&tv, at, PAGE_LARGE_SIZE + PAGE_SIZE, 0), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(
		uk_vma_set_attr(&tv, at + PAGE_SIZE, PAGE_LARGE_SIZE, R, 0),
		-EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(
		uk_vma_advise(&tv, at, PAGE_SIZE, UK_VMA_ADV_DONTNEED, 0),
		-EINVAL);
	UK_TEST_EXPECT_ZERO(uk_vma_advise(&tv, at + PAGE_LARGE_SIZE, PAGE_SIZE,
					  UK_VMA_ADV_WILLNEED, 0));
	UK_TEST_EXPECT_SNUM_EQ(tv_present(at, 2 * PAGE_LARGE_SIZE), 1024);
	UK_TEST_EXPECT_ZERO(uk_vma_set_attr(&tv, at, PAGE_LARGE_SIZE, R, 0));
	UK_TEST_EXPECT_SNUM_EQ(tv.vma_count, 3);
	UK_TEST_EXPECT_ZERO(uk_vas_check(&tv));
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(&tv, at, PAGE_LARGE_SIZE, 0));
	/* populated with large pages, or not at all */
	at = __VADDR_ANY;
	tv_fail_frame(1);
	UK_TEST_EXPECT_SNUM_EQ(
		uk_vma_map_anon(&tv, &at, PAGE_LARGE_SIZE, RW,
				UK_VMA_MAP_SIZE_2MB | UK_VMA_MAP_POPULATE,
				NULL),
		-ENOMEM);
	UK_TEST_EXPECT(tv_stop());
}

/* What LIBUKVMEM_LARGE_PAGES does; a frame that there is not. */
UK_TESTCASE(ukvmem, test_vma_anon_large_by_itself)
{
	__sz len = 1UL << CONFIG_LIBUKVMEM_LARGE_PAGES_ORDER;
	__vaddr_t at = BASE + PAGE_SIZE;
	unsigned long lvl;
	unsigned char byte;

	UK_TEST_EXPECT(tv_start());
	UK_TEST_EXPECT_ZERO(
		uk_vma_map_anon(&tv, &at, len, RW, UK_VMA_MAP_NORESERVE, NULL));
	lvl = vma_level_max(uk_vma_first(&tv));
	UK_TEST_EXPECT_SNUM_EQ(lvl, 0);
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(&tv, at, len, 0));
	UK_TEST_EXPECT(tv_stop());

	UK_TEST_EXPECT(tv_start());
	UK_TEST_EXPECT_ZERO(uk_vma_map_anon(&tv, &at, len, RW, 0, NULL));
	UK_TEST_EXPECT_SNUM_EQ(vma_level_max(uk_vma_first(&tv)),
			       PAGE_LARGE_LEVEL);
	UK_TEST_EXPECT_ZERO(tv_write(at, 1)); /* not aligned there */
	UK_TEST_EXPECT_SNUM_EQ(tv_present(at, 2 * PAGE_LARGE_SIZE), 1);
	UK_TEST_EXPECT_ZERO(tv_write(BASE + PAGE_LARGE_SIZE + 5, 1));
	UK_TEST_EXPECT_SNUM_EQ(tv_present(at, 2 * PAGE_LARGE_SIZE), 513);
	UK_TEST_EXPECT_ZERO(tv_read(BASE + 2 * PAGE_LARGE_SIZE - 1, &byte));
	/* no large frame: a small one */
	tv_fail_frame(1);
	UK_TEST_EXPECT_ZERO(tv_write(BASE + 2 * PAGE_LARGE_SIZE, 1));
	tv_fail_frame(0);
	UK_TEST_EXPECT_SNUM_EQ(
		tv_present(BASE + 2 * PAGE_LARGE_SIZE, PAGE_LARGE_SIZE), 1);
	/* cut anywhere: the large page becomes small ones */
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(
		&tv, BASE + PAGE_LARGE_SIZE + PAGE_SIZE, PAGE_SIZE, 0));
	UK_TEST_EXPECT_SNUM_EQ(tv_present(at, 2 * PAGE_LARGE_SIZE), 513);
	UK_TEST_EXPECT_ZERO(uk_vas_check(&tv));
	UK_TEST_EXPECT(tv_stop());
}

UK_TESTCASE(ukvmem, test_vma_dma)
{
	__vaddr_t at = __VADDR_ANY;
	__paddr_t paddr;
	unsigned char byte;

	UK_TEST_EXPECT(tv_start());
	paddr = uk_falloc(tv.pt->fa, 16);
	UK_TEST_EXPECT_SNUM_EQ(
		uk_vma_map_dma(&tv, &at, 0x1000, RW, 0, NULL, paddr + 1),
		-EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_map_dma(&tv, &at, 0x1000, RW,
					      UK_VMA_MAP_UNINITIALIZED, NULL,
					      paddr),
			       -EINVAL);
	UK_TEST_EXPECT_ZERO(
		uk_vma_map_dma(&tv, &at, 0x8000, RW, 0, NULL, paddr));
	UK_TEST_EXPECT_SNUM_EQ(at, DMA_BASE ? DMA_BASE : BASE);
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(&tv, at, 0x8000, 0));
	at = BASE;
	UK_TEST_EXPECT_ZERO(
		uk_vma_map_dma(&tv, &at, 0x8000, RW, 0, NULL, paddr));
	UK_TEST_EXPECT_ZERO(tv_write(at + 0x7001, 7));
	UK_TEST_EXPECT_SNUM_EQ(tv_frame(at + 0x7000), paddr + 0x7000);
	/* what follows, and what does not */
	at += 0x8000;
	UK_TEST_EXPECT_ZERO(uk_vma_map_dma(&tv, &at, 0x4000, RW,
					   UK_VMA_MAP_POPULATE, NULL,
					   paddr + 0x8000));
	UK_TEST_EXPECT_SNUM_EQ(tv.vma_count, 1);
	UK_TEST_EXPECT_SNUM_EQ(tv_present(at, 0x4000), 4);
	at += 0x4000;
	UK_TEST_EXPECT_ZERO(uk_vma_map_dma(&tv, &at, 0x1000, RW,
					   UK_VMA_MAP_POPULATE, NULL, paddr));
	UK_TEST_EXPECT_SNUM_EQ(tv.vma_count, 2);
	/* cut, the offset goes along */
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(&tv, BASE + 0x2000, 0x1000, 0));
	UK_TEST_EXPECT_ZERO(tv_read(BASE + 0x3000, &byte));
	UK_TEST_EXPECT_SNUM_EQ(tv_frame(BASE + 0x3000), paddr + 0x3000);
	UK_TEST_EXPECT_ZERO(uk_vma_advise(&tv, BASE + 0x3000, 0x1000,
					  UK_VMA_ADV_DONTNEED, 0));
	UK_TEST_EXPECT_SNUM_EQ(tv_frame(BASE + 0x3000), paddr + 0x3000);
	UK_TEST_EXPECT_ZERO(uk_vas_check(&tv));
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(&tv, BASE, 0x10000, 0));
	/* the frames are still the caller's */
	UK_TEST_EXPECT_ZERO(tv.pt->fa->ffree(tv.pt->fa, paddr, 16));
	UK_TEST_EXPECT(tv_stop());
}

UK_TESTCASE(ukvmem, test_vma_stack)
{
	__vaddr_t at = __VADDR_ANY;
	unsigned char byte;

	UK_TEST_EXPECT(tv_start());
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_map_stack(&tv, &at, 0x1000, 0, NULL, 0),
			       -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(
		uk_vma_map_stack(&tv, &at, 0x2000, 0, NULL, 0x100), -EINVAL);
	UK_TEST_EXPECT_ZERO(
		uk_vma_map_stack(&tv, &at, 0x10000, 0, NULL, 0x2000));
	UK_TEST_EXPECT_SNUM_EQ(at, STACK_BASE ? STACK_BASE : BASE);
	UK_TEST_EXPECT_SNUM_EQ(tv_present(at, 0x10000), 2);
	UK_TEST_EXPECT_SNUM_EQ(tv_present(at + 0xe000, 0x2000), 2);
	UK_TEST_EXPECT_SNUM_EQ(tv_write(at + 0xfff, 1), -EFAULT);
	for (__sz off = 0x1000; off < 0x10000; off += 0x1000)
		UK_TEST_EXPECT_ZERO(tv_write(at + off, 1));
	UK_TEST_EXPECT_SNUM_EQ(tv_present(at, 0x10000), 15);
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_unmap(&tv, at + 0x4000, 0x1000, 0),
			       -EPERM);
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_set_attr(&tv, at, 0x1000, R, 0), -EPERM);
	/* the next one is another one */
	at += 0x10000;
	UK_TEST_EXPECT_ZERO(uk_vma_map_stack(
		&tv, &at, 0x10000, UK_VMA_STACK_GROWS_UP, NULL, 0x1000));
	UK_TEST_EXPECT_SNUM_EQ(tv.vma_count, 2);
	UK_TEST_EXPECT_SNUM_EQ(tv_present(at, 0x1000), 1);
	UK_TEST_EXPECT_SNUM_EQ(tv_read(at + 0xf000, &byte), -EFAULT);
	UK_TEST_EXPECT_ZERO(tv_read(at + 0xefff, &byte));
	at += 0x10000;
	UK_TEST_EXPECT_ZERO(
		uk_vma_map_stack(&tv, &at, 0x4000, 0, NULL, 0x3000));
	UK_TEST_EXPECT_SNUM_EQ(tv_present(at, 0x4000), 3);
	UK_TEST_EXPECT_ZERO(uk_vas_check(&tv));
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(&tv, BASE, 0x10000, 0));
	UK_TEST_EXPECT(tv_stop());
}

UK_TESTCASE(ukvmem, test_vma_replace)
{
	__vaddr_t at = BASE;
	unsigned char byte;

	UK_TEST_EXPECT(tv_start());
	/* on a hole it is no more than a map */
	UK_TEST_EXPECT_ZERO(uk_vma_map_anon(&tv, &at, 0x10000, RW,
					    UK_VMA_MAP_REPLACE, NULL));
	for (__sz off = 0; off < 0x10000; off += 0x1000)
		UK_TEST_EXPECT_ZERO(tv_write(at + off, 9));
	at = BASE + 0x4000;
	UK_TEST_EXPECT_ZERO(uk_vma_map_anon(
		&tv, &at, 0x4000, RW, UK_VMA_MAP_REPLACE | UK_VMA_MAP_POPULATE,
		NULL));
	UK_TEST_EXPECT_SNUM_EQ(tv.vma_count, 1); /* merged on both sides */
	UK_TEST_EXPECT_SNUM_EQ(tv_present(BASE, 0x10000), 16);
	UK_TEST_EXPECT_ZERO(tv_read(BASE + 0x3000, &byte));
	UK_TEST_EXPECT_SNUM_EQ(byte, 9);
	UK_TEST_EXPECT_ZERO(tv_read(BASE + 0x4000, &byte));
	UK_TEST_EXPECT_ZERO(byte);
	UK_TEST_EXPECT_ZERO(
		uk_vma_map_anon(&tv, &at, 0x1000, R, UK_VMA_MAP_REPLACE, tst));
	UK_TEST_EXPECT_SNUM_EQ(tv.vma_count, 3);
	UK_TEST_EXPECT_ZERO(uk_vas_check(&tv));
	/* a stack is replaced whole or not at all */
	at = BASE + 0x20000;
	UK_TEST_EXPECT_ZERO(uk_vma_map_stack(&tv, &at, 0x8000, 0, NULL, 0));
	at = BASE + 0x24000;
	UK_TEST_EXPECT_SNUM_EQ(
		uk_vma_map_anon(&tv, &at, 0x8000, RW, UK_VMA_MAP_REPLACE, NULL),
		-EPERM);
	at = BASE + 0x1f000;
	UK_TEST_EXPECT_ZERO(uk_vma_map_anon(&tv, &at, 0x10000, RW,
					    UK_VMA_MAP_REPLACE, NULL));
	UK_TEST_EXPECT_ZERO(uk_vas_check(&tv));
	UK_TEST_EXPECT(tv_stop());
}

/* ---- a type of one's own ---- */

static int picky_new(struct uk_vas *vas, __vaddr_t vaddr __unused,
		     __sz len __unused, void *data, unsigned long *flags,
		     struct uk_vma **vma)
{
	if (data)
		return -EBADF;
	*flags |= UK_VMA_MAP_POPULATE;
	return vma_alloc(vas, sizeof(**vma), vma);
}

static int waits;

/* Has to wait once, has no frames for large pages, and none at all for the
 * second page.
 */
static int picky_fault(struct uk_vma *vma, struct uk_vm_fault *fault)
{
	if (fault->vbase == vma->start + PAGE_SIZE)
		return fault->type & UK_VMA_FAULT_SOFT ? UKPLAT_PAGE_MAPX_ESKIP
						       : -EIO;
	if (waits && waits--)
		return -EAGAIN;
	return vma_frames_get(vma, fault);
}

static const struct uk_vma_ops picky_ops = {
	.new = picky_new,
	.fault = picky_fault,
};

UK_TESTCASE(ukvmem, test_own_type)
{
	__vaddr_t at = __VADDR_ANY;
	int refuse;

	UK_TEST_EXPECT(tv_start());
	UK_TEST_EXPECT_SNUM_EQ(
		uk_vma_map(&tv, &at, 0x4000, RW, 0, NULL, &picky_ops, &refuse),
		-EBADF);
	UK_TEST_EXPECT_ZERO(
		uk_vma_map(&tv, &at, 0x4000, RW, 0, NULL, &picky_ops, NULL));
	UK_TEST_EXPECT_SNUM_EQ(tv_present(at, 0x4000), 3);
	UK_TEST_EXPECT_SNUM_EQ(tv_write(at + 0x1000, 1), -EIO);
	/* no split: cannot be cut */
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_unmap(&tv, at, 0x1000, 0), -EPERM);
	/* no advise: ignored; no set_attr: the pages keep theirs */
	UK_TEST_EXPECT_ZERO(uk_vma_advise(&tv, at, 0x4000, UK_VMA_ADV_DONTNEED,
					  UK_VMA_FLAG_STRICT_VMA_CHECK));
	UK_TEST_EXPECT_SNUM_EQ(tv_present(at, 0x4000), 3);
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(&tv, at, 0x4000, 0));
	waits = 1;
	at = __VADDR_ANY;
	UK_TEST_EXPECT_SNUM_EQ(
		uk_vma_map(&tv, &at, 0x4000, RW, 0, NULL, &picky_ops, NULL),
		-EAGAIN);
	UK_TEST_EXPECT_ZERO(tv.vma_count);
	UK_TEST_EXPECT(tv_stop());
}

uk_testsuite_register(ukvmem, NULL);
