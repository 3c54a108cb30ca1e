/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Whole pages of memory, by the cheapest means that the CPU has. */
#ifndef __ARCH_ARM64_PAGE_H__
#define __ARCH_ARM64_PAGE_H__

#include <uk/arch/types.h>

/* DCZID_EL0: log2 of the words that DC ZVA zeroes, and whether it may not be
 * used.
 */
#define ARM64_DCZID_BS	0xfUL
#define ARM64_DCZID_DZP 0x10UL

/* Zeroes pages; dst and len are multiples of the page size. */
static inline void arch_pages_clear(void *dst, __sz len)
{
	char *p = dst, *end = p + len;
	unsigned long id;

	__asm__("mrs %0, dczid_el0" : "=r"(id));
	if (!(id & ARM64_DCZID_DZP)) {
		for (; p < end; p += 4UL << (id & ARM64_DCZID_BS))
			__asm__ __volatile__("dc zva, %0"
					     :
					     : "r"(p)
					     : "memory");
		return;
	}
	for (; p < end; p += 64)
		__asm__ __volatile__("stp xzr, xzr, [%0]\n\t"
				     "stp xzr, xzr, [%0, #16]\n\t"
				     "stp xzr, xzr, [%0, #32]\n\t"
				     "stp xzr, xzr, [%0, #48]"
				     :
				     : "r"(p)
				     : "memory");
}

#endif /* __ARCH_ARM64_PAGE_H__ */
