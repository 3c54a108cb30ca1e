/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Whole pages of memory, by the cheapest means that the CPU has. */
#ifndef __ARCH_X86_PAGE_H__
#define __ARCH_X86_PAGE_H__

#include <uk/arch/types.h>

/* Zeroes pages; dst and len are multiples of the page size. */
static inline void arch_pages_clear(void *dst, __sz len)
{
	__sz words = len >> 3;

	__asm__ __volatile__("rep stosq"
			     : "+D"(dst), "+c"(words)
			     : "a"(0UL)
			     : "memory");
}

#endif /* __ARCH_X86_PAGE_H__ */
