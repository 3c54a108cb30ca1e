/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Decimal numbers of any length. */
#include <string.h>
#include <uk/assert.h>

#include "decimal.h"

/* So many bits at a time: ten times 2^59 fits 64 bits. */
#define SHIFT_MAX 59

/* Digits that a shift by SHIFT_MAX adds at most. */
#define SHIFT_DIGITS 19

static void trim(struct decimal *dec)
{
	while (dec->count > 0 && dec->d[dec->count - 1] == 0)
		dec->count--;
	if (dec->count == 0)
		dec->point = 0;
}

void decimal_set(struct decimal *dec, uint64_t value)
{
	unsigned char buf[20];
	int n = 0;

	for (; value; value /= 10)
		buf[n++] = (unsigned char)(value % 10);
	dec->count = n;
	dec->point = n;
	dec->more = false;
	while (n > 0) {
		dec->d[dec->count - n] = buf[n - 1];
		n--;
	}
	trim(dec);
}

void decimal_append(struct decimal *dec, unsigned int digit)
{
	if (dec->count < DECIMAL_DIGITS)
		dec->d[dec->count++] = (unsigned char)digit;
	else
		dec->more |= digit != 0;
}

/* Divide by 2^shift: from the front, the remainder goes on to the right. */
static void shift_right(struct decimal *dec, unsigned int shift)
{
	uint64_t mask = ((uint64_t)1 << shift) - 1;
	uint64_t rest = 0;
	int from = 0;
	int to = 0;

	/* up to the first digit of the result */
	while (rest >> shift == 0) {
		if (from >= dec->count && rest == 0) {
			dec->count = 0;
			dec->point = 0;
			return;
		}
		rest = rest * 10 + (from < dec->count ? dec->d[from] : 0);
		from++;
	}
	dec->point -= from - 1;
	for (; from < dec->count; from++) {
		dec->d[to++] = (unsigned char)(rest >> shift);
		rest = (rest & mask) * 10 + dec->d[from];
	}
	while (rest) {
		if (to < DECIMAL_DIGITS)
			dec->d[to++] = (unsigned char)(rest >> shift);
		else
			dec->more |= rest >> shift != 0;
		rest = (rest & mask) * 10;
	}
	dec->count = to;
	trim(dec);
}

/* Multiply by 2^shift: from the back, the carry goes on to the left. */
static void shift_left(struct decimal *dec, unsigned int shift)
{
	unsigned char out[DECIMAL_DIGITS + SHIFT_DIGITS];
	unsigned char *end = out + sizeof(out);
	unsigned char *first = end;
	uint64_t carry = 0;
	int i, n;

	for (i = dec->count; i > 0; i--) {
		carry += (uint64_t)dec->d[i - 1] << shift;
		*--first = (unsigned char)(carry % 10);
		carry /= 10;
	}
	for (; carry; carry /= 10)
		*--first = (unsigned char)(carry % 10);
	n = (int)(end - first);
	dec->point += n - dec->count;
	for (i = DECIMAL_DIGITS; i < n; i++)
		dec->more |= first[i] != 0;
	dec->count = n < DECIMAL_DIGITS ? n : DECIMAL_DIGITS;
	memcpy(dec->d, first, (size_t)dec->count);
	trim(dec);
}

void decimal_shift(struct decimal *dec, int shift)
{
	int step;

	for (; shift > 0 && dec->count; shift -= step) {
		step = shift < SHIFT_MAX ? shift : SHIFT_MAX;
		shift_left(dec, (unsigned int)step);
	}
	for (; shift < 0 && dec->count; shift += step) {
		step = -shift < SHIFT_MAX ? -shift : SHIFT_MAX;
		shift_right(dec, (unsigned int)step);
	}
}

/* Whether the digits from `at` on make the one before larger. */
static bool rounds_up(const struct decimal *dec, int at)
{
	if (dec->d[at] != 5 || at + 1 < dec->count || dec->more)
		return dec->d[at] >= 5;
	return at > 0 && dec->d[at - 1] % 2 != 0; /* half: to even */
}

void decimal_round(struct decimal *dec, int count)
{
	bool up;

	if (count >= dec->count)
		return;
	up = count >= 0 && rounds_up(dec, count);
	dec->count = count < 0 ? 0 : count;
	dec->more = false;
	if (up) {
		while (dec->count > 0 && dec->d[dec->count - 1] == 9)
			dec->count--;
		if (dec->count == 0) {
			dec->d[dec->count++] = 1;
			dec->point++;
		} else {
			dec->d[dec->count - 1]++;
		}
	}
	trim(dec);
}

