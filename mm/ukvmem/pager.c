/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Areas over a pager's frames. Which pages are the pager's the page table
 * knows (ARCH_PTE_FOREIGN): unmapping frees the others.
 *
 *	                  absent            the pager's        a copy
 *	read              the pager's, R    R is added         attr
 *	write, shared     the pager's, RW   dirty(), then RW   -
 *	write, private    a copy            a copy             attr
 */
#include <string.h>
#include "base_priv.h"
#include "vmem_priv.h"

static struct uk_vma_pager *to_pager(struct uk_vma *vma)
{
	return __containerof(vma, struct uk_vma_pager, base);
}

static __u64 offset_of(struct uk_vma *vma, __vaddr_t vaddr)
{
	return to_pager(vma)->offset + (vaddr - vma->start);
}

static bool is_shared(const struct uk_vma *vma)
{
	return vma->flags & UK_VMA_FLAG_SHARED;
}

/* ---- objects ---- */

__vaddr_t uk_vma_pager_get_base(struct uk_vas *vas, void *data __unused,
				unsigned long flags __unused)
{
	return base_of(vas, FILE_BASE, SLIDE_FILE);
}

int uk_vma_pager_make(struct uk_vas *vas, __sz size, struct uk_pager *pager,
		      __u64 offset, struct uk_vma **vma)
{
	struct uk_vma_pager *p;
	int rc = vma_alloc(vas, size, vma);

	if (rc)
		return rc;
	p = to_pager(*vma);
	p->pager = pager;
	p->offset = offset;
	/* Not an area yet: without a range there is nothing in it. */
	p->base.start = p->base.end = 0;
	p->base.vas = vas;
	uk_list_add_tail(&p->link, &pager->areas);
	if (pager->ops->get)
		pager->ops->get(pager);
	return 0;
}

int uk_vma_pager_check(__u64 offset, __sz len)
{
	return (offset & (PAGE_SIZE - 1)) || len - 1 > ~offset ? -EINVAL : 0;
}

static int pager_new(struct uk_vas *vas, __vaddr_t vaddr __unused, __sz len,
		     void *data, unsigned long *flags, struct uk_vma **vma)
{
	const struct uk_vma_pager_args *args = data;
	int rc = uk_vma_pager_check(args->offset, len);

	if (rc)
		return rc;
	*flags &= ~(UK_VMA_MAP_UNINITIALIZED | UK_VMA_MAP_POPULATE);
	return uk_vma_pager_make(vas, sizeof(struct uk_vma_pager), args->pager,
				 args->offset, vma);
}

void uk_vma_pager_destroy(struct uk_vma *vma)
{
	struct uk_vma_pager *p = to_pager(vma);

	uk_list_del(&p->link);
	if (p->pager->ops->put)
		p->pager->ops->put(p->pager);
}

static int pager_split(struct uk_vma *vma, __vaddr_t vaddr,
		       struct uk_vma **new_vma)
{
	return uk_vma_pager_make(vma->vas, sizeof(struct uk_vma_pager),
				 to_pager(vma)->pager, offset_of(vma, vaddr),
				 new_vma);
}

int uk_vma_pager_merge(struct uk_vma *vma, struct uk_vma *next)
{
	return to_pager(next)->pager == to_pager(vma)->pager &&
			       to_pager(next)->offset ==
				       offset_of(vma, vma->end)
		       ? 0
		       : -EPERM;
}

int vma_pager_grows(const struct uk_vma *vma, __sz more)
{
	const struct uk_vma_pager *p = uk_vma_to_pager(vma);
	__u64 size = vma->end - vma->start + more;

	return size - 1 > ~p->offset ? -EINVAL : 0;
}

int uk_vma_pager_resident(struct uk_vma *vma, __vaddr_t vaddr)
{
	struct uk_pager *pager = to_pager(vma)->pager;

	return pager->ops->has_page &&
	       pager->ops->has_page(pager, offset_of(vma, vaddr));
}

/* ---- faults ---- */

static unsigned long attr_without_write(unsigned long attr)
{
	if (attr & PAGE_ATTR_PROT_WRITE)
		attr |= PAGE_ATTR_PROT_READ;
	return attr & ~(unsigned long)PAGE_ATTR_PROT_WRITE;
}

/* A frame of the area's own with what is in the pager's. */
static int copy_make(struct uk_vma *vma, __paddr_t from, __paddr_t *copy)
{
	struct uk_pagetable *pt = vma->vas->pt;

	*copy = uk_falloc(pt->fa, 1);
	if (*copy == __PADDR_INV)
		return -ENOMEM;
	memcpy((void *)ukplat_page_kmap(pt, *copy, 1, 0),
	       (const void *)ukplat_page_kmap(pt, from, 1, 0), PAGE_SIZE);
	return 0;
}

