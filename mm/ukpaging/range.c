/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Checks of arguments, without overflow. */
#include <errno.h>
#include "paging_priv.h"

int pt_range_check(__vaddr_t va, unsigned long pages, unsigned long flags,
		   __sz *len)
{
	unsigned int lvl = (unsigned int)PAGE_FLAG_SIZE_TO_LEVEL(flags);

	if (!PAGE_Lx_HAS(lvl) || !PAGE_Lx_ALIGNED(va, lvl))
		return -EINVAL;
	if (pages > ~0UL >> PAGE_Lx_SHIFT(lvl))
		return -EINVAL;
	*len = pages << PAGE_Lx_SHIFT(lvl);
	if (!*len)
		return 0;
	/* The last byte, not the one behind it: that may be address 0. */
	if (*len - 1 > ~va || !ukarch_vaddr_range_isvalid(va, va + *len - 1))
		return -EINVAL;
	return 0;
}

bool pt_attr_is_safe(__vaddr_t va, unsigned long attr)
{
	unsigned long wx = PAGE_ATTR_PROT_WRITE | PAGE_ATTR_PROT_EXEC;

	return va < PT_LOWER_END || (attr & wx) != wx;
}
