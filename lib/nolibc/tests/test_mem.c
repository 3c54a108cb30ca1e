/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* memcpy(), memmove(), memset(), memcmp(), memchr() and their like. */
#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <uk/test.h>

#define SIZE 4096

static unsigned char src[SIZE], dst[SIZE], want[SIZE];

static void fill(unsigned char *p, size_t n, unsigned int seed)
{
	size_t i;

	for (i = 0; i < n; i++) {
		seed = seed * 1103515245 + 12345;
		p[i] = (unsigned char)(seed >> 16);
	}
}

/* The same, byte by byte, in a way that no compiler recognises. */
static void copy_slow(unsigned char *d, const unsigned char *s, size_t n)
{
	volatile unsigned char *p = d;
	size_t i;

	for (i = 0; i < n; i++)
		p[i] = s[i];
}

static int equal_slow(const unsigned char *a, const unsigned char *b, size_t n)
{
	const volatile unsigned char *p = a;
	size_t i;

	for (i = 0; i < n; i++)
		if (p[i] != b[i])
			return 0;
	return 1;
}

static const size_t lengths[] = {63,   64,   65,   96,	 127,  128,  129,
				 255,  256,  511,  512,	 513,  1000, 1023,
				 1024, 1025, 2047, 2048, 3000, 4000};

#define EACH_LENGTH(n)                                                  \
	for (size_t _i = 0; _i < 62 + ARRAY_SIZE(lengths) &&            \
			    ((n) = _i < 62 ? _i : lengths[_i - 62], 1); \
	     _i++)

UK_TESTCASE(nolibc_mem, memcpy_copies_that_much_and_no_more)
{
	size_t n, so, d;
	int good = 1;

	fill(src, SIZE, 1);
	EACH_LENGTH(n)
	{
		for (so = 0; so < 9; so += n < 300 ? 1 : 3) {
			for (d = 0; d < 9; d += n < 300 ? 1 : 3) {
				fill(dst, n + 40, 2);
				fill(want, n + 40, 2);
				copy_slow(want + 16 + d, src + so, n);
				if (memcpy(dst + 16 + d, src + so, n) !=
				    dst + 16 + d)
					good = 0;
				if (!equal_slow(dst, want, n + 40))
					good = 0;
			}
		}
	}
	UK_TEST_EXPECT(good);
}

UK_TESTCASE(nolibc_mem, memmove_may_overlap_both_ways)
{
	static const int shifts[] = {-300, -65, -64, -63, -33, -17, -9,
				     -8,   -7,	-1,  0,	  1,   7,   8,
				     9,	   17,	33,  63,  64,  65,  300};
	unsigned char *from = dst + 400;
	unsigned char *to;
	size_t n, i;
	int good = 1;

	EACH_LENGTH(n)
	{
		if (n > 3000)
			continue;
		for (i = 0; i < ARRAY_SIZE(shifts); i++) {
			fill(dst, n + 720, 3);
			fill(want, n + 720, 3);
			to = from + shifts[i];
			copy_slow(src, from, n);
			copy_slow(want + (to - dst), src, n);
			if (memmove(to, from, n) != to)
				good = 0;
			if (!equal_slow(dst, want, n + 720))
				good = 0;
		}
	}
	UK_TEST_EXPECT(good);
}

UK_TESTCASE(nolibc_mem, memset_sets_that_much_and_no_more)
{
	static const int values[] = {0, 0x5a, 0xff, 0x1234, -1};
	volatile unsigned char *p = want;
	size_t n, d, i, v;
	int good = 1;

	EACH_LENGTH(n)
	{
		for (d = 0; d < 17; d += n < 300 ? 1 : 5) {
			for (v = 0; v < ARRAY_SIZE(values); v++) {
				fill(dst, n + 64, 4);
				fill(want, n + 64, 4);
				for (i = 0; i < n; i++)
					p[32 + d + i] =
						(unsigned char)values[v];
				if (memset(dst + 32 + d, values[v], n) !=
				    dst + 32 + d)
					good = 0;
				if (!equal_slow(dst, want, n + 64))
					good = 0;
			}
		}
	}
	UK_TEST_EXPECT(good);
}

UK_TESTCASE(nolibc_mem, large_blocks)
{
	static unsigned char big[64 * 1024 + 64];
	static const int values[] = {0, 7};
	size_t off, v, i;
	int good = 1;

	for (v = 0; v < ARRAY_SIZE(values); v++) {
		for (off = 0; off < 64; off += 13) {
			for (i = 0; i < sizeof(big); i++)
				((volatile unsigned char *)big)[i] = 0xee;
			memset(big + off, values[v], 64 * 1024 - 5);
			for (i = 0; i < sizeof(big); i++) {
				int in = i >= off && i < off + 64 * 1024 - 5;

				if (big[i] != (in ? values[v] : 0xee))
					good = 0;
			}
		}
	}
	UK_TEST_EXPECT(good);

	fill(big, 32 * 1024, 5);
	memcpy(big + 32 * 1024 + 3, big, 32 * 1024);
	UK_TEST_EXPECT(equal_slow(big, big + 32 * 1024 + 3, 32 * 1024));
}

