/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Single bits of bitmaps: arrays of unsigned long, bit 0 is the least
 * significant of the first word. Sizes and offsets count bits.
 */
#ifndef __UK_BITOPS_H__
#define __UK_BITOPS_H__

#include <uk/arch/types.h>
#include <uk/bitcount.h>
#include <uk/essentials.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef BITS_PER_BYTE
#define BITS_PER_BYTE 8
#endif
#define UK_BITS_PER_LONG      (__SIZEOF_LONG__ * BITS_PER_BYTE)
#define UK_BITS_PER_LONG_LONG (__SIZEOF_LONG_LONG__ * BITS_PER_BYTE)

#define UK_BIT(nr)     (1UL << (nr))
#define UK_BIT_ULL(nr) (1ULL << (nr))

/* The bits l to h, both included. */
#define UK_GENMASK(h, l) \
	((~0UL << (l)) & (~0UL >> (UK_BITS_PER_LONG - 1 - (h))))
#define UK_GENMASK_ULL(h, l) \
	((~0ULL << (l)) & (~0ULL >> (UK_BITS_PER_LONG_LONG - 1 - (h))))

/* The word that holds bit nr, and the bit in it. */
#define UK_BIT_WORD(nr)	    ((nr) / UK_BITS_PER_LONG)
#define UK_BIT_MASK(nr)	    (1UL << ((nr) % UK_BITS_PER_LONG))
#define UK_BITS_TO_LONGS(n) DIV_ROUND_UP((n), UK_BITS_PER_LONG)

/* In the word that holds it: the bits from start on; the bits below n. */
#define UK_BITMAP_FIRST_WORD_MASK(start) \
	(~0UL << ((start) & (UK_BITS_PER_LONG - 1)))
#define UK_BITMAP_LAST_WORD_MASK(n) (~0UL >> (-(n) & (UK_BITS_PER_LONG - 1)))

#define uk_hweight8(x)	   uk_bitcount32((__u8)(x))
#define uk_hweight16(x)	   uk_bitcount16(x)
#define uk_hweight32(x)	   uk_bitcount32(x)
#define uk_hweight64(x)	   uk_bitcount64(x)
#define uk_hweight_long(x) uk_bitcountl(x)

/* The smallest order with count <= 2^order; -1 for 0. */
static inline int uk_get_count_order(unsigned int count)
{
	if (count == 0)
		return -1;
	if (count == 1)
		return 0;
	return 32 - __builtin_clz(count - 1);
}

static inline __u32 uk_ror32(__u32 word, unsigned int shift)
{
	return (word >> (shift & 31)) | (word << (-shift & 31));
}

/* Copy bit index to all bits above it. */
static inline __u64 uk_sign_extend64(__u64 value, int index)
{
	int shift = 63 - index;

	return (__u64)((__s64)(value << shift) >> shift);
}

static inline int uk_test_bit(int nr, const volatile unsigned long *addr)
{
	return 1UL & (addr[UK_BIT_WORD(nr)] >> (nr & (UK_BITS_PER_LONG - 1)));
}

/* ---- change one bit, not atomically ---- */

static inline void __uk_set_bit(long nr, volatile unsigned long *addr)
{
	addr[UK_BIT_WORD(nr)] |= UK_BIT_MASK(nr);
}

static inline void __uk_clear_bit(long nr, volatile unsigned long *addr)
{
	addr[UK_BIT_WORD(nr)] &= ~UK_BIT_MASK(nr);
}

static inline int __uk_test_and_set_bit(long nr, volatile unsigned long *addr)
{
	unsigned long old = addr[UK_BIT_WORD(nr)];

	addr[UK_BIT_WORD(nr)] = old | UK_BIT_MASK(nr);
	return (old & UK_BIT_MASK(nr)) != 0;
}

static inline int __uk_test_and_clear_bit(long nr, volatile unsigned long *addr)
{
	unsigned long old = addr[UK_BIT_WORD(nr)];

	addr[UK_BIT_WORD(nr)] = old & ~UK_BIT_MASK(nr);
	return (old & UK_BIT_MASK(nr)) != 0;
}

/* ---- change one bit atomically, with a full barrier ---- */

static inline void uk_set_bit(long nr, volatile unsigned long *addr)
{
	(void)__atomic_fetch_or(&addr[UK_BIT_WORD(nr)], UK_BIT_MASK(nr),
				__ATOMIC_SEQ_CST);
}

static inline void uk_clear_bit(long nr, volatile unsigned long *addr)
{
	(void)__atomic_fetch_and(&addr[UK_BIT_WORD(nr)], ~UK_BIT_MASK(nr),
				 __ATOMIC_SEQ_CST);
}

