/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */

#include <uk/clock.h>
#include <uk/essentials.h>
#include <uk/test.h>

static const uint64_t frequencies[] = {
	32768,	    1193182,	24000000,     62500000,	  1000000000,
	1000000007, 2400000000, 0xffffffffUL, 4800000000,
};

UK_TESTCASE(ukclock, test_scale_is_right_to_a_few_parts_in_a_billion)
{
	struct uk_clockscale scale;
	uint64_t hz, year = 366UL * 24 * 3600, ns, want;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(frequencies); i++) {
		hz = frequencies[i];
		scale = uk_clockscale_from_hz(hz);
		want = year * UKARCH_NSEC_PER_SEC;
		ns = uk_clockscale_ns(scale, hz * year);
		UK_TEST_EXPECT(ns - want + want / 500000000 < want / 250000000);
		UK_TEST_EXPECT_ZERO(uk_clockscale_ns(scale, 0));
	}
}

UK_TESTCASE(ukclock, test_scale_equals_the_wide_product)
{
	struct uk_clockscale scale;
	uint64_t ticks = 1;
	unsigned int i, step;

	for (i = 0; i < ARRAY_SIZE(frequencies); i++) {
		scale = uk_clockscale_from_hz(frequencies[i]);
		for (step = 0; step < 200; step++) {
			ticks = ticks * 6364136223846793005UL + 1442695040888;
			ticks >>= step % 24 + 20;
			UK_TEST_EXPECT(uk_clockscale_ns(scale, ticks) ==
				       (uint64_t)(((unsigned __int128)ticks *
						   scale.mult) >>
						  32));
		}
	}
}

UK_TESTCASE(ukclock, test_ticks_take_at_least_the_time)
{
	struct uk_clockscale scale;
	uint64_t ns = 1, ticks;
	unsigned int i, step;

	for (i = 0; i < ARRAY_SIZE(frequencies); i++) {
		scale = uk_clockscale_from_hz(frequencies[i]);
		for (step = 0; step < 200; step++) {
			ns = ns * 6364136223846793005UL + 1442695040888;
			ns >>= step % 24 + 20;
			ticks = uk_clockscale_ticks(scale, ns);
			UK_TEST_EXPECT(uk_clockscale_ns(scale, ticks) >= ns);
			UK_TEST_EXPECT(ticks == 0 ||
				       uk_clockscale_ns(scale, ticks - 1) < ns);
		}
	}
	scale = uk_clockscale_from_hz(0xffffffffUL);
	UK_TEST_EXPECT(uk_clockscale_ticks(scale, UINT64_MAX) == UINT64_MAX);
	UK_TEST_EXPECT_ZERO(uk_clockscale_ticks(scale, 0));
}

uk_testsuite_register(ukclock, NULL);
