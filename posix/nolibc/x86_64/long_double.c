/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A long double has 80 bits, and the CPU converts it. */
#include <string.h>

#include "../float_priv.h"

uint64_t arg_long_double(struct uk_format_args *a)
{
	double value = (double)va_arg(a->ap, long double);
	uint64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	return bits;
}
