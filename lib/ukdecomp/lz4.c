/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * A frame of LZ4 ("LZ4 Frame format", version 1):
 *
 *	04 22 4d 18, flags, largest block, [contents' length (8)]
 *	[dictionary (4)], checksum of flags to here (1)
 *	blocks: length (4, highest bit: not compressed), data, [checksum (4)]
 *	0 (4), [checksum of the contents (4)]
 *
 * or of its first version, which "lz4 -l" writes and Linux wants:
 *
 *	02 21 4c 18, blocks: length (4), data
 *
 * whose blocks become 8 MiB each, but for the last. It has no end: that is
 *where a length is no block's, but zero or how another frame starts.
 *
 * Contents are written one block behind the other, so that what a block refers
 * to in earlier ones is where LZ4 looks for it.
 */
#include <string.h>
#include <lz4.h>
#include <uk/essentials.h>
#include "decomp_priv.h"

#define LEGACY_MAGIC 0x184c2102U
#define LEGACY_BLOCK (8U << 20)

#define F_VERSION      0xc0
#define F_VERSION_1    0x40
#define F_INDEPENDENT  0x20
#define F_BLOCK_SUM    0x10
#define F_LENGTH       0x08
#define F_CONTENTS_SUM 0x04
#define F_RESERVED     0x02
#define F_DICTIONARY   0x01

#define BLOCK_PLAIN 0x80000000U

#define WINDOW (64U << 10)

struct frame {
	uint8_t flags;
	uint32_t block_max;
	uint64_t length; /* with F_LENGTH */
};

/* Adds up a length's further bytes: 255 says that one more follows. */
static const uint8_t *more_length(const uint8_t *p, const uint8_t *end,
				  uint64_t *len)
{
	uint8_t byte;

	do {
		if (p == end)
			return NULL;
		byte = *p++;
		*len += byte;
	} while (byte == 255);
	return p;
}

/*
 * How long a block becomes, as far as its form tells; -1 if that is bad. It is
 * a row of: lengths, literals, distance (2), and ends behind literals.
 */
static int64_t block_length(const uint8_t *p, __sz len)
{
	const uint8_t *end = p + len;
	uint64_t sum = 0;

	while (p < end) {
		uint8_t token = *p++;
		uint64_t literals = token >> 4, match = token & 15;

		if (literals == 15)
			p = more_length(p, end, &literals);
		if (!p || literals > (uint64_t)(end - p))
			return -1;
		p += literals;
		sum += literals;
		if (p == end)
			return (int64_t)sum;
		if (end - p < 2)
			return -1;
		p += 2;
		if (match == 15)
			p = more_length(p, end, &match);
		if (!p)
			return -1;
		sum += match + 4;
	}
	return -1;
}

/* A compressed block, which may refer to so many bytes before dst_pos. */
static int read_block(struct ukdecomp *d, uint32_t len, uint32_t max,
		      uint32_t window)
{
	int64_t room = (int64_t)MIN(dst_left(d), (__sz)max), need;
	char *dst = (char *)dst_at(d);
	int n;

	n = LZ4_decompress_safe_usingDict((const char *)src_at(d), dst,
					  (int)len, (int)room, dst - window,
					  (int)window);
	if (n >= 0) {
		d->src_pos += len;
		d->dst_pos += (__sz)n;
		return 0;
	}
	/* Into no room at all LZ4 puts not even nothing */
	need = room < max ? block_length(src_at(d), len) : -1;
	if (need > room || (!need && !room))
		return decomp_no_room(d, d->dst_pos + MAX((uint64_t)need, 1UL));
	return decomp_bad(d, "a block is damaged");
}

static int copy_block(struct ukdecomp *d, uint32_t len)
{
	if (len > dst_left(d))
		return decomp_no_room(d, (uint64_t)d->dst_pos + len);
	memcpy(dst_at(d), src_at(d), len);
	d->src_pos += len;
	d->dst_pos += len;
	return 0;
}

/* ---- legacy ---- */

/* Zeros up to the end, of less than a length, are what pads a file. */
static bool is_padding(const struct ukdecomp *d)
{
	for (__sz i = 0; i < src_left(d); i++)
		if (src_at(d)[i])
			return false;
	return true;
}

static int read_legacy(struct ukdecomp *d)
{
	uint32_t len;
	int rc;

	d->src_pos = 4;
	while (src_left(d) >= 4) {
		len = le32_at(src_at(d));
		if (len == 0 || len > (uint32_t)LZ4_COMPRESSBOUND(LEGACY_BLOCK))
			return 0;
		if (len > src_left(d) - 4)
			return decomp_cut_off(d);
		d->src_pos += 4;
		rc = read_block(d, len, LEGACY_BLOCK, 0);
		if (rc)
			return rc;
	}
	return is_padding(d) ? 0 : decomp_cut_off(d);
}

/* ---- version 1 ---- */

static int read_header(struct ukdecomp *d, struct frame *f)
{
	const uint8_t *p = src_at(d) + 4;
	__sz len = 3;

	if (src_left(d) < 4 + len)
		return decomp_cut_off(d);
	d->src_pos = 4;
	f->flags = p[0];
	if ((f->flags & F_VERSION) != F_VERSION_1 || (f->flags & F_RESERVED) ||
	    (p[1] & 0x8f) || p[1] < 0x40)
		return decomp_bad(d, "its version is not known");
	f->block_max = 256U << 2 * (p[1] >> 4);
	len += f->flags & F_LENGTH ? 8 : 0;
	len += f->flags & F_DICTIONARY ? 4 : 0;
	if (src_left(d) < len)
		return decomp_cut_off(d);
	if (p[len - 1] != (decomp_xxh32(p, len - 1) >> 8 & 0xff))
		return decomp_bad(d, "the checksum of its header is wrong");
	if (f->flags & F_DICTIONARY)
		return decomp_fail(d, -ENOTSUP, "it wants a dictionary");
	d->src_pos += len;
	if (!(f->flags & F_LENGTH))
		return 0;
	f->length = le64_at(p + 2);
	return f->length > d->dst_len ? decomp_no_room(d, f->length) : 0;
}

/* One block, whose length is read: with its checksum. */
static int next_block(struct ukdecomp *d, const struct frame *f, uint32_t word)
{
	uint32_t len = word & ~BLOCK_PLAIN;
	__sz sum_len = f->flags & F_BLOCK_SUM ? 4 : 0;
	uint32_t window = f->flags & F_INDEPENDENT
				  ? 0
				  : (uint32_t)MIN(d->dst_pos, (__sz)WINDOW);
	int rc;

	if (len > f->block_max)
		return decomp_bad(d, "a block's length is wrong");
	if (len + sum_len > src_left(d) - 4)
		return decomp_cut_off(d);
	d->src_pos += 4;
	if (sum_len && le32_at(src_at(d) + len) != decomp_xxh32(src_at(d), len))
		return decomp_bad(d, "a block's checksum is wrong");
	rc = word & BLOCK_PLAIN ? copy_block(d, len)
				: read_block(d, len, f->block_max, window);
	d->src_pos += rc ? 0 : sum_len;
	return rc;
}

static int check_contents(struct ukdecomp *d, const struct frame *f)
{
	if ((f->flags & F_LENGTH) && f->length != d->dst_pos)
		return decomp_bad(d, "its length is wrong");
	if (!(f->flags & F_CONTENTS_SUM))
		return 0;
	if (src_left(d) < 4)
		return decomp_cut_off(d);
	if (le32_at(src_at(d)) != decomp_xxh32(d->dst, d->dst_pos))
		return decomp_bad(d, "its checksum is wrong");
	d->src_pos += 4;
	return 0;
}

int decomp_lz4(struct ukdecomp *d)
{
	struct frame f = {0};
	uint32_t word;
	int rc;

	if (le32_at(src_at(d)) == LEGACY_MAGIC)
		return read_legacy(d);
	rc = read_header(d, &f);
	while (!rc) {
		if (src_left(d) < 4)
			return decomp_cut_off(d);
		word = le32_at(src_at(d));
		if (!word)
			break;
		rc = next_block(d, &f, word);
	}
	if (rc)
		return rc;
	d->src_pos += 4;
	return check_contents(d, &f);
}