/* The integer that is nearest, half to even; the number is below 2^64. */
static uint64_t rounded_integer(struct decimal *dec)
{
	uint64_t value = 0;
	int i;

	if (dec->count == 0)
		return 0;
	decimal_round(dec, dec->point);
	for (i = 0; i < dec->point; i++)
		value = value * 10 + (i < dec->count ? dec->d[i] : 0);
	return value;
}

/* ---- to floating point ---- */

const struct uk_float_kind uk_float_single = {23, 8};
const struct uk_float_kind uk_float_double = {52, 11};

static int bias_of(const struct uk_float_kind *kind)
{
	UK_ASSERT(kind->mantissa_bits < 63 && kind->exponent_bits < 16);
	return (1 << (kind->exponent_bits - 1)) - 1;
}

static uint64_t infinity(const struct uk_float_kind *kind, int *range)
{
	*range = 1;
	return (((uint64_t)1 << kind->exponent_bits) - 1)
	       << kind->mantissa_bits;
}

/* mantissa * 2^(exponent - mantissa_bits), the mantissa with its leading 1. */
static uint64_t pack(uint64_t mantissa, int exponent,
		     const struct uk_float_kind *kind, int *range)
{
	int bias = bias_of(kind);

	if (mantissa >> (kind->mantissa_bits + 1)) {
		mantissa >>= 1;
		exponent++;
	}
	if (!(mantissa >> kind->mantissa_bits))
		return mantissa; /* subnormal, or zero */
	if (exponent > bias)
		return infinity(kind, range);
	mantissa &= ((uint64_t)1 << kind->mantissa_bits) - 1;
	return (uint64_t)(exponent + bias) << kind->mantissa_bits | mantissa;
}

uint64_t decimal_to_float(struct decimal *dec, const struct uk_float_kind *kind,
			  int *range)
{
	int lowest = 1 - bias_of(kind); /* exponent of subnormals */
	int exponent = -1;
	uint64_t mantissa;
	int shift;
	bool exact;

	trim(dec);
	if (dec->count == 0)
		return 0;
	if (dec->point > 320)
		return infinity(kind, range);
	if (dec->point < -400) {
		*range = 1;
		return 0;
	}

	/* bring it to [0.5, 1), counting in exponent; 8^n < 10^n */
	while (dec->point > 0) {
		shift = dec->point * 3 < SHIFT_MAX ? dec->point * 3 : SHIFT_MAX;
		decimal_shift(dec, -shift);
		exponent += shift;
	}
	while (dec->point < 0 || dec->d[0] < 5) {
		shift = dec->point == 0 ? 1 : -dec->point * 3;
		if (shift > SHIFT_MAX)
			shift = SHIFT_MAX;
		decimal_shift(dec, shift);
		exponent -= shift;
	}
	if (exponent < lowest) {
		decimal_shift(dec, exponent - lowest);
		exponent = lowest;
	}
	decimal_shift(dec, (int)kind->mantissa_bits + 1);
	exact = dec->count <= dec->point && !dec->more;
	mantissa = rounded_integer(dec);
	if (!exact && !(mantissa >> kind->mantissa_bits))
		*range = 1;
	return pack(mantissa, exponent, kind, range);
}

uint64_t uk_float_binary(uint64_t value, long exponent, bool sticky,
			 const struct uk_float_kind *kind, int *range)
{
	int bias = bias_of(kind);
	int top, drop;
	uint64_t half, rest;

	if (value == 0)
		return 0;
	top = 63 - __builtin_clzll(value);
	if (exponent > bias - top)
		return infinity(kind, range);
	/* bits to drop, so that the mantissa has its length */
	drop = top - (int)kind->mantissa_bits;
	if (exponent + top < 1 - bias) {
		if (exponent + top < -bias - (long)kind->mantissa_bits - 1) {
			*range = 1;
			return 0;
		}
		drop += (int)(1 - bias - exponent) - top;
	}
	exponent += drop;
	if (drop > 64) {
		*range = 1;
		return 0;
	}
	if (drop <= 0) {
		value <<= -drop;
	} else {
		half = (uint64_t)1 << (drop - 1);
		rest = value & (half | (half - 1));
		value = drop < 64 ? value >> drop : 0;
		if ((rest || sticky) && !(value >> kind->mantissa_bits))
			*range = 1;
		if (rest > half || (rest == half && (sticky || (value & 1))))
			value++;
	}
	return pack(value, (int)exponent + (int)kind->mantissa_bits, kind,
		    range);
}
