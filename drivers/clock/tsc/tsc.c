/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Time by the TSC.
 *
 * When nobody knows its frequency, time comes from the 8254's reference counter
 * at first, together with the TSC; once that has gone on for long enough to
 * know the frequency well, from the TSC alone, where the other left off. All
 * of it happens when the time is asked for; only if the first question comes
 * so late that the reference may have wrapped does it take 0.1 ms.
 */
#include <stdbool.h>
#include <stddef.h>
#include <arch/cpu.h>
#include <uk/arch/lcpu.h>
#include <uk/clock.h>
#include <uk/essentials.h>
#include <uk/pit.h>
#include <uk/tsc.h>
#include "tsc_priv.h"

/* 50 ms: a tick more or less is 17 ppm */
#define CALIBRATED_TICKS (PIT_HZ / 20)

/* Interrupts are off where this is used. */
static struct {
	bool calibrated;
	struct uk_clockscale scale;
	__nsec base;	/* time at calibration */
	uint64_t ticks; /* of the TSC since then */
	uint64_t last;	/* TSC at the last question */
	struct tsc_cal cal;
} tsc;

static __nsec reference_ns(void)
{
	return tsc.cal.ticks * UKARCH_NSEC_PER_SEC / PIT_HZ;
}

/* A rate good enough to count turns of the reference by. */
static void rate_measure(struct tsc_cal *rate)
{
	tsc_cal_start(rate, arch_counter_read(), pit_reference_read());
	while (!tsc_cal_has_rate(rate))
		tsc_cal_add(rate, arch_counter_read(), pit_reference_read(),
			    NULL);
}

static __nsec uncalibrated_ns(void)
{
	uint64_t now = arch_counter_read();
	uint16_t count = pit_reference_read();
	struct tsc_cal measured;
	const struct tsc_cal *rate = NULL;

	if (tsc_cal_has_rate(&tsc.cal)) {
		measured = tsc.cal;
		rate = &measured;
	} else if (tsc_cal_may_have_wrapped(&tsc.cal, now)) {
		rate_measure(&measured);
		rate = &measured;
	}
	tsc_cal_add(&tsc.cal, now, count, rate);

	if (tsc.cal.ticks >= CALIBRATED_TICKS) {
		tsc.scale = uk_clockscale_from_hz(tsc_cal_hz(&tsc.cal, PIT_HZ));
		tsc.base = reference_ns();
		tsc.last = now;
		tsc.calibrated = true;
	}
	return reference_ns();
}

static __nsec calibrated_ns(void)
{
	uint64_t now = arch_counter_read();
	uint64_t delta = now - tsc.last;

	/* a step back, as after a migration, is one tick */
	if (unlikely(delta >> 63))
		delta = 1;
	tsc.ticks += delta;
	tsc.last = now;
	return tsc.base + uk_clockscale_ns(tsc.scale, tsc.ticks);
}

static __nsec tsc_read_ns(void)
{
	unsigned long flags = arch_irq_save();
	__nsec now =
		likely(tsc.calibrated) ? calibrated_ns() : uncalibrated_ns();

	arch_irq_restore(flags);
	return now;
}

static const struct uk_clocksource tsc_known = {
	.name = "tsc",
	.rating = UK_CLOCK_RATING_IDEAL,
	.read_ns = tsc_read_ns,
};

static const struct uk_clocksource tsc_measured = {
	.name = "tsc, measured",
	.rating = UK_CLOCK_RATING_GOOD,
	.read_ns = tsc_read_ns,
};

int tsc_init(void)
{
	uint64_t hz = tsc_hz_known();

	tsc.last = arch_counter_read();
	if (hz) {
		tsc.scale = uk_clockscale_from_hz(hz);
		tsc.calibrated = true;
		return uk_clocksource_register(&tsc_known);
	}
	pit_reference_start();
	tsc_cal_start(&tsc.cal, tsc.last, pit_reference_read());
	return uk_clocksource_register(&tsc_measured);
}
