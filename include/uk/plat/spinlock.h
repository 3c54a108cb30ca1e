/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Spinlocks for what is shared with interrupt handlers. */
#ifndef __UKPLAT_SPINLOCK_H__
#define __UKPLAT_SPINLOCK_H__

#include <uk/arch/spinlock.h>
#include <uk/plat/lcpu.h>

#include <uk/config.h>

#ifdef CONFIG_HAVE_SMP
#define _ukplat_spin_take(spin) ukarch_spin_lock(spin)
#else /* !CONFIG_HAVE_SMP */
/* Interrupts are off, so there is nobody who could have it: a mark is enough */
#define _ukplat_spin_take(spin)                                       \
	do {                                                          \
		__atomic_store_n(&(spin)->lock, 1, __ATOMIC_RELAXED); \
		__atomic_signal_fence(__ATOMIC_ACQUIRE);              \
	} while (0)
#endif /* !CONFIG_HAVE_SMP */

/* Turn interrupts off, take the lock; and back. */
#define ukplat_spin_lock_irq(lock)         \
	do {                               \
		ukplat_lcpu_disable_irq(); \
		_ukplat_spin_take(lock);   \
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
		_ukplat_spin_take(lock);           \
	} while (0)
#define ukplat_spin_unlock_irqrestore(lock, flags) \
	do {                                       \
		ukarch_spin_unlock(lock);          \
		ukplat_lcpu_restore_irqf(flags);   \
	} while (0)

#endif /* __UKPLAT_SPINLOCK_H__ */
