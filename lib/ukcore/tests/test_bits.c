/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* <uk/bitops.h>, <uk/bitmap.h>, <uk/bitcount.h> */
#include <string.h>
#include <uk/bitmap.h>
#include <uk/test.h>

#define BITS 200

static unsigned long map[UK_BITS_TO_LONGS(BITS)];

UK_TESTCASE(ukbits, masks_and_counts)
{
	UK_TEST_EXPECT(UK_GENMASK(7, 4) == 0xf0);
	UK_TEST_EXPECT(UK_GENMASK(63, 0) == ~0UL);
	UK_TEST_EXPECT(UK_GENMASK_ULL(63, 63) == 1ULL << 63);
	UK_TEST_EXPECT(UK_BIT(63) == 1UL << 63);
	UK_TEST_EXPECT_SNUM_EQ(UK_BITS_TO_LONGS(0), 0);
	UK_TEST_EXPECT_SNUM_EQ(UK_BITS_TO_LONGS(64), 1);
	UK_TEST_EXPECT_SNUM_EQ(UK_BITS_TO_LONGS(65), 2);
	UK_TEST_EXPECT(UK_BITMAP_LAST_WORD_MASK(3UL) == 7);
	UK_TEST_EXPECT(UK_BITMAP_LAST_WORD_MASK(64UL) == ~0UL);

	UK_TEST_EXPECT_SNUM_EQ(uk_bitcount(0xff00ff01U), 17);
	UK_TEST_EXPECT_SNUM_EQ(uk_bitcountl(~0UL), 64);
	UK_TEST_EXPECT_SNUM_EQ(uk_bitcount16(0x8001), 2);
	UK_TEST_EXPECT_SNUM_EQ(uk_hweight8(0x1ff), 8);
	UK_TEST_EXPECT_SNUM_EQ(uk_hweight64(0), 0);

	UK_TEST_EXPECT_SNUM_EQ(uk_get_count_order(0), -1);
	UK_TEST_EXPECT_SNUM_EQ(uk_get_count_order(1), 0);
	UK_TEST_EXPECT_SNUM_EQ(uk_get_count_order(4), 2);
	UK_TEST_EXPECT_SNUM_EQ(uk_get_count_order(5), 3);
	UK_TEST_EXPECT_SNUM_EQ(uk_get_count_order(0xffffffff), 32);
	UK_TEST_EXPECT(uk_ror32(1, 1) == 0x80000000);
	UK_TEST_EXPECT(uk_ror32(5, 0) == 5 && uk_ror32(5, 32) == 5);
	UK_TEST_EXPECT(uk_sign_extend64(0x80, 7) == (__u64)-128);
	UK_TEST_EXPECT(uk_sign_extend64(0x17f, 7) == 0x7f);
}

UK_TESTCASE(ukbits, single_bits)
{
	long nr;

	memset(map, 0, sizeof(map));
	for (nr = 0; nr < BITS; nr += 3) {
		UK_TEST_EXPECT_ZERO(uk_test_and_set_bit(nr, map));
		UK_TEST_EXPECT_SNUM_EQ(uk_test_and_set_bit(nr, map), 1);
	}
	UK_TEST_EXPECT_SNUM_EQ(uk_bitmap_weight(map, BITS), 67);
	UK_TEST_EXPECT(uk_test_bit(63, map) && !uk_test_bit(64, map));
	UK_TEST_EXPECT_SNUM_EQ(uk_test_and_clear_bit(63, map), 1);
	UK_TEST_EXPECT_ZERO(__uk_test_and_clear_bit(63, map));
	UK_TEST_EXPECT_ZERO(__uk_test_and_set_bit(64, map));
	uk_set_bit(127, map);
	__uk_set_bit(128, map);
	UK_TEST_EXPECT(uk_test_bit(127, map) && uk_test_bit(128, map));
	uk_clear_bit(127, map);
	__uk_clear_bit(128, map);
	UK_TEST_EXPECT(!uk_test_bit(127, map) && !uk_test_bit(128, map));
}

/* The same searches, bit by bit. */
static unsigned long slow_next(int wanted, unsigned long size, unsigned long at)
{
	for (; at < size; at++)
		if (uk_test_bit((int)at, map) == wanted)
			return at;
	return size;
}

UK_TESTCASE(ukbits, searches)
{
	static const int patterns[][4] = {
		{-1}, {0, -1}, {199, -1}, {63, 64, -1}, {5, 128, 130, -1}};
	unsigned long at, size, bit;
	int good = 1;
	int count;
	size_t i, j;

	for (i = 0; i < ARRAY_SIZE(patterns); i++) {
		memset(map, 0, sizeof(map));
		for (j = 0; patterns[i][j] >= 0; j++)
			uk_set_bit(patterns[i][j], map);
		for (size = 0; size <= BITS; size += 7) {
			for (at = 0; at <= size; at++)
				if (uk_find_next_bit(map, size, at) !=
					    slow_next(1, size, at) ||
				    uk_find_next_zero_bit(map, size, at) !=
					    slow_next(0, size, at))
					good = 0;
			if (uk_find_first_bit(map, size) !=
				    slow_next(1, size, 0) ||
			    uk_find_first_zero_bit(map, size) !=
				    slow_next(0, size, 0))
				good = 0;
		}
	}
	UK_TEST_EXPECT(good);
	UK_TEST_EXPECT_SNUM_EQ(uk_find_last_bit(map, BITS), 130);
	UK_TEST_EXPECT_SNUM_EQ(uk_find_last_bit(map, 130), 128);
	UK_TEST_EXPECT_SNUM_EQ(uk_find_last_bit(map, 64), 5);
	UK_TEST_EXPECT_SNUM_EQ(uk_find_last_bit(map, 5), 5);
	UK_TEST_EXPECT_ZERO(uk_find_last_bit(map, 0));

	count = 0;
	uk_for_each_set_bit (bit, map, BITS)
		count++;
	UK_TEST_EXPECT_SNUM_EQ(count, 3);
	uk_for_each_clear_bit (bit, map, BITS)
		count++;
	UK_TEST_EXPECT_SNUM_EQ(count, BITS);
}

