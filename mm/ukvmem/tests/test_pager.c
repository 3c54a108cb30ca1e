/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Areas over a pager's frames: shared, private, and the end of it. */
#include <uk/test.h>
#include "fake_pager.h"

#define R  PAGE_ATTR_PROT_READ
#define RW PAGE_ATTR_PROT_RW

#define SHARED UK_VMA_MAP_SHARED

static bool start(void)
{
	return tv_start() && fake_start();
}

static bool stop(void)
{
	bool ok = !uk_vas_check(&tv) && !uk_vma_unmap(&tv, 0, VAS_END, 0);

	ok = fake_stop() && ok;
	return tv_stop() && ok;
}

static int map_at(__vaddr_t at, unsigned long pages, unsigned long attr,
		  unsigned long flags, unsigned long first)
{
	return uk_vma_map_pager(&tv, &at, pages * PAGE_SIZE, attr, flags, NULL,
				&fake.pager, first * PAGE_SIZE);
}

static int read_at(unsigned long i)
{
	unsigned char byte;
	int rc = tv_read(BASE + i * PAGE_SIZE, &byte);

	return rc ? rc : byte;
}

static int write_at(unsigned long i, unsigned char byte)
{
	return tv_write(BASE + i * PAGE_SIZE, byte);
}

UK_TESTCASE(ukvmem_pager, test_shared_writes_through)
{
	UK_TEST_EXPECT(start());
	UK_TEST_EXPECT_ZERO(map_at(BASE, 4, RW, SHARED, 2));
	UK_TEST_EXPECT_ZERO(map_at(BASE + 0x10000, 4, RW, SHARED, 0));
	UK_TEST_EXPECT_SNUM_EQ(read_at(0), 3);
	UK_TEST_EXPECT_SNUM_EQ(tv_frame(BASE), fake.frame[2]);
	UK_TEST_EXPECT_ZERO(fake.writes);
	/* the first write is announced, the second is not */
	UK_TEST_EXPECT_ZERO(write_at(0, 0x77));
	UK_TEST_EXPECT_ZERO(write_at(0, 0x78));
	UK_TEST_EXPECT_SNUM_EQ(fake.writes, 1);
	UK_TEST_EXPECT_SNUM_EQ(*fake_byte(2), 0x78);
	UK_TEST_EXPECT_SNUM_EQ(read_at(16 + 2), 0x78);
	UK_TEST_EXPECT_ZERO(write_at(1, 0x79));
	UK_TEST_EXPECT_SNUM_EQ(fake.writes, 2);
	UK_TEST_EXPECT_SNUM_EQ(fake.pins, 3);
	/* after that each page once more */
	uk_pager_protect(&fake.pager, 2 * PAGE_SIZE, PAGE_SIZE);
	UK_TEST_EXPECT_ZERO(write_at(0, 0x7a));
	UK_TEST_EXPECT_ZERO(write_at(1, 0x7b));
	UK_TEST_EXPECT_SNUM_EQ(fake.writes, 3);
	/* what is given back is as it was written */
	UK_TEST_EXPECT_ZERO(uk_vma_advise(&tv, BASE, 4 * PAGE_SIZE,
					  UK_VMA_ADV_DONTNEED, 0));
	UK_TEST_EXPECT_SNUM_EQ(fake.pins, 1);
	UK_TEST_EXPECT_SNUM_EQ(read_at(0), 0x7a);
	UK_TEST_EXPECT_ZERO(tv.committed);
	UK_TEST_EXPECT(stop());
}

