/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <string.h>
#include <uk/libparam.h>
#include "boot_priv.h"

void boot_args_take_params(struct boot_args *args)
{
	char **argv = args->argv;
	int taken;

	/* The program's name stays in front */
	taken = uk_libparam_parse(argv[0], args->argc - 1, argv + 1);
	args->argc -= taken;
	memmove(argv + 1, argv + 1 + taken,
		(size_t)args->argc * sizeof(argv[0]));
}