UK_TESTCASE(ukbits, ranges)
{
	unsigned int start, n, i;
	int good = 1;

	for (start = 0; start < 70; start++) {
		for (n = 0; n < 130; n += 1 + n / 8) {
			uk_bitmap_zero(map, BITS);
			uk_bitmap_set(map, start, (int)n);
			for (i = 0; i < BITS; i++)
				if (uk_test_bit((int)i, map) !=
				    (i >= start && i < start + n))
					good = 0;
			uk_bitmap_fill(map, BITS);
			uk_bitmap_clear(map, start, (int)n);
			if (uk_bitmap_weight(map, BITS) != BITS - n)
				good = 0;
		}
	}
	UK_TEST_EXPECT(good);
}

UK_TESTCASE(ukbits, whole_bitmaps)
{
	unsigned long a[2] = {0xff, ~0UL};
	unsigned long b[2] = {0x0f, 0x1};
	unsigned long c[2];

	uk_bitmap_and(c, a, b, 65);
	UK_TEST_EXPECT(c[0] == 0x0f && (c[1] & 1) == 1);
	uk_bitmap_xor(c, a, b, 65);
	UK_TEST_EXPECT(c[0] == 0xf0 && (c[1] & 1) == 0);
	uk_bitmap_or(c, a, b, 64);
	UK_TEST_EXPECT(c[0] == 0xff);
	uk_bitmap_complement(c, a, 128);
	UK_TEST_EXPECT(c[0] == ~0xffUL && c[1] == 0);
	UK_TEST_EXPECT(!uk_bitmap_equal(a, b, 65));
	b[0] = a[0];
	UK_TEST_EXPECT(uk_bitmap_equal(a, b, 65));
	UK_TEST_EXPECT(!uk_bitmap_equal(a, b, 66));
	uk_bitmap_fill(map, BITS);
	UK_TEST_EXPECT(uk_bitmap_full(map, BITS));
	UK_TEST_EXPECT(!uk_bitmap_empty(map, BITS));
	uk_bitmap_zero(map, BITS);
	UK_TEST_EXPECT(uk_bitmap_empty(map, BITS));
	uk_set_bit(BITS, map);
	UK_TEST_EXPECT(uk_bitmap_empty(map, BITS));
}

UK_TESTCASE(ukbits, areas_and_regions)
{
	uk_bitmap_zero(map, BITS);
	uk_bitmap_set(map, 0, 10);
	uk_bitmap_set(map, 20, 4);
	UK_TEST_EXPECT_SNUM_EQ(
		uk_bitmap_find_next_zero_area(map, BITS, 0, 10, 0), 10);
	UK_TEST_EXPECT_SNUM_EQ(
		uk_bitmap_find_next_zero_area(map, BITS, 0, 11, 0), 24);
	UK_TEST_EXPECT_SNUM_EQ(
		uk_bitmap_find_next_zero_area(map, BITS, 0, 4, 7), 16);
	UK_TEST_EXPECT_SNUM_EQ(
		uk_bitmap_find_next_zero_area(map, BITS, 0, 5, 7), 24);
	UK_TEST_EXPECT_SNUM_EQ(
		uk_bitmap_find_next_zero_area_off(map, BITS, 0, 4, 7, 4), 12);
	UK_TEST_EXPECT_SNUM_GT(
		uk_bitmap_find_next_zero_area(map, BITS, 0, 177, 0),
		BITS - 177);

	uk_bitmap_zero(map, BITS);
	UK_TEST_EXPECT_ZERO(uk_bitmap_allocate_region(map, 8, 3));
	UK_TEST_EXPECT_SNUM_EQ(uk_bitmap_allocate_region(map, 8, 2), -1);
	UK_TEST_EXPECT_SNUM_EQ(uk_bitmap_find_free_region(map, 128, 3), 0);
	UK_TEST_EXPECT_SNUM_EQ(uk_bitmap_find_free_region(map, 128, 3), 16);
	UK_TEST_EXPECT_SNUM_EQ(uk_bitmap_find_free_region(map, 128, 6), 64);
	UK_TEST_EXPECT_SNUM_EQ(uk_bitmap_find_free_region(map, 128, 6), -1);
	UK_TEST_EXPECT_SNUM_EQ(uk_bitmap_weight(map, 128), 88);
	uk_bitmap_release_region(map, 64, 6);
	uk_bitmap_release_region(map, 8, 3);
	UK_TEST_EXPECT_SNUM_EQ(uk_bitmap_weight(map, 128), 16);
	UK_TEST_EXPECT_SNUM_EQ(uk_bitmap_find_free_region(map, 128, 7), -1);
	uk_bitmap_zero(map, 128);
	UK_TEST_EXPECT_SNUM_EQ(uk_bitmap_find_free_region(map, 128, 7), 0);
	UK_TEST_EXPECT(uk_bitmap_full(map, 128));
}

uk_testsuite_register(ukbits, NULL);