UK_TESTCASE(ukvmem_pager, test_private_copies_on_write)
{
	__sz before;

	UK_TEST_EXPECT(start());
	UK_TEST_EXPECT_ZERO(map_at(BASE, 4, RW, 0, 0));
	UK_TEST_EXPECT_SNUM_EQ(tv.committed, 4 * PAGE_SIZE);
	UK_TEST_EXPECT_SNUM_EQ(read_at(0), 1);
	UK_TEST_EXPECT_SNUM_EQ(tv_frame(BASE), fake.frame[0]);
	before = tv_frames_out();
	UK_TEST_EXPECT_ZERO(write_at(0, 0x55));
	UK_TEST_EXPECT_ZERO(write_at(1, 0x56));
	UK_TEST_EXPECT_SNUM_EQ(tv_frames_out(), before + 2 * PAGE_SIZE);
	UK_TEST_EXPECT_SNUM_EQ(*fake_byte(0), 1);
	UK_TEST_EXPECT_SNUM_EQ(*fake_byte(1), 2);
	UK_TEST_EXPECT_ZERO(fake.pins);
	UK_TEST_EXPECT_ZERO(fake.writes);
	/* a page that is not copied sees what others write */
	UK_TEST_EXPECT_SNUM_EQ(read_at(2), 3);
	*fake_byte(2) = 9;
	UK_TEST_EXPECT_SNUM_EQ(read_at(2), 9);
	/* copies stay when the protection goes and comes */
	UK_TEST_EXPECT_ZERO(uk_vma_set_attr(&tv, BASE, 4 * PAGE_SIZE,
					    PAGE_ATTR_PROT_NONE, 0));
	UK_TEST_EXPECT_SNUM_EQ(read_at(0), -EFAULT);
	UK_TEST_EXPECT_ZERO(uk_vma_set_attr(&tv, BASE, 4 * PAGE_SIZE, RW, 0));
	UK_TEST_EXPECT_SNUM_EQ(read_at(0), 0x55);
	/* and the pager's page does not become writable on the way */
	UK_TEST_EXPECT_ZERO(write_at(2, 0x57));
	UK_TEST_EXPECT_SNUM_EQ(*fake_byte(2), 9);
	/* without the copies it is the pager's again */
	UK_TEST_EXPECT_ZERO(uk_vma_advise(&tv, BASE, 4 * PAGE_SIZE,
					  UK_VMA_ADV_DONTNEED, 0));
	UK_TEST_EXPECT_SNUM_EQ(read_at(0), 1);
	UK_TEST_EXPECT_SNUM_EQ(tv_frames_out(), before);
	UK_TEST_EXPECT(stop());
}

UK_TESTCASE(ukvmem_pager, test_private_without_permission_to_write)
{
	UK_TEST_EXPECT(start());
	UK_TEST_EXPECT_ZERO(map_at(BASE, 4, R, 0, 0));
	UK_TEST_EXPECT_ZERO(tv.committed);
	UK_TEST_EXPECT_SNUM_EQ(read_at(3), 4);
	UK_TEST_EXPECT_SNUM_EQ(write_at(3, 1), -EFAULT);
	UK_TEST_EXPECT(!uk_vas_fault_is_bus(&tv));
	UK_TEST_EXPECT_SNUM_EQ(tv_exec(BASE), -EFAULT);
	UK_TEST_EXPECT(stop());
}

/* Bringing pages in to be read makes no copies; to be written, also of those
 * that are there.
 */
UK_TESTCASE(ukvmem_pager, test_populating_private_pages)
{
	__sz before;

	UK_TEST_EXPECT(start());
	UK_TEST_EXPECT_ZERO(map_at(BASE, 4, RW, 0, 0));
	UK_TEST_EXPECT_ZERO(
		uk_vma_advise(&tv, BASE, 4 * PAGE_SIZE,
			      UK_VMA_ADV_WILLNEED | UK_VMA_ADV_TO_READ, 0));
	UK_TEST_EXPECT_SNUM_EQ(fake.pins, 4);
	before = tv_frames_out();
	*fake_byte(1) = 0x33;
	UK_TEST_EXPECT_SNUM_EQ(read_at(1), 0x33);
	UK_TEST_EXPECT_ZERO(uk_vma_advise(&tv, BASE, 2 * PAGE_SIZE,
					  UK_VMA_ADV_WILLNEED, 0));
	UK_TEST_EXPECT_SNUM_EQ(fake.pins, 2);
	UK_TEST_EXPECT_SNUM_EQ(tv_frames_out(), before + 2 * PAGE_SIZE);
	*fake_byte(1) = 0x34;
	UK_TEST_EXPECT_SNUM_EQ(read_at(1), 0x33);
	UK_TEST_EXPECT_ZERO(fake.writes);
	UK_TEST_EXPECT(stop());
}

