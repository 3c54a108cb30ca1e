/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Floating point numbers from text, as bits. */
#include <ctype.h>
#include <limits.h>
#include <string.h>
#include <strings.h>

#include "decimal.h"

/* An exponent behind s, which is at the letter; *end stays if there is none. */
static long parse_exponent(const char *s, const char **end)
{
	int negative;
	long value = 0;

	s++;
	negative = *s == '-';
	if (*s == '+' || *s == '-')
		s++;
	if (!isdigit((unsigned char)*s))
		return 0;
	for (; isdigit((unsigned char)*s); s++)
		if (value < 100000000)
			value = value * 10 + (*s - '0');
	*end = s;
	return negative ? -value : value;
}

static uint64_t parse_decimal(const char *s, const char **end,
			      const struct uk_float_kind *kind, int *range)
{
	struct decimal dec;
	bool point = false;
	bool digits = false;
	long exponent = 0; /* of the point, against the first digit kept */

	dec.count = 0;
	dec.more = false;
	for (;; s++) {
		if (*s == '.' && !point) {
			point = true;
			continue;
		}
		if (!isdigit((unsigned char)*s))
			break;
		digits = true;
		if (*s != '0' || dec.count > 0) {
			decimal_append(&dec, (unsigned int)(*s - '0'));
			exponent += !point;
		} else {
			exponent -= point; /* a zero in front */
		}
	}
	if (!digits)
		return 0;
	/* the point itself belongs to it: "1." and ".1" are numbers */
	*end = s;
	if ((*s | 32) == 'e')
		exponent += parse_exponent(s, end);
	if (exponent > 100000)
		exponent = 100000;
	if (exponent < -100000)
		exponent = -100000;
	dec.point = (int)exponent;
	return decimal_to_float(&dec, kind, range);
}

static unsigned int hex_value(char c)
{
	return isdigit((unsigned char)c) ? (unsigned int)(c - '0')
					 : (unsigned int)(c | 32) - 'a' + 10;
}

/* s is behind the 0x. */
static uint64_t parse_hex(const char *s, const char **end,
			  const struct uk_float_kind *kind, int *range)
{
	uint64_t value = 0;
	long exponent = 0;
	bool sticky = false;
	bool point = false;
	bool digits = false;

	for (;; s++) {
		if (*s == '.' && !point) {
			point = true;
			continue;
		}
		if (!isxdigit((unsigned char)*s))
			break;
		digits = true;
		if (value >> 60) {
			sticky |= hex_value(*s) != 0;
			exponent += point ? 0 : 4;
		} else {
			value = value << 4 | hex_value(*s);
			exponent -= point ? 4 : 0;
		}
	}
	if (!digits)
		return 0; /* *end stays behind the 0 */
	*end = s;
	if ((*s | 32) == 'p')
		exponent += parse_exponent(s, end);
	return uk_float_binary(value, exponent, sticky, kind, range);
}

/* inf, infinity, nan, nan(chars); 0 if it is none of them. */
static uint64_t parse_word(const char *s, const char **end,
			   const struct uk_float_kind *kind)
{
	uint64_t inf = (((uint64_t)1 << kind->exponent_bits) - 1)
		       << kind->mantissa_bits;
	const char *p;

	if (strncasecmp(s, "inf", 3) == 0) {
		*end = s + (strncasecmp(s + 3, "inity", 5) == 0 ? 8 : 3);
		return inf;
	}
	if (strncasecmp(s, "nan", 3) == 0) {
		*end = s + 3;
		if (s[3] == '(') {
			for (p = s + 4;
			     isalnum((unsigned char)*p) || *p == '_';)
				p++;
			if (*p == ')')
				*end = p + 1;
		}
		return inf | (uint64_t)1 << (kind->mantissa_bits - 1);
	}
	return 0;
}

uint64_t uk_float_parse(const char *s, const char **end,
			const struct uk_float_kind *kind, int *range)
{
	const char *start = s;
	uint64_t bits;
	int negative;

	*end = s;
	*range = 0;
	while (isspace((unsigned char)*s))
		s++;
	negative = *s == '-';
	if (*s == '+' || *s == '-')
		s++;
	bits = parse_word(s, end, kind);
	if (!bits) {
		if (s[0] == '0' && (s[1] | 32) == 'x') {
			*end = s + 1;
			bits = parse_hex(s + 2, end, kind, range);
		} else {
			bits = parse_decimal(s, end, kind, range);
		}
	}
	if (negative && *end != start)
		bits |= (uint64_t)1
			<< (kind->mantissa_bits + kind->exponent_bits);
	return bits;
}
