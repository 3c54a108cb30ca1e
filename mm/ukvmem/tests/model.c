/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <uk/print.h>
#include "model.h"

struct page model[ALL];

static const char first_name[] = "first";
static const char second_name[] = "second";
const char *const model_names[3] = {NULL, first_name, second_name};

static const struct uk_vma_ops *const ops_of[] = {
	[RSVD] = &uk_vma_rsvd_ops,   [ANON] = &uk_vma_anon_ops,
	[DMA] = &uk_vma_dma_ops,     [STACK] = &uk_vma_stack_ops,
	[PAGER] = &uk_vma_pager_ops,
};

bool model_joined(unsigned long i)
{
	const struct page *a = &model[i], *b = a + 1;

	return i + 1 < ALL && a->kind && a->kind == b->kind &&
	       a->attr == b->attr && a->name == b->name &&
	       a->flags == b->flags && a->lvl == b->lvl &&
	       a->stack == b->stack &&
	       ((a->kind != DMA && a->kind != PAGER) ||
		a->paddr + PAGE_SIZE == b->paddr);
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

bool model_has(const struct page *p)
{
	return p->kind == PAGER && p->paddr >> PAGE_SHIFT < fake.size;
}

static bool is_shared(const struct page *p)
{
	return p->flags & UK_VMA_FLAG_SHARED;
}

int model_content(const struct page *p)
{
	if (p->kind == PAGER && !p->own)
		return *fake_byte(p->paddr >> PAGE_SHIFT);
	return p->content;
}

void model_bring(unsigned long i, bool write)
{
	struct page *p = &model[i];

	if (p->kind <= RSVD || p->guard || (p->kind == PAGER && !model_has(p)))
		return;
	if (p->kind == PAGER && !p->own && write && !is_shared(p)) {
		p->content = (int16_t)model_content(p);
		p->own = true;
	}
	if (!p->present && p->kind != PAGER)
		p->content = (int16_t)model_fresh(p);
	p->present = true;
}

void model_drop(unsigned long i)
{
	model[i].present = false;
	model[i].own = false;
	model[i].content = (int16_t)model_fresh(&model[i]);
}

bool model_sync(struct range r)
{
	for (unsigned long i = r.first; i < r.first + r.count && i < ALL; i++) {
		__paddr_t frame = tv_frame(va_of(i));
		struct page *p = &model[i];

		/* what was lent may be a copy now */
		if ((p->present && (p->kind != PAGER || p->own)) ||
		    frame == __PADDR_INV)
			continue;
		model_bring(
			i, model_has(p) &&
				   frame != fake.frame[p->paddr >> PAGE_SHIFT]);
		if (!p->present)
			return false;
	}
	return true;
}

/* ---- against the page table ---- */

/* The pager's pages are writable only after a write, private ones never. */
static bool prot_agrees(const struct page *p, __pte_t pte, unsigned int lvl)
{
	unsigned long prot = arch_pte_attr(pte, lvl) & PAGE_ATTR_PROT_RWX;
	bool lent = p->kind == PAGER && !p->own;

	if (lent != !!(pte & ARCH_PTE_FOREIGN))
		return false;
	if (!lent)
		return prot == p->attr;
	if ((prot & PAGE_ATTR_PROT_WRITE) && !is_shared(p))
		return false;
	return (prot & p->attr) == prot &&
	       (prot | PAGE_ATTR_PROT_WRITE) ==
		       (p->attr | (unsigned long)PAGE_ATTR_PROT_WRITE);
}

static bool page_agrees(unsigned long i, __pte_t pte, unsigned int lvl)
{
	const struct page *p = &model[i];
	__paddr_t paddr;
	unsigned char byte;

	if (!PT_Lx_PTE_PRESENT(pte, lvl))
		return !p->present;
	if (!p->present || !prot_agrees(p, pte, lvl))
		return false;
	paddr = PT_Lx_PTE_PADDR(pte, lvl) +
		(va_of(i) & (PAGE_Lx_SIZE(lvl) - 1));
	if (p->kind == DMA)
		return paddr == p->paddr;
	if (p->kind == PAGER && !p->own)
		return paddr == fake.frame[p->paddr >> PAGE_SHIFT];
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

struct sums {
	unsigned long owned; /* frames of the areas' own */
	unsigned long lent;  /* the pager's that are mapped */
	unsigned long pager_areas;
};

static void sums_add(struct sums *s, const struct page *p)
{
	if (!p->present)
		return;
	if (p->kind == PAGER && !p->own)
		s->lent++;
	else
		s->owned += p->kind != DMA;
}

static bool areas_agree(struct sums *s)
{
	const struct uk_vma *vma = uk_vma_first(&tv);
	unsigned long i = 0, end;

	while (i < ALL) {
		sums_add(s, &model[i]);
		s->pager_areas += model[i].kind == PAGER;
		if (!model[i].kind) {
			i++;
			continue;
		}
		for (end = i; model_joined(end); end++)
			sums_add(s, &model[end + 1]);
		if (!area_agrees(vma, i, ++end))
			return false;
		vma = uk_vma_next(vma);
		i = end;
	}
	return !vma;
}

static bool frames_agree(const struct sums *s)
{
	long tables = tv_tables(tv.pt);

	if (fake.pins != (long)s->lent || fake.areas != (long)s->pager_areas)
		return false;

	if (uk_test_alloc_live(&tv_heap) != (long)tv.vma_count)
		return false;
	/* the root is one, too */
	return tables < 0 || tv_frames_out() == ((unsigned long)tables + 1 +
						 s->owned + FAKE_PAGES) *
							PAGE_SIZE;
}

bool model_agrees(void)
{
	struct sums s = {0};

	if (vma_check_areas(&tv) || !areas_agree(&s) || !frames_agree(&s))
		return false;
	for (unsigned long i = 0; i < ALL; i += LARGE)
		if (!table_agrees(i))
			return false;
	return true;
}
