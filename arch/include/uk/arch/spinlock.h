/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * A spin lock that knows nothing of interrupts: whoever shares it with an
 * interrupt handler uses <uk/plat/spinlock.h>. lock acquires, unlock
 * releases; ukarch_spin_trylock() returns 1 if it took the lock, else 0.
 */
#ifndef __UKARCH_SPINLOCK_H__
#define __UKARCH_SPINLOCK_H__

#include <uk/arch/types.h>
#include <uk/asm/spinlock.h>

#ifndef __ASSEMBLER__
typedef struct __spinlock __spinlock;
#endif

#endif /* __UKARCH_SPINLOCK_H__ */
