/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* One clock for the whole suite: the cases build on each other, in order. */

#include <errno.h>
#include <arch/cpu.h>
#include <uk/clock.h>
#include <uk/plat/time.h>
#include <uk/test.h>

static __nsec poor_now = 5000, good_now = 900;
static __nsec epoch = 1700000000000000000;
static struct uk_clock_line good_is;
static struct uk_clock_view seen;
static int changes;

static void watch(void)
{
	uk_clock_view_get(&seen);
	changes++;
}

static __nsec poor_read(void)
{
	return poor_now;
}

static __nsec good_read(void)
{
	return good_now;
}

static int rtc_read(__nsec *now)
{
	*now = epoch;
	return 0;
}

static int good_line(struct uk_clock_line *line)
{
	*line = good_is;
	return good_is.limit ? 0 : -EAGAIN;
}

static const struct uk_clocksource poor = {"poor", 1, poor_read, NULL};
static const struct uk_clocksource good = {"good", 2, good_read, good_line};
static const struct uk_clocksource broken = {"broken", 9, NULL, NULL};
static const struct uk_rtc rtc = {"rtc", 1, rtc_read};

UK_TESTCASE(ukclock_time, test_0_no_source_is_time_0)
{
	UK_TEST_EXPECT_ZERO(ukplat_monotonic_clock());
	UK_TEST_EXPECT_SNUM_EQ(uk_clocksource_register(&broken), -EINVAL);
}

UK_TESTCASE(ukclock_time, test_1_time_starts_with_the_first_source)
{
	UK_TEST_EXPECT_ZERO(uk_clocksource_register(&poor));
	UK_TEST_EXPECT_ZERO(ukplat_monotonic_clock());
	poor_now += 100;
	UK_TEST_EXPECT_SNUM_EQ(ukplat_monotonic_clock(), 100);
}

UK_TESTCASE(ukclock_time, test_2_time_does_not_go_back)
{
	poor_now -= 50;
	UK_TEST_EXPECT_SNUM_EQ(ukplat_monotonic_clock(), 100);
	poor_now += 51;
	UK_TEST_EXPECT_SNUM_EQ(ukplat_monotonic_clock(), 101);
}

UK_TESTCASE(ukclock_time, test_2_no_line_of_a_source_that_has_none)
{
	uk_clock_watch(watch);
	watch();
	UK_TEST_EXPECT(!seen.has_line);
	UK_TEST_EXPECT(seen.has_wall);
	UK_TEST_EXPECT_ZERO(seen.wall_offset);
}

UK_TESTCASE(ukclock_time, test_3_a_better_source_goes_on)
{
	UK_TEST_EXPECT_ZERO(uk_clocksource_register(&good));
	UK_TEST_EXPECT_SNUM_EQ(ukplat_monotonic_clock(), 101);
	poor_now += 77777;
	good_now += 9;
	UK_TEST_EXPECT_SNUM_EQ(ukplat_monotonic_clock(), 110);
	UK_TEST_EXPECT_ZERO(uk_clocksource_register(&poor));
	UK_TEST_EXPECT_SNUM_EQ(ukplat_monotonic_clock(), 110);
}

UK_TESTCASE(ukclock_time, test_4_wall_clock)
{
	UK_TEST_EXPECT_SNUM_EQ(ukplat_wall_clock(), 110);
	UK_TEST_EXPECT_ZERO(uk_rtc_register(&rtc));
	UK_TEST_EXPECT(!seen.has_wall);
	UK_TEST_EXPECT_SNUM_EQ(ukplat_wall_clock(), epoch);
	good_now += 5;
	UK_TEST_EXPECT_SNUM_EQ(ukplat_wall_clock(), epoch + 5);
	uk_wall_clock_set(1000);
	good_now += 5;
	UK_TEST_EXPECT_SNUM_EQ(ukplat_wall_clock(), 1005);
	UK_TEST_EXPECT(seen.has_wall);
	UK_TEST_EXPECT_SNUM_EQ(ukplat_monotonic_clock() + seen.wall_offset,
			       1005);
}

UK_TESTCASE(ukclock_time, test_5_the_line_is_the_clock)
{
	int before = changes;
	__nsec before_ns;

	UK_TEST_EXPECT(!seen.has_line);
	good_is = (struct uk_clock_line){
		.counter = arch_counter_read(),
		.ns = good_now,
		.limit = UINT64_MAX >> 1,
	};
	uk_clock_changed();
	UK_TEST_EXPECT_SNUM_EQ(changes, before + 1);
	UK_TEST_EXPECT(seen.has_line);
	UK_TEST_EXPECT_SNUM_EQ(seen.line.counter, good_is.counter);
	UK_TEST_EXPECT_SNUM_EQ(seen.line.ns, ukplat_monotonic_clock());
	/* The source is not asked */
	good_now += 5;
	UK_TEST_EXPECT_SNUM_EQ(ukplat_monotonic_clock(), seen.line.ns);
	/* It does not make the clock go back */
	before_ns = seen.line.ns;
	good_is.ns -= 3;
	uk_clock_changed();
	UK_TEST_EXPECT_SNUM_EQ(ukplat_monotonic_clock(), seen.line.ns);
	UK_TEST_EXPECT_SNUM_EQ(seen.line.ns, before_ns);
	good_is.limit = 0;
	uk_clock_changed();
	UK_TEST_EXPECT(!seen.has_line);
	UK_TEST_EXPECT_SNUM_EQ(ukplat_monotonic_clock(), before_ns + 5 + 3);
	before = changes;
	uk_clock_watch(NULL);
	uk_clock_changed();
	UK_TEST_EXPECT_SNUM_EQ(changes, before);
}

uk_testsuite_register(ukclock_time, NULL);
