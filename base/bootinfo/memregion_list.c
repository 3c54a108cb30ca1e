/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Lists of memory regions: sorted by physical address, resolved where two of
 * them claim the same bytes. Pure; the input comes from firmware and is not
 * trusted to make sense.
 */

#include <errno.h>
#include <string.h>
#include <uk/arch/limits.h>
#include <uk/assert.h>
#include <uk/plat/bootinfo.h>

static __paddr_t region_end(const struct ukplat_memregion_desc *mrd)
{
	return mrd->pbase + mrd->len;
}

/* Who wins where two regions overlap: the higher rank. */
static int region_rank(const struct ukplat_memregion_desc *mrd)
{
	if (mrd->type == UKPLAT_MEMRT_FREE)
		return 0;
	return mrd->type == UKPLAT_MEMRT_RESERVED ? 1 : 2;
}

/* Of one kind, mapped alike: two of these side by side are one. */
static int region_alike(const struct ukplat_memregion_desc *a,
			const struct ukplat_memregion_desc *b)
{
	return a->type == b->type && a->flags == b->flags &&
	       a->vbase - a->pbase == b->vbase - b->pbase;
}

/* Cuts off everything below pbase, which lies inside the region. */
static void region_cut_head(struct ukplat_memregion_desc *mrd, __paddr_t pbase)
{
	__sz cut = pbase - mrd->pbase;

	mrd->pbase += cut;
	mrd->vbase += cut;
	mrd->len -= cut;
}

void ukplat_memregion_list_init(struct ukplat_memregion_list *l, __u32 capacity)
{
	l->capacity = capacity;
	l->count = 0;
}

int ukplat_memregion_list_insert(struct ukplat_memregion_list *l,
				 const struct ukplat_memregion_desc *mrd)
{
	__u32 i;

	if (mrd->len == 0 || mrd->pbase > __PADDR_MAX - mrd->len)
		return -EINVAL;
	if (l->count >= l->capacity)
		return -ENOMEM;

	for (i = l->count; i > 0 && l->mrds[i - 1].pbase > mrd->pbase; i--)
		;
	memmove(&l->mrds[i + 1], &l->mrds[i],
		(l->count - i) * sizeof(l->mrds[0]));
	l->mrds[i] = *mrd;
	l->count++;
	return (int)i;
}

void ukplat_memregion_list_delete(struct ukplat_memregion_list *l, __u32 idx)
{
	UK_ASSERT(idx < l->count);

	l->count--;
	memmove(&l->mrds[idx], &l->mrds[idx + 1],
		(l->count - idx) * sizeof(l->mrds[0]));
}

/* Takes the region at idx to where its changed pbase belongs. */
static void list_resort(struct ukplat_memregion_list *l, __u32 idx)
{
	struct ukplat_memregion_desc mrd = l->mrds[idx];
	int rc __maybe_unused;

	ukplat_memregion_list_delete(l, idx);
	rc = ukplat_memregion_list_insert(l, &mrd);
	UK_ASSERT(rc >= 0);
}

/*
 * a = mrds[i] and b = mrds[i + 1] overlap and a has the higher rank (or came
 * first): b keeps what lies behind a.
 *
 *	aaaaaaaa          aaaaaaaa
 *	    bbbbbbb  ->           bbb
 */
static void overlap_first_wins(struct ukplat_memregion_list *l, __u32 i)
{
	__paddr_t end = region_end(&l->mrds[i]);

	if (region_end(&l->mrds[i + 1]) <= end) {
		ukplat_memregion_list_delete(l, i + 1);
		return;
	}
	region_cut_head(&l->mrds[i + 1], end);
	list_resort(l, i + 1);
}

/*
 * b has the higher rank: a keeps what lies before b and what lies behind it.
 *
 *	aaaaaaaaaaa       aaaa   aaaa
 *	    bbb      ->       bbb
 */
static int overlap_second_wins(struct ukplat_memregion_list *l, __u32 i)
{
	struct ukplat_memregion_desc tail = l->mrds[i];
	__paddr_t begin = l->mrds[i + 1].pbase;
	__paddr_t end = region_end(&l->mrds[i + 1]);
	int has_tail = region_end(&tail) > end;

	if (l->mrds[i].pbase == begin) {
		ukplat_memregion_list_delete(l, i);
	} else {
		if (has_tail && l->count >= l->capacity)
			return -ENOMEM;
		l->mrds[i].len = begin - l->mrds[i].pbase;
	}
	if (has_tail) {
		region_cut_head(&tail, end);
		ukplat_memregion_list_insert(l, &tail);
	}
	return 0;
}

/* The list as firmware and link script left it need not be sorted. */
static void list_sort(struct ukplat_memregion_list *l)
{
	__u32 count = l->count;
	__u32 i;

	for (i = 0, l->count = 0; i < count; i++) {
		struct ukplat_memregion_desc mrd = l->mrds[i];

		/* Drops what is empty or wraps around. */
		ukplat_memregion_list_insert(l, &mrd);
	}
}

int ukplat_memregion_list_coalesce(struct ukplat_memregion_list *l)
{
	struct ukplat_memregion_desc *a, *b;
	__u32 i = 0;
	int rc = 0;

	list_sort(l);
	while (rc == 0 && i + 1 < l->count) {
		a = &l->mrds[i];
		b = &l->mrds[i + 1];
		if (region_end(a) < b->pbase ||
		    (region_end(a) == b->pbase && !region_alike(a, b))) {
			i++;
		} else if (region_alike(a, b)) {
			a->len = MAX(region_end(a), region_end(b)) - a->pbase;
			ukplat_memregion_list_delete(l, i + 1);
		} else if (region_rank(b) > region_rank(a)) {
			rc = overlap_second_wins(l, i);
			/* What took a's place may fit what stands before. */
			i -= i > 0;
		} else {
			overlap_first_wins(l, i);
		}
	}
	return rc;
}
