/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Shared anonymous memory: an object that areas refer to, so that it can be
 * mapped several times. It lives as long as an area does. Its frames come on
 * first access and stay until its end; the directory of them has two levels,
 * of which the lower comes on demand, too.
 */
#include <errno.h>
#include <string.h>
#include <uk/alloc.h>
#include <uk/essentials.h>
#include <uk/falloc.h>
#include <uk/pager.h>
#include <uk/plat/paging.h>
#include <uk/refcount.h>
#include "shared_priv.h"

/* Frames that one block of the directory knows: a page of them */
#define BLOCK (PAGE_SIZE / sizeof(__paddr_t))

struct shared {
	struct uk_pager pager;
	__atomic count; /* areas, and who makes it */
	struct uk_alloc *a;
	struct uk_pagetable *pt;
	unsigned long pages;
	/* BLOCK frames each; NULL, and __PADDR_INV: not there yet */
	__paddr_t *blocks[];
};

static struct shared *to_shared(struct uk_pager *pager)
{
	return __containerof(pager, struct shared, pager);
}

static unsigned long block_count(unsigned long pages)
{
	return DIV_ROUND_UP(pages, BLOCK);
}

static void shared_destroy(struct shared *s)
{
	unsigned long i, k;

	for (i = 0; i < block_count(s->pages); i++) {
		for (k = 0; s->blocks[i] && k < BLOCK; k++)
			if (s->blocks[i][k] != __PADDR_INV)
				uk_ffree(s->pt->fa, s->blocks[i][k], 1);
		uk_free(s->a, s->blocks[i]);
	}
	uk_free(s->a, s);
}

static void shared_get(struct uk_pager *pager)
{
	uk_refcount_acquire(&to_shared(pager)->count);
}

static void shared_put(struct uk_pager *pager)
{
	if (uk_refcount_release(&to_shared(pager)->count))
		shared_destroy(to_shared(pager));
}

static int block_make(struct shared *s, unsigned long i)
{
	unsigned long k;

	s->blocks[i] = uk_malloc(s->a, BLOCK * sizeof(__paddr_t));
	if (!s->blocks[i])
		return -ENOMEM;
	for (k = 0; k < BLOCK; k++)
		s->blocks[i][k] = __PADDR_INV;
	return 0;
}

static int frame_make(struct shared *s, __paddr_t *frame)
{
	*frame = uk_falloc(s->pt->fa, 1);
	if (*frame == __PADDR_INV)
		return -ENOMEM;
	memset((void *)ukplat_page_kmap(s->pt, *frame, 1, 0), 0, PAGE_SIZE);
	return 0;
}

static int shared_get_page(struct uk_pager *pager, __u64 offset,
			   int write __unused, __paddr_t *paddr)
{
	struct shared *s = to_shared(pager);
	unsigned long page = offset >> PAGE_SHIFT;
	__paddr_t *frame;
	int rc = 0;

	/* An area may have grown; the memory did not */
	if (page >= s->pages)
		return -ENXIO;
	if (!s->blocks[page / BLOCK])
		rc = block_make(s, page / BLOCK);
	if (rc)
		return rc;
	frame = &s->blocks[page / BLOCK][page % BLOCK];
	if (*frame == __PADDR_INV)
		rc = frame_make(s, frame);
	if (rc == 0)
		*paddr = *frame;
	return rc;
}

static void shared_put_page(struct uk_pager *pager __unused,
			    __u64 offset __unused, __paddr_t paddr __unused)
{
	/* A frame stays as long as the object */
}

static int shared_has_page(struct uk_pager *pager, __u64 offset)
{
	struct shared *s = to_shared(pager);
	unsigned long page = offset >> PAGE_SHIFT;

	return page < s->pages && s->blocks[page / BLOCK] &&
	       s->blocks[page / BLOCK][page % BLOCK] != __PADDR_INV;
}

static const struct uk_pager_ops shared_ops = {
	.get = shared_get,
	.put = shared_put,
	.get_page = shared_get_page,
	.put_page = shared_put_page,
	.has_page = shared_has_page,
};

struct uk_pager *mmap_shared_create(struct uk_alloc *a, struct uk_pagetable *pt,
				    __sz len)
{
	unsigned long pages = len >> PAGE_SHIFT;
	struct shared *s;

	s = uk_zalloc(a,
		      sizeof(*s) + block_count(pages) * sizeof(s->blocks[0]));
	if (!s)
		return NULL;
	uk_pager_init(&s->pager, &shared_ops);
	uk_refcount_init(&s->count, 1);
	s->a = a;
	s->pt = pt;
	s->pages = pages;
	return &s->pager;
}

void mmap_shared_put(struct uk_pager *pager)
{
	shared_put(pager);
}
