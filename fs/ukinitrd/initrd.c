/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <stdbool.h>
#include <uk/cpio.h>
#include <uk/decomp.h>
#include <uk/plat/paging.h>
#include <uk/print.h>
#include "initrd_priv.h"

/* What there is of the second part; base NULL: nobody has looked yet. */
static struct uk_initrd_part second;

/* The first part: nobody has looked yet; it is as it came; it was compressed.
 */
static enum { UNKNOWN, PLAIN, UNPACKED } first;

static bool is_compressed(const struct uk_initrd_part *part, __sz pos)
{
	return ukdecomp_format(part->base + pos, part->len - pos) !=
	       UKDECOMP_NONE;
}

/* The whole pages of what nobody reads any more. That none are left beside
 * what the allocator needs to know of them is no failure.
 */
static void give_back(__paddr_t start, __paddr_t end)
{
	start = MAX(PAGE_ALIGN_UP(start), (__paddr_t)PAGE_SIZE);
	end = PAGE_ALIGN_DOWN(end);
	if (start < end)
		(void)ukplat_pt_add_mem(ukplat_pt_get_active(), start,
					end - start);
}

int uk_initrd_get(struct uk_initrd_part *part)
{
	struct ukplat_memregion_desc *mrd;
	int rc;

	if (ukplat_memregion_find_initrd0(&mrd) < 0)
		return -ENXIO;
	part->base = (const char *)arch_phys_to_direct(mrd->pbase);
	part->len = mrd->len;
	if (first != UNKNOWN)
		return 0;
	if (ukcpio_is_archive(part->base, part->len) ||
	    !is_compressed(part, 0)) {
		first = PLAIN;
		return 0;
	}
	rc = initrd_unpack(part, 0, part);
	if (rc)
		return rc;
	first = UNPACKED;
	give_back(mrd->pbase, mrd->pbase + mrd->len);
	mrd->pbase = arch_virt_to_phys(part->base);
	mrd->vbase = (__vaddr_t)part->base;
	mrd->len = part->len;
	return 0;
}

int uk_initrd_next(struct uk_initrd_part *part, __sz used)
{
	struct ukplat_memregion_desc *mrd;
	__sz pos;
	int rc;

	if (!second.base) {
		pos = initrd_skip_zeros(part, used);
		if (pos == part->len)
			return 0;
		if (first == UNPACKED || !is_compressed(part, pos)) {
			uk_pr_warn("What follows byte %lu of the initial RAM "
				   "disk is ignored\n",
				   (unsigned long)pos);
			return 0;
		}
		rc = initrd_unpack(part, pos, &second);
		if (rc)
			return rc;
		(void)ukplat_memregion_find_initrd0(&mrd);
		give_back(mrd->pbase + used, mrd->pbase + mrd->len);
		mrd->len = used;
	}
	*part = second;
	return 1;
}
