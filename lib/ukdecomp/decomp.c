/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Formats by their first bytes. */
#include <string.h>
#include <uk/assert.h>
#include <uk/essentials.h>
#include "decomp_priv.h"

/* A frame of 0x184d2a50 to 0x184d2a5f, its length, and that many bytes. */
static int skippable(struct ukdecomp *d)
{
	uint64_t len;

	if (src_left(d) < 8)
		return decomp_cut_off(d);
	len = 8 + (uint64_t)le32_at(src_at(d) + 4);
	if (len > src_left(d))
		return decomp_cut_off(d);
	d->src_pos += len;
	return 0;
}

static const struct {
	const char *name;
	int (*stream)(struct ukdecomp *d);
	uint8_t len;
	uint8_t magic[6];
	uint8_t low; /* bits of the first byte that may be anything */
} formats[] = {
	[UKDECOMP_NONE] = {.name = "unknown"},
	[UKDECOMP_GZIP] = {"gzip", DECOMP_GZIP, 2, {0x1f, 0x8b}, 0},
	[UKDECOMP_LZ4] = {"LZ4", DECOMP_LZ4, 4, {0x04, 0x22, 0x4d, 0x18}, 0},
	[UKDECOMP_ZSTD] = {"zstd", DECOMP_ZSTD, 4, {0x28, 0xb5, 0x2f, 0xfd}, 0},
	[UKDECOMP_SKIPPABLE] =
		{"skippable", skippable, 4, {0x50, 0x2a, 0x4d, 0x18}, 0x0f},
	[UKDECOMP_XZ] = {"xz", NULL, 6, {0xfd, '7', 'z', 'X', 'Z', 0}, 0},
	[UKDECOMP_LZMA] = {"LZMA", NULL, 3, {0x5d, 0, 0}, 0},
	[UKDECOMP_BZIP2] = {"bzip2", NULL, 3, {'B', 'Z', 'h'}, 0},
	[UKDECOMP_LZO] = {"LZO", NULL, 4, {0x89, 'L', 'Z', 'O'}, 0},
};

static const uint8_t lz4_legacy[4] = {0x02, 0x21, 0x4c, 0x18};

enum ukdecomp_format ukdecomp_format(const void *src, __sz len)
{
	const uint8_t *p = src;

	for (unsigned int i = 1; i < ARRAY_SIZE(formats); i++)
		if (len >= formats[i].len &&
		    (p[0] & ~formats[i].low) == formats[i].magic[0] &&
		    !memcmp(p + 1, formats[i].magic + 1, formats[i].len - 1U))
			return (enum ukdecomp_format)i;
	if (len >= sizeof(lz4_legacy) &&
	    !memcmp(p, lz4_legacy, sizeof(lz4_legacy)))
		return UKDECOMP_LZ4;
	return UKDECOMP_NONE;
}

const char *ukdecomp_format_name(enum ukdecomp_format format)
{
	return formats[format].name;
}

int ukdecomp_is_supported(enum ukdecomp_format format)
{
	return formats[format].stream != NULL;
}

int ukdecomp_stream(struct ukdecomp *d)
{
	enum ukdecomp_format format = ukdecomp_format(d->src, d->src_len);

	UK_ASSERT(d->dst || !d->dst_len);

	d->src_pos = d->dst_pos = 0;
	d->dst_need = 0;
	d->why = NULL;
	if (format == UKDECOMP_NONE)
		return decomp_bad(d, "its format is not known");
	if (!ukdecomp_is_supported(format))
		return decomp_fail(d, -ENOTSUP,
				   "this image cannot read the format");
	return formats[format].stream(d);
}
