/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Bit searches. The result is the index of the bit, counted from 0; the
 * argument must not be 0.
 */
#ifndef __UKARCH_ARM64_ATOMIC_H__
#define __UKARCH_ARM64_ATOMIC_H__

static inline unsigned int ukarch_ffs(unsigned int x)
{
	return (unsigned int)__builtin_ctz(x);
}

static inline unsigned int ukarch_fls(unsigned int x)
{
	return 31U - (unsigned int)__builtin_clz(x);
}

static inline unsigned int ukarch_ffsl(unsigned long x)
{
	return (unsigned int)__builtin_ctzl(x);
}

static inline unsigned int ukarch_flsl(unsigned long x)
{
	return 63U - (unsigned int)__builtin_clzl(x);
}

#endif /* __UKARCH_ARM64_ATOMIC_H__ */
