/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Changing protections. */
#include "paging_priv.h"

struct attr_setter {
	struct pt_visitor visitor; /* first */
	unsigned long attr;
};

/* Somebody else's page is not made writable: who shares it decides, in a fault.
 */
static unsigned long prot_of(const struct attr_setter *s, __pte_t pte,
			     unsigned long old)
{
	unsigned long prot = s->attr;

	if ((pte & ARCH_PTE_FOREIGN) && (prot & PAGE_ATTR_PROT_WRITE) &&
	    !(old & PAGE_ATTR_PROT_WRITE)) {
		prot &= ~(unsigned long)PAGE_ATTR_PROT_WRITE;
		prot |= PAGE_ATTR_PROT_READ;
	}
	return prot;
}

/* What is not protection, a device's memory type for one, stays. */
static int set_entry(struct pt_visitor *v, __vaddr_t table, unsigned int lvl,
		     __vaddr_t va, __pte_t pte)
{
	const struct attr_setter *s = (const struct attr_setter *)v;
	unsigned long attr;
	__pte_t new_pte;

	if (!PT_Lx_PTE_PRESENT(pte, lvl))
		return 0;
	attr = arch_pte_attr(pte, lvl);
	new_pte =
		arch_pte_set_attr(pte,
				  (attr & ~(unsigned long)PAGE_ATTR_PROT_MASK) |
					  prot_of(s, pte, attr),
				  lvl);
	if (new_pte != pte) {
		pt_write(table, lvl, va, new_pte);
		pt_flush(v->pt, va);
	}
	return 0;
}

int ukplat_page_set_attr(struct uk_pagetable *pt, __vaddr_t vaddr,
			 unsigned long pages, unsigned long new_attr,
			 unsigned long flags)
{
	struct attr_setter s = {
		.visitor = {.entry = set_entry, .pt = pt},
		.attr = new_attr,
	};
	__sz len;
	int rc = pt_range_check(vaddr, pages, flags, &len);

	if (rc || !len)
		return rc;
	if (!pt_attr_is_safe(vaddr, new_attr))
		return -EPERM;
	return pt_visit_split(&s.visitor, vaddr, len);
}
