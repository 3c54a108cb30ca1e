/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Lists and what is appended to them */
#include <errno.h>
#include <uk/alloc.h>
#include <uk/arch/limits.h>
#include <uk/arch/paging.h>
#include <uk/assert.h>
#include <uk/refcount.h>
#include "sglist_priv.h"

#define SEGS_MAX 65535

static uk_sglist_translate_t translate;

uk_sglist_translate_t uk_sglist_set_translator(uk_sglist_translate_t fn)
{
	uk_sglist_translate_t before = translate;

	translate = fn;
	return before;
}

void uk_sglist_init(struct uk_sglist *sg, uint16_t maxsegs,
		    struct uk_sglist_seg *segs)
{
	UK_ASSERT(sg);
	UK_ASSERT(segs || !maxsegs);

	sg->sg_segs = segs;
	sg->sg_nseg = 0;
	sg->sg_maxseg = maxsegs;
	uk_refcount_init(&sg->sg_refs, 1);
}

void uk_sglist_reset(struct uk_sglist *sg)
{
	UK_ASSERT(sg);
	sg->sg_nseg = 0;
}

struct uk_sglist *uk_sglist_alloc(struct uk_alloc *a, int nsegs)
{
	struct uk_sglist *sg;

	if (nsegs < 1 || nsegs > SEGS_MAX)
		return NULL;
	sg = uk_malloc(a, sizeof(*sg) +
				  (size_t)nsegs * sizeof(struct uk_sglist_seg));
	if (sg)
		uk_sglist_init(sg, (uint16_t)nsegs,
			       (struct uk_sglist_seg *)(sg + 1));
	return sg;
}

void uk_sglist_free(struct uk_sglist *sg, struct uk_alloc *a)
{
	if (sg && uk_refcount_release(&sg->sg_refs))
		uk_free(a, sg);
}

size_t uk_sglist_length(struct uk_sglist *sg)
{
	size_t length = 0;
	unsigned int i;

	UK_ASSERT(sg);
	for (i = 0; i < sg->sg_nseg; i++)
		length += sg->sg_segs[i].ss_len;
	return length;
}

int sglist_append_range(struct uk_sglist *sg, __paddr_t paddr, size_t len)
{
	struct uk_sglist_seg *last;

	if (sg->sg_nseg) {
		last = &sg->sg_segs[sg->sg_nseg - 1];
		if (last->ss_paddr + last->ss_len == paddr) {
			last->ss_len += len;
			return 0;
		}
	}
	if (sg->sg_nseg == sg->sg_maxseg)
		return -EFBIG;
	sg->sg_segs[sg->sg_nseg].ss_paddr = paddr;
	sg->sg_segs[sg->sg_nseg].ss_len = len;
	sg->sg_nseg++;
	return 0;
}

/*
 * The physical address of the piece of [addr, addr + left) that lies in one
 * page, and its length.
 */
static __paddr_t piece_at(__uptr addr, size_t left, size_t *len)
{
	*len = MIN(left, __PAGE_SIZE - (addr & (__PAGE_SIZE - 1)));
	return translate((const volatile void *)addr);
}

int uk_sglist_append(struct uk_sglist *sg, void *buf, size_t len)
{
	__uptr addr = (__uptr)buf;
	struct sglist_mark mark;
	__paddr_t paddr;
	size_t piece;
	int rc = 0;

	UK_ASSERT(sg);
	UK_ASSERT(translate);

	if (!sg->sg_maxseg)
		return -EINVAL;
	mark = sglist_mark(sg);
	for (; len && !rc; addr += piece, len -= piece) {
		paddr = piece_at(addr, len, &piece);
		if (paddr == __PADDR_ANY)
			rc = -EFAULT;
		else
			rc = sglist_append_range(sg, paddr, piece);
	}
	if (rc)
		sglist_rewind(sg, mark);
	return rc;
}

int uk_sglist_count(void *buf, size_t len)
{
	__uptr addr = (__uptr)buf;
	__paddr_t paddr, next = 0;
	size_t piece;
	int nr = 0;

	UK_ASSERT(translate);

	for (; len; addr += piece, len -= piece) {
		paddr = piece_at(addr, len, &piece);
		if (paddr == __PADDR_ANY)
			return -EFAULT;
		if (!nr || paddr != next)
			nr++;
		next = paddr + piece;
	}
	return nr;
}

struct uk_sglist *uk_sglist_build(struct uk_alloc *a, void *buf, size_t len)
{
	struct uk_sglist *sg;
	int rc;

	sg = uk_sglist_alloc(a, uk_sglist_count(buf, len));
	if (!sg)
		return NULL;
	rc = uk_sglist_append(sg, buf, len);
	if (rc) {
		uk_sglist_free(sg, a);
		return NULL;
	}
	return sg;
}
