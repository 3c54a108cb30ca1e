/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Spin lock of one word: acquire on lock, release on unlock. */
#ifndef __UKARCH_ARM64_SPINLOCK_H__
#define __UKARCH_ARM64_SPINLOCK_H__

#ifndef __ASSEMBLER__

struct __spinlock {
	volatile int lock; /* 0 free, 1 taken */
};

/* clang-format off */
#define UKARCH_SPINLOCK_INITIALIZER() { 0 }
/* clang-format on */

static inline void ukarch_spin_init(struct __spinlock *lock)
{
	__atomic_store_n(&lock->lock, 0, __ATOMIC_RELAXED);
}

static inline int ukarch_spin_is_locked(struct __spinlock *lock)
{
	return __atomic_load_n(&lock->lock, __ATOMIC_RELAXED);
}

static inline int ukarch_spin_trylock(struct __spinlock *lock)
{
	return !__atomic_exchange_n(&lock->lock, 1, __ATOMIC_ACQUIRE);
}

/* While another holds the lock only reads touch its cache line. */
static inline void ukarch_spin_lock(struct __spinlock *lock)
{
	while (!ukarch_spin_trylock(lock))
		while (ukarch_spin_is_locked(lock))
			__asm__ __volatile__("yield" ::: "memory");
}

static inline void ukarch_spin_unlock(struct __spinlock *lock)
{
	__atomic_store_n(&lock->lock, 0, __ATOMIC_RELEASE);
}

#endif /* !__ASSEMBLER__ */

#endif /* __UKARCH_ARM64_SPINLOCK_H__ */
