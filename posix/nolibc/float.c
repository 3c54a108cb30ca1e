/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The part of conversions that needs floating point registers: arguments and
 * results. The rest is integer arithmetic in lib/nolibc.
 */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uk/floatbits.h>
#include <uk/format.h>

#include "float_priv.h"

uint64_t uk_format_arg_double(struct uk_format_args *a, int is_long)
{
	uint64_t bits;
	double value;

	if (is_long)
		return arg_long_double(a);
	value = va_arg(a->ap, double);
	memcpy(&bits, &value, sizeof(bits));
	return bits;
}

static uint64_t parse(const char *s, char **end,
		      const struct uk_float_kind *kind)
{
	const char *stop;
	int range;
	uint64_t bits = uk_float_parse(s, &stop, kind, &range);

	if (end)
		*end = (char *)(uintptr_t)stop;
	if (range)
		errno = ERANGE;
	return bits;
}

double strtod(const char *restrict s, char **restrict end)
{
	uint64_t bits = parse(s, end, &uk_float_double);
	double value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

float strtof(const char *restrict s, char **restrict end)
{
	uint32_t bits = (uint32_t)parse(s, end, &uk_float_single);
	float value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

double atof(const char *s)
{
	return strtod(s, NULL);
}
