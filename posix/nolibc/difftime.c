/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The only function of <time.h> with a floating point number. */
#include <time.h>

double difftime(time_t t1, time_t t0)
{
	return (double)(t1 - t0);
}
