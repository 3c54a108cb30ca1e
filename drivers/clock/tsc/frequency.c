/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Frequencies from the forms in which they are told. Pure. */
#include <stddef.h>
#include "tsc_priv.h"

/* What is beyond these is a mistake of who tells it. */
#define HZ_MIN 1000000ULL
#define HZ_MAX 100000000000ULL

static uint64_t plausible(uint64_t hz)
{
	return hz >= HZ_MIN && hz <= HZ_MAX ? hz : 0;
}

uint64_t tsc_hz_from_crystal(uint32_t denominator, uint32_t numerator,
			     uint32_t crystal_hz)
{
	if (!denominator)
		return 0;
	return plausible((uint64_t)crystal_hz * numerator / denominator);
}

uint64_t tsc_hz_from_khz(uint32_t khz)
{
	return plausible(khz * 1000ULL);
}

uint64_t tsc_hz_from_pvclock(uint32_t mult, int8_t shift)
{
	uint64_t hz;

	if (!mult || shift < -31 || shift > 31)
		return 0;
	/* 10^9 * 2^32 is just less than 2^62 */
	hz = (1000000000ULL << 32) / mult;
	if (shift >= 0)
		return plausible(hz >> shift);
	return hz > HZ_MAX ? 0 : plausible(hz << -shift);
}
