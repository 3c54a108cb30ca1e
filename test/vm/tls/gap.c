/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* 1 byte of values, a gap of 7, 9 bytes of zeros: 17 in all. */
#include "variables.h"

static __thread volatile char zeros[9] __attribute__((aligned(8)));
static __thread volatile char one = 42;

struct bytes variables(void)
{
	return (struct bytes){(const char *)&one, (const char *)&zeros[8],
			      one == 42 && !zeros[0] && !zeros[8]};
}
