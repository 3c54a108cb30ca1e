/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The kernel's virtual area: address ranges, stacks with a guard page, device
 * registers. Not for interrupt handlers; nothing sleeps.
 */
#ifndef __UK_KVA_H__
#define __UK_KVA_H__

#include <uk/arch/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- kva.c ---- */

/*
 * An address range with nothing mapped in it, and never anything mapped in
 * the page below it. __VADDR_INV if there is none. Whoever gives it back has
 * unmapped what he mapped.
 */
__vaddr_t uk_kva_alloc(unsigned long pages);
void uk_kva_free(__vaddr_t vaddr, unsigned long pages);

/* ---- kstack.c ---- */

/*
 * The lowest byte of a stack of size bytes, rounded up to pages. An access
 * below it faults. NULL if there is no memory. What is in it is undefined.
 */
void *uk_kstack_alloc(__sz size);
void uk_kstack_free(void *stack, __sz size);

/* ---- heap_area.c, only with ukvmem ---- */

/* Bytes that all heaps may have together, with 1 GiB or more for each. */
#define KHEAP_MAX (127UL << 30)

/*
 * Memory for one heap: an area named "heap" in uk_vas_kernel(), [start, end),
 * all of which has frames, in a range of its own up to limit. What is outside
 * is not mapped, on both sides. start is aligned to a large page. Whoever has
 * it serializes calls, which may come from interrupt handlers, too.
 */
struct uk_kheap {
	__vaddr_t start;
	__vaddr_t end;
	__vaddr_t limit;
};

/* An empty one that can have max bytes. max and len are in whole pages.
 *   -ENOMEM  others have too many addresses already
 *   -EINVAL  no pages, not whole ones, or more than KHEAP_MAX
 */
int uk_kheap_create(struct uk_kheap *h, __sz max);

/* Moves the end up or down; what is new is undefined. On failure nothing
 * has changed. -ENOMEM, also when growing past the limit, and -EINVAL.
 */
int uk_kheap_grow(struct uk_kheap *h, __sz len);
int uk_kheap_shrink(struct uk_kheap *h, __sz len);

/* Gives everything back. */
void uk_kheap_destroy(struct uk_kheap *h);

/* ---- iomap.c ---- */

/*
 * Maps a device's registers, readable, writable and not cached. paddr and len
 * need not be page aligned: the result is where paddr is. NULL if there is no
 * memory, or if no physical address is like that.
 */
void *uk_iomap(__paddr_t paddr, __sz len);
void uk_iounmap(void *regs, __sz len);

#ifdef __cplusplus
}
#endif

#endif /* __UK_KVA_H__ */
