/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Areas that move and grow. */
#include <uk/test.h>
#include "common.h"

#define RW PAGE_ATTR_PROT_RW

#define FAR (BASE + PAGE_HUGE_SIZE)

static int anon_at(__vaddr_t at, __sz len, unsigned long flags)
{
	return uk_vma_map_anon(&tv, &at, len, RW, flags, NULL);
}

static int move_to(__vaddr_t from, __sz len, __vaddr_t to, __sz new_len,
		   unsigned long flags)
{
	return uk_vma_move(&tv, from, len, &to, new_len, flags);
}

static int byte_at(__vaddr_t at)
{
	unsigned char byte;
	int rc = tv_read(at, &byte);

	return rc ? rc : byte;
}

static bool covers(__vaddr_t start, __vaddr_t end)
{
	const struct uk_vma *vma = uk_vma_find(&tv, start);

	return vma && vma->start == start && vma->end == end;
}

UK_TESTCASE(ukvmem_move, test_frames_move_along)
{
	__paddr_t frame;

	UK_TEST_EXPECT(tv_start());
	UK_TEST_EXPECT_ZERO(anon_at(BASE, 0x8000, 0));
	UK_TEST_EXPECT_ZERO(tv_write(BASE + 0x2000, 7));
	UK_TEST_EXPECT_ZERO(tv_write(BASE + 0x7000, 8));
	frame = tv_frame(BASE + 0x2000);
	UK_TEST_EXPECT_ZERO(move_to(BASE + 0x1000, 0x3000, FAR, 0x5000, 0));
	UK_TEST_EXPECT_SNUM_EQ(tv_frame(FAR + 0x1000), frame);
	UK_TEST_EXPECT_SNUM_EQ(byte_at(FAR + 0x1000), 7);
	UK_TEST_EXPECT_ZERO(byte_at(FAR + 0x4000));
	UK_TEST_EXPECT_SNUM_EQ(byte_at(BASE + 0x2000), -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(byte_at(BASE + 0x7000), 8);
	UK_TEST_EXPECT(covers(BASE, BASE + 0x1000));
	UK_TEST_EXPECT(covers(BASE + 0x4000, BASE + 0x8000));
	UK_TEST_EXPECT(covers(FAR, FAR + 0x5000));
	/* and back: one area again */
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(&tv, FAR + 0x3000, 0x2000, 0));
	UK_TEST_EXPECT_ZERO(move_to(FAR, 0x3000, BASE + 0x1000, 0x3000, 0));
	UK_TEST_EXPECT(covers(BASE, BASE + 0x8000));
	UK_TEST_EXPECT_SNUM_EQ(tv.committed, 0x8000);
	UK_TEST_EXPECT_SNUM_EQ(byte_at(BASE + 0x2000), 7);
	UK_TEST_EXPECT_ZERO(uk_vas_check(&tv));
	UK_TEST_EXPECT(tv_stop());
}

UK_TESTCASE(ukvmem_move, test_over_others_and_keeping)
{
	__vaddr_t to = __VADDR_ANY;

	UK_TEST_EXPECT(tv_start());
	UK_TEST_EXPECT_ZERO(anon_at(BASE, 0x10000, UK_VMA_MAP_POPULATE));
	UK_TEST_EXPECT_ZERO(tv_write(BASE, 1));
	UK_TEST_EXPECT_SNUM_EQ(move_to(BASE, 0x2000, BASE + 0x8000, 0x2000, 0),
			       -EEXIST);
	UK_TEST_EXPECT_ZERO(move_to(BASE, 0x2000, BASE + 0x8000, 0x2000,
				    UK_VMA_MAP_REPLACE));
	UK_TEST_EXPECT_SNUM_EQ(byte_at(BASE + 0x8000), 1);
	UK_TEST_EXPECT(covers(BASE + 0x2000, BASE + 0x10000));
	/* the old address stays, empty */
	UK_TEST_EXPECT_ZERO(uk_vma_move(&tv, BASE + 0x8000, 0x1000, &to, 0x1000,
					UK_VMA_MOVE_KEEP));
	UK_TEST_EXPECT_SNUM_EQ(byte_at(to), 1);
	UK_TEST_EXPECT_SNUM_EQ(tv_frame(BASE + 0x8000), __PADDR_INV);
	UK_TEST_EXPECT_ZERO(byte_at(BASE + 0x8000));
	UK_TEST_EXPECT(covers(BASE + 0x2000, BASE + 0x10000));
	UK_TEST_EXPECT_ZERO(uk_vas_check(&tv));
	UK_TEST_EXPECT(tv_stop());
}

