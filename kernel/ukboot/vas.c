/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <uk/plat/paging.h>
#include <uk/vmem.h>
#include "boot_priv.h"

/* The lower half of the page table that we booted with; empty so far. */
static struct uk_vas boot_vas;

int boot_vas_init(struct uk_alloc *a)
{
	int rc = uk_vas_init(&boot_vas, ukplat_pt_get_active(), a);

	/* Unless the heap is one of its areas */
	if (!uk_vas_kernel()->a)
		uk_vas_kernel_init(a);
	return rc ? rc : uk_vas_set_active(&boot_vas);
}
