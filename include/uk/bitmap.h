/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Whole bitmaps and ranges in them; see <uk/bitops.h> for their form. Sizes
 * count bits. Bits of the last word beyond the size may have any value, and
 * operations on whole bitmaps may change them.
 */
#ifndef __UK_BITMAP_H__
#define __UK_BITMAP_H__

#include <uk/bitops.h>

#ifdef __cplusplus
extern "C" {
#endif

static inline void uk_bitmap_zero(unsigned long *addr, const unsigned int size)
{
	unsigned int i;

	for (i = 0; i < UK_BITS_TO_LONGS(size); i++)
		addr[i] = 0;
}

static inline void uk_bitmap_fill(unsigned long *addr, const unsigned int size)
{
	unsigned int i;

	for (i = 0; i < UK_BITS_TO_LONGS(size); i++)
		addr[i] = ~0UL;
}

static inline int uk_bitmap_full(unsigned long *addr, const unsigned int size)
{
	return uk_find_first_zero_bit(addr, size) == size;
}

static inline int uk_bitmap_empty(unsigned long *addr, const unsigned int size)
{
	return uk_find_first_bit(addr, size) == size;
}

static inline int uk_bitmap_equal(const unsigned long *pa,
				  const unsigned long *pb, unsigned int size)
{
	unsigned int words = size / UK_BITS_PER_LONG;
	unsigned int i;

	for (i = 0; i < words; i++)
		if (pa[i] != pb[i])
			return 0;
	if (size % UK_BITS_PER_LONG == 0)
		return 1;
	return ((pa[i] ^ pb[i]) & UK_BITMAP_LAST_WORD_MASK(size)) == 0;
}

static inline void uk_bitmap_complement(unsigned long *dst,
					const unsigned long *src,
					const unsigned int size)
{
	unsigned int i;

	for (i = 0; i < UK_BITS_TO_LONGS(size); i++)
		dst[i] = ~src[i];
}

static inline void uk_bitmap_and(unsigned long *dst, const unsigned long *src1,
				 const unsigned long *src2,
				 const unsigned int size)
{
	unsigned int i;

	for (i = 0; i < UK_BITS_TO_LONGS(size); i++)
		dst[i] = src1[i] & src2[i];
}

static inline void uk_bitmap_or(unsigned long *dst, const unsigned long *src1,
				const unsigned long *src2,
				const unsigned int size)
{
	unsigned int i;

	for (i = 0; i < UK_BITS_TO_LONGS(size); i++)
		dst[i] = src1[i] | src2[i];
}

static inline void uk_bitmap_xor(unsigned long *dst, const unsigned long *src1,
				 const unsigned long *src2,
				 const unsigned int size)
{
	unsigned int i;

	for (i = 0; i < UK_BITS_TO_LONGS(size); i++)
		dst[i] = src1[i] ^ src2[i];
}

/* Number of bits that are set. */
static inline unsigned int uk_bitmap_weight(unsigned long *addr,
					    const unsigned int size)
{
	unsigned int words = size / UK_BITS_PER_LONG;
	unsigned int n = 0;
	unsigned int i;

	for (i = 0; i < words; i++)
		n += (unsigned int)uk_hweight_long(addr[i]);
	if (size % UK_BITS_PER_LONG)
		n += (unsigned int)uk_hweight_long(
			addr[i] & UK_BITMAP_LAST_WORD_MASK(size));
	return n;
}

/* The part of the word at bit `from` that lies in [from, end). */
static inline unsigned long __uk_bitmap_mask(unsigned int from,
					     unsigned int end)
{
	unsigned long mask = UK_BITMAP_FIRST_WORD_MASK(from);

	if (UK_BIT_WORD(from) == UK_BIT_WORD(end - 1))
		mask &= UK_BITMAP_LAST_WORD_MASK(end);
	return mask;
}

/* Set nr bits from start on. */
static inline void uk_bitmap_set(unsigned long *map, unsigned int start, int nr)
{
	unsigned int end = start + (unsigned int)nr;

	while (start < end) {
		map[UK_BIT_WORD(start)] |= __uk_bitmap_mask(start, end);
		start = ALIGN_DOWN(start, UK_BITS_PER_LONG) + UK_BITS_PER_LONG;
	}
}

/* Clear nr bits from start on. */
static inline void uk_bitmap_clear(unsigned long *map, unsigned int start,
				   int nr)
{
	unsigned int end = start + (unsigned int)nr;

	while (start < end) {
		map[UK_BIT_WORD(start)] &= ~__uk_bitmap_mask(start, end);
		start = ALIGN_DOWN(start, UK_BITS_PER_LONG) + UK_BITS_PER_LONG;
	}
}

/*
 * The first area of nr clear bits from start on whose position plus
 * align_offset is a multiple of align_mask + 1, a power of two. A result above
 * size - nr means that there is none.
 */
static inline unsigned int uk_bitmap_find_next_zero_area_off(
	const unsigned long *map, const unsigned int size, unsigned int start,
	unsigned int nr, unsigned int align_mask, unsigned int align_offset)
{
	unsigned long index;
	unsigned long end;
	unsigned long set;

	for (;;) {
		index = uk_find_next_zero_bit(map, size, start);
		index = ((index + align_offset + align_mask) &
			 ~(unsigned long)align_mask) -
			align_offset;
		end = index + nr;
		if (end > size)
			return (unsigned int)end;
		set = uk_find_next_bit(map, end, index);
		if (set >= end)
			return (unsigned int)index;
		start = (unsigned int)set + 1;
	}
}

static inline unsigned int uk_bitmap_find_next_zero_area(
	const unsigned long *map, const unsigned int size, unsigned int start,
	unsigned int nr, unsigned int align_mask)
{
	return uk_bitmap_find_next_zero_area_off(map, size, start, nr,
						 align_mask, 0);
}

/*
 * Set the 2^order bits from pos on. Returns 0, or -1 if one of them is set
 * already.
 */
static inline int uk_bitmap_allocate_region(unsigned long *bitmap, int pos,
					    int order)
{
	if (!__uk_bitopts_reg_op(bitmap, pos, order, REG_OP_ISFREE))
		return -1;
	__uk_bitopts_reg_op(bitmap, pos, order, REG_OP_ALLOC);
	return 0;
}

/* Clear the 2^order bits from pos on. */
static inline void uk_bitmap_release_region(unsigned long *bitmap, int pos,
					    int order)
{
	__uk_bitopts_reg_op(bitmap, pos, order, REG_OP_RELEASE);
}

/*
 * Set the first 2^order clear bits at a multiple of 2^order. Returns their
 * position, or -1 if there are none.
 */
static inline int uk_bitmap_find_free_region(unsigned long *bitmap, int bits,
					     int order)
{
	int pos;

	for (pos = 0; pos + (1 << order) <= bits; pos += 1 << order)
		if (uk_bitmap_allocate_region(bitmap, pos, order) == 0)
			return pos;
	return -1;
}

#ifdef __cplusplus
}
#endif

#endif /* __UK_BITMAP_H__ */
