/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A long double has 128 bits, and the CPU knows nothing of it. */
#include <string.h>
#include <uk/floatbits.h>

#include "../float_priv.h"

#define EXPONENT_MAX 0x7fff
#define BIAS	     16383
#define INFINITE     ((uint64_t)0x7ff << 52)

uint64_t arg_long_double(struct uk_format_args *a)
{
	long double value = va_arg(a->ap, long double);
	uint64_t part[2]; /* sign:1 exponent:15 mantissa:112 */
	uint64_t sign, mantissa;
	int exponent;
	int range;

	memcpy(part, &value, sizeof(part));
	sign = part[1] >> 63 << 63;
	exponent = (int)(part[1] >> 48) & EXPONENT_MAX;
	/* the upper 62 of its bits are enough, with the leading 1 above */
	mantissa = (part[1] & 0xffffffffffff) << 14 | part[0] >> 50;
	if (exponent == EXPONENT_MAX)
		return sign | INFINITE |
		       (mantissa || part[0] ? (uint64_t)1 << 51 : 0);
	if (exponent == 0)
		return sign; /* too small for a double */
	mantissa |= (uint64_t)1 << 62;
	return sign | uk_float_binary(mantissa, exponent - BIAS - 62,
				      part[0] << 14 != 0, &uk_float_double,
				      &range);
}
