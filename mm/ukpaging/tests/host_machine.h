/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * A machine for tests on the build machine: physical memory is an area whose
 * pages exist once they are touched; translations are only looked up by the
 * tests.
 */
#ifndef __PAGING_TESTS_HOST_MACHINE_H__
#define __PAGING_TESTS_HOST_MACHINE_H__

#include <stdbool.h>
#include <uk/arch/types.h>
#include <uk/plat/memory.h>

#define MACHINE_MEMORY (9UL << 30)

/* New memory, all zero, with a root as the boot code leaves it: the first GiB
 * of the direct map, and an empty table for the kernel's virtual area.
 */
bool machine_start(void);

/* What ukplat_memregion_find_next() finds. */
void machine_regions(struct ukplat_memregion_desc *mrds, int count);

/* Pages of "physical" memory that were touched since machine_start(). */
unsigned long machine_touched(void);

#endif /* __PAGING_TESTS_HOST_MACHINE_H__ */
