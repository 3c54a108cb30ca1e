/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __KVA_PRIV_H__
#define __KVA_PRIV_H__

#include <uk/arch/paging.h>
#include <uk/plat/spinlock.h>

struct uk_pagetable;

#define KVA_ATTR (PAGE_ATTR_PROT_RW | PAGE_ATTR_GLOBAL)

/* frames.c: frames side by side are taken and given back in one call; any
 * frames will do when there are none. All of the range or -ENOMEM.
 */
int kva_frames_map(struct uk_pagetable *pt, __vaddr_t vaddr,
		   unsigned long pages);

/*
 * kstack_area.c with ukvmem, where a stack is an area; else kstack_kva.c: like
 * uk_kva_alloc() and uk_kva_free().
 */
__vaddr_t kstack_range_get(unsigned long pages);
void kstack_range_put(__vaddr_t vaddr, unsigned long pages);

/* Over every change to uk_vas_kernel(): kstack_area.c. */
extern __spinlock kva_area_lock;

#endif /* __KVA_PRIV_H__ */
