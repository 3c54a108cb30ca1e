/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Lists made of parts of other lists; see the picture at range_find() */
#include <errno.h>
#include <string.h>
#include <uk/alloc.h>
#include <uk/assert.h>
#include <uk/refcount.h>
#include "sglist_priv.h"

/*
 * A range of bytes of a list:
 *
 *	| seg 0 | seg 1 | seg 2 | seg 3 |
 *	           [=== range ====]
 *	           first=1, count=3, skip bytes of the first segment are not
 *	           part of it, drop bytes of the last one neither
 */
struct range {
	unsigned int first;
	unsigned int count;
	size_t skip;
	size_t drop;
};

/* Finds a range of at least one byte; -EINVAL if the list has not as many. */
static int range_find(const struct uk_sglist *sg, size_t offset, size_t length,
		      struct range *range)
{
	unsigned int i = 0;
	size_t left;

	while (i < sg->sg_nseg && offset >= sg->sg_segs[i].ss_len)
		offset -= sg->sg_segs[i++].ss_len;
	range->first = i;
	range->skip = offset;

	left = length;
	for (; i < sg->sg_nseg; i++) {
		size_t here = sg->sg_segs[i].ss_len - offset;

		offset = 0;
		if (left <= here) {
			range->count = i - range->first + 1;
			range->drop = here - left;
			return 0;
		}
		left -= here;
	}
	return -EINVAL;
}

/* Appends a range of source to a list; what it leaves on failure is garbage. */
static int range_append(struct uk_sglist *sg, const struct uk_sglist *source,
			const struct range *range)
{
	unsigned int i;
	int rc = 0;

	for (i = 0; i < range->count && !rc; i++) {
		const struct uk_sglist_seg *seg =
			&source->sg_segs[range->first + i];
		const size_t skip = i == 0 ? range->skip : 0;
		const size_t drop = i == range->count - 1 ? range->drop : 0;

		rc = sglist_append_range(sg, seg->ss_paddr + skip,
					 seg->ss_len - skip - drop);
	}
	return rc;
}

int uk_sglist_append_sglist(struct uk_sglist *sg,
			    const struct uk_sglist *source, size_t offset,
			    size_t length)
{
	struct sglist_mark mark;
	struct range range;
	int rc;

	UK_ASSERT(sg);
	UK_ASSERT(source);
	UK_ASSERT(sg != source);

	if (!length)
		return 0;
	if (!sg->sg_maxseg)
		return -EINVAL;
	rc = range_find(source, offset, length, &range);
	if (rc)
		return rc;
	mark = sglist_mark(sg);
	rc = range_append(sg, source, &range);
	if (rc)
		sglist_rewind(sg, mark);
	return rc;
}

struct uk_sglist *uk_sglist_clone(struct uk_sglist *sg, struct uk_alloc *a)
{
	struct uk_sglist *copy;

	UK_ASSERT(sg);
	copy = uk_sglist_alloc(a, sg->sg_maxseg);
	if (!copy)
		return NULL;
	memcpy(copy->sg_segs, sg->sg_segs,
	       sg->sg_nseg * sizeof(struct uk_sglist_seg));
	copy->sg_nseg = sg->sg_nseg;
	return copy;
}

int uk_sglist_join(struct uk_sglist *first, struct uk_sglist *second)
{
	int rc;

	UK_ASSERT(first);
	UK_ASSERT(second);
	UK_ASSERT(first != second);

	rc = uk_sglist_append_sglist(first, second, 0,
				     uk_sglist_length(second));
	if (rc == -EINVAL)
		rc = -EFBIG;
	if (!rc)
		uk_sglist_reset(second);
	return rc;
}

/* Copies a range to *to, which is made when it is NULL. */
static int range_copy(const struct uk_sglist *source, const struct range *range,
		      struct uk_sglist **to, struct uk_alloc *a)
{
	struct uk_sglist *sg = *to;
	int rc;

	if (sg && sg->sg_nseg)
		return -EINVAL;
	if (!sg)
		sg = uk_sglist_alloc(a, (int)range->count);
	if (!sg)
		return -ENOMEM;
	rc = range_append(sg, source, range);
	if (rc)
		uk_sglist_reset(sg);
	else
		*to = sg;
	return rc;
}

int uk_sglist_slice(struct uk_sglist *original, struct uk_sglist **slice,
		    struct uk_alloc *a, size_t offset, size_t length)
{
	struct range range;
	int rc;

	UK_ASSERT(original);
	UK_ASSERT(slice);

	if (!length)
		return 0;
	rc = range_find(original, offset, length, &range);
	if (rc)
		return rc;
	return range_copy(original, &range, slice, a);
}

/* Takes a range at the beginning away. */
static void range_trim(struct uk_sglist *sg, const struct range *range)
{
	struct uk_sglist_seg *segs = sg->sg_segs;
	unsigned int whole = range->count - (range->drop ? 1 : 0);

	if (range->drop) {
		segs[whole].ss_paddr += segs[whole].ss_len - range->drop;
		segs[whole].ss_len = range->drop;
	}
	sg->sg_nseg = (uint16_t)(sg->sg_nseg - whole);
	memmove(segs, segs + whole, sg->sg_nseg * sizeof(*segs));
}

int uk_sglist_split(struct uk_sglist *original, struct uk_sglist **head,
		    struct uk_alloc *a, size_t length)
{
	struct range range;
	int rc;

	UK_ASSERT(original);
	UK_ASSERT(head);

	if (uk_refcount_read(&original->sg_refs) > 1)
		return -EBUSY;
	length = MIN(length, uk_sglist_length(original));
	if (!length)
		return 0;
	rc = range_find(original, 0, length, &range);
	UK_ASSERT(!rc);
	rc = range_copy(original, &range, head, a);
	if (!rc)
		range_trim(original, &range);
	return rc;
}
