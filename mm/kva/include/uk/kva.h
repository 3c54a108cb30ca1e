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