/* There is no page. */
int uk_vma_pager_fault(struct uk_vma *vma, struct uk_vm_fault *fault)
{
	struct uk_pager *pager = to_pager(vma)->pager;
	bool write =
		(fault->type & UK_VMA_FAULT_ACCESSTYPE) == UK_VMA_FAULT_WRITE;
	__u64 offset = offset_of(vma, fault->vbase);
	unsigned long attr = vma->attr;
	__paddr_t page;
	int rc;

	rc = pager->ops->get_page(pager, offset, write && is_shared(vma),
				  &page);
	if (rc)
		return rc;
	if (write && !is_shared(vma)) {
		rc = copy_make(vma, page, &fault->paddr);
		pager->ops->put_page(pager, offset, page);
		return rc;
	}
	if (!is_shared(vma) || (!write && pager->ops->dirty))
		attr = attr_without_write(attr);
	fault->paddr = page;
	fault->pte = arch_pte_leaf(page, attr, PAGE_LEVEL) | ARCH_PTE_FOREIGN;
	return 0;
}

static int fault_copy(struct uk_vma *vma, __vaddr_t vbase, __vaddr_t table,
		      __pte_t pte)
{
	struct uk_pager *pager = to_pager(vma)->pager;
	__paddr_t page = PT_Lx_PTE_PADDR(pte, PAGE_LEVEL);
	__paddr_t copy;
	int rc = copy_make(vma, page, &copy);

	if (rc)
		return rc;
	ukplat_page_slot_set(vma->vas->pt, vbase, table,
			     arch_pte_leaf(copy, vma->attr, PAGE_LEVEL));
	pager->ops->put_page(pager, offset_of(vma, vbase), page);
	return 0;
}

int vma_pager_fault_present(struct uk_vma *vma, __vaddr_t vaddr,
			    unsigned int type)
{
	struct uk_pager *pager = to_pager(vma)->pager;
	__vaddr_t vbase = PAGE_ALIGN_DOWN(vaddr);
	unsigned int lvl = PAGE_LEVEL;
	unsigned long attr = vma->attr;
	__vaddr_t table;
	__pte_t pte;
	bool write = (type & UK_VMA_FAULT_ACCESSTYPE) == UK_VMA_FAULT_WRITE;
	int rc = ukplat_pt_walk(vma->vas->pt, vaddr, &lvl, &table, &pte);

	if (rc)
		return rc;
	if (lvl != PAGE_LEVEL || !PT_Lx_PTE_PRESENT(pte, lvl))
		return vma_fault_small(vma, vaddr,
				       type | UK_VMA_FAULT_NONPRESENT, NULL);
	if (pte & ARCH_PTE_FOREIGN) {
		if (write && !is_shared(vma))
			return fault_copy(vma, vbase, table, pte);
		if (write && pager->ops->dirty)
			rc = pager->ops->dirty(pager, offset_of(vma, vbase));
		if (rc)
			return rc;
		if (!write)
			attr = attr_without_write(attr);
	}
	ukplat_page_slot_set(vma->vas->pt, vbase, table,
			     arch_pte_set_attr(pte, attr, PAGE_LEVEL));
	return 0;
}

void vma_pager_around(struct uk_vma *vma, __vaddr_t vaddr, unsigned int type)
{
	const struct uk_pager *pager = to_pager(vma)->pager;
	__sz window = (__sz)pager->around * PAGE_SIZE;
	__vaddr_t va, end;

	if (pager->around < 2 ||
	    (type & UK_VMA_FAULT_ACCESSTYPE) == UK_VMA_FAULT_WRITE)
		return;
	va = ALIGN_DOWN(vaddr, window);
	end = MIN(va + window, vma->end);
	va = MAX(va, vma->start);
	type = UK_VMA_FAULT_SOFT | UK_VMA_FAULT_NONPRESENT;
	for (; va < end; va += PAGE_SIZE) {
		int rc;

		if (!uk_vma_pager_resident(vma, va))
			continue;
		/* when it has to wait the area may not be there any more */
		rc = vma_fault_small(vma, va, type, NULL);
		if (rc && rc != -EEXIST)
			return;
	}
}

