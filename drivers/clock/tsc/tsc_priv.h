/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __TSC_PRIV_H__
#define __TSC_PRIV_H__

#include <stdbool.h>
#include <stdint.h>

/* ---- frequency.c: what processor and hypervisor say; 0 is "nothing" ---- */

/* CPUID leaf 0x15: the crystal's frequency and a ratio. */
uint64_t tsc_hz_from_crystal(uint32_t denominator, uint32_t numerator,
			     uint32_t crystal_hz);
/* The hypervisor's leaf 0x40000010. */
uint64_t tsc_hz_from_khz(uint32_t khz);
/* The paravirtual clock: ns = (ticks << shift) * mult >> 32. */
uint64_t tsc_hz_from_pvclock(uint32_t mult, int8_t shift);

/* ---- frequency_cpu.c ---- */

/* Asks in the order of trust; 0 if nobody knows. */
uint64_t tsc_hz_known(void);

/* ---- calibrate.c: two counters read together, one of known frequency ---- */

struct tsc_cal {
	uint64_t tsc_start;
	uint64_t tsc;	/* at the last sample */
	uint64_t ticks; /* of the reference, from the start to it */
	uint16_t count; /* of the reference, which counts down, at it */
};

void tsc_cal_start(struct tsc_cal *cal, uint64_t tsc, uint16_t count);

/* Does it know the rate well enough to tell how often a counter wrapped? */
bool tsc_cal_has_rate(const struct tsc_cal *cal);

/* May the reference have wrapped since the last sample, for all we know? */
bool tsc_cal_may_have_wrapped(const struct tsc_cal *cal, uint64_t tsc);

/*
 * Reading both counters took so many ticks of the TSC. Was it about as quick as
 * the quickest time, which is kept (0: there was none)? If not, something else
 * came in between, and they do not belong together. The first time nobody can
 * tell.
 */
bool tsc_cal_is_quick(uint64_t *quickest, uint64_t took);

/*
 * A sample. rate, if not NULL, says how often the reference has wrapped since
 * the one before; without it, it has not.
 */
void tsc_cal_add(struct tsc_cal *cal, uint64_t tsc, uint16_t count,
		 const struct tsc_cal *rate);

/* Ticks of the TSC in a second; the reference has ref_hz. */
uint64_t tsc_cal_hz(const struct tsc_cal *cal, uint64_t ref_hz);

#endif /* __TSC_PRIV_H__ */
