/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * As Linux reads an initial RAM disk: archives and compressed streams in any
 * order, zeros between them. Streams that follow each other are one, whose
 * parts an archive may be cut into; an archive that is not compressed is
 * copied, to a page's start, so that what lies at one in it still does.
 */
#include <string.h>
#include <uk/cpio.h>
#include <uk/decomp.h>
#include <uk/print.h>
#include "initrd_priv.h"

/* What is compressed seldom becomes more than that many times as long. */
#define USUAL_RATIO 8

__sz initrd_skip_zeros(const struct uk_initrd_part *part, __sz pos)
{
	while (pos < part->len && !part->base[pos])
		pos++;
	return pos;
}

/* It becomes need bytes, or more. -ENOSPC: a longer piece may be had. */
static int too_little(const struct room *r, __sz need)
{
	if (!r->is_longest)
		return -ENOSPC;
	uk_pr_crit("The initial RAM disk becomes at least %lu KiB when it is "
		   "decompressed, but of the memory %lu KiB are free in one "
		   "piece\n",
		   (unsigned long)(need + 1023) >> 10,
		   (unsigned long)r->len >> 10);
	return -ENOMEM;
}

static int unpack_stream(const struct uk_initrd_part *from, __sz *pos,
			 struct room *r)
{
	struct ukdecomp d = {
		.src = from->base + *pos,
		.src_len = from->len - *pos,
		.dst = r->base + r->used,
		.dst_len = r->len - r->used,
	};
	int rc = ukdecomp_stream(&d);

	if (rc == -ENOSPC)
		return too_little(r, r->used + d.dst_need);
	if (rc) {
		uk_pr_crit(
			"The initial RAM disk cannot be decompressed: at "
			"byte %lu (%s, from byte %lu on) %s\n",
			(unsigned long)(*pos + d.src_pos),
			ukdecomp_format_name(ukdecomp_format(d.src, d.src_len)),
			(unsigned long)*pos, d.why);
		return rc;
	}
	*pos += d.src_pos;
	r->used += d.dst_pos;
	return 0;
}

static int copy_archive(const struct uk_initrd_part *from, __sz *pos,
			struct room *r)
{
	struct ukcpio_entry entry;
	struct ukcpio_iter iter;
	int rc;

	ukcpio_iter_init(&iter, from->base + *pos, from->len - *pos);
	while ((rc = ukcpio_next(&iter, &entry)) > 0)
		;
	if (rc) {
		uk_pr_crit("The initial RAM disk cannot be read: at byte %lu "
			   "its archive from byte %lu on is damaged\n",
			   (unsigned long)(*pos + iter.pos),
			   (unsigned long)*pos);
		return -EINVAL;
	}
	room_align(r);
	if (iter.pos > r->len - r->used)
		return too_little(r, r->used + iter.pos);
	memcpy(r->base + r->used, iter.base, iter.pos);
	r->used += iter.pos;
	*pos += iter.pos;
	return 0;
}

static int unpack_next(const struct uk_initrd_part *from, __sz *pos,
		       struct room *r)
{
	const char *at = from->base + *pos;

	if (ukdecomp_format(at, from->len - *pos) != UKDECOMP_NONE)
		return unpack_stream(from, pos, r);
	if (ukcpio_is_archive(at, from->len - *pos))
		return copy_archive(from, pos, r);
	uk_pr_warn("What follows byte %lu of the initial RAM disk is ignored\n",
		   (unsigned long)*pos);
	*pos = from->len;
	return 0;
}

static int unpack(const struct uk_initrd_part *from, __sz pos, struct room *r)
{
	int rc = 0;

	while (!rc && (pos = initrd_skip_zeros(from, pos)) < from->len)
		rc = unpack_next(from, &pos, r);
	if (rc)
		room_drop(r);
	else
		room_trim(r);
	return rc;
}

int initrd_unpack(const struct uk_initrd_part *from, __sz pos,
		  struct uk_initrd_part *to)
{
	struct room r;
	int rc = room_take(&r, USUAL_RATIO * (from->len - pos));

	rc = rc ? -ENOSPC : unpack(from, pos, &r);
	if (rc == -ENOSPC) {
		rc = room_take_longest(&r);
		rc = rc ? too_little(&r, 1) : unpack(from, pos, &r);
	}
	if (rc)
		return rc;
	to->base = r.base;
	to->len = r.used;
	return 0;
}