UK_TESTCASE(ukvmem_pager, test_populating_shared_pages)
{
	UK_TEST_EXPECT(start());
	UK_TEST_EXPECT_ZERO(map_at(BASE, 4, RW, SHARED, 0));
	UK_TEST_EXPECT_SNUM_EQ(read_at(1), 2);
	UK_TEST_EXPECT_ZERO(uk_vma_advise(&tv, BASE, 4 * PAGE_SIZE,
					  UK_VMA_ADV_WILLNEED, 0));
	UK_TEST_EXPECT_SNUM_EQ(fake.writes, 4);
	UK_TEST_EXPECT_SNUM_EQ(fake.pins, 4);
	/* behind the end there is nothing; what is in front of it comes */
	fake.size = 6;
	UK_TEST_EXPECT_ZERO(map_at(BASE + 0x10000, 4, RW, SHARED, 4));
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_advise(&tv, BASE + 0x10000, 4 * PAGE_SIZE,
					     UK_VMA_ADV_WILLNEED, 0),
			       -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(fake.pins, 6);
	fake.size = FAKE_PAGES;
	UK_TEST_EXPECT(stop());
}

UK_TESTCASE(ukvmem_pager, test_behind_the_end)
{
	UK_TEST_EXPECT(start());
	fake.size = 2;
	UK_TEST_EXPECT_ZERO(map_at(BASE, 4, RW, SHARED, 0));
	UK_TEST_EXPECT_SNUM_EQ(read_at(1), 2);
	UK_TEST_EXPECT_SNUM_EQ(read_at(2), -ENXIO);
	UK_TEST_EXPECT(uk_vas_fault_is_bus(&tv));
	UK_TEST_EXPECT_SNUM_EQ(write_at(3, 1), -ENXIO);
	UK_TEST_EXPECT_SNUM_EQ(read_at(16), -EFAULT);
	UK_TEST_EXPECT(!uk_vas_fault_is_bus(&tv));
	/* it grows */
	fake.size = 4;
	UK_TEST_EXPECT_SNUM_EQ(read_at(2), 3);
	/* no room for what would be written */
	fake.full = true;
	UK_TEST_EXPECT_SNUM_EQ(write_at(2, 1), -ENOSPC);
	UK_TEST_EXPECT(uk_vas_fault_is_bus(&tv));
	UK_TEST_EXPECT_SNUM_EQ(*fake_byte(2), 3);
	fake.full = false;
	/* populating brings in what there is */
	fake.size = 3;
	UK_TEST_EXPECT_ZERO(
		map_at(BASE, 4, RW,
		       SHARED | UK_VMA_MAP_POPULATE | UK_VMA_MAP_REPLACE, 0));
	UK_TEST_EXPECT_SNUM_EQ(tv_present(BASE, 4 * PAGE_SIZE), 3);
	UK_TEST_EXPECT(stop());
}

