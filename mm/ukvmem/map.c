/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Making areas. */
#include "base_priv.h"
#include "vmem_priv.h"

/* One call, its arguments checked. */
struct request {
	struct uk_vas *vas;
	__vaddr_t vaddr;
	__sz len;
	unsigned long attr;
	unsigned long flags;
	int page_lvl;
	const char *name;
	const struct uk_vma_ops *ops;
	void *args;
	struct uk_vma *next; /* what will follow it, unless replace */
	bool replace;	     /* there is something to replace */
};

static int level_decode(unsigned long flags, int *lvl)
{
	unsigned long order = UK_VMA_MAP_SIZE_TO_ORDER(flags);

	*lvl = -1;
	if (!order)
		return 0;
	for (unsigned int l = PAGE_LEVEL; PAGE_Lx_HAS(l); l++)
		if (PAGE_Lx_SHIFT(l) == order && arch_page_level_supported(l))
			*lvl = (int)l;
	return *lvl < 0 ? -EINVAL : 0;
}

int vma_place(struct uk_vas *vas, const struct uk_vma_ops *ops, void *args,
	      unsigned long flags, __sz len, int page_lvl, __vaddr_t *vaddr,
	      struct uk_vma **next)
{
	unsigned int lvl = page_lvl < 0 ? PAGE_LEVEL : (unsigned int)page_lvl;
	__vaddr_t base;

	if (ops->get_base)
		base = ops->get_base(vas, args, flags);
	else
		base = base_of(vas, 0, SLIDE_OTHER);
	*vaddr = vma_room_find(vas, base, len, PAGE_Lx_SIZE(lvl), next);
	return *vaddr == __VADDR_INV ? -ENOMEM : 0;
}

static int address_check(struct request *r)
{
	struct uk_vma *vma;
	int rc = vma_range_check(r->vas, r->vaddr, r->len, 0);

	if (rc)
		return rc;
	if (r->page_lvl > 0 && !PAGE_Lx_ALIGNED(r->vaddr, r->page_lvl))
		return -EINVAL;
	r->next = vma = vma_from(r->vas, r->vaddr);
	if (!vma || vma->start >= r->vaddr + r->len)
		return 0;
	r->replace = true;
	return r->flags & UK_VMA_MAP_REPLACE ? 0 : -EEXIST;
}

static int length_check(const struct request *r)
{
	if (!r->len || !PAGE_ALIGNED(r->len) ||
	    (r->page_lvl > 0 && !PAGE_Lx_ALIGNED(r->len, r->page_lvl)))
		return -EINVAL;
	return 0;
}

/* More than there is can never be had. */
static int memory_check(const struct request *r)
{
	if (!r->ops->commits || !(r->attr & PAGE_ATTR_PROT_WRITE) ||
	    (r->flags & (UK_VMA_MAP_NORESERVE | UK_VMA_MAP_SHARED)))
		return 0;
	return vma_memory_check(r->vas, r->len);
}

static int object_make(struct request *r, struct uk_vma **out)
{
	struct uk_vma *vma;
	int rc;

	if (r->ops->new)
		rc = r->ops->new (r->vas, r->vaddr, r->len, r->args, &r->flags,
				  &vma);
	else
		rc = vma_alloc(r->vas, sizeof(*vma), &vma);
	if (rc)
		return rc;
	vma->start = r->vaddr;
	vma->end = r->vaddr + r->len;
	vma->vas = r->vas;
	vma->ops = r->ops;
	vma_attr_set(vma, r->attr);
	vma->flags = r->flags & UK_VMA_MAP_EXTF_MASK;
	if (r->flags & UK_VMA_MAP_UNINITIALIZED)
		vma->flags |= UK_VMA_FLAG_UNINITIALIZED;
	if (r->flags & UK_VMA_MAP_NORESERVE)
		vma->flags |= UK_VMA_FLAG_NORESERVE;
	if (r->flags & UK_VMA_MAP_SHARED)
		vma->flags |= UK_VMA_FLAG_SHARED;
	vma->page_lvl = r->page_lvl;
	vma->name = r->name;
	*out = vma;
	return 0;
}

void vma_add(struct uk_vma *vma, struct uk_vma *next)
{
	struct uk_vas *vas = vma->vas;
	struct uk_vma *prev;

	if (next)
		prev = vma_prev(next);
	else
		prev = uk_list_last_entry_or_null(&vas->vma_list, struct uk_vma,
						  vma_list);
	vma_insert(vma, prev);
	if ((prev && vma_can_merge(prev, vma)) ||
	    (next && vma_can_merge(vma, next)))
		vma_merge_range(vas, vma->start, vma->end);
}

static int map_in_hole(struct uk_vma *vma, struct uk_vma *next, bool populate)
{
	int rc = 0;

	if (populate)
		rc = vma_populate(vma, vma->vas->pt, vma->start,
				  vma->end - vma->start, true);
	if (!rc)
		vma_add(vma, next);
	return rc;
}

/* The old areas and their pages are there until nothing can fail any more. */
static int map_over_others(struct uk_vma *vma, bool populate)
{
	struct uk_pagetable stage;
	struct vma_cut cut;
	int rc;

	rc = vma_cut_prepare(&cut, vma->vas, vma->start, vma->end, NULL);
	if (rc)
		return rc;
	if (populate) {
		rc = vma_stage(vma, &stage);
		if (rc)
			goto err_cut;
	}

	vma_cut_commit(&cut);
	vma_remove_range(vma->vas, vma->start, vma->end);
	if (populate)
		vma_stage_commit(vma, &stage);
	vma_add(vma, vma_from(vma->vas, vma->start));
	return 0;

err_cut:
	vma_cut_abort(&cut);
	return rc;
}

static int request_check(struct request *r)
{
	int rc = level_decode(r->flags, &r->page_lvl);

	if (!rc)
		rc = length_check(r);
	if (!rc)
		rc = memory_check(r);
	if (rc)
		return rc;
	if (r->vaddr != __VADDR_ANY)
		return address_check(r);
	return vma_place(r->vas, r->ops, r->args, r->flags, r->len, r->page_lvl,
			 &r->vaddr, &r->next);
}

int uk_vma_map(struct uk_vas *vas, __vaddr_t *vaddr, __sz len,
	       unsigned long attr, unsigned long flags, const char *name,
	       const struct uk_vma_ops *ops, void *args)
{
	struct request r = {
		.vas = vas,
		.vaddr = *vaddr,
		.len = len,
		.attr = attr,
		.flags = flags,
		.name = name,
		.ops = ops,
		.args = args,
	};
	struct uk_vma *vma;
	bool populate;
	int rc;

	rc = request_check(&r);
	if (!rc)
		rc = object_make(&r, &vma);
	if (rc)
		return rc;
	populate = r.flags & UK_VMA_MAP_POPULATE;
	rc = r.replace ? map_over_others(vma, populate)
		       : map_in_hole(vma, r.next, populate);
	if (rc) {
		vma_destroy(vma);
		vas_settle(vas);
		return rc;
	}
	vas_debug(vas);
	vas_settle(vas);
	/* It may lie on a stack that is demand-paged: last of all. */
	*vaddr = r.vaddr;
	return 0;
}
