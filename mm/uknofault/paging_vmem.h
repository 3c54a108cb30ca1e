/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Demand paging, with ukvmem: off in the active address space for a while. */
#ifndef NOFAULT_PAGING_H
#define NOFAULT_PAGING_H

#include <stdbool.h>
#include <arch/percpu.h>
#include <uk/nofault.h>
#include <uk/vmem.h>

struct nofault_paging {
	struct uk_vas *vas; /* where it was switched off, NULL: nowhere */
	unsigned long was;
};

/* An interrupt may have come while areas or page tables change. */
static inline bool nofault_paging_off(unsigned long flags)
{
	return (flags & UK_NOFAULTF_NOPAGING) || arch_percpu()->irq_depth;
}

static inline void nofault_paging_begin(struct nofault_paging *p,
					unsigned long flags)
{
	p->vas = nofault_paging_off(flags) ? uk_vas_get_active() : NULL;
	if (p->vas)
		p->was = uk_vas_paging_savef(p->vas);
}

static inline void nofault_paging_end(const struct nofault_paging *p)
{
	if (p->vas)
		uk_vas_paging_restoref(p->vas, p->was);
}

#endif /* NOFAULT_PAGING_H */
