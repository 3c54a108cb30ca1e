/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <stdlib.h>
#include "../../ukpaging/tests/check_tables.h"
#include "../../ukpaging/tests/host_machine.h"
#include "common.h"

bool tv_machine_start(void)
{
	static struct ukplat_memregion_desc mrds[] = {{
		.pbase = 0x5000,
		.len = 64UL << 20,
		.type = UKPLAT_MEMRT_FREE,
	}};

	if (!machine_start())
		return false;
	machine_regions(mrds, 1);
	return !ukplat_paging_init();
}

long tv_tables(const struct uk_pagetable *pt)
{
	return tables_check_lower(pt);
}

unsigned long tv_option(const char *name, unsigned long def)
{
	const char *value = getenv(name);

	return value ? strtoul(value, NULL, 0) : def;
}

unsigned long tv_steps(void)
{
	return tv_option("VMEM_STEPS", 250000);
}
