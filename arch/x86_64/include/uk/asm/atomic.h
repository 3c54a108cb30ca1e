/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Bit scans; <uk/arch/atomic.h> is the way in. */
#ifndef __UKARCH_ATOMIC_H__
#error "Include <uk/arch/atomic.h>"
#endif

#ifndef __ASSEMBLER__

/* Index of the lowest (ffs) or highest (fls) bit set, from 0. x is not 0. */
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

#endif /* !__ASSEMBLER__ */