UK_TESTCASE(ukvmem_pager, test_truncation)
{
	UK_TEST_EXPECT(start());
	UK_TEST_EXPECT_ZERO(map_at(BASE, 8, RW, 0, 0));
	UK_TEST_EXPECT_ZERO(map_at(BASE + 0x10000, 8, RW, SHARED, 2));
	for (unsigned long i = 0; i < 8; i++) {
		UK_TEST_EXPECT_SNUM_GE(read_at(i), 0);
		UK_TEST_EXPECT_SNUM_GE(read_at(16 + i), 0);
	}
	UK_TEST_EXPECT_ZERO(write_at(5, 0x66));
	/* without the copies */
	uk_pager_invalidate(&fake.pager, 4 * PAGE_SIZE, ~0UL, 0);
	UK_TEST_EXPECT_SNUM_EQ(tv_present(BASE, 8 * PAGE_SIZE), 5);
	UK_TEST_EXPECT_SNUM_EQ(tv_present(BASE + 0x10000, 8 * PAGE_SIZE), 2);
	UK_TEST_EXPECT_SNUM_EQ(read_at(5), 0x66);
	/* and with them */
	fake.size = 4;
	uk_pager_invalidate(&fake.pager, 4 * PAGE_SIZE, ~0UL, UK_PAGER_COPIES);
	UK_TEST_EXPECT_SNUM_EQ(tv_present(BASE, 8 * PAGE_SIZE), 4);
	UK_TEST_EXPECT_SNUM_EQ(read_at(5), -ENXIO);
	UK_TEST_EXPECT_SNUM_EQ(read_at(3), 4);
	UK_TEST_EXPECT_SNUM_EQ(fake.pins, 6);
	UK_TEST_EXPECT(stop());
}

UK_TESTCASE(ukvmem_pager, test_cut_and_merged)
{
	__vaddr_t at = BASE + 4 * PAGE_SIZE;

	UK_TEST_EXPECT(start());
	UK_TEST_EXPECT_ZERO(map_at(BASE, 4, RW, 0, 0));
	UK_TEST_EXPECT_ZERO(map_at(at, 4, RW, 0, 4));
	UK_TEST_EXPECT_SNUM_EQ(tv.vma_count, 1);
	UK_TEST_EXPECT_SNUM_EQ(fake.areas, 1);
	/* another place, another sharing: another area */
	UK_TEST_EXPECT_ZERO(map_at(at, 4, RW, UK_VMA_MAP_REPLACE, 5));
	UK_TEST_EXPECT_SNUM_EQ(tv.vma_count, 2);
	UK_TEST_EXPECT_ZERO(map_at(at, 4, RW, UK_VMA_MAP_REPLACE | SHARED, 4));
	UK_TEST_EXPECT_SNUM_EQ(tv.vma_count, 2);
	UK_TEST_EXPECT_ZERO(map_at(at, 4, RW, UK_VMA_MAP_REPLACE, 4));
	UK_TEST_EXPECT_ZERO(
		uk_vma_unmap(&tv, BASE + 2 * PAGE_SIZE, PAGE_SIZE, 0));
	UK_TEST_EXPECT_SNUM_EQ(tv.vma_count, 2);
	UK_TEST_EXPECT_SNUM_EQ(read_at(3), 4);
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_to_pager(uk_vma_last(&tv))->offset,
			       3 * PAGE_SIZE);
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_map_pager(&tv, &at, PAGE_SIZE, RW,
						UK_VMA_MAP_REPLACE, NULL,
						&fake.pager, 0x800),
			       -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_map_pager(&tv, &at, 2 * PAGE_SIZE, RW,
						UK_VMA_MAP_REPLACE, NULL,
						&fake.pager, 0 - PAGE_SIZE),
			       -EINVAL);
	UK_TEST_EXPECT(stop());
}

UK_TESTCASE(ukvmem_pager, test_waiting)
{
	UK_TEST_EXPECT(start());
	UK_TEST_EXPECT_ZERO(map_at(BASE, 4, RW, SHARED, 0));
	fake.waits = 2;
	UK_TEST_EXPECT_SNUM_EQ(read_at(0), 1);
	UK_TEST_EXPECT_ZERO(fake.waits);
	fake.waits = 1;
	UK_TEST_EXPECT_ZERO(write_at(0, 5));
	fake.waits = 3;
	UK_TEST_EXPECT_ZERO(uk_vma_advise(&tv, BASE, 4 * PAGE_SIZE,
					  UK_VMA_ADV_WILLNEED, 0));
	UK_TEST_EXPECT_SNUM_EQ(tv_present(BASE, 4 * PAGE_SIZE), 4);
	UK_TEST_EXPECT(stop());
}

