/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Page tables as a whole: adopting, cloning, freeing, walking. */
#include <uk/fallocbuddy.h>
#include "paging_priv.h"

static struct uk_pagetable *active;

struct uk_pagetable *ukplat_pt_get_active(void)
{
	return active;
}

int ukplat_pt_set_active(struct uk_pagetable *pt)
{
	int rc = ukarch_pt_write_base(pt->pt_pbase);

	if (!rc)
		active = pt;
	return rc;
}

/* Inward to page boundaries; false if nothing is left or it wraps around. */
static bool whole_pages(__paddr_t *start, __sz *len)
{
	__paddr_t first = PAGE_ALIGN_UP(*start);
	__paddr_t end = PAGE_ALIGN_DOWN(*start + *len);

	if (*len > ~*start || first < *start || end <= first ||
	    !ukarch_paddr_range_isvalid(first, end - 1))
		return false;
	*start = first;
	*len = end - first;
	return true;
}

/* The metadata lies at the start of the range, behind what is reserved there.
 */
static int add_mapped(struct uk_pagetable *pt, __paddr_t start, __sz len,
		      __sz reserved)
{
	unsigned long frames = len >> PAGE_SHIFT;
	__sz meta = reserved + uk_fallocbuddy_metadata_size(frames);

	meta = PAGE_ALIGN_UP(meta);
	if (meta >= len)
		return -ENOMEM;
	return pt->fa->addmem(pt->fa, (void *)(pt_direct(start) + reserved),
			      start + meta, (len - meta) >> PAGE_SHIFT,
			      pt_direct(start + meta));
}

int pt_add_mapped(struct uk_pagetable *pt, __paddr_t start, __sz len)
{
	return add_mapped(pt, start, len, 0);
}

int ukplat_pt_init(struct uk_pagetable *pt, __paddr_t start, __sz len)
{
	__sz size = ALIGN_UP(uk_fallocbuddy_size(), 64);
	int rc;

	if (!whole_pages(&start, &len) || len <= size)
		return -ENOMEM;
	*pt = (struct uk_pagetable){0};
	pt->pt_pbase = ukarch_pt_read_base();
	pt->pt_vbase = pt_direct(pt->pt_pbase);
	pt->fa = (struct uk_falloc *)pt_direct(start);
	rc = uk_fallocbuddy_init(pt->fa);
	if (!rc)
		rc = add_mapped(pt, start, len, size);
	if (!rc)
		active = pt; /* the CPU uses it now */
	return rc;
}

int ukplat_pt_add_mem(struct uk_pagetable *pt, __paddr_t start, __sz len)
{
	int rc;

	if (!whole_pages(&start, &len))
		return -EINVAL;
	if (start >= DIRECTMAP_SIZE || len > DIRECTMAP_SIZE - start)
		return -EINVAL;
	rc = pt_direct_fill(pt, start, len);
	return rc ? rc : add_mapped(pt, start, len, 0);
}

int ukplat_pt_walk(struct uk_pagetable *pt, __vaddr_t vaddr,
		   unsigned int *level, __vaddr_t *pt_vaddr, __pte_t *pte)
{
	struct pt_path path;
	__pte_t at;

	if (!ukarch_vaddr_isvalid(vaddr))
		return -EINVAL;
	at = pt_descend(&path, pt, vaddr, level ? *level : PAGE_LEVEL);
	if (level)
		*level = path.lvl;
	if (pt_vaddr)
		*pt_vaddr = path.table[path.lvl];
	if (pte)
		*pte = at;
	return 0;
}

struct cloner {
	struct pt_visitor visitor; /* first */
	struct uk_pagetable *dst;
	int rc;
};

static int clone_entry(struct pt_visitor *v, __vaddr_t table __unused,
		       unsigned int lvl, __vaddr_t va, __pte_t pte)
{
	struct cloner *c = (struct cloner *)v;

	if (c->rc || !PT_Lx_PTE_PRESENT(pte, lvl))
		return 0;
	c->rc = ukplat_page_map(c->dst, va, PT_Lx_PTE_PADDR(pte, lvl), 1,
				arch_pte_attr(pte, lvl),
				PAGE_FLAG_FORCE_SIZE | PAGE_FLAG_SIZE(lvl));
	return 0;
}

static int clone_lower(struct uk_pagetable *pt, struct uk_pagetable *pt_src)
{
	struct cloner c = {
		.visitor = {.entry = clone_entry, .pt = pt_src},
		.dst = pt,
	};

	pt_visit(&c.visitor, 0, PT_LOWER_END);
	return c.rc;
}

int ukplat_pt_clone(struct uk_pagetable *pt, struct uk_pagetable *pt_src,
		    unsigned long flags)
{
	__paddr_t root = pt_table_alloc(pt_src);
	int rc = 0;

	if (root == __PADDR_INV)
		return -ENOMEM;
	*pt = (struct uk_pagetable){0};
	pt->pt_pbase = root;
	pt->pt_vbase = pt_direct(root);
	pt->fa = pt_src->fa;
	for (__vaddr_t va = UPPER_HALF_BASE; va;
	     va += PAGE_Lx_SIZE(PT_ROOT_LEVEL))
		pt_write(pt->pt_vbase, PT_ROOT_LEVEL, va,
			 pt_read(pt_src->pt_vbase, PT_ROOT_LEVEL, va));
	pt_stat_table(pt, PT_ROOT_LEVEL, 1);

	if (!(flags & PAGE_FLAG_CLONE_NEW))
		rc = clone_lower(pt, pt_src);
	if (rc)
		(void)ukplat_pt_free(pt, PAGE_FLAG_KEEP_FRAMES);
	return rc;
}

int ukplat_pt_free(struct uk_pagetable *pt, unsigned long flags)
{
	int rc;

	UK_ASSERT(pt != active);
	rc = ukplat_page_unmap(pt, 0, PT_LOWER_END >> PAGE_SHIFT,
			       flags & PAGE_FLAG_KEEP_FRAMES);
	UK_ASSERT(!rc);
	uk_ffree(pt->fa, pt->pt_pbase, 1);
	pt->pt_pbase = __PADDR_INV;
	pt->pt_vbase = __VADDR_INV;
	return rc;
}
