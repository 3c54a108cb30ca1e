/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Time by the TSC.
 *
 * When nobody knows its frequency, time comes from the 8254's reference counter
 * at first, together with the TSC. After a millisecond the frequency is known
 * to some tenths of a percent and time comes from the TSC, where the other left
 * off; after fifty it is measured once more, well. All of it happens when the
 * time is asked for; only if the first question comes so late that the
 * reference may have wrapped does it take 0.1 ms.
 */
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <arch/cpu.h>
#include <uk/arch/lcpu.h>
#include <uk/clock.h>
#include <uk/essentials.h>
#include <uk/pit.h>
#include <uk/tsc.h>
#include "tsc_priv.h"

/* 1 ms: a tick more or less is 0.08 % */
#define ROUGH_TICKS (PIT_HZ / 1000)
/* 50 ms: it is 17 ppm */
#define CALIBRATED_TICKS (PIT_HZ / 20)
#define CALIBRATED_NS	 (UKARCH_NSEC_PER_SEC / 20)
/* A rough rate still tells how often the reference wrapped in that time */
#define ROUGH_MAX_NS (4 * UKARCH_NSEC_PER_SEC)

/* So often are the counters read for one sample, at most */
#define READS_MAX 5

/* No counter comes so far */
#define FOREVER (UINT64_MAX >> 1)

/* Interrupts are off where this is used. */
static struct {
	bool calibrated;
	struct uk_clockscale scale;
	__nsec base;	   /* time when the scale was made */
	uint64_t ticks;	   /* of the TSC since then */
	uint64_t limit;	   /* so many of them is the scale good for */
	uint64_t last;	   /* TSC at the last question */
	uint64_t quickest; /* reading of both counters, in ticks of the TSC */
	struct tsc_cal cal;
	struct tsc_cal rate; /* what the scale was made of */
} tsc;

static __nsec reference_ns(void)
{
	return tsc.cal.ticks * UKARCH_NSEC_PER_SEC / PIT_HZ;
}

/*
 * The TSC, and the reference's counter at the same moment. A host may take the
 * CPU away between the two: then they are read again.
 */
static uint64_t counters_read(uint16_t *count)
{
	uint64_t start, took, now = 0, least = UINT64_MAX;
	unsigned int reads = 0;
	uint16_t found;

	do {
		start = arch_counter_read();
		found = pit_reference_read();
		took = arch_counter_read() - start;
		if (took < least) {
			least = took;
			now = start;
			*count = found;
		}
	} while (!tsc_cal_is_quick(&tsc.quickest, took) && ++reads < READS_MAX);
	return now;
}

/* A rate good enough to count turns of the reference by. */
static void rate_measure(struct tsc_cal *rate)
{
	uint16_t count;
	uint64_t now = counters_read(&count);

	tsc_cal_start(rate, now, count);
	while (!tsc_cal_has_rate(rate)) {
		now = counters_read(&count);
		tsc_cal_add(rate, now, count, NULL);
	}
}

/* Makes the scale of what was measured; when the TSC says now it is base. */
static void scale_set(__nsec base, uint64_t now)
{
	tsc.scale = uk_clockscale_from_hz(tsc_cal_hz(&tsc.cal, PIT_HZ));
	tsc.rate = tsc.cal;
	tsc.base = base;
	tsc.ticks = 0;
	tsc.last = now;
	tsc.limit = tsc.cal.ticks >= CALIBRATED_TICKS
			    ? FOREVER
			    : uk_clockscale_ticks(tsc.scale, CALIBRATED_NS);
	tsc.calibrated = true;
	uk_clock_changed();
}

static __nsec uncalibrated_ns(void)
{
	uint16_t count;
	uint64_t now = counters_read(&count);
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

	if (tsc.cal.ticks >= ROUGH_TICKS)
		scale_set(reference_ns(), now);
	return reference_ns();
}

/* At time ns the scale has been used for long enough, or too long. */
static void scale_renew(__nsec ns)
{
	uint16_t count;
	uint64_t now = counters_read(&count);

	if (uk_clockscale_ns(tsc.scale, now - tsc.cal.tsc) < ROUGH_MAX_NS) {
		tsc_cal_add(&tsc.cal, now, count, &tsc.rate);
		scale_set(ns, tsc.last);
		return;
	}
	/* The next question is asked in time, perhaps */
	tsc_cal_start(&tsc.cal, now, count);
	tsc.limit = tsc.ticks + uk_clockscale_ticks(tsc.scale, CALIBRATED_NS);
	uk_clock_changed();
}

static __nsec calibrated_ns(void)
{
	uint64_t now = arch_counter_read();
	uint64_t delta = now - tsc.last;
	__nsec ns;

	/* a step back, as after a migration, is one tick */
	if (unlikely(delta >> 63))
		delta = 1;
	tsc.ticks += delta;
	tsc.last = now;
	ns = tsc.base + uk_clockscale_ns(tsc.scale, tsc.ticks);
	if (unlikely(tsc.ticks > tsc.limit))
		scale_renew(ns);
	return ns;
}

static __nsec tsc_read_ns(void)
{
	unsigned long flags = arch_irq_save();
	__nsec now =
		likely(tsc.calibrated) ? calibrated_ns() : uncalibrated_ns();

	arch_irq_restore(flags);
	return now;
}

/* As calibrated_ns() computes it. */
static __maybe_unused int tsc_line(struct uk_clock_line *line)
{
	unsigned long flags = arch_irq_save();

	line->counter = tsc.last - tsc.ticks;
	line->ns = tsc.base;
	line->scale = tsc.scale;
	line->limit = tsc.limit;
	arch_irq_restore(flags);
	return tsc.calibrated ? 0 : -EAGAIN;
}

static const struct uk_clocksource tsc_known = {
	.name = "tsc",
	.rating = UK_CLOCK_RATING_IDEAL,
	.read_ns = tsc_read_ns,
	.line = UK_CLOCK_LINE(tsc_line),
};

static const struct uk_clocksource tsc_measured = {
	.name = "tsc, measured",
	.rating = UK_CLOCK_RATING_GOOD,
	.read_ns = tsc_read_ns,
	.line = UK_CLOCK_LINE(tsc_line),
};

int tsc_init(void)
{
	uint64_t hz = tsc_hz_known();
	uint16_t count;

	tsc.last = arch_counter_read();
	if (hz) {
		tsc.scale = uk_clockscale_from_hz(hz);
		tsc.limit = FOREVER;
		tsc.calibrated = true;
		return uk_clocksource_register(&tsc_known);
	}
	pit_reference_start();
	tsc.last = counters_read(&count);
	tsc_cal_start(&tsc.cal, tsc.last, count);
	return uk_clocksource_register(&tsc_measured);
}
