/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Streams of the three formats whole, cut off at every byte, with every byte
 * changed, into too little room, and without memory. What is read and where it
 * goes lies in pieces of memory of just their size, for the sanitizer's sake.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <uk/decomp.h>
#include <uk/essentials.h>
#include <uk/test.h>
#include <uk/test_alloc.h>
#include "../decomp_priv.h"
#include "streams.h"

#define TEXT_LEN 710

#define STREAM(name, format, sum)                                        \
	{                                                                \
		stream_##name, sizeof(stream_##name), format, #name, sum \
	}

static const struct stream {
	const unsigned char *data;
	__sz len;
	enum ukdecomp_format format;
	const char *name;
	bool has_sum;
} streams[] = {
	STREAM(gzip, UKDECOMP_GZIP, true),
	STREAM(gzip_fields, UKDECOMP_GZIP, true),
	STREAM(lz4, UKDECOMP_LZ4, true),
	STREAM(lz4_plain, UKDECOMP_LZ4, false),
	STREAM(lz4_legacy, UKDECOMP_LZ4, false),
	STREAM(zstd, UKDECOMP_ZSTD, true),
	STREAM(zstd_pipe, UKDECOMP_ZSTD, false),
};

static char text[TEXT_LEN + 1];

static void text_make(void)
{
	char *p = text;

	for (int i = 0; i < 40; i++)
		p += sprintf(p, "line %d of a text\n", i);
}

static void *copy_of(const void *data, __sz len)
{
	char *copy = uk_malloc(uk_alloc_get_default(), MAX(len, 1UL));

	if (len)
		memcpy(copy, data, len);
	return copy;
}

static void drop(void *copy)
{
	uk_free(uk_alloc_get_default(), copy);
}

/* Into room for so many bytes, which then hold what came of it. */
static int run_into(struct ukdecomp *d, const void *src, __sz src_len,
		    void *dst, __sz dst_len)
{
	*d = (struct ukdecomp){
		.src = src,
		.src_len = src_len,
		.dst = dst,
		.dst_len = dst_len,
	};
	return ukdecomp_stream(d);
}

/* Is the result one that may come of damaged input? */
static bool is_refused(const struct ukdecomp *d, int rc)
{
	return (rc == -EINVAL || rc == -ENOTSUP || rc == -ENOSPC) && d->why &&
	       d->src_pos <= d->src_len &&
	       (rc != -ENOSPC || d->dst_need > d->dst_len);
}

static bool is_text(const struct ukdecomp *d)
{
	return d->dst_pos == TEXT_LEN && !memcmp(d->dst, text, TEXT_LEN);
}

UK_TESTCASE(decomp, whole_streams)
{
	char *dst = copy_of(text, TEXT_LEN);
	struct ukdecomp d;

	text_make();
	for (unsigned int i = 0; i < ARRAY_SIZE(streams); i++) {
		const struct stream *s = &streams[i];

		memset(dst, 0, TEXT_LEN);
		UK_TEST_EXPECT_SNUM_EQ(ukdecomp_format(s->data, s->len),
				       s->format);
		UK_TEST_EXPECT(ukdecomp_is_supported(s->format));
		UK_TEST_EXPECT_ZERO(
			run_into(&d, s->data, s->len, dst, TEXT_LEN));
		UK_TEST_EXPECT(is_text(&d));
		UK_TEST_EXPECT_SNUM_EQ(d.src_pos, s->len);
		UK_TEST_EXPECT_NULL(d.why);
	}
	drop(dst);
}

/* How it ends is known, whatever lies behind. */
UK_TESTCASE(decomp, what_follows_a_stream_is_not_touched)
{
	static const unsigned char tails[][8] = {
		{0},
		{0x02, 0x21, 0x4c, 0x18},
		{0x28, 0xb5, 0x2f, 0xfd},
		{0xff, 0xff, 0xff, 0xff},
	};
	char *src = copy_of(text, 300), *dst = copy_of(text, TEXT_LEN);
	struct ukdecomp d;

	text_make();
	for (unsigned int i = 0; i < ARRAY_SIZE(streams); i++)
		for (unsigned int t = 0; t < ARRAY_SIZE(tails); t++) {
			const struct stream *s = &streams[i];

			memcpy(src, s->data, s->len);
			memcpy(src + s->len, tails[t], sizeof(tails[t]));
			UK_TEST_EXPECT_ZERO(run_into(&d, src,
						     s->len + sizeof(tails[t]),
						     dst, TEXT_LEN));
			UK_TEST_EXPECT(is_text(&d));
			UK_TEST_EXPECT_SNUM_EQ(d.src_pos, s->len);
		}
	drop(src);
	drop(dst);
}

/* A legacy frame of LZ4 may end between blocks, and with padding. */
static bool may_end(const struct stream *s, __sz len)
{
	return s->data == stream_lz4_legacy && len == 4;
}

