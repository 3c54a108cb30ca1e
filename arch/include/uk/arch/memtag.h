/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Memory tags: a pointer carries a tag that must match the memory's. Where
 * the CPU has none the granule is 1 and tagging does nothing.
 */
#ifndef __UKARCH_MEMTAG_H__
#define __UKARCH_MEMTAG_H__

#include <uk/config.h>
#include <uk/essentials.h>
#include <uk/arch/types.h>

#if CONFIG_HAVE_MEMTAG
#include <uk/asm/memtag.h>

#define MEMTAG_GRANULE	 _MEMTAG_GRANULE
#define MEMTAG_ALIGN(sz) ALIGN_UP((sz), (__sz)MEMTAG_GRANULE)

/* Gives [ptr, ptr + size) a new random tag; returns ptr with that tag. */
void *ukarch_memtag_region(void *ptr, __sz size);
#else
#define MEMTAG_GRANULE	 1
#define MEMTAG_ALIGN(sz) (sz)

static inline void *ukarch_memtag_region(void *ptr, __sz size __unused)
{
	return ptr;
}
#endif

#endif /* __UKARCH_MEMTAG_H__ */