UK_TESTCASE(ukvmem_pager, test_pages_around)
{
	UK_TEST_EXPECT(start());
	fake.pager.around = 4;
	fake.size = 7;
	UK_TEST_EXPECT_ZERO(map_at(BASE + PAGE_SIZE, 9, RW, 0, 1));
	/* the area begins in the middle of a window */
	UK_TEST_EXPECT_SNUM_EQ(read_at(2), 3);
	UK_TEST_EXPECT_SNUM_EQ(fake.pins, 3);
	UK_TEST_EXPECT_SNUM_EQ(tv_present(BASE, 4 * PAGE_SIZE), 3);
	/* a copy is a page alone */
	UK_TEST_EXPECT_ZERO(write_at(4, 1));
	UK_TEST_EXPECT_SNUM_EQ(fake.pins, 3);
	/* what comes along is not writable, and ends where the pager does */
	UK_TEST_EXPECT_SNUM_EQ(read_at(5), 6);
	UK_TEST_EXPECT_SNUM_EQ(fake.pins, 5);
	UK_TEST_EXPECT_SNUM_EQ(tv_present(BASE, 10 * PAGE_SIZE), 6);
	UK_TEST_EXPECT_ZERO(write_at(6, 2));
	UK_TEST_EXPECT_SNUM_EQ(*fake_byte(6), 7);
	UK_TEST_EXPECT_SNUM_EQ(fake.pins, 4);
	UK_TEST_EXPECT_ZERO(fake.writes);
	UK_TEST_EXPECT(stop());
}

UK_TESTCASE(ukvmem_pager, test_no_frame_for_a_copy)
{
	UK_TEST_EXPECT(start());
	UK_TEST_EXPECT_ZERO(map_at(BASE, 4, RW, 0, 0));
	UK_TEST_EXPECT_SNUM_EQ(read_at(0), 1);
	tv_fail_frame(1);
	UK_TEST_EXPECT_SNUM_EQ(write_at(0, 7), -ENOMEM);
	tv_fail_frame(1);
	UK_TEST_EXPECT_SNUM_EQ(write_at(1, 7), -ENOMEM);
	tv_fail_frame(0);
	UK_TEST_EXPECT_SNUM_EQ(fake.pins, 1);
	UK_TEST_EXPECT_SNUM_EQ(read_at(0), 1);
	UK_TEST_EXPECT_ZERO(write_at(0, 7));
	UK_TEST_EXPECT(stop());
}

UK_TESTCASE(ukvmem_pager, test_resident)
{
	unsigned char vec[6];
	__vaddr_t at = BASE + 4 * PAGE_SIZE;

	UK_TEST_EXPECT(start());
	fake.size = 3;
	UK_TEST_EXPECT_ZERO(map_at(BASE, 4, RW, SHARED, 0));
	UK_TEST_EXPECT_ZERO(
		uk_vma_map_anon(&tv, &at, 2 * PAGE_SIZE, RW, 0, NULL));
	UK_TEST_EXPECT_ZERO(write_at(5, 1));
	UK_TEST_EXPECT_ZERO(uk_vma_resident(&tv, BASE, 6 * PAGE_SIZE, vec));
	UK_TEST_EXPECT(vec[0] == 1 && vec[2] == 1 && vec[3] == 0);
	UK_TEST_EXPECT(vec[4] == 0 && vec[5] == 1);
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_resident(&tv, BASE, 7 * PAGE_SIZE, vec),
			       -ENOENT);
	UK_TEST_EXPECT(stop());
}

uk_testsuite_register(ukvmem_pager, NULL);
