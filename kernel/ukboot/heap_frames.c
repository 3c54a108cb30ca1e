/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <arch/mmu.h>
#include <uk/allocbbuddy.h>
#include <uk/plat/paging.h>
#include "boot_priv.h"

/* Takes pages from the frame allocator as it needs them. */
int boot_heap_init(struct uk_alloc **a)
{
	*a = uk_allocbbuddy_init_frames(ukplat_pt_get_active()->fa,
					DIRECTMAP_BASE);
	return *a ? 0 : -ENOMEM;
}
