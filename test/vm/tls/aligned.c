/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <stdint.h>
#include "variables.h"

static __thread volatile char line[64] __attribute__((aligned(64)));
static __thread volatile char one = 42;

struct bytes variables(void)
{
	return (struct bytes){(const char *)&one, (const char *)&line[63],
			      one == 42 && !line[0] && !line[63] &&
				      !((uintptr_t)line & 63)};
}
