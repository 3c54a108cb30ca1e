/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Only with CONFIG_APPOUTAPP_EXTRA; EXTRA_NUMBER is a flag of this file */
#include <stdio.h>

void extra(void);

void extra(void)
{
	printf("extra %d\n", EXTRA_NUMBER);
}
