/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Without ukvmem nothing is paged in on demand. */
#ifndef NOFAULT_PAGING_H
#define NOFAULT_PAGING_H

#include <stdbool.h>

struct nofault_paging {
	char none;
};

static inline bool nofault_paging_off(unsigned long flags)
{
	(void)flags;
	return false;
}

static inline void nofault_paging_begin(struct nofault_paging *p,
					unsigned long flags)
{
	(void)p;
	(void)flags;
}

static inline void nofault_paging_end(const struct nofault_paging *p)
{
	(void)p;
}

#endif /* NOFAULT_PAGING_H */
