/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <arch/mmu.h>
#include <uk/alloc_impl.h>
#include <uk/allocbbuddy.h>
#include <uk/essentials.h>
#include <uk/falloc.h>
#include <uk/kva.h>
#include <uk/plat/paging.h>
#include <uk/vmem.h>
#include "boot_priv.h"

/* The heap is one of the kernel's areas, so the objects of these have a heap of
 * their own, in the direct map. Nobody else gets to see it.
 */
int boot_heap_init(struct uk_alloc **a)
{
	struct uk_falloc *fa = ukplat_pt_get_active()->fa;
	struct uk_alloc *objects =
		uk_allocbbuddy_init_frames(fa, DIRECTMAP_BASE);

	if (!objects)
		return -ENOMEM;
	uk_alloc_unregister(objects);
	uk_vas_kernel_init(objects);
	/* Addresses cost nothing, and memory may be added */
	*a = uk_allocbbuddy_init_area(
		MAX(KHEAP_MAX / 2, MIN(fa->total_memory, KHEAP_MAX)));
	return *a ? 0 : -ENOMEM;
}
