/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Ranges are cut from the front of the area and, once freed, kept for the
 * next one of the same size (above 64 pages: of the same power of two). The
 * area has 512 GiB: it is not worth joining them.
 *
 * A freed range is written down in a node. A node is made when a range is
 * cut, so freeing cannot fail: there are always as many nodes as ranges.
 */
#include <stddef.h>
#include <arch/mmu.h>
#include <uk/assert.h>
#include <uk/essentials.h>
#include <uk/falloc.h>
#include <uk/kva.h>
#include <uk/plat/paging.h>
#include <uk/plat/spinlock.h>

/* The upper half of the area is for stacks that are areas. */
#define RANGES_END (KVA_BASE + KVA_SIZE / 2)

#define EXACT_PAGES 64
#define CLASSES	    (EXACT_PAGES + 1 + 64)

struct node {
	struct node *next;
	__vaddr_t vaddr;
};

static struct node *freed[CLASSES];
static struct node *spare; /* as many as there are ranges in use */
static __vaddr_t brk = KVA_BASE;
static __spinlock lock = UKARCH_SPINLOCK_INITIALIZER();

static unsigned int log2_up(unsigned long pages)
{
	return 64 - (unsigned int)__builtin_clzl(pages - 1);
}

static unsigned int class_of(unsigned long pages)
{
	if (pages <= EXACT_PAGES)
		return (unsigned int)pages;
	return EXACT_PAGES + log2_up(pages);
}

static unsigned long class_pages(unsigned long pages)
{
	return pages <= EXACT_PAGES ? pages : 1UL << log2_up(pages);
}

static struct node *pop(struct node **list)
{
	struct node *n = *list;

	if (n)
		*list = n->next;
	return n;
}

static void push(struct node **list, struct node *n)
{
	n->next = *list;
	*list = n;
}

/* The rest of a frame in which nodes are made one after the other. */
static struct node *fresh, *fresh_end;

static struct node *node_make(void)
{
	struct uk_pagetable *pt = ukplat_pt_get_active();
	__paddr_t frame;

	if (fresh == fresh_end) {
		frame = uk_falloc(pt->fa, 1);
		if (frame == __PADDR_INV)
			return NULL;
		fresh = (struct node *)ukplat_page_kmap(pt, frame, 1, 0);
		fresh_end = fresh + PAGE_SIZE / sizeof(*fresh);
	}
	return fresh++;
}

/* Cuts a new range; the lock is held. */
static __vaddr_t cut(unsigned long pages)
{
	__vaddr_t vaddr = brk;
	struct node *n;

	if (pages > (RANGES_END - brk) >> PAGE_SHIFT)
		return __VADDR_INV;
	n = node_make();
	if (!n)
		return __VADDR_INV;
	push(&spare, n);
	brk += pages << PAGE_SHIFT;
	return vaddr;
}

__vaddr_t uk_kva_alloc(unsigned long pages)
{
	__vaddr_t vaddr = __VADDR_INV;
	unsigned long irq;
	struct node *n;

	if (!pages || pages >= KVA_SIZE >> PAGE_SHIFT)
		return vaddr;
	pages++; /* the guard */

	ukplat_spin_lock_irqsave(&lock, irq);
	n = pop(&freed[class_of(pages)]);
	if (n) {
		vaddr = n->vaddr;
		push(&spare, n);
	} else {
		vaddr = cut(class_pages(pages));
	}
	ukplat_spin_unlock_irqrestore(&lock, irq);
	return vaddr == __VADDR_INV ? vaddr : vaddr + PAGE_SIZE;
}

void uk_kva_free(__vaddr_t vaddr, unsigned long pages)
{
	unsigned long irq;
	struct node *n;

	UK_ASSERT(vaddr > KVA_BASE && PAGE_ALIGNED(vaddr));
	pages++;

	ukplat_spin_lock_irqsave(&lock, irq);
	UK_ASSERT(vaddr < brk);
	n = pop(&spare);
	UK_ASSERT(n); /* else freed twice */
	n->vaddr = vaddr - PAGE_SIZE;
	push(&freed[class_of(pages)], n);
	ukplat_spin_unlock_irqrestore(&lock, irq);
}
