/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Test-and-set lock; <uk/arch/spinlock.h> is the way in. */
#ifndef __UKARCH_SPINLOCK_H__
#error "Include <uk/arch/spinlock.h>"
#endif

#ifndef __ASSEMBLER__

struct __spinlock {
	volatile int lock; /* 1: held */
};

#define UKARCH_SPINLOCK_INITIALIZER() \
	{                             \
		0                     \
	}

static inline void ukarch_spin_init(struct __spinlock *lock)
{
	lock->lock = 0;
}

static inline int ukarch_spin_trylock(struct __spinlock *lock)
{
	return !__atomic_exchange_n(&lock->lock, 1, __ATOMIC_ACQUIRE);
}

static inline void ukarch_spin_lock(struct __spinlock *lock)
{
	while (!ukarch_spin_trylock(lock)) {
		/* wait on a shared cache line, not on the bus */
		while (lock->lock)
			__builtin_ia32_pause();
	}
}

static inline void ukarch_spin_unlock(struct __spinlock *lock)
{
	__atomic_store_n(&lock->lock, 0, __ATOMIC_RELEASE);
}

static inline int ukarch_spin_is_locked(struct __spinlock *lock)
{
	return lock->lock;
}

#endif /* !__ASSEMBLER__ */
