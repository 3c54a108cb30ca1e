/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Where each type of areas begins to look for room: from a base of its own on,
 * else (0) from that of the address space.
 */
#ifndef __VMEM_BASE_PRIV_H__
#define __VMEM_BASE_PRIV_H__

#include <uk/vmem.h>

#ifdef CONFIG_LIBUKVMEM_DEDICATED_ANON_BASE
#define ANON_BASE PAGE_ALIGN_UP(CONFIG_LIBUKVMEM_ANON_BASE)
#else
#define ANON_BASE 0
#endif

#ifdef CONFIG_LIBUKVMEM_DEDICATED_STACK_BASE
#define STACK_BASE PAGE_ALIGN_UP(CONFIG_LIBUKVMEM_STACK_BASE)
#else
#define STACK_BASE 0
#endif

#ifdef CONFIG_LIBUKVMEM_DEDICATED_DMA_BASE
#define DMA_BASE PAGE_ALIGN_UP(CONFIG_LIBUKVMEM_DMA_BASE)
#else
#define DMA_BASE 0
#endif

#ifdef CONFIG_LIBUKVMEM_DEDICATED_FILE_BASE
#define FILE_BASE PAGE_ALIGN_UP(CONFIG_LIBUKVMEM_FILE_BASE)
#else
#define FILE_BASE 0
#endif

/* A kind of areas begins at a base, moved by a slide of its own. */
enum slide { SLIDE_OTHER, SLIDE_ANON, SLIDE_FILE, SLIDE_STACK, SLIDE_DMA };

__sz vas_slide(struct uk_vas *vas, enum slide kind);

static inline __vaddr_t base_of(struct uk_vas *vas, __vaddr_t own,
				enum slide kind)
{
	if (!own || (vas->flags & UK_VAS_FLAG_KERNEL))
		own = vas->vma_base;
	return own + vas_slide(vas, kind);
}

#endif /* __VMEM_BASE_PRIV_H__ */
