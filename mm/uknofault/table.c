/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The exception table, searched from front to back: it has some ten entries,
 * and a few more where single values are accessed.
 */
#include <arch/nofault.h>
#include <uk/arch/lcpu.h>
#include "nofault_priv.h"

static __vaddr_t absolute(const int32_t *offset)
{
	return (__vaddr_t)offset + (__vaddr_t)(__sptr) * offset;
}

__vaddr_t nofault_landing(const struct arch_nofault_entry *table,
			  const struct arch_nofault_entry *end, __vaddr_t pc)
{
	const struct arch_nofault_entry *e;

	for (e = table; e < end; e++)
		if (unlikely(pc - absolute(&e->first) < e->length))
			return absolute(&e->landing);
	return 0;
}