/* Zeros come in for what lacks of a gzip file: there is room for these. */
UK_TESTCASE(decomp, cut_off_at_every_byte)
{
	static char dst[2 * TEXT_LEN];
	unsigned int wrong = 0;
	struct ukdecomp d;

	for (unsigned int i = 0; i < ARRAY_SIZE(streams); i++)
		for (__sz len = 0; len < streams[i].len; len++) {
			void *src = copy_of(streams[i].data, len);
			int rc = run_into(&d, src, len, dst, sizeof(dst));

			if (may_end(&streams[i], len) ? rc
						      : rc != -EINVAL || !d.why)
				wrong++;
			drop(src);
		}
	UK_TEST_EXPECT_ZERO(wrong);
}

/* What has a checksum is refused, or a bit was without meaning. */
UK_TESTCASE(decomp, every_bit_changed)
{
	char *dst = copy_of(text, TEXT_LEN);
	unsigned int wrong = 0;
	struct ukdecomp d;

	text_make();
	for (unsigned int i = 0; i < ARRAY_SIZE(streams); i++) {
		const struct stream *s = &streams[i];
		unsigned char *src = copy_of(s->data, s->len);

		for (__sz bit = 0; bit < 8 * s->len; bit++) {
			int rc;

			src[bit / 8] ^= 1U << bit % 8;
			rc = run_into(&d, src, s->len, dst, TEXT_LEN);
			/* One frame may have become one to be skipped */
			if (rc ? !is_refused(&d, rc)
			       : s->has_sum && d.dst_pos && !is_text(&d))
				wrong++;
			src[bit / 8] ^= 1U << bit % 8;
		}
		drop(src);
	}
	UK_TEST_EXPECT_ZERO(wrong);
	drop(dst);
}

UK_TESTCASE(decomp, too_little_room)
{
	unsigned int wrong = 0;
	struct ukdecomp d;

	for (unsigned int i = 0; i < ARRAY_SIZE(streams); i++)
		for (__sz len = 0; len < TEXT_LEN; len++) {
			void *dst = copy_of(text, len);
			int rc = run_into(&d, streams[i].data, streams[i].len,
					  dst, len);

			if (rc != -ENOSPC || !is_refused(&d, rc) ||
			    d.dst_need > TEXT_LEN)
				wrong++;
			drop(dst);
		}
	UK_TEST_EXPECT_ZERO(wrong);
}

UK_TESTCASE(decomp, no_memory)
{
	char *dst = copy_of(text, TEXT_LEN);
	struct uk_test_alloc memory;
	struct ukdecomp d;
	int rc;

	text_make();
	uk_test_alloc_init(&memory, _uk_alloc_head);
	memory.a.next = _uk_alloc_head;
	_uk_alloc_head = &memory.a;
	for (unsigned int i = 0; i < ARRAY_SIZE(streams); i++)
		for (unsigned long n = 1;; n++) {
			uk_test_alloc_fail_at(&memory, n);
			rc = run_into(&d, streams[i].data, streams[i].len, dst,
				      TEXT_LEN);
			UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&memory));
			if (uk_test_alloc_count(&memory) < n)
				break;
			UK_TEST_EXPECT_SNUM_EQ(rc, -ENOMEM);
			UK_TEST_EXPECT_NOT_NULL(d.why);
		}
	UK_TEST_EXPECT_ZERO(rc);
	_uk_alloc_head = memory.a.next;
	drop(dst);
}

/* ---- what the tools do not write ---- */

static int refused(const void *src, __sz len, const char *why)
{
	static char dst[1000];
	struct ukdecomp d;
	int rc = run_into(&d, src, len, dst, sizeof(dst));

	return d.why && !strcmp(d.why, why) ? rc : 0;
}

#define REFUSED(why, ...)                             \
	refused((const unsigned char[]){__VA_ARGS__}, \
		sizeof((const unsigned char[]){__VA_ARGS__}), why)

