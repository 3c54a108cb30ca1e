/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include "heap_priv.h"

/* As many objects as possible of each size: 4096 - sizeof(struct slab). */
const uint16_t slab_sizes[SLAB_CLASSES] = {
	16,  32,  48,  64,  80,	 96,  112, 128, 160,  192,  224,
	256, 320, 384, 448, 512, 576, 672, 800, 1008, 1344, SLAB_OBJ_MAX,
};

/* Class by size in units of 16 bytes, rounded up. */
static const uint8_t class_by_units[SLAB_OBJ_MAX / SLAB_OBJ_ALIGN + 1] = {
	[0 ... 1] = 0,	  [2] = 1,	     [3] = 2,	       [4] = 3,
	[5] = 4,	  [6] = 5,	     [7] = 6,	       [8] = 7,
	[9 ... 10] = 8,	  [11 ... 12] = 9,   [13 ... 14] = 10, [15 ... 16] = 11,
	[17 ... 20] = 12, [21 ... 24] = 13,  [25 ... 28] = 14, [29 ... 32] = 15,
	[33 ... 36] = 16, [37 ... 42] = 17,  [43 ... 50] = 18, [51 ... 63] = 19,
	[64 ... 84] = 20, [85 ... 126] = 21,
};

static unsigned int capacity_of(unsigned int class)
{
	return (PAGE_SIZE - sizeof(struct slab)) / slab_sizes[class];
}

unsigned int slab_class_of(__sz size, __sz align)
{
	unsigned int class;

	if (size > SLAB_OBJ_MAX || align > SLAB_OBJ_MAX)
		return SLAB_CLASSES;
	class = class_by_units[(size + SLAB_OBJ_ALIGN - 1) / SLAB_OBJ_ALIGN];
	if (align > SLAB_OBJ_ALIGN)
		while (class < SLAB_CLASSES &&
		       (slab_sizes[class] & (align - 1)))
			class ++;
	return class;
}

static bool is_full(const struct slab *slab)
{
	return slab->used == capacity_of(slab->class);
}

static struct slab *slab_make(struct heap *h, unsigned int class)
{
	struct slab *slab = page_take(h);

	if (!slab)
		return NULL;
	slab->heap = h;
	slab->freed = NULL;
	slab->used = 0;
	slab->carved = 0;
	slab->class = (uint8_t) class;
	uk_list_add(&slab->link, &h->partial[class]);
	return slab;
}

static void *take_object(struct slab *slab)
{
	void *obj = slab->freed;

	slab->used++;
	if (obj) {
		slab->freed = *(void **)obj;
		return obj;
	}
	slab->carved++;
	return (char *)slab + PAGE_SIZE -
	       (unsigned int)slab->carved * slab_sizes[slab->class];
}

void *slab_alloc(struct heap *h, unsigned int class)
{
	unsigned long irq;
	struct slab *slab;
	void *obj = NULL;

	ukplat_spin_lock_irqsave(&h->lock, irq);
	slab = uk_list_first_entry_or_null(&h->partial[class], struct slab,
					   link);
	if (!slab)
		slab = slab_make(h, class);
	if (slab) {
		obj = take_object(slab);
		if (is_full(slab))
			uk_list_del(&slab->link);
	}
	ukplat_spin_unlock_irqrestore(&h->lock, irq);
	return obj;
}

/* The last slab of a class stays, empty or not: the next object is near. */
static void put_object(struct heap *h, struct slab *slab, void *obj)
{
	struct uk_list_head *partial = &h->partial[slab->class];

	if (is_full(slab))
		uk_list_add(&slab->link, partial);
	*(void **)obj = slab->freed;
	slab->freed = obj;
	slab->used--;
	if (!slab->used && !uk_list_is_singular(partial)) {
		uk_list_del(&slab->link);
		page_give(h, slab);
	}
}

__sz slab_free(struct heap *h, void *ptr)
{
	struct slab *slab = slab_of(ptr);
	unsigned long irq;
	__sz size;

	UK_BUGON(slab->heap != h); /* not from this heap */
	size = slab_sizes[slab->class];
	ukplat_spin_lock_irqsave(&h->lock, irq);
	slab_check_free(slab, ptr);
	put_object(h, slab, ptr);
	ukplat_spin_unlock_irqrestore(&h->lock, irq);
	return size;
}

bool slab_trim(struct heap *h)
{
	struct slab *slab, *next;
	bool any = false;
	unsigned long irq;

	ukplat_spin_lock_irqsave(&h->lock, irq);
	for (unsigned int class = 0; class < SLAB_CLASSES; class ++) {
		uk_list_for_each_entry_safe (slab, next, &h->partial[class],
					     link) {
			if (slab->used)
				continue;
			uk_list_del(&slab->link);
			page_give(h, slab);
			any = true;
		}
	}
	ukplat_spin_unlock_irqrestore(&h->lock, irq);
	return any;
}