UK_TESTCASE(ukvmem_move, test_move_refusals)
{
	__vaddr_t at = BASE + 0x20000;
	__sz total;

	UK_TEST_EXPECT(tv_start());
	total = PAGE_ALIGN_UP(tv.pt->fa->total_memory);
	UK_TEST_EXPECT_ZERO(anon_at(BASE, 0x4000, 0));
	UK_TEST_EXPECT_ZERO(
		uk_vma_map_stack(&tv, &at, 0x4000, 0, NULL, 0x1000));
	UK_TEST_EXPECT_SNUM_EQ(move_to(FAR, 0x1000, FAR + 0x8000, 0x1000, 0),
			       -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(move_to(BASE, 0x5000, FAR, 0x5000, 0), -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(move_to(BASE, 0, FAR, 0x1000, 0), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(move_to(BASE, 0x2000, FAR, 0, 0), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(
		move_to(BASE, 0x2000, FAR, 0x1000, UK_VMA_MOVE_KEEP), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(move_to(BASE, 0x2000, FAR + 1, 0x2000, 0),
			       -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(move_to(BASE, 0x2000, BASE + 0x1000, 0x2000,
				       UK_VMA_MAP_REPLACE),
			       -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(
		move_to(BASE, 0x2000, FAR, 0x3000, UK_VMA_MOVE_KEEP), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(move_to(BASE, 0x4000, FAR, 2 * total, 0),
			       -ENOMEM);
	UK_TEST_EXPECT_SNUM_EQ(move_to(at, 0x2000, FAR, 0x2000, 0), -EPERM);
	UK_TEST_EXPECT_SNUM_EQ(move_to(at, 0x4000, FAR, 0x5000, 0), -EPERM);
	UK_TEST_EXPECT_ZERO(move_to(at, 0x4000, FAR, 0x4000, 0));
	UK_TEST_EXPECT_SNUM_EQ(byte_at(FAR), -EFAULT);
	UK_TEST_EXPECT_ZERO(uk_vas_check(&tv));
	UK_TEST_EXPECT(tv_stop());
}

/* What is behind the new length goes, also of another area, and only then. */
UK_TESTCASE(ukvmem_move, test_shorter)
{
	__vaddr_t at = BASE + 0x4000;

	UK_TEST_EXPECT(tv_start());
	UK_TEST_EXPECT_ZERO(anon_at(BASE, 0x4000, 0));
	UK_TEST_EXPECT_ZERO(uk_vma_map_anon(&tv, &at, 0x4000, RW, 0, "other"));
	UK_TEST_EXPECT_ZERO(tv_write(BASE + 0x1000, 7));
	UK_TEST_EXPECT_ZERO(tv_write(BASE + 0x5000, 8));
	UK_TEST_EXPECT_ZERO(tv_write(BASE + 0x6000, 9));
	/* not to where the part that goes is */
	UK_TEST_EXPECT_SNUM_EQ(move_to(BASE + 0x1000, 0x5000, BASE + 0x5000,
				       0x1000, UK_VMA_MAP_REPLACE),
			       -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(
		move_to(BASE + 0x1000, 0x5000, BASE + 0x6000, 0x2000, 0),
		-EEXIST);
	UK_TEST_EXPECT_SNUM_EQ(tv.vma_count, 2);
	UK_TEST_EXPECT_ZERO(move_to(BASE + 0x1000, 0x5000, FAR, 0x2000, 0));
	UK_TEST_EXPECT(covers(BASE, BASE + 0x1000));
	UK_TEST_EXPECT(covers(BASE + 0x6000, BASE + 0x8000));
	UK_TEST_EXPECT(covers(FAR, FAR + 0x2000));
	UK_TEST_EXPECT_SNUM_EQ(byte_at(FAR), 7);
	UK_TEST_EXPECT_SNUM_EQ(byte_at(BASE + 0x5000), -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(byte_at(BASE + 0x6000), 9);
	/* right behind what goes, and like it */
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(&tv, FAR, 0x2000, 0));
	UK_TEST_EXPECT_ZERO(anon_at(FAR, 0x4000, 0));
	UK_TEST_EXPECT_ZERO(move_to(FAR, 0x4000, FAR + 0x4000, 0x2000, 0));
	UK_TEST_EXPECT(covers(FAR + 0x4000, FAR + 0x6000));
	UK_TEST_EXPECT_ZERO(uk_vas_check(&tv));
	UK_TEST_EXPECT(tv_stop());
}

UK_TESTCASE(ukvmem_move, test_large_pages)
{
	UK_TEST_EXPECT(tv_start());
	UK_TEST_EXPECT_ZERO(anon_at(BASE, PAGE_LARGE_SIZE,
				    UK_VMA_MAP_SIZE_2MB | UK_VMA_MAP_POPULATE));
	UK_TEST_EXPECT_ZERO(tv_write(BASE + 0x5000, 5));
	UK_TEST_EXPECT_SNUM_EQ(move_to(BASE, 0x1000, FAR, 0x1000, 0), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(move_to(BASE, PAGE_LARGE_SIZE, FAR + 0x1000,
				       PAGE_LARGE_SIZE, 0),
			       -EINVAL);
	UK_TEST_EXPECT_ZERO(
		move_to(BASE, PAGE_LARGE_SIZE, FAR, PAGE_LARGE_SIZE, 0));
	UK_TEST_EXPECT_SNUM_EQ(byte_at(FAR + 0x5000), 5);
	UK_TEST_EXPECT_SNUM_EQ(tv_present(FAR, PAGE_LARGE_SIZE), 512);
	UK_TEST_EXPECT_ZERO(uk_vas_check(&tv));
	UK_TEST_EXPECT(tv_stop());
}

UK_TESTCASE(ukvmem_move, test_grow)
{
	__vaddr_t dma = FAR;

	UK_TEST_EXPECT(tv_start());
	UK_TEST_EXPECT_ZERO(anon_at(BASE, 0x4000, 0));
	UK_TEST_EXPECT_ZERO(anon_at(BASE + 0x8000, 0x1000, 0));
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_grow(&tv, BASE, 0x3000, 0x4000), -ENOMEM);
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_grow(&tv, BASE, 0x4000, 0x9000), -ENOMEM);
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_grow(&tv, BASE, 0x4000, 0x3000), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_grow(&tv, BASE, 0x5000, 0x6000), -EFAULT);
	UK_TEST_EXPECT_ZERO(uk_vma_grow(&tv, BASE + 0x2000, 0x2000, 0x5000));
	UK_TEST_EXPECT(covers(BASE, BASE + 0x7000));
	UK_TEST_EXPECT_ZERO(uk_vma_grow(&tv, BASE, 0x7000, 0x8000));
	UK_TEST_EXPECT(covers(BASE, BASE + 0x9000));
	UK_TEST_EXPECT_SNUM_EQ(tv.committed, 0x9000);
	UK_TEST_EXPECT_ZERO(
		uk_vma_map_dma(&tv, &dma, 0x1000, RW, 0, NULL, 0x40000000));
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_grow(&tv, FAR, 0x1000, 0x2000), -EPERM);
	UK_TEST_EXPECT_ZERO(uk_vas_check(&tv));
	UK_TEST_EXPECT(tv_stop());
}

uk_testsuite_register(ukvmem_move, NULL);
