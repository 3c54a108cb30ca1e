/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __DECOMP_PRIV_H__
#define __DECOMP_PRIV_H__

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <uk/config.h>
#include <uk/decomp.h>

/* What is left to read. */
static inline const uint8_t *src_at(const struct ukdecomp *d)
{
	return (const uint8_t *)d->src + d->src_pos;
}

static inline __sz src_left(const struct ukdecomp *d)
{
	return d->src_len - d->src_pos;
}

static inline uint8_t *dst_at(const struct ukdecomp *d)
{
	return (uint8_t *)d->dst + d->dst_pos;
}

static inline __sz dst_left(const struct ukdecomp *d)
{
	return d->dst_len - d->dst_pos;
}

static inline uint32_t le16_at(const uint8_t *p)
{
	return p[0] | (uint32_t)p[1] << 8;
}

static inline uint32_t le32_at(const uint8_t *p)
{
	return le16_at(p) | le16_at(p + 2) << 16;
}

static inline uint64_t le64_at(const uint8_t *p)
{
	return le32_at(p) | (uint64_t)le32_at(p + 4) << 32;
}

static inline int decomp_fail(struct ukdecomp *d, int rc, const char *why)
{
	d->why = why;
	return rc;
}

static inline int decomp_bad(struct ukdecomp *d, const char *why)
{
	return decomp_fail(d, -EINVAL, why);
}

static inline int decomp_cut_off(struct ukdecomp *d)
{
	d->src_pos = d->src_len;
	return decomp_bad(d, "it ends too early");
}

static inline int decomp_no_room(struct ukdecomp *d, uint64_t need)
{
	d->dst_need = need;
	return decomp_fail(d, -ENOSPC, "there is too little room");
}

static inline int decomp_no_memory(struct ukdecomp *d)
{
	return decomp_fail(d, -ENOMEM, "there is no memory to read it with");
}

/* xxh32.c: the 32-bit checksum of LZ4's frames, with seed 0. */
uint32_t decomp_xxh32(const void *data, __sz len);

/* One stream each; src_pos and dst_pos are 0, the first bytes are looked at. */
int decomp_gzip(struct ukdecomp *d);
int decomp_lz4(struct ukdecomp *d);
int decomp_zstd(struct ukdecomp *d);

/* NULL: not in the image. */
#if CONFIG_LIBUKDECOMP_GZIP
#define DECOMP_GZIP decomp_gzip
#else
#define DECOMP_GZIP NULL
#endif
#if CONFIG_LIBUKDECOMP_LZ4
#define DECOMP_LZ4 decomp_lz4
#else
#define DECOMP_LZ4 NULL
#endif
#if CONFIG_LIBUKDECOMP_ZSTD
#define DECOMP_ZSTD decomp_zstd
#else
#define DECOMP_ZSTD NULL
#endif

#endif /* __DECOMP_PRIV_H__ */
