/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __SHARED_PRIV_H__
#define __SHARED_PRIV_H__

#include <uk/arch/types.h>

struct uk_alloc;
struct uk_pager;
struct uk_pagetable;

/*
 * New shared memory of len bytes, whole pages, with one reference; areas have
 * more of them. Its frames are from where the page table has its own. NULL: no
 * memory.
 */
struct uk_pager *mmap_shared_create(struct uk_alloc *a, struct uk_pagetable *pt,
				    __sz len);

/* Gives up a reference. */
void mmap_shared_put(struct uk_pager *pager);

#endif /* __SHARED_PRIV_H__ */
