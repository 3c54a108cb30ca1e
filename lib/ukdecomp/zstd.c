/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * A frame of Zstandard (RFC 8878), block by block: Zstandard says how many
 * bytes it wants next, and looks for what a block refers to before it, in dst,
 * so that the frame's window costs no memory.
 */
#define ZSTD_STATIC_LINKING_ONLY
#include <zstd.h>
#include <zstd_errors.h>
#include <uk/alloc.h>
#include "decomp_priv.h"

/* *length: ZSTD_CONTENTSIZE_UNKNOWN, or what the header says. */
static int read_header(struct ukdecomp *d, unsigned long long *length)
{
	ZSTD_frameHeader header;
	size_t rc = ZSTD_getFrameHeader(&header, d->src, d->src_len);

	if (ZSTD_isError(rc))
		return decomp_bad(d, "its header is damaged");
	if (rc)
		return decomp_cut_off(d);
	if (header.dictID)
		return decomp_fail(d, -ENOTSUP, "it wants a dictionary");
	*length = header.frameContentSize;
	if (*length != ZSTD_CONTENTSIZE_UNKNOWN && *length > d->dst_len)
		return decomp_no_room(d, *length);
	return 0;
}

static int failure(struct ukdecomp *d, size_t rc)
{
	switch (ZSTD_getErrorCode(rc)) {
	case ZSTD_error_dstSize_tooSmall:
		return decomp_no_room(d, (uint64_t)d->dst_len + 1);
	case ZSTD_error_checksum_wrong:
		return decomp_bad(d, "its checksum is wrong");
	default:
		return decomp_bad(d, "a block is damaged");
	}
}

static int read_blocks(struct ukdecomp *d, ZSTD_DCtx *ctx,
		       unsigned long long length)
{
	size_t want, rc = ZSTD_decompressBegin(ctx);

	if (ZSTD_isError(rc))
		return failure(d, rc);
	while ((want = ZSTD_nextSrcSizeToDecompress(ctx))) {
		if (want > src_left(d))
			return decomp_cut_off(d);
		rc = ZSTD_decompressContinue(ctx, dst_at(d), dst_left(d),
					     src_at(d), want);
		if (ZSTD_isError(rc))
			return failure(d, rc);
		d->src_pos += want;
		d->dst_pos += rc;
	}
	/* Zstandard looks at that only behind a block that is not empty */
	if (length != ZSTD_CONTENTSIZE_UNKNOWN && length != d->dst_pos)
		return decomp_bad(d, "its length is wrong");
	return 0;
}

int decomp_zstd(struct ukdecomp *d)
{
	size_t size = ZSTD_estimateDCtxSize();
	unsigned long long length;
	void *memory;
	int rc = read_header(d, &length);

	if (rc)
		return rc;
	memory = uk_memalign(uk_alloc_get_default(), 8, size);
	if (!memory)
		return decomp_no_memory(d);
	rc = read_blocks(d, ZSTD_initStaticDCtx(memory, size), length);
	uk_free(uk_alloc_get_default(), memory);
	return rc;
}
