/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Ticket locks: who comes first gets the lock first, however many CPUs spin.
 * next is the ticket that the next one draws, current the one being served.
 */
#ifndef __UKARCH_TICKETLOCK_H__
#define __UKARCH_TICKETLOCK_H__

#include <arch/cpu.h>
#include <uk/arch/types.h>
#include <uk/essentials.h>

#ifdef __cplusplus
extern "C" {
#endif

struct __align4 __ticketlock {
	__u16 current;
	__u16 next;
} __packed;

typedef struct __ticketlock __ticketlock;

#define UKARCH_TICKETLOCK_INITIALIZER() \
	{                               \
		.current = 0, .next = 0 \
	}

static inline void ukarch_ticket_init(struct __ticketlock *lock)
{
	lock->current = 0;
	lock->next = 0;
}

static inline void ukarch_ticket_lock(struct __ticketlock *lock)
{
	__u16 mine = __atomic_fetch_add(&lock->next, 1, __ATOMIC_RELAXED);

	while (__atomic_load_n(&lock->current, __ATOMIC_ACQUIRE) != mine)
		arch_cpu_relax();
}

static inline void ukarch_ticket_unlock(struct __ticketlock *lock)
{
	__atomic_store_n(&lock->current, (__u16)(lock->current + 1),
			 __ATOMIC_RELEASE);
}

/* 1 if it took the lock, else 0. */
static inline int ukarch_ticket_trylock(struct __ticketlock *lock)
{
	__u16 mine = __atomic_load_n(&lock->current, __ATOMIC_RELAXED);

	return __atomic_compare_exchange_n(&lock->next, &mine,
					   (__u16)(mine + 1), 0,
					   __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

static inline int ukarch_ticket_is_locked(struct __ticketlock *lock)
{
	return __atomic_load_n(&lock->current, __ATOMIC_RELAXED) !=
	       __atomic_load_n(&lock->next, __ATOMIC_RELAXED);
}

#ifdef __cplusplus
}
#endif

#endif /* __UKARCH_TICKETLOCK_H__ */
