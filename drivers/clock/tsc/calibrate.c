/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * How fast is one counter, measured by another that is short? Samples come when
 * somebody asks for the time; between two of them the reference may have
 * wrapped any number of times, which the rate so far tells. Pure.
 */
#include <stddef.h>
#include "tsc_priv.h"

/* A rate from so many ticks is off by less than 1/32. */
#define RATE_TICKS 64

/* No TSC that runs at 100 MHz or more makes more in a turn of the reference. */
#define TURN_MIN 5400000

void tsc_cal_start(struct tsc_cal *cal, uint64_t tsc, uint16_t count)
{
	*cal = (struct tsc_cal){.tsc_start = tsc, .tsc = tsc, .count = count};
}

bool tsc_cal_has_rate(const struct tsc_cal *cal)
{
	return cal->ticks >= RATE_TICKS && cal->tsc > cal->tsc_start;
}

bool tsc_cal_may_have_wrapped(const struct tsc_cal *cal, uint64_t tsc)
{
	return tsc - cal->tsc >= TURN_MIN;
}

bool tsc_cal_is_quick(uint64_t *quickest, uint64_t took)
{
	bool quick = *quickest && took / 2 <= *quickest;

	if (!*quickest || took < *quickest)
		*quickest = took;
	return quick;
}

void tsc_cal_add(struct tsc_cal *cal, uint64_t tsc, uint16_t count,
		 const struct tsc_cal *rate)
{
	uint64_t ticks = (uint16_t)(cal->count - count);
	uint64_t expected = 0;

	if (rate)
		expected = (tsc - cal->tsc) /
			   ((rate->tsc - rate->tsc_start) / rate->ticks + 1);
	/* the nearest number with these lower 16 bits */
	if (expected > ticks + 0x8000)
		ticks += (expected - ticks + 0x8000) & ~0xffffULL;
	cal->ticks += ticks;
	cal->tsc = tsc;
	cal->count = count;
}

uint64_t tsc_cal_hz(const struct tsc_cal *cal, uint64_t ref_hz)
{
	uint64_t tsc = cal->tsc - cal->tsc_start;
	uint64_t ticks = cal->ticks;

	/* keep the product in 64 bits */
	while (tsc > UINT64_MAX / ref_hz) {
		tsc >>= 1;
		ticks >>= 1;
	}
	return ticks ? tsc * ref_hz / ticks : 0;
}
