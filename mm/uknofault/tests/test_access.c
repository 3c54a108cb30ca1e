/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Only in the image: faults of the real CPU. */

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <arch/mmu.h>
#include <uk/access.h>
#include <uk/test.h>
#include "pages.h"

#define T_END ((char *)T + PAGE_SIZE)

/* As while a loaded program's system call runs */
static void program_begin(void)
{
	arch_percpu()->app_limit = 0x800000000000;
}

static void program_end(void)
{
	arch_percpu()->app_limit = 0;
}

UK_TESTCASE(ukaccess, copies_all_or_says_so)
{
	char buf[16] = "fifteen letters";
	char got[16];

	UK_TEST_EXPECT(pages_map(T, 1, PAGE_ATTR_PROT_RW));
	UK_TEST_EXPECT_ZERO(uk_copy_to_app(T_END - 16, buf, 16));
	UK_TEST_EXPECT_ZERO(uk_copy_from_app(got, T_END - 16, 16));
	UK_TEST_EXPECT_BYTES_EQ(got, buf, 16);
	UK_TEST_EXPECT_SNUM_EQ(uk_copy_to_app(T_END - 8, buf, 16), -EFAULT);
	UK_TEST_EXPECT_BYTES_EQ(T_END - 8, buf, 8);
	UK_TEST_EXPECT_SNUM_EQ(uk_copy_from_app(got, T_END - 8, 16), -EFAULT);
	UK_TEST_EXPECT_BYTES_EQ(got, buf, 8);
	UK_TEST_EXPECT_BYTES_EQ(got + 8, "\0\0\0\0\0\0\0", 8);
	UK_TEST_EXPECT_SNUM_EQ(uk_copy_from_app(got, NULL, 16), -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(uk_copy_to_app(NULL, got, 1), -EFAULT);
	UK_TEST_EXPECT_ZERO(uk_copy_from_app(got, NULL, 0));
	UK_TEST_EXPECT_ZERO(uk_copy_to_app(NULL, got, 0));
	UK_TEST_EXPECT_SNUM_EQ(uk_copy_from_app(got, (char *)-4UL, 8), -EFAULT);
	UK_TEST_EXPECT(pages_unmap(T, 1));
}

/* One access of a value that is there in part: as far as it is there */
UK_TESTCASE(ukaccess, values_across_the_end)
{
	static const __sz lens[] = {1, 4, 8};
	char buf[8] = "12345678", got[8];

	UK_TEST_EXPECT(pages_map(T, 1, PAGE_ATTR_PROT_RW));
	for (unsigned int i = 0; i < ARRAY_SIZE(lens); i++) {
		__sz len = lens[i];

		UK_TEST_EXPECT_ZERO(uk_copy_to_app(T_END - len, buf, len));
		UK_TEST_EXPECT_ZERO(uk_store_app(T_END - len, buf, len));
		UK_TEST_EXPECT_ZERO(uk_copy_from_app(got, T_END - len, len));
		UK_TEST_EXPECT_BYTES_EQ(got, buf, len);
		UK_TEST_EXPECT_ZERO(uk_load_app(got, T_END - len, len));
		UK_TEST_EXPECT_BYTES_EQ(got, buf, len);
		UK_TEST_EXPECT_SNUM_EQ(uk_copy_to_app(T_END, buf, len),
				       -EFAULT);
		UK_TEST_EXPECT_SNUM_EQ(uk_load_app(got, T_END, len), -EFAULT);
		UK_TEST_EXPECT_BYTES_EQ(got, "\0\0\0\0\0\0\0", len);
	}
	memset(T_END - 4, 'x', 4);
	UK_TEST_EXPECT_SNUM_EQ(uk_store_app(T_END - 3, buf, 8), -EFAULT);
	UK_TEST_EXPECT_BYTES_EQ(T_END - 4, "x123", 4);
	UK_TEST_EXPECT_SNUM_EQ(uk_load_app(got, T_END - 2, 4), -EFAULT);
	UK_TEST_EXPECT_BYTES_EQ(got, "23\0\0", 4);
	UK_TEST_EXPECT_SNUM_EQ(uk_load_app(got, T_END - 3, 8), -EFAULT);
	UK_TEST_EXPECT_BYTES_EQ(got, "123\0\0\0\0\0", 8);
	UK_TEST_EXPECT(pages_unmap(T, 1));
}

UK_TESTCASE(ukaccess, single_values)
{
	uint32_t value = 7;

	UK_TEST_EXPECT(pages_map(T, 1, PAGE_ATTR_PROT_RW));
	UK_TEST_EXPECT_ZERO(uk_put_to_app(0xdeadbeef, (uint32_t *)T));
	UK_TEST_EXPECT_ZERO(uk_get_from_app(value, (uint32_t *)T));
	UK_TEST_EXPECT_SNUM_EQ(value, 0xdeadbeef);
	UK_TEST_EXPECT(pages_protect(T, 1, PAGE_ATTR_PROT_READ));
	UK_TEST_EXPECT_SNUM_EQ(uk_put_to_app(1, (uint32_t *)T), -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(uk_get_from_app(value, (uint32_t *)0x10),
			       -EFAULT);
	UK_TEST_EXPECT_ZERO(value);
	UK_TEST_EXPECT(pages_unmap(T, 1));
}

UK_TESTCASE(ukaccess, compares_and_exchanges)
{
	uint32_t old = 5;

	UK_TEST_EXPECT(pages_map(T, 1, PAGE_ATTR_PROT_RW));
	UK_TEST_EXPECT_ZERO(uk_put_to_app(7, (uint32_t *)T));
	UK_TEST_EXPECT_ZERO(uk_cmpxchg_app((uint32_t *)T, &old, 9));
	UK_TEST_EXPECT_SNUM_EQ(old, 7);
	UK_TEST_EXPECT_ZERO(uk_cmpxchg_app((uint32_t *)T, &old, 9));
	UK_TEST_EXPECT_SNUM_EQ(old, 7);
	UK_TEST_EXPECT_SNUM_EQ(*(uint32_t *)T, 9);
	UK_TEST_EXPECT(pages_protect(T, 1, PAGE_ATTR_PROT_READ));
	/* what differs is not written: not every CPU needs permission then */
	old = 9;
	UK_TEST_EXPECT_SNUM_EQ(uk_cmpxchg_app((uint32_t *)T, &old, 1), -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(uk_cmpxchg_app((uint32_t *)0x10, &old, 1),
			       -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(old, 9);
	UK_TEST_EXPECT_SNUM_EQ(*(uint32_t *)T, 9);
	program_begin();
	UK_TEST_EXPECT_SNUM_EQ(uk_cmpxchg_app(&old, &old, 1), -EFAULT);
	program_end();
	UK_TEST_EXPECT(pages_unmap(T, 1));
}

UK_TESTCASE(ukaccess, clears_exactly)
{
	unsigned int bad = 0;

	UK_TEST_EXPECT(pages_map(T, 1, PAGE_ATTR_PROT_RW));
	for (size_t len = 0; len <= 200; len++) {
		for (size_t shift = 0; shift < 9; shift++) {
			char *at = (char *)T + 64 + shift;

			memset((char *)T, 0x33, 512);
			bad += uk_clear_app(at, len) != 0;
			bad += at[-1] != 0x33 || at[len] != 0x33;
			for (size_t i = 0; i < len; i++)
				bad += at[i] != 0;
			/* ends in the hole behind the page */
			memset(T_END - 256, 0x33, 256);
			at = T_END - len;
			bad += uk_clear_app(at, len + shift) !=
			       (shift ? -EFAULT : 0);
			bad += at[-1] != 0x33;
			for (size_t i = 0; i < len; i++)
				bad += at[i] != 0;
		}
	}
	UK_TEST_EXPECT_ZERO(bad);
	UK_TEST_EXPECT_SNUM_EQ(uk_clear_app(NULL, 8), -EFAULT);
	UK_TEST_EXPECT(pages_unmap(T, 1));
}

/* Every length, at every place in a word, at the end of what is there. */
UK_TESTCASE(ukaccess, strings)
{
	char dst[80];
	unsigned int bad = 0;

	UK_TEST_EXPECT(pages_map(T, 1, PAGE_ATTR_PROT_RW));
	for (size_t len = 0; len < 40; len++) {
		for (size_t behind = 0; behind < 9; behind++) {
			char *at = T_END - behind - len - 1;

			memset(T_END - 64, 'y', 64);
			memset(at, 'x', len);
			at[len] = '\0';
			memset(dst, 'z', sizeof(dst));
			bad += uk_strncpy_from_app(dst, at, 64) != (long)len;
			bad += strlen(dst) != len || memcmp(dst, at, len);
			bad += dst[64] != 'z';
			bad += uk_strncpy_from_app(dst, at, len + 1) !=
			       (long)len;
			bad += uk_strncpy_from_app(dst, at, len) !=
			       -ENAMETOOLONG;
			bad += dst[0] != '\0' && len != 0;
		}
	}
	UK_TEST_EXPECT_ZERO(bad);
	UK_TEST_EXPECT(pages_unmap(T, 1));
}

UK_TESTCASE(ukaccess, strings_without_end)
{
	char dst[80];

	UK_TEST_EXPECT(pages_map(T, 1, PAGE_ATTR_PROT_RW));
	memset((char *)T, 'x', PAGE_SIZE);
	for (size_t len = 0; len < 40; len++) {
		dst[0] = 'z';
		UK_TEST_EXPECT_SNUM_EQ(
			uk_strncpy_from_app(dst, T_END - len, 60), -EFAULT);
		UK_TEST_EXPECT_ZERO(dst[0]);
	}
	UK_TEST_EXPECT_SNUM_EQ(uk_strncpy_from_app(dst, (char *)T, 60),
			       -ENAMETOOLONG);
	UK_TEST_EXPECT_SNUM_EQ(uk_strncpy_from_app(dst, T_END - 60, 60),
			       -ENAMETOOLONG);
	UK_TEST_EXPECT_SNUM_EQ(uk_strncpy_from_app(dst, NULL, 60), -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(uk_strncpy_from_app(dst, (char *)-1UL, 60),
			       -EFAULT);
	/* all bytes but zero, those with the high bit too */
	for (unsigned int i = 1; i < 256; i++)
		((char *)T)[i] = (char)i;
	((char *)T)[0] = 1;
	((char *)T)[256] = 0;
	for (unsigned int i = 190; i < 256; i++)
		UK_TEST_EXPECT_SNUM_EQ(
			uk_strncpy_from_app(dst, (char *)T + i, 80), 256 - i);
	UK_TEST_EXPECT(pages_unmap(T, 1));
}

/* What a program may not name is refused, though it is there. */
UK_TESTCASE(ukaccess, a_program_has_its_own_half_only)
{
	static char kernel[32] = "of the kernel";
	char buf[32];
	int from, to, clear, across, top;
	long string;

	UK_TEST_EXPECT_ZERO(uk_copy_from_app(buf, kernel, 14));
	UK_TEST_EXPECT_SNUM_EQ(uk_strncpy_from_app(buf, kernel, 32), 13);
	UK_TEST_EXPECT(pages_map(T, 1, PAGE_ATTR_PROT_RW));
	program_begin();
	from = uk_copy_from_app(buf, kernel, 14);
	to = uk_copy_to_app(kernel, "by a program", 13);
	clear = uk_clear_app(kernel, 1);
	string = uk_strncpy_from_app(buf, kernel, 32);
	across = uk_copy_from_app(buf, (char *)0x7ffffffffff8, 16);
	top = uk_clear_app((char *)T, ~0UL);
	program_end();
	UK_TEST_EXPECT_SNUM_EQ(from, -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(to, -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(clear, -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(string, -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(across, -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(top, -EFAULT);
	UK_TEST_EXPECT_BYTES_EQ(kernel, "of the kernel", 14);

	program_begin();
	to = uk_copy_to_app((char *)T, "mine", 5);
	string = uk_strncpy_from_app(buf, (char *)T, 32);
	program_end();
	UK_TEST_EXPECT_ZERO(to);
	UK_TEST_EXPECT_SNUM_EQ(string, 4);
	UK_TEST_EXPECT(pages_unmap(T, 1));
}

UK_TESTCASE(ukaccess, ranges)
{
	UK_TEST_EXPECT(uk_app_range_ok(0, 0));
	UK_TEST_EXPECT(uk_app_range_ok(0, ~0UL));
	UK_TEST_EXPECT(uk_app_range_ok(~0UL, 1));
	UK_TEST_EXPECT(!uk_app_range_ok(~0UL, 2));
	program_begin();
	UK_TEST_EXPECT(uk_app_range_ok(0x7fffffffffff, 1));
	UK_TEST_EXPECT(!uk_app_range_ok(0x7fffffffffff, 2));
	UK_TEST_EXPECT(!uk_app_range_ok(0x1000, ~0UL));
	UK_TEST_EXPECT(!uk_app_range_ok(~0UL, 1));
	program_end();
}

uk_testsuite_register(ukaccess, NULL);
