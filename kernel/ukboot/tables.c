/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The tables of functions that the linker collects. NULL entries are skipped.
 */
#include <stdint.h>
#include <uk/ctors.h>
#include <uk/init.h>
#include <uk/print.h>
#include "boot_priv.h"

static void run_ctors(const uk_ctor_func_t *at, const uk_ctor_func_t *end)
{
	for (; at < end; at++) {
		if (*at)
			(*at)();
	}
}

void boot_run_ctors(void)
{
	run_ctors(uk_ctortab_start, &uk_ctortab_end);
}

void boot_run_init_array(void)
{
	run_ctors(__preinit_array_start, &__preinit_array_end);
	run_ctors(__init_array_start, &__init_array_end);
}

int boot_run_inittab(void)
{
	const uk_init_func_t *at;
	int rc;

	for (at = uk_inittab_start; at < &uk_inittab_end; at++) {
		if (!*at)
			continue;
		rc = (*at)();
		if (rc < 0) {
			uk_pr_crit("Init function at %p returned error %d\n",
				   (void *)(uintptr_t)*at, rc);
			return rc;
		}
	}
	return 0;
}
