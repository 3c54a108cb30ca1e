/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* vmem.overcommit=<0, 1 or 2> on the command line. */
#include <uk/libparam.h>
#include "commit_priv.h"

static unsigned int overcommit = CONFIG_LIBUKVMEM_OVERCOMMIT;
UK_LIB_PARAM(overcommit, unsigned int);

unsigned int commit_policy(void)
{
	return overcommit;
}
