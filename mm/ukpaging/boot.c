/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * From the boot code's page table to the final one. The boot code has mapped
 * the image with its permissions, the direct map of the memory around it, and
 * dropped its identity map; see arch/<architecture>.
 */
#include <uk/plat/memory.h>
#include <uk/plat/paging.h>
#include <uk/print.h>
#include "paging_priv.h"

/* What the image needs besides itself: page tables, a first heap, stacks. */
#define MEMORY_MIN (192UL << 10)

/* Regions whose contents the image reads. */
#define GIVEN \
	(UKPLAT_MEMRT_INITRD | UKPLAT_MEMRT_CMDLINE | UKPLAT_MEMRT_DEVICETREE)

static struct uk_pagetable kernel_pt;

/* The usable part of a region: the first frame is left out, so that nobody's
 * memory lies at physical address 0, and what the direct map cannot reach.
 */
static bool clip(const struct ukplat_memregion_desc *mrd, __paddr_t *start,
		 __sz *len)
{
	__paddr_t first = MAX(PAGE_ALIGN_UP(mrd->pbase), (__paddr_t)PAGE_SIZE);
	__paddr_t end = PAGE_ALIGN_DOWN(mrd->pbase + mrd->len);

	end = MIN(end, (__paddr_t)DIRECTMAP_SIZE);
	*start = first;
	*len = end - first;
	return first < end;
}

static __sz sum_of(__u32 type)
{
	struct ukplat_memregion_desc *mrd;
	__sz sum = 0;

	ukplat_memregion_foreach (&mrd, type, 0, 0)
		sum += mrd->len;
	return sum;
}

static int too_little(void)
{
	__sz free = sum_of(UKPLAT_MEMRT_FREE);
	__sz used = sum_of(UKPLAT_MEMRT_ANY & ~UKPLAT_MEMRT_FREE &
			   ~UKPLAT_MEMRT_RESERVED);

	uk_pr_crit("Not enough memory: the image and its data take %lu KiB "
		   "and need %lu KiB more, but %lu KiB are free\n",
		   used >> 10, MEMORY_MIN >> 10, free >> 10);
	return -ENOMEM;
}

/* The first piece has the allocator itself. */
static int add_mapped_piece(__paddr_t start, __sz len)
{
	if (kernel_pt.fa)
		return pt_add_mapped(&kernel_pt, start, len);
	return ukplat_pt_init(&kernel_pt, start, len);
}

/*
 * Page tables for the direct map need frames, and frames need the direct map:
 * first come the parts of the regions that the boot code has mapped, then
 * (mapped false) the rest of them. Pieces too small for their own metadata
 * are left.
 */
static int add_free_memory(struct uk_pagetable *boot_pt, bool mapped)
{
	struct ukplat_memregion_desc *mrd;
	__paddr_t start;
	__sz len, there;
	int rc;

	ukplat_memregion_foreach (&mrd, UKPLAT_MEMRT_FREE, 0, 0) {
		if (!clip(mrd, &start, &len))
			continue;
		there = pt_direct_mapped(boot_pt, start, len);
		rc = 0;
		if (mapped && there)
			rc = add_mapped_piece(start, there);
		else if (!mapped && there < len)
			rc = ukplat_pt_add_mem(&kernel_pt, start + there,
					       len - there);
		if (rc && rc != -ENOMEM)
			return rc;
	}
	return 0;
}

/* What the image was given to read. Reserved memory is a device's or the
 * firmware's: who needs it maps it.
 */
static int map_regions(void)
{
	struct ukplat_memregion_desc *mrd;
	int rc;

	ukplat_memregion_foreach (&mrd, 0, UKPLAT_MEMRF_UNMAP,
				  UKPLAT_MEMRF_UNMAP) {
		rc = ukplat_page_unmap(&kernel_pt, mrd->vbase,
				       mrd->len >> PAGE_SHIFT,
				       PAGE_FLAG_KEEP_FRAMES);
		if (rc)
			return rc;
	}
	ukplat_memregion_foreach (&mrd, GIVEN, UKPLAT_MEMRF_MAP,
				  UKPLAT_MEMRF_MAP) {
		__paddr_t start = PAGE_ALIGN_DOWN(mrd->pbase);
		__paddr_t end = PAGE_ALIGN_UP(mrd->pbase + mrd->len);

		if (end <= start || end > DIRECTMAP_SIZE)
			continue;
		rc = pt_direct_fill(&kernel_pt, start, end - start);
		if (rc)
			return rc;
	}
	return 0;
}

int ukplat_paging_init(void)
{
	struct uk_pagetable boot_pt = {
		.pt_pbase = ukarch_pt_read_base(),
		.pt_vbase = pt_direct(ukarch_pt_read_base()),
	};
	int rc;

	kernel_pt.fa = NULL;
	if (sum_of(UKPLAT_MEMRT_FREE) < MEMORY_MIN)
		return too_little();
	rc = add_free_memory(&boot_pt, true);
	if (rc)
		return rc;
	if (!kernel_pt.fa) {
		uk_pr_crit("No free memory beside the image\n");
		return -ENOMEM;
	}

	/* Shared by every address space: the entry must be there first. */
	rc = pt_pin_root_entry(&kernel_pt, KVA_BASE);
	if (!rc)
		rc = add_free_memory(&boot_pt, false);
	if (!rc)
		rc = map_regions();
	return rc == -ENOMEM ? too_little() : rc;
}
