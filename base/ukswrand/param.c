/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The seed from the command line: swrand.seed=<text>. */

#include <uk/libparam.h>
#include "swrand_priv.h"

static char *seed;
UK_LIB_PARAM_STR(seed);

const char *swrand_param_seed(void)
{
	return seed;
}
