/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Memory tags by MTE. */
#ifndef __UKARCH_ARM64_MEMTAG_H__
#define __UKARCH_ARM64_MEMTAG_H__

#include <uk/asm/mte.h>

#define ARCH_MEMTAG_GRANULE MTE_TAG_GRANULE
#define _MEMTAG_GRANULE	    MTE_TAG_GRANULE

/*
 * Switches tag checks on for the upper half. Returns 0, or -ENOTSUP when the
 * CPU keeps no tags in memory or gives no seed for the tags.
 */
int ukarch_memtag_init(void);

#endif /* __UKARCH_ARM64_MEMTAG_H__ */
