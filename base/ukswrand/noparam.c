/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Without library parameters there is no seed from the command line. */

#include "swrand_priv.h"

const char *swrand_param_seed(void)
{
	return NULL;
}
