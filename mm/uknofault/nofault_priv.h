/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef NOFAULT_PRIV_H
#define NOFAULT_PRIV_H

#include <uk/arch/types.h>

struct arch_nofault_entry;

/* table.c: where a fault at pc goes on; 0 if no entry covers it. */
__vaddr_t nofault_landing(const struct arch_nofault_entry *table,
			  const struct arch_nofault_entry *end, __vaddr_t pc);

/*
 * Bytes from addr on, at most len, that have addresses: none lies beyond the
 * last one.
 */
static inline __sz nofault_clip(__vaddr_t addr, __sz len)
{
	return len && len - 1 > ~addr ? ~addr + 1 : len;
}

#endif /* NOFAULT_PRIV_H */