UK_TESTCASE(decomp, formats)
{
	char dst[1];
	struct ukdecomp d;

	UK_TEST_EXPECT_SNUM_EQ(ukdecomp_format("", 0), UKDECOMP_NONE);
	UK_TEST_EXPECT_SNUM_EQ(ukdecomp_format("070701", 6), UKDECOMP_NONE);
	UK_TEST_EXPECT_SNUM_EQ(ukdecomp_format("BZh", 3), UKDECOMP_BZIP2);
	UK_TEST_EXPECT_SNUM_EQ(ukdecomp_format("\xfd"
					       "7zXZ\0",
					       6),
			       UKDECOMP_XZ);
	UK_TEST_EXPECT_SNUM_EQ(ukdecomp_format("\xfd"
					       "7zXZ\0",
					       5),
			       UKDECOMP_NONE);
	UK_TEST_EXPECT(!ukdecomp_is_supported(UKDECOMP_XZ));
	UK_TEST_EXPECT_ZERO(strcmp(ukdecomp_format_name(UKDECOMP_LZO), "LZO"));
	UK_TEST_EXPECT_SNUM_EQ(run_into(&d, "BZh91", 5, dst, 1), -ENOTSUP);
	UK_TEST_EXPECT_SNUM_EQ(run_into(&d, "text", 4, dst, 1), -EINVAL);

	/* Frames without data, of any kind */
	UK_TEST_EXPECT_ZERO(
		run_into(&d, "\x5f\x2a\x4d\x18\2\0\0\0ab!", 11, dst, 0));
	UK_TEST_EXPECT_SNUM_EQ(d.src_pos, 10);
	UK_TEST_EXPECT_SNUM_EQ(
		REFUSED("it ends too early", 0x50, 0x2a, 0x4d, 0x18, 1, 0, 0),
		-EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(REFUSED("it ends too early", 0x50, 0x2a, 0x4d,
				       0x18, 0xff, 0xff, 0xff, 0xff),
			       -EINVAL);
}

UK_TESTCASE(decomp, gzip_says_what_is_wrong)
{
	unsigned char *src =
		copy_of(stream_gzip_fields, sizeof(stream_gzip_fields));
	__sz len = sizeof(stream_gzip_fields);

	UK_TEST_EXPECT_SNUM_EQ(REFUSED("its method is not known", 0x1f, 0x8b, 7,
				       0, 0, 0, 0, 0, 0, 0),
			       -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(REFUSED("its method is not known", 0x1f, 0x8b, 8,
				       0x20, 0, 0, 0, 0, 0, 0),
			       -EINVAL);
	src[17] ^= 1; /* the name */
	UK_TEST_EXPECT_SNUM_EQ(
		refused(src, len, "the checksum of its header is wrong"),
		-EINVAL);
	src[17] ^= 1;
	src[len - 1] ^= 1;
	UK_TEST_EXPECT_SNUM_EQ(refused(src, len, "its length is wrong"),
			       -EINVAL);
	src[len - 5] ^= 1;
	UK_TEST_EXPECT_SNUM_EQ(refused(src, len, "its checksum is wrong"),
			       -EINVAL);
	drop(src);
}

UK_TESTCASE(decomp, lz4_says_what_is_wrong)
{
	unsigned char *src = copy_of(stream_lz4, sizeof(stream_lz4));
	__sz len = sizeof(stream_lz4);

	src[4] ^= 0x80;
	UK_TEST_EXPECT_SNUM_EQ(refused(src, len, "its version is not known"),
			       -EINVAL);
	src[4] ^= 0x80;
	src[6] ^= 1;
	UK_TEST_EXPECT_SNUM_EQ(
		refused(src, len, "the checksum of its header is wrong"),
		-EINVAL);
	src[6] ^= 1;
	src[18] = 1; /* a block of 65536 and more bytes */
	src[17] = 1;
	UK_TEST_EXPECT_SNUM_EQ(refused(src, len, "a block's length is wrong"),
			       -EINVAL);
	memcpy(src, stream_lz4, len);
	src[40] ^= 1;
	UK_TEST_EXPECT_SNUM_EQ(refused(src, len, "a block's checksum is wrong"),
			       -EINVAL);
	src[40] ^= 1;
	src[len - 1] ^= 1;
	UK_TEST_EXPECT_SNUM_EQ(refused(src, len, "its checksum is wrong"),
			       -EINVAL);
	/* A dictionary: 1, with the checksum that makes the header right */
	UK_TEST_EXPECT_SNUM_EQ(REFUSED("it wants a dictionary", 0x04, 0x22,
				       0x4d, 0x18, 0x61, 0x40, 1, 0, 0, 0,
				       0xd0),
			       -ENOTSUP);
	drop(src);
}

UK_TESTCASE(decomp, zstd_says_what_is_wrong)
{
	unsigned char *src = copy_of(stream_zstd, sizeof(stream_zstd));
	__sz len = sizeof(stream_zstd);

	src[len - 1] ^= 1;
	UK_TEST_EXPECT_SNUM_EQ(refused(src, len, "its checksum is wrong"),
			       -EINVAL);
	src[4] |= 8; /* reserved */
	UK_TEST_EXPECT_SNUM_EQ(refused(src, len, "its header is damaged"),
			       -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(REFUSED("it wants a dictionary", 0x28, 0xb5,
				       0x2f, 0xfd, 0x21, 5, 0, 1, 0, 0),
			       -ENOTSUP);
	/* Empty, but of one byte */
	UK_TEST_EXPECT_SNUM_EQ(REFUSED("its length is wrong", 0x28, 0xb5, 0x2f,
				       0xfd, 0x20, 1, 1, 0, 0),
			       -EINVAL);
	/* A block of the third kind */
	UK_TEST_EXPECT_SNUM_EQ(REFUSED("a block is damaged", 0x28, 0xb5, 0x2f,
				       0xfd, 0x20, 1, 0x0f, 0, 0, 0),
			       -EINVAL);
	drop(src);
}

UK_TESTCASE(decomp, xxh32)
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz";

	/* What Debian's xxhsum -H32 says */
	UK_TEST_EXPECT_SNUM_EQ(decomp_xxh32("", 0), 0x02cc5d05);
	UK_TEST_EXPECT_SNUM_EQ(decomp_xxh32("a", 1), 0x550d7456);
	UK_TEST_EXPECT_SNUM_EQ(decomp_xxh32("abc", 3), 0x32d153ff);
	UK_TEST_EXPECT_SNUM_EQ(decomp_xxh32(alphabet, 26), 0x63a14d5f);
}

uk_testsuite_register(decomp, NULL);
