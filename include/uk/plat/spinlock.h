/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Spinlocks for what is shared with interrupt handlers. */
#ifndef __UKPLAT_SPINLOCK_H__
#define __UKPLAT_SPINLOCK_H__

#include <uk/arch/spinlock.h>
#include <uk/plat/lcpu.h>

/* Turn interrupts off, take the lock; and back. */
#define ukplat_spin_lock_irq(lock)         \
	do {                               \
		ukplat_lcpu_disable_irq(); \
		ukarch_spin_lock(lock);    \
	} while (0)
#define ukplat_spin_unlock_irq(lock)      \
	do {                              \
		ukarch_spin_unlock(lock); \
		ukplat_lcpu_enable_irq(); \
	} while (0)

/* The same, but interrupts are afterwards as they were; unsigned long flags. */
#define ukplat_spin_lock_irqsave(lock, flags)      \
	do {                                       \
		(flags) = ukplat_lcpu_save_irqf(); \
		ukarch_spin_lock(lock);            \
	} while (0)
#define ukplat_spin_unlock_irqrestore(lock, flags) \
	do {                                       \
		ukarch_spin_unlock(lock);          \
		ukplat_lcpu_restore_irqf(flags);   \
	} while (0)

#endif /* __UKPLAT_SPINLOCK_H__ */