/* A page that was there is asked for again where it will be written to. */
static int populate_page(struct uk_vma *vma, __vaddr_t vaddr, unsigned int type)
{
	int rc = vma_fault_small(vma, vaddr, type | UK_VMA_FAULT_NONPRESENT,
				 NULL);

	if (rc != -EEXIST)
		return rc;
	return type & UK_VMA_FAULT_WRITE
		       ? vma_pager_fault_present(vma, vaddr, type)
		       : 0;
}

int vma_pager_populate(struct uk_vma *vma, __vaddr_t vaddr, __sz len,
		       unsigned long advice)
{
	unsigned int type = UK_VMA_FAULT_SOFT;
	__vaddr_t end = vaddr + len;
	int rc, missing = 0;

	if (!(vma->attr & PAGE_ATTR_PROT_RWX))
		return 0;
	if ((vma->attr & PAGE_ATTR_PROT_WRITE) &&
	    !(advice & UK_VMA_ADV_TO_READ))
		type |= UK_VMA_FAULT_WRITE;
	for (; vaddr < end; vaddr += PAGE_SIZE) {
		rc = populate_page(vma, vaddr, type);
		if (rc == -ENOMEM || rc == -EAGAIN)
			return rc;
		if (rc)
			missing = -EFAULT;
	}
	return missing;
}

/* ---- pages that go ---- */

/* Pages that are lent and go at once. */
#define GATHER 32

struct gathered {
	unsigned int count;
	__vaddr_t vaddr[GATHER];
	__paddr_t paddr[GATHER];
};

/* What in [vaddr, end), all in one table, is the pager's. */
static void lent_find(__vaddr_t table, __vaddr_t vaddr, __vaddr_t end,
		      struct gathered *g)
{
	g->count = 0;
	for (; vaddr < end; vaddr += PAGE_SIZE) {
		__pte_t pte;

		(void)ukarch_pte_read(
			table, PAGE_LEVEL,
			(unsigned int)PT_Lx_IDX(vaddr, PAGE_LEVEL), &pte);
		if (!PT_Lx_PTE_PRESENT(pte, PAGE_LEVEL) ||
		    !(pte & ARCH_PTE_FOREIGN))
			continue;
		g->vaddr[g->count] = vaddr;
		g->paddr[g->count++] = PT_Lx_PTE_PADDR(pte, PAGE_LEVEL);
	}
}

/* All the pages of a piece: then the pager may do with its own what it wants.
 */
static void take_all(struct uk_vma *vma, const struct gathered *g,
		     __vaddr_t vaddr, __vaddr_t end)
{
	const struct uk_pager_ops *ops = to_pager(vma)->pager->ops;

	/* the smallest pages, in one table: nothing is split */
	(void)ukplat_page_unmap(vma->vas->pt, vaddr,
				(end - vaddr) >> PAGE_SHIFT, 0);
	for (unsigned int i = 0; i < g->count; i++)
		ops->put_page(to_pager(vma)->pager, offset_of(vma, g->vaddr[i]),
			      g->paddr[i]);
}

/* Copies stay. */
static void take_lent(struct uk_vma *vma, const struct gathered *g,
		      __vaddr_t vaddr __unused, __vaddr_t end __unused)
{
	struct uk_pager *pager = to_pager(vma)->pager;

	for (unsigned int i = 0; i < g->count; i++) {
		(void)ukplat_page_unmap(vma->vas->pt, g->vaddr[i], 1, 0);
		pager->ops->put_page(pager, offset_of(vma, g->vaddr[i]),
				     g->paddr[i]);
	}
}

static void protect_lent(struct uk_vma *vma, const struct gathered *g,
			 __vaddr_t vaddr __unused, __vaddr_t end __unused)
{
	for (unsigned int i = 0; i < g->count; i++)
		(void)ukplat_page_set_attr(vma->vas->pt, g->vaddr[i], 1,
					   attr_without_write(vma->attr), 0);
}

typedef void (*pages_func_t)(struct uk_vma *vma, const struct gathered *g,
			     __vaddr_t vaddr, __vaddr_t end);

static void pages_do(struct uk_vma *vma, __vaddr_t vaddr, __sz len,
		     pages_func_t func)
{
	__vaddr_t end = vaddr + len;
	struct gathered g;

	while (vaddr < end) {
		unsigned int lvl = PAGE_LEVEL;
		__vaddr_t table, stop;
		int rc =
			ukplat_pt_walk(vma->vas->pt, vaddr, &lvl, &table, NULL);

		UK_ASSERT(!rc);
		stop = PAGE_Lx_ALIGN_DOWN(vaddr, lvl) + PAGE_Lx_SIZE(lvl);
		if (lvl == PAGE_LEVEL) {
			/* pieces of a table: GATHER divides it */
			stop = MIN(end,
				   ALIGN_UP(vaddr + 1, GATHER * PAGE_SIZE));
			lent_find(table, vaddr, stop, &g);
			func(vma, &g, vaddr, stop);
		}
		vaddr = stop;
	}
}