static inline int uk_test_and_set_bit(long nr, volatile unsigned long *addr)
{
	return (__atomic_fetch_or(&addr[UK_BIT_WORD(nr)], UK_BIT_MASK(nr),
				  __ATOMIC_SEQ_CST) &
		UK_BIT_MASK(nr)) != 0;
}

static inline int uk_test_and_clear_bit(long nr, volatile unsigned long *addr)
{
	return (__atomic_fetch_and(&addr[UK_BIT_WORD(nr)], ~UK_BIT_MASK(nr),
				   __ATOMIC_SEQ_CST) &
		UK_BIT_MASK(nr)) != 0;
}

/* ---- search; all return size if there is no such bit ---- */

/* The first bit at offset or above that differs from the bits of invert. */
static inline unsigned long __uk_find_next(const unsigned long *addr,
					   unsigned long size,
					   unsigned long offset,
					   unsigned long invert)
{
	unsigned long word;

	if (offset >= size)
		return size;
	word = (addr[UK_BIT_WORD(offset)] ^ invert) &
	       UK_BITMAP_FIRST_WORD_MASK(offset);
	offset = ALIGN_DOWN(offset, UK_BITS_PER_LONG);
	while (!word) {
		offset += UK_BITS_PER_LONG;
		if (offset >= size)
			return size;
		word = addr[UK_BIT_WORD(offset)] ^ invert;
	}
	offset += (unsigned long)__builtin_ctzl(word);
	return MIN(offset, size);
}

static inline unsigned long uk_find_next_bit(const unsigned long *addr,
					     unsigned long size,
					     unsigned long offset)
{
	return __uk_find_next(addr, size, offset, 0);
}

static inline unsigned long uk_find_next_zero_bit(const unsigned long *addr,
						  unsigned long size,
						  unsigned long offset)
{
	return __uk_find_next(addr, size, offset, ~0UL);
}

static inline unsigned long uk_find_first_bit(const unsigned long *addr,
					      unsigned long size)
{
	return __uk_find_next(addr, size, 0, 0);
}

static inline unsigned long uk_find_first_zero_bit(const unsigned long *addr,
						   unsigned long size)
{
	return __uk_find_next(addr, size, 0, ~0UL);
}

static inline unsigned long uk_find_last_bit(const unsigned long *addr,
					     unsigned long size)
{
	unsigned long i = UK_BITS_TO_LONGS(size);
	unsigned long mask = UK_BITMAP_LAST_WORD_MASK(size);
	unsigned long word;

	while (i-- > 0) {
		word = addr[i] & mask;
		if (word)
			return i * UK_BITS_PER_LONG + UK_BITS_PER_LONG - 1 -
			       (unsigned long)__builtin_clzl(word);
		mask = ~0UL;
	}
	return size;
}

#define uk_for_each_set_bit(bit, addr, size)                            \
	for ((bit) = uk_find_first_bit((addr), (size)); (bit) < (size); \
	     (bit) = uk_find_next_bit((addr), (size), (bit) + 1))
#define uk_for_each_clear_bit(bit, addr, size)                               \
	for ((bit) = uk_find_first_zero_bit((addr), (size)); (bit) < (size); \
	     (bit) = uk_find_next_zero_bit((addr), (size), (bit) + 1))

/* ---- aligned regions of 2^order bits ---- */

enum {
	REG_OP_ISFREE,	/* is every bit of the region clear? */
	REG_OP_ALLOC,	/* set all bits */
	REG_OP_RELEASE, /* clear all bits */
};

/*
 * Apply reg_op to the 2^order bits from pos on, a multiple of 2^order.
 * Returns 1 if REG_OP_ISFREE holds, else 0.
 */
static inline int __uk_bitopts_reg_op(unsigned long *bitmap, int pos, int order,
				      int reg_op)
{
	int nbits = 1 << order;
	int words = (int)UK_BITS_TO_LONGS((unsigned int)nbits);
	unsigned long *w = &bitmap[UK_BIT_WORD((unsigned int)pos)];
	unsigned long mask = ~0UL;
	int i;

	if (nbits < (int)UK_BITS_PER_LONG)
		mask = ((1UL << nbits) - 1)
		       << ((unsigned int)pos % UK_BITS_PER_LONG);

	for (i = 0; i < words; i++) {
		if (reg_op == REG_OP_ALLOC)
			w[i] |= mask;
		else if (reg_op == REG_OP_RELEASE)
			w[i] &= ~mask;
		else if (w[i] & mask)
			return 0;
	}
	return reg_op == REG_OP_ISFREE;
}

#ifdef __cplusplus
}
#endif

#endif /* __UK_BITOPS_H__ */
