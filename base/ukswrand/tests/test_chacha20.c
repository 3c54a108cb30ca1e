/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The test vectors of RFC 8439, 2.3.2, A.1 and of a generator's own promises.
 */

#include <string.h>
#include <uk/test.h>
#include "../chacha20.h"
#include "../swrand_priv.h"

UK_TESTCASE(ukswrand, test_chacha20_rfc8439_2_3_2)
{
	static const uint32_t key[] = {
		0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c,
		0x13121110, 0x17161514, 0x1b1a1918, 0x1f1e1d1c,
	};
	static const uint32_t nonce[] = {0x09000000, 0x4a000000, 0x00000000};
	static const uint32_t want[] = {
		0xe4e7f110, 0x15593bd1, 0x1fdd0f50, 0xc47120a3,
		0xc7f4d1c7, 0x0368c033, 0x9aaa2204, 0x4e6cd4c3,
		0x466482d2, 0x09aa9f07, 0x05d7c214, 0xa2028bd9,
		0xd19c12b5, 0xb94e16de, 0xe883d0cb, 0x4e3c50a2,
	};
	uint32_t out[CHACHA20_WORDS];

	chacha20_block(out, key, 1, nonce);
	UK_TEST_EXPECT_BYTES_EQ(out, want, sizeof(want));
}

UK_TESTCASE(ukswrand, test_chacha20_rfc8439_a_1)
{
	static const uint32_t zero_0[] = {
		0xade0b876, 0x903df1a0, 0xe56a5d40, 0x28bd8653,
		0xb819d2bd, 0x1aed8da0, 0xccef36a8, 0xc70d778b,
		0x7c5941da, 0x8d485751, 0x3fe02477, 0x374ad8b8,
		0xf4b8436a, 0x1ca11815, 0x69b687c3, 0x8665eeb2,
	};
	static const uint32_t zero_1[] = {
		0xbee7079f, 0x7a385155, 0x7c97ba98, 0x0d082d73,
		0xa0290fcb, 0x6965e348, 0x3e53c612, 0xed7aee32,
		0x7621b729, 0x434ee69c, 0xb03371d5, 0xd539d874,
		0x281fed31, 0x45fb0a51, 0x1f0ae1ac, 0x6f4d794b,
	};
	static const uint32_t key[CHACHA20_KEY_WORDS];
	static const uint32_t nonce[3];
	uint32_t out[CHACHA20_WORDS];

	chacha20_block(out, key, 0, nonce);
	UK_TEST_EXPECT_BYTES_EQ(out, zero_0, sizeof(zero_0));
	chacha20_block(out, key, 1, nonce);
	UK_TEST_EXPECT_BYTES_EQ(out, zero_1, sizeof(zero_1));
}

UK_TESTCASE(ukswrand, test_a_seed_decides_the_numbers)
{
	static const __u32 seed[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
	struct uk_swrand a, b, c;
	unsigned int i, same = 0;
	__u32 number;

	uk_swrand_init_r(&a, 9, seed);
	uk_swrand_init_r(&b, 9, seed);
	uk_swrand_init_r(&c, 8, seed);
	for (i = 0; i < 100; i++) {
		number = uk_swrand_randr_r(&a);
		UK_TEST_EXPECT(number == uk_swrand_randr_r(&b));
		same += number == uk_swrand_randr_r(&c);
	}
	UK_TEST_EXPECT(same < 2);
}

UK_TESTCASE(ukswrand, test_no_seed_differs_from_a_zero)
{
	static const __u32 zero[1];
	struct uk_swrand a, b;

	uk_swrand_init_r(&a, 0, NULL);
	uk_swrand_init_r(&b, 1, zero);
	UK_TEST_EXPECT(uk_swrand_randr_r(&a) != uk_swrand_randr_r(&b));
}

/* Nothing that was given out may be found in the state afterwards. */
UK_TESTCASE(ukswrand, test_what_was_given_out_is_erased)
{
	static const __u32 seed[] = {42};
	const __u32 *words;
	struct uk_swrand r;
	unsigned int i, j, found = 0;
	__u32 number;

	uk_swrand_init_r(&r, 1, seed);
	words = r.key;
	for (i = 0; i < 64; i++) {
		number = uk_swrand_randr_r(&r);
		for (j = 0; j < UK_SWRAND_KEY_WORDS; j++)
			found += words[j] == number || r.ready[j] == number;
	}
	UK_TEST_EXPECT_ZERO(found);
}

UK_TESTCASE(ukswrand, test_a_stream_of_any_length)
{
	static const __u32 seed[] = {7};
	unsigned char long_buf[200], short_buf[67];
	__u32 key[UK_SWRAND_KEY_WORDS], copy[UK_SWRAND_KEY_WORDS];
	static const __u32 zero[UK_SWRAND_KEY_WORDS];
	struct uk_swrand r;

	uk_swrand_init_r(&r, 1, seed);
	swrand_subkey(&r, key);
	memcpy(copy, key, sizeof(copy));
	swrand_expand(key, long_buf, sizeof(long_buf));
	swrand_expand(copy, short_buf, sizeof(short_buf));
	UK_TEST_EXPECT_BYTES_EQ(long_buf, short_buf, sizeof(short_buf));
	UK_TEST_EXPECT_BYTES_EQ(key, zero, sizeof(zero));
}

uk_testsuite_register(ukswrand, NULL);