UK_TESTCASE(nolibc_mem, memcmp_says_which_is_larger)
{
	size_t n, at;
	int good = 1;

	for (n = 1; n < 40; n++) {
		for (at = 0; at < n; at++) {
			fill(src, n + 1, 6);
			copy_slow(dst, src, n + 1);
			if (memcmp(src, dst, n) != 0)
				good = 0;
			src[at] = 0x80;
			dst[at] = 0x7f;
			dst[n] = (unsigned char)~src[n];
			if (memcmp(src, dst, n) <= 0 ||
			    memcmp(dst, src, n) >= 0 || !bcmp(src, dst, n) ||
			    memcmp(src, dst, at) != 0)
				good = 0;
		}
	}
	UK_TEST_EXPECT(good);
	UK_TEST_EXPECT_ZERO(memcmp("a", "b", 0));
	UK_TEST_EXPECT_ZERO(bcmp("abc", "abd", 2));
}

UK_TESTCASE(nolibc_mem, memchr_finds_the_first)
{
	char buf[64];
	size_t n, at, off;
	int good = 1;

	for (off = 0; off < 8; off++) {
		for (n = 0; n < 40; n++) {
			memset(buf, 'x', sizeof(buf));
			buf[off + n] = 'y'; /* right behind the end */
			if (memchr(buf + off, 'y', n))
				good = 0;
			for (at = 0; at < n; at++) {
				memset(buf, 'x', sizeof(buf));
				buf[off + at] = 'y';
				buf[off + n - 1] = 'y';
				if (memchr(buf + off, 'y' + 256, n) !=
				    buf + off + at)
					good = 0;
			}
		}
	}
	UK_TEST_EXPECT(good);

	strcpy(buf, "one two");
	UK_TEST_EXPECT_PTR_EQ(memchr(buf, '\0', SIZE_MAX), buf + 7);
	UK_TEST_EXPECT_PTR_EQ(rawmemchr(buf, 't'), buf + 4);
	UK_TEST_EXPECT_PTR_EQ(memrchr(buf, 'o', 7), buf + 6);
	UK_TEST_EXPECT_PTR_EQ(memrchr(buf, 'o', 6), buf);
	UK_TEST_EXPECT_NULL(memrchr(buf, 'z', 7));
	UK_TEST_EXPECT_NULL(memrchr(buf, 'o', 0));
}

UK_TESTCASE(nolibc_mem, memchr_is_exact_about_high_bits)
{
	static const unsigned char tricky[16] = {0x81, 0x01, 0x80, 0x00, 0xff,
						 0x7f, 0x01, 0x80, 0x81, 0x01,
						 0x80, 0x7f, 0xff, 0x00, 0x01};
	int c;
	int good = 1;
	size_t i;

	for (c = 0; c < 256; c++) {
		for (i = 0; i < 15 && tricky[i] != c; i++)
			;
		if (memchr(tricky, c, 15) !=
		    (i < 15 ? (const void *)(tricky + i) : NULL))
			good = 0;
	}
	UK_TEST_EXPECT(good);
}

UK_TESTCASE(nolibc_mem, the_others)
{
	char buf[16] = "0123456789";
	char pairs[8];

	UK_TEST_EXPECT_PTR_EQ(mempcpy(buf, "abc", 3), buf + 3);
	UK_TEST_EXPECT_BYTES_EQ(buf, "abc3456789", 11);
	UK_TEST_EXPECT_PTR_EQ(memccpy(buf, "xyz", 'y', 3), buf + 2);
	UK_TEST_EXPECT_BYTES_EQ(buf, "xyc3", 4);
	UK_TEST_EXPECT_NULL(memccpy(buf, "uvw", 'q', 3));
	UK_TEST_EXPECT_BYTES_EQ(buf, "uvw3", 4);

	UK_TEST_EXPECT_PTR_EQ(memmem("hello world", 11, "o w", 3) ? buf : NULL,
			      buf);
	UK_TEST_EXPECT_NULL(memmem("hello", 5, "lo ", 3));
	UK_TEST_EXPECT_NULL(memmem("lo", 2, "lo ", 3));
	UK_TEST_EXPECT_NOT_NULL(memmem("", 0, "", 0));

	bcopy(buf, buf + 1, 4);
	UK_TEST_EXPECT_BYTES_EQ(buf, "uuvw3", 5);
	bzero(buf, 2);
	UK_TEST_EXPECT_BYTES_EQ(buf, "\0\0vw3", 5);
	explicit_bzero(buf, 4);
	UK_TEST_EXPECT_BYTES_EQ(buf, "\0\0\0\0003", 5);
	memset(pairs, '-', sizeof(pairs));
	swab("abcdef", pairs, 5);
	UK_TEST_EXPECT_BYTES_EQ(pairs, "badc--", 6);

	UK_TEST_EXPECT_SNUM_EQ(ffs(0), 0);
	UK_TEST_EXPECT_SNUM_EQ(ffs(-8), 4);
	UK_TEST_EXPECT_SNUM_EQ(ffsl(1L << 40), 41);
	UK_TEST_EXPECT_SNUM_EQ(ffsll(LLONG_MIN), 64);
}

uk_testsuite_register(nolibc_mem, NULL);
