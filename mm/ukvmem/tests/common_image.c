/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include "common.h"

bool tv_machine_start(void)
{
	return true;
}

long tv_tables(const struct uk_pagetable *pt __unused)
{
	return -1;
}

unsigned long tv_option(const char *name __unused, unsigned long def)
{
	return def;
}

unsigned long tv_steps(void)
{
	return 1500;
}