int uk_vma_pager_unmap(struct uk_vma *vma, __vaddr_t vaddr, __sz len)
{
	pages_do(vma, vaddr, len, take_all);
	return 0;
}

/* What of [offset, offset + len) an area has, or had: its object may wait to
 * become one, and then has nothing.
 */
static void area_do(struct uk_vma_pager *p, __u64 offset, __u64 len,
		    pages_func_t func)
{
	__u64 size = p->base.end - p->base.start;
	__u64 from = MAX(offset, p->offset);
	__u64 to = MIN(len > ~offset ? ~0UL : offset + len, p->offset + size);

	if (size && from < to)
		pages_do(&p->base, p->base.start + (from - p->offset),
			 PAGE_ALIGN_UP(to - from), func);
}

void uk_pager_invalidate(struct uk_pager *pager, __u64 offset, __u64 len,
			 unsigned long flags)
{
	pages_func_t func = flags & UK_PAGER_COPIES ? take_all : take_lent;
	struct uk_vma_pager *p;

	uk_list_for_each_entry (p, &pager->areas, link)
		area_do(p, PAGE_ALIGN_DOWN(offset), len, func);
}

__u64 uk_pager_id(struct uk_pager *pager)
{
	static __u64 last;

	if (!pager->id)
		pager->id = __atomic_add_fetch(&last, 1, __ATOMIC_RELAXED);
	return pager->id;
}

void uk_pager_protect(struct uk_pager *pager, __u64 offset, __u64 len)
{
	struct uk_vma_pager *p;

	uk_list_for_each_entry (p, &pager->areas, link)
		if (is_shared(&p->base))
			area_do(p, PAGE_ALIGN_DOWN(offset), len, protect_lent);
}

int uk_vma_pager_may_attr(const struct uk_vma *vma, unsigned long attr)
{
	return (attr & PAGE_ATTR_PROT_WRITE) &&
			       (vma->flags & UK_VMA_PAGER_READONLY)
		       ? -EACCES
		       : 0;
}

int uk_vma_pager_set_attr(struct uk_vma *vma, unsigned long attr)
{
	return vma_op_set_attr(vma, attr);
}

int uk_vma_pager_advise(struct uk_vma *vma, __vaddr_t vaddr, __sz len,
			unsigned long advice)
{
	return vma_op_advise(vma, vaddr, len, advice);
}

const struct uk_vma_ops uk_vma_pager_ops = {
	.get_base = uk_vma_pager_get_base,
	.new = pager_new,
	.destroy = uk_vma_pager_destroy,
	.fault = uk_vma_pager_fault,
	.unmap = uk_vma_pager_unmap,
	.split = pager_split,
	.may_attr = uk_vma_pager_may_attr,
	.merge = uk_vma_pager_merge,
	.set_attr = uk_vma_pager_set_attr,
	.advise = uk_vma_pager_advise,
	.resident = uk_vma_pager_resident,
	.commits = 1,
	.paged = 1,
};

int uk_vma_map_paged(struct uk_vas *vas, __vaddr_t *vaddr, __sz len,
		     unsigned long attr, unsigned long flags, const char *name,
		     const struct uk_vma_ops *ops, void *args)
{
	__vaddr_t at = *vaddr;
	int rc;

	flags &= ~UK_VMA_MAP_SIZE_MASK;
	flags |= UK_VMA_MAP_SIZE_4KB;
	rc = uk_vma_map(vas, &at, len, attr, flags, name, ops, args);
	if (rc)
		return rc;
	if (flags & UK_VMA_MAP_POPULATE)
		(void)uk_vma_advise(vas, at, len, UK_VMA_ADV_WILLNEED, 0);
	*vaddr = at;
	return 0;
}

int uk_vma_map_pager(struct uk_vas *vas, __vaddr_t *vaddr, __sz len,
		     unsigned long attr, unsigned long flags, const char *name,
		     struct uk_pager *pager, __u64 offset)
{
	struct uk_vma_pager_args args = {.pager = pager, .offset = offset};

	return uk_vma_map_paged(vas, vaddr, len, attr, flags, name,
				&uk_vma_pager_ops, &args);
}
