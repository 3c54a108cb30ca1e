/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The command line as an argument vector. */
#include <uk/argparse.h>
#include <uk/print.h>
#include "boot_priv.h"

/* argv[0] of a program that was given no name */
static char no_name[] = CONFIG_UK_NAME;

void boot_args_split(struct boot_args *args, char *line, size_t len)
{
	/* One more than fits, in the place of the NULL, tells of too many */
	int room = CONFIG_LIBUKBOOT_MAXNBARGS - args->argc;
	int count = 0;

	if (line && len)
		count = uk_argnparse(line, len, &args->argv[args->argc],
				     room + 1);
	if (count > room) {
		uk_pr_err("Command line: more than %d words, cut\n",
			  CONFIG_LIBUKBOOT_MAXNBARGS);
		count = room;
	}
	args->argc += count;
	if (!args->argc)
		args->argv[args->argc++] = no_name;
	args->argv[args->argc] = NULL;
}
