/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Number of bits that are set. */
#ifndef __UK_BITCOUNT_H__
#define __UK_BITCOUNT_H__

#include <uk/arch/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Sum pairs, nibbles, bytes; the multiplication adds the bytes up in the top
 * one. Written out because the compiler's builtin may call a library.
 */
static inline __u64 uk_bitcount64(__u64 _x)
{
	_x -= (_x >> 1) & 0x5555555555555555ULL;
	_x = (_x & 0x3333333333333333ULL) + ((_x >> 2) & 0x3333333333333333ULL);
	_x = (_x + (_x >> 4)) & 0x0f0f0f0f0f0f0f0fULL;
	return (_x * 0x0101010101010101ULL) >> 56;
}

static inline __u32 uk_bitcount32(__u32 _x)
{
	_x -= (_x >> 1) & 0x55555555U;
	_x = (_x & 0x33333333U) + ((_x >> 2) & 0x33333333U);
	_x = (_x + (_x >> 4)) & 0x0f0f0f0fU;
	return (_x * 0x01010101U) >> 24;
}

static inline __u16 uk_bitcount16(__u16 _x)
{
	return (__u16)uk_bitcount32(_x);
}

#define uk_bitcountl(x) uk_bitcount64((unsigned long)(x))
#define uk_bitcount(x)	uk_bitcount32((unsigned int)(x))

#ifdef __cplusplus
}
#endif

#endif /* __UK_BITCOUNT_H__ */
