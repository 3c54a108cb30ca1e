/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <uk/print.h>
#include "model.h"

struct page model[ALL];

static const char first_name[] = "first";
static const char second_name[] = "second";
const char *const model_names[3] = {NULL, first_name, second_name};

static const struct uk_vma_ops *const ops_of[] = {
	[RSVD] = &uk_vma_rsvd_ops,
	[ANON] = &uk_vma_anon_ops,
	[DMA] = &uk_vma_dma_ops,
	[STACK] = &uk_vma_stack_ops,
};

bool model_joined(unsigned long i)
{
	const struct page *a = &model[i], *b = a + 1;

	return i + 1 < ALL && a->kind && a->kind == b->kind &&
	       a->attr == b->attr && a->name == b->name &&
	       a->flags == b->flags && a->lvl == b->lvl &&
	       a->stack == b->stack &&
	       (a->kind != DMA || a->paddr + PAGE_SIZE == b->paddr);
}

int model_cut(unsigned long i)
{
	if (!i || i >= ALL || !model_joined(i - 1))
		return 0;
	if (model[i].lvl > 0 && i % LARGE)
		return -EINVAL;
	return model[i].kind == STACK ? -EPERM : 0;
}

bool model_any(struct range r)
{
	for (unsigned long i = r.first; i < r.first + r.count; i++)
		if (i < ALL && model[i].kind)
			return true;
	return false;
}

bool model_full(struct range r)
{
	for (unsigned long i = r.first; i < r.first + r.count; i++)
		if (i >= ALL || !model[i].kind)
			return false;
	return true;
}

unsigned long model_room(unsigned long count, unsigned long align)
{
	unsigned long i = 0;

	while (model_any((struct range){i, count}))
		i += align;
	return i;
}

int model_fresh(const struct page *p)
{
	return p->kind == DMA || (p->flags & UK_VMA_FLAG_UNINITIALIZED) ? -1
									: 0;
}

bool model_allows(const struct page *p, unsigned int type)
{
	static const uint8_t need[] = {PAGE_ATTR_PROT_RWX, PAGE_ATTR_PROT_WRITE,
				       PAGE_ATTR_PROT_EXEC};

	return p->kind > RSVD && !p->guard && (p->attr & need[type]);
}

void model_bring(unsigned long i)
{
	struct page *p = &model[i];

	if (p->present || p->kind <= RSVD || p->guard)
		return;
	p->present = true;
	p->content = (int16_t)model_fresh(p);
}

bool model_sync(struct range r)
{
	for (unsigned long i = r.first; i < r.first + r.count && i < ALL; i++) {
		if (model[i].present || tv_frame(va_of(i)) == __PADDR_INV)
			continue;
		model_bring(i);
		if (!model[i].present)
			return false;
	}
	return true;
}

/* ---- against the page table ---- */

static bool page_agrees(unsigned long i, __pte_t pte, unsigned int lvl)
{
	const struct page *p = &model[i];
	__paddr_t paddr;
	unsigned char byte;

	if (!PT_Lx_PTE_PRESENT(pte, lvl))
		return !p->present;
	if (!p->present ||
	    (arch_pte_attr(pte, lvl) & PAGE_ATTR_PROT_RWX) != p->attr)
		return false;
	paddr = PT_Lx_PTE_PADDR(pte, lvl) +
		(va_of(i) & (PAGE_Lx_SIZE(lvl) - 1));
	if (p->kind == DMA)
		return paddr == p->paddr;
	byte = *(unsigned char *)ukplat_page_kmap(tv.pt, paddr, 1, 0);
	return p->content < 0 || p->content == byte;
}

/* The pages of one table, or what stands in its place. */
static bool table_agrees(unsigned long first)
{
	unsigned int lvl = PAGE_LEVEL;
	__vaddr_t table;
	__pte_t pte;

	if (ukplat_pt_walk(tv.pt, va_of(first), &lvl, &table, &pte))
		return false;
	for (unsigned long i = first; i < first + LARGE; i++) {
		if (lvl == PAGE_LEVEL)
			(void)ukarch_pte_read(table, lvl,
					      PT_Lx_IDX(va_of(i), lvl), &pte);
		if (!page_agrees(i, pte, lvl)) {
			uk_pr_err("page %lu differs: entry 0x%lx, level %u\n",
				  i, pte, lvl);
			return false;
		}
	}
	return true;
}

/* ---- against the areas ---- */

static bool area_agrees(const struct uk_vma *vma, unsigned long first,
			unsigned long end)
{
	const struct page *p = &model[first];

	if (vma && vma->start == va_of(first) && vma->end == va_of(end) &&
	    vma->ops == ops_of[p->kind] && vma->attr == p->attr &&
	    vma->page_lvl == p->lvl && vma->name == model_names[p->name] &&
	    (vma->flags & 0xffffffff) == p->flags)
		return true;
	uk_pr_err("area [%lu, %lu) differs\n", first, end);
	return false;
}

static bool areas_agree(unsigned long *owned)
{
	const struct uk_vma *vma = uk_vma_first(&tv);
	unsigned long i = 0, end;

	while (i < ALL) {
		*owned += model[i].present && model[i].kind != DMA;
		if (!model[i].kind) {
			i++;
			continue;
		}
		for (end = i; model_joined(end); end++)
			*owned += model[end + 1].present &&
				  model[end + 1].kind != DMA;
		if (!area_agrees(vma, i, ++end))
			return false;
		vma = uk_vma_next(vma);
		i = end;
	}
	return !vma;
}

static bool frames_agree(unsigned long owned)
{
	long tables = tv_tables(tv.pt);

	if (uk_test_alloc_live(&tv_heap) != (long)tv.vma_count)
		return false;
	/* the root is one, too */
	return tables < 0 ||
	       tv_frames_out() ==
		       ((unsigned long)tables + 1 + owned) * PAGE_SIZE;
}

bool model_agrees(void)
{
	unsigned long owned = 0;

	if (vma_check_areas(&tv) || !areas_agree(&owned) ||
	    !frames_agree(owned))
		return false;
	for (unsigned long i = 0; i < ALL; i += LARGE)
		if (!table_agrees(i))
			return false;
	return true;
}
