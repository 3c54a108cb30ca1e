/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <uk/test.h>
#include "../tsc_priv.h"

#define REF_HZ 1193182UL

/* A machine: the reference's counter when the TSC shows some value. */
static uint16_t ref_at(uint64_t tsc, uint64_t hz)
{
	/* in two steps, for the range */
	uint64_t ticks = tsc / hz * REF_HZ + tsc % hz * REF_HZ / hz;

	return (uint16_t)(0 - ticks);
}

static void sample(struct tsc_cal *cal, uint64_t tsc, uint64_t hz,
		   const struct tsc_cal *rate)
{
	tsc_cal_add(cal, tsc, ref_at(tsc, hz), rate);
}

/* The measured frequency is within ppm of the true one. */
static int near(uint64_t measured, uint64_t hz, uint64_t ppm)
{
	uint64_t diff = measured > hz ? measured - hz : hz - measured;

	return diff <= hz / 1000000 * ppm;
}

UK_TESTCASE(tsc, two_samples_give_the_frequency)
{
	static const uint64_t hz[] = {100000000, 999999999, 2400000000,
				      5000000000};

	for (unsigned int i = 0; i < 4; i++) {
		uint64_t start = 12345678901234;
		struct tsc_cal cal;

		tsc_cal_start(&cal, start, ref_at(start, hz[i]));
		sample(&cal, start + hz[i] / 20, hz[i], NULL);
		UK_TEST_EXPECT(near(tsc_cal_hz(&cal, REF_HZ), hz[i], 40));
	}
}

/* Turns of the reference between samples are counted by the rate so far. */
UK_TESTCASE(tsc, reference_wraps_between_samples)
{
	uint64_t hz = 3000000000, start = 77777, now = start;
	struct tsc_cal cal, rate;

	tsc_cal_start(&cal, start, ref_at(start, hz));
	now += hz / 1000; /* 1 ms */
	sample(&cal, now, hz, NULL);
	UK_TEST_EXPECT(tsc_cal_has_rate(&cal));
	for (int i = 0; i < 20; i++) {
		now += hz / 7; /* 2.6 turns */
		rate = cal;
		sample(&cal, now, hz, &rate);
	}
	UK_TEST_EXPECT(near(tsc_cal_hz(&cal, REF_HZ), hz, 2));
	UK_TEST_EXPECT_SNUM_GE(cal.ticks, (now - start) * REF_HZ / hz);
	UK_TEST_EXPECT_SNUM_LE(cal.ticks, (now - start) * REF_HZ / hz + 1);
}

/* The rate may come from a measurement of its own, later. */
UK_TESTCASE(tsc, late_first_question)
{
	uint64_t hz = 2000000000, start = 5, now = hz; /* a second later */
	struct tsc_cal cal, rate;

	tsc_cal_start(&cal, start, ref_at(start, hz));
	UK_TEST_EXPECT(tsc_cal_may_have_wrapped(&cal, now));
	UK_TEST_EXPECT(!tsc_cal_may_have_wrapped(&cal, start + 1000000));
	tsc_cal_start(&rate, now, ref_at(now, hz));
	UK_TEST_EXPECT(!tsc_cal_has_rate(&rate));
	sample(&rate, now + hz / 10000, hz, NULL);
	UK_TEST_EXPECT(tsc_cal_has_rate(&rate));
	sample(&cal, now, hz, &rate);
	UK_TEST_EXPECT_SNUM_GE(cal.ticks, REF_HZ - 2);
	UK_TEST_EXPECT_SNUM_LE(cal.ticks, REF_HZ + 2);
}

UK_TESTCASE(tsc, same_sample_twice)
{
	struct tsc_cal cal, rate;

	tsc_cal_start(&cal, 100, 7);
	UK_TEST_EXPECT_ZERO(tsc_cal_hz(&cal, REF_HZ));
	tsc_cal_add(&cal, 100, 7, NULL);
	UK_TEST_EXPECT_ZERO(cal.ticks);
	tsc_cal_add(&cal, 1000000, 7 - 500, NULL);
	rate = cal;
	tsc_cal_add(&cal, 1000000, 7 - 500, &rate);
	UK_TEST_EXPECT_SNUM_EQ(cal.ticks, 500);
}

/* Somebody else had the CPU while the counters were read. */
UK_TESTCASE(tsc, slow_readings_do_not_count)
{
	uint64_t quickest = 0;

	UK_TEST_EXPECT(!tsc_cal_is_quick(&quickest, 900));
	UK_TEST_EXPECT(tsc_cal_is_quick(&quickest, 1000));
	UK_TEST_EXPECT(tsc_cal_is_quick(&quickest, 700));
	UK_TEST_EXPECT(!tsc_cal_is_quick(&quickest, 10000000));
	UK_TEST_EXPECT(tsc_cal_is_quick(&quickest, 1401));
	UK_TEST_EXPECT(!tsc_cal_is_quick(&quickest, 1402));
	/* The first was a slow one */
	quickest = 0;
	UK_TEST_EXPECT(!tsc_cal_is_quick(&quickest, 10000000));
	UK_TEST_EXPECT(tsc_cal_is_quick(&quickest, 700));
	UK_TEST_EXPECT(!tsc_cal_is_quick(&quickest, 10000000));
	UK_TEST_EXPECT_SNUM_EQ(quickest, 700);
}

/* Frequencies above 2^32 Hz, and what nobody can mean. */
UK_TESTCASE(tsc, told_frequencies)
{
	UK_TEST_EXPECT_SNUM_EQ(tsc_hz_from_khz(5000000), 5000000000);
	UK_TEST_EXPECT_ZERO(tsc_hz_from_khz(0));
	UK_TEST_EXPECT_ZERO(tsc_hz_from_khz(5));
	UK_TEST_EXPECT_SNUM_EQ(tsc_hz_from_crystal(2, 216, 24000000),
			       2592000000);
	UK_TEST_EXPECT_ZERO(tsc_hz_from_crystal(0, 216, 24000000));
	UK_TEST_EXPECT_ZERO(tsc_hz_from_crystal(2, 0, 24000000));
}

UK_TESTCASE(tsc, paravirtual_clock)
{
	/* ns = (ticks << shift) * mult / 2^32 */
	UK_TEST_EXPECT_SNUM_EQ(tsc_hz_from_pvclock(0x80000000, 0), 2000000000);
	UK_TEST_EXPECT_SNUM_EQ(tsc_hz_from_pvclock(0x80000000, -1), 4000000000);
	UK_TEST_EXPECT_SNUM_EQ(tsc_hz_from_pvclock(0x80000000, 2), 500000000);
	UK_TEST_EXPECT_ZERO(tsc_hz_from_pvclock(0, 0));
	UK_TEST_EXPECT_ZERO(tsc_hz_from_pvclock(1, 0));
	UK_TEST_EXPECT_ZERO(tsc_hz_from_pvclock(0x80000000, -100));
	UK_TEST_EXPECT_ZERO(tsc_hz_from_pvclock(0x80000000, -31));
}

uk_testsuite_register(tsc, NULL);
