/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Only in the image: the generator that its machine seeds. */

#include <string.h>
#include <uk/swrand.h>
#include <uk/test.h>

UK_TESTCASE(ukswrand_image, test_numbers_differ)
{
	__u32 first = uk_swrand_randr();
	unsigned int i, same = 0;

	for (i = 0; i < 100; i++)
		same += uk_swrand_randr() == first;
	UK_TEST_EXPECT(same < 2);
}

UK_TESTCASE(ukswrand_image, test_a_buffer_is_filled)
{
	static const char zeros[32];
	char a[100] = {0}, b[100] = {0};

	UK_TEST_EXPECT_SNUM_EQ(uk_swrand_fill_buffer(a, sizeof(a)), sizeof(a));
	UK_TEST_EXPECT_SNUM_EQ(uk_swrand_fill_buffer(b, sizeof(b) - 1),
			       sizeof(b) - 1);
	UK_TEST_EXPECT(memcmp(a, b, sizeof(a)) != 0);
	UK_TEST_EXPECT(memcmp(a + 68, zeros, 32) != 0);
	UK_TEST_EXPECT_ZERO(b[99]);
	UK_TEST_EXPECT_ZERO(uk_swrand_fill_buffer(a, 0));
}

uk_testsuite_register(ukswrand_image, NULL);
