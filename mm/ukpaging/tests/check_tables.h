/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A second opinion on page tables, for tests. */
#ifndef __PAGING_TESTS_CHECK_TABLES_H__
#define __PAGING_TESTS_CHECK_TABLES_H__

#include <stdbool.h>
#include <uk/plat/paging.h>

/* Visits each page of the root's entries [first, last] with its address. */
typedef void (*page_visitor_t)(__vaddr_t va, unsigned int lvl, __pte_t pte,
			       void *ctx);
void tables_visit(const struct uk_pagetable *pt, unsigned int first,
		  unsigned int last, page_visitor_t page, void *ctx);

/*
 * Tables in the lower half, the root not counted, or -1 with a message: a
 * table has no entry in use, or its count is wrong, or a mark was left.
 */
long tables_check_lower(const struct uk_pagetable *pt);

#endif /* __PAGING_TESTS_CHECK_TABLES_H__ */
