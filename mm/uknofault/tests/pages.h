/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Pages at places of the tests' choice, with nothing around them. */
#ifndef PAGES_H
#define PAGES_H

#include <stdbool.h>
#include <uk/plat/paging.h>

/* In the lower half, where nobody else maps. */
#define T 0x7654300000UL

static inline bool pages_map(__vaddr_t at, unsigned long n, unsigned long attr)
{
	return ukplat_page_map(ukplat_pt_get_active(), at, __PADDR_ANY, n, attr,
			       0) == 0;
}

static inline bool pages_unmap(__vaddr_t at, unsigned long n)
{
	return ukplat_page_unmap(ukplat_pt_get_active(), at, n, 0) == 0;
}

static inline bool pages_protect(__vaddr_t at, unsigned long n,
				 unsigned long attr)
{
	return ukplat_page_set_attr(ukplat_pt_get_active(), at, n, attr, 0) ==
	       0;
}

#endif /* PAGES_H */
