/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Decimal numbers of any length, to convert floating point numbers exactly, in
 * integer arithmetic: kernel code has no other.
 */
#ifndef NOLIBC_DECIMAL_H
#define NOLIBC_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>
#include <uk/floatbits.h>

/* The longest double has 767 digits. */
#define DECIMAL_DIGITS 800

/* 0.d[0]d[1]... * 10^point; the last digit is not 0. No digits: zero. */
struct decimal {
	int count;
	int point;
	bool more; /* digits that are not zero were cut off behind the last */
	unsigned char d[DECIMAL_DIGITS];
};

void decimal_set(struct decimal *dec, uint64_t value);

/* Append a digit; when there is no room for it, it only counts as `more`. */
void decimal_append(struct decimal *dec, unsigned int digit);

/* Multiply by 2^shift. */
void decimal_shift(struct decimal *dec, int shift);

/* Round to at most `count` digits, half to even; count may be negative. */
void decimal_round(struct decimal *dec, int count);

/*
 * The number of that kind that is nearest, half to even. *range is set to 1 if
 * it is too large (then infinity) or too small to be exact.
 */
uint64_t decimal_to_float(struct decimal *dec, const struct uk_float_kind *kind,
			  int *range);

#endif /* NOLIBC_DECIMAL_H */
