/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */

#include <uk/clock.h>

/*
 * Binary long division of ns * 2^32 by mult; a remainder and a quotient bit at
 * a time, so that no step needs more than 64 bits.
 */
uint64_t uk_clockscale_ticks(struct uk_clockscale scale, __nsec ns)
{
	uint64_t quotient = ns / scale.mult, rest = ns % scale.mult;
	uint64_t doubled;
	int bit, carry;

	for (bit = 0; bit < 32; bit++) {
		if (quotient >> 63)
			return UINT64_MAX;
		carry = (int)(rest >> 63);
		doubled = rest << 1;
		quotient <<= 1;
		rest = doubled;
		if (carry || doubled >= scale.mult) {
			rest = doubled - scale.mult;
			quotient |= 1;
		}
	}
	/* Up: a timer that rings early would have to be set again. */
	return rest && quotient < UINT64_MAX ? quotient + 1 : quotient;
}
