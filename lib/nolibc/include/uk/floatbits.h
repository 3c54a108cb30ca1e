/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Floating point numbers as bits, made in integer arithmetic: for the C library
 * itself, whose larger half is kernel code and has no other. Only there with
 * CONFIG_LIBNOLIBC_FLOAT.
 */
#ifndef __UK_FLOATBITS_H__
#define __UK_FLOATBITS_H__

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A kind of floating point number: sign, exponent, 1.mantissa. */
struct uk_float_kind {
	unsigned int mantissa_bits; /* without the leading 1 */
	unsigned int exponent_bits;
};

extern const struct uk_float_kind uk_float_single;
extern const struct uk_float_kind uk_float_double;

/*
 * The number of that kind that is nearest to the one that s begins with, half
 * to even: decimal, hexadecimal, inf or nan, as strtod() has it. *end is set
 * behind it, or to s if there is none (then 0). *range is set to 1 if it is too
 * large (then infinity), or too small to have all its bits, else to 0.
 */
uint64_t uk_float_parse(const char *s, const char **end,
			const struct uk_float_kind *kind, int *range);

/*
 * The same for value * 2^exponent. sticky: there were more bits that are not 0
 * behind. *range is not set to 0.
 */
uint64_t uk_float_binary(uint64_t value, long exponent, bool sticky,
			 const struct uk_float_kind *kind, int *range);

#ifdef __cplusplus
}
#endif

#endif /* __UK_FLOATBITS_H__ */
