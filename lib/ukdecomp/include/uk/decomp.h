/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Decompression from memory to memory, in one go:
 *
 *	struct ukdecomp d = {
 *		.src = file, .src_len = length, .dst = room, .dst_len = size,
 *	};
 *	rc = ukdecomp_stream(&d);
 *	if (rc)
 *		d.why says in words what is wrong at d.src_pos
 *
 * A stream is a member of a gzip file, or a frame of LZ4 or Zstandard; a file
 *may have several, one behind the other. Nothing of the input is trusted.
 *Checksums that it has are compared.
 */
#ifndef __UK_DECOMP_H__
#define __UK_DECOMP_H__

#include <uk/arch/types.h>

#ifdef __cplusplus
extern "C" {
#endif

enum ukdecomp_format {
	UKDECOMP_NONE, /* nothing that is known here */
	UKDECOMP_GZIP,
	UKDECOMP_LZ4, /* frames, and the older ones of "lz4 -l" */
	UKDECOMP_ZSTD,
	UKDECOMP_SKIPPABLE, /* a frame of LZ4 or Zstandard without data */
	/* What is known by its beginning, but never decompressed */
	UKDECOMP_XZ,
	UKDECOMP_LZMA,
	UKDECOMP_BZIP2,
	UKDECOMP_LZO,
};

/* Of the stream that starts there, by its first bytes. */
enum ukdecomp_format ukdecomp_format(const void *src, __sz len);

/* "gzip" and so on. */
const char *ukdecomp_format_name(enum ukdecomp_format format);

/* Whether this image can decompress it. */
int ukdecomp_is_supported(enum ukdecomp_format format);

struct ukdecomp {
	const void *src;
	__sz src_len;
	/* Where it goes: as much as there is room for, none of it read before
	 * it is written
	 */
	void *dst;
	__sz dst_len;

	__sz src_pos;  /* bytes read; after a failure, where the bad part begins
			*/
	__sz dst_pos;  /* bytes written */
	__sz dst_need; /* -ENOSPC: dst_len must be this at least */
	const char *why; /* after a failure; lives for ever */
};

/*
 * Decompresses the stream that src starts with; more may follow it. 0, or
 *	-EINVAL		it is damaged, cut off, or has no format that is known
 *	-ENOTSUP	it wants what there is not: its format, a dictionary
 *	-ENOSPC		dst is too small
 *	-ENOMEM		no memory for the decompressor itself (up to 160 KiB of
 *			the default allocator, which are given back)
 * After a failure dst has something up to dst_len. Does not sleep.
 */
int ukdecomp_stream(struct ukdecomp *d);

#ifdef __cplusplus
}
#endif

#endif /* __UK_DECOMP_H__ */
