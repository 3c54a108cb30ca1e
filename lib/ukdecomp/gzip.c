/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * A member of a gzip file (RFC 1952):
 *
 *	1f 8b, method 8, flags, time (4), level, system
 *	[length (2), extra field] [name 0] [comment 0] [checksum of all this
 *(2)] what deflate made CRC-32 (4), length modulo 2^32 (4) of the contents
 */
#include <string.h>
#include <libdeflate.h>
#include "decomp_priv.h"

#define HEADER_LEN  10
#define TRAILER_LEN 8

#define F_HCRC	   0x02
#define F_EXTRA	   0x04
#define F_NAME	   0x08
#define F_COMMENT  0x10
#define F_RESERVED 0xe0

static int skip(struct ukdecomp *d, __sz len)
{
	if (len > src_left(d))
		return decomp_cut_off(d);
	d->src_pos += len;
	return 0;
}

static int skip_text(struct ukdecomp *d)
{
	const uint8_t *end = memchr(src_at(d), 0, src_left(d));

	if (!end)
		return decomp_cut_off(d);
	return skip(d, (__sz)(end - src_at(d)) + 1);
}

static int skip_extra(struct ukdecomp *d)
{
	if (src_left(d) < 2)
		return decomp_cut_off(d);
	return skip(d, 2 + le16_at(src_at(d)));
}

static int check_header(struct ukdecomp *d)
{
	uint32_t sum = libdeflate_crc32(0, d->src, d->src_pos) & 0xffff;

	if (src_left(d) < 2)
		return decomp_cut_off(d);
	if (sum != le16_at(src_at(d)))
		return decomp_bad(d, "the checksum of its header is wrong");
	return skip(d, 2);
}

static int read_header(struct ukdecomp *d)
{
	const uint8_t *p = d->src;
	uint8_t flags;
	int rc;

	rc = skip(d, HEADER_LEN);
	if (rc)
		return rc;
	flags = p[3];
	if (p[2] != 8 || (flags & F_RESERVED)) {
		d->src_pos = 2;
		return decomp_bad(d, "its method is not known");
	}
	if (flags & F_EXTRA)
		rc = skip_extra(d);
	if (!rc && (flags & F_NAME))
		rc = skip_text(d);
	if (!rc && (flags & F_COMMENT))
		rc = skip_text(d);
	if (!rc && (flags & F_HCRC))
		rc = check_header(d);
	return rc;
}

/* A single member says at its very end how long it becomes. */
static uint64_t room_needed(const struct ukdecomp *d)
{
	const uint8_t *end = (const uint8_t *)d->src + d->src_len;
	uint64_t said = src_left(d) < TRAILER_LEN ? 0 : le32_at(end - 4);

	return said > d->dst_len ? said : (uint64_t)d->dst_len + 1;
}

static int inflate(struct ukdecomp *d)
{
	struct libdeflate_decompressor *ld = libdeflate_alloc_decompressor();
	enum libdeflate_result result;
	size_t read, written;

	if (!ld)
		return decomp_no_memory(d);
	result = libdeflate_deflate_decompress_ex(ld, src_at(d), src_left(d),
						  d->dst, d->dst_len, &read,
						  &written);
	libdeflate_free_decompressor(ld);
	switch (result) {
	case LIBDEFLATE_SUCCESS:
		d->src_pos += read;
		d->dst_pos = written;
		return 0;
	case LIBDEFLATE_INSUFFICIENT_SPACE:
		return decomp_no_room(d, room_needed(d));
	default:
		return decomp_bad(d, "what follows is damaged or cut off");
	}
}

static int check_trailer(struct ukdecomp *d)
{
	const uint8_t *p = src_at(d);

	if (src_left(d) < TRAILER_LEN)
		return decomp_cut_off(d);
	if (le32_at(p) != libdeflate_crc32(0, d->dst, d->dst_pos))
		return decomp_bad(d, "its checksum is wrong");
	if (le32_at(p + 4) != (uint32_t)d->dst_pos)
		return decomp_bad(d, "its length is wrong");
	return skip(d, TRAILER_LEN);
}

int decomp_gzip(struct ukdecomp *d)
{
	int rc = read_header(d);

	if (!rc)
		rc = inflate(d);
	return rc ? rc : check_trailer(d);
}
