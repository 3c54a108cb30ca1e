/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Where each type of areas begins to look for room, if it has a place of its
 * own; else 0: at the base of the address space.
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

static inline __vaddr_t base_or_default(__vaddr_t base,
					const struct uk_vas *vas)
{
	return base ? base : vas->vma_base;
}

#endif /* __VMEM_BASE_PRIV_H__ */
