/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Without library parameters the configuration decides. */
#include "commit_priv.h"

unsigned int commit_policy(void)
{
	return CONFIG_LIBUKVMEM_OVERCOMMIT;
}
