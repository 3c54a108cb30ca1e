/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Stacks are ranges like others. */
#include <uk/kva.h>
#include "kva_priv.h"

__vaddr_t kstack_range_get(unsigned long pages)
{
	return uk_kva_alloc(pages);
}

void kstack_range_put(__vaddr_t vaddr, unsigned long pages)
{
	uk_kva_free(vaddr, pages);
}
