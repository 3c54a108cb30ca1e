/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* With the alignment of the segment, 4, below that of a pointer. */
#include "variables.h"

static __thread volatile int one = 4711;

struct bytes variables(void)
{
	const char *at = (const char *)&one;

	return (struct bytes){at, at + sizeof(one) - 1, one == 4711};
}
