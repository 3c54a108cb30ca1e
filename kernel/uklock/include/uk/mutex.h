/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Mutexes, recursive: the owner may lock again and unlocks as often. Locking
 * may sleep. Before there is a scheduler everything is one context, which gets
 * every lock.
 *
 * A free mutex goes to who asks first, even while one that was woken for it is
 * on his way; a waiter that was overtaken so is handed the mutex the next
 * time. One unlock wakes one waiter.
 */
#ifndef __UK_MUTEX_H__
#define __UK_MUTEX_H__

#include <stddef.h>
#include <uk/arch/lcpu.h>
#include <uk/config.h>
#include <uk/wait.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_mutex {
	struct uk_thread *owner;
	int lock_count;
	int starving; /* hand over at the next unlock */
	struct uk_waitq wait;
};

#define UK_MUTEX_INITIALIZER(name)                                            \
	{                                                                     \
		.owner = (struct uk_thread *)0, .lock_count = 0,              \
		.starving = 0, .wait = __WAIT_QUEUE_INITIALIZER((name).wait), \
	}

/* Counts over all mutexes, with CONFIG_LIBUKLOCK_MUTEX_METRICS. */
struct uk_mutex_metrics {
	size_t active_locked;
	size_t active_unlocked;
	size_t total_locks;
	size_t total_ok_trylocks;
	size_t total_failed_trylocks;
	size_t total_unlocks;
};

#if CONFIG_LIBUKLOCK_MUTEX_METRICS
void uk_mutex_get_metrics(struct uk_mutex_metrics *dst);

/* metrics.c: what has happened to a mutex. */
void _uk_mutex_count_init(void);
void _uk_mutex_count_lock(const struct uk_mutex *m);
void _uk_mutex_count_trylock(const struct uk_mutex *m, int taken);
void _uk_mutex_count_unlock(int last);
#else  /* !CONFIG_LIBUKLOCK_MUTEX_METRICS */
static inline void _uk_mutex_count_init(void)
{
}

static inline void _uk_mutex_count_lock(const struct uk_mutex *m __unused)
{
}

static inline void _uk_mutex_count_trylock(const struct uk_mutex *m __unused,
					   int taken __unused)
{
}

static inline void _uk_mutex_count_unlock(int last __unused)
{
}
#endif /* !CONFIG_LIBUKLOCK_MUTEX_METRICS */

static inline void uk_mutex_init(struct uk_mutex *m)
{
	m->owner = (struct uk_thread *)0;
	m->lock_count = 0;
	m->starving = 0;
	uk_waitq_init(&m->wait);
	_uk_mutex_count_init();
}

static inline int uk_mutex_is_locked(struct uk_mutex *m)
{
	return m->lock_count > 0;
}

/* mutex.c: sleeps until the caller owns m. deadline 0: no limit. */
int _uk_mutex_lock_slow(struct uk_mutex *m, __nsec deadline);
/* mutex.c: gives m up while there are waiters. */
void _uk_mutex_unlock_slow(struct uk_mutex *m);

/* Takes a free mutex, or one's own once more. 1 if that worked. */
static inline int _uk_mutex_take(struct uk_mutex *m)
{
	struct uk_thread *self = uk_thread_current();
	struct uk_thread *owner = (struct uk_thread *)0;

	if (unlikely(!__atomic_compare_exchange_n(&m->owner, &owner, self, 0,
						  __ATOMIC_SEQ_CST,
						  __ATOMIC_RELAXED)) &&
	    owner != self)
		return 0;
	m->lock_count++;
	return 1;
}

static inline void uk_mutex_lock(struct uk_mutex *m)
{
	if (unlikely(!_uk_mutex_take(m)))
		_uk_mutex_lock_slow(m, 0);
	_uk_mutex_count_lock(m);
}

/*
 * Until a time of the monotonic clock at most (0: no limit). 1 if the caller
 * owns the mutex, 0 if it was too late.
 */
static inline int uk_mutex_lock_deadline(struct uk_mutex *m, __nsec deadline)
{
	if (!_uk_mutex_take(m) && !_uk_mutex_lock_slow(m, deadline))
		return 0;
	_uk_mutex_count_lock(m);
	return 1;
}

/* Does not sleep: 1 if the caller owns the mutex, else 0. Any context. */
static inline int uk_mutex_trylock(struct uk_mutex *m)
{
	int taken = _uk_mutex_take(m);

	_uk_mutex_count_trylock(m, taken);
	return taken;
}

static inline void uk_mutex_unlock(struct uk_mutex *m)
{
	int last;

	UK_ASSERT(m->owner == uk_thread_current());

	last = --m->lock_count == 0;
	UK_ASSERT(m->lock_count >= 0);
	/* Before somebody else can have it */
	_uk_mutex_count_unlock(last);
	if (last) {
		/* Who starves is given it; all others try when it is free */
		if (unlikely(m->starving)) {
			_uk_mutex_unlock_slow(m);
			return;
		}
		__atomic_store_n(&m->owner, (struct uk_thread *)0,
				 __ATOMIC_SEQ_CST);
		/* Who saw an owner before that store is in the queue now */
		if (unlikely(!uk_waitq_empty(&m->wait)))
			_uk_mutex_unlock_slow(m);
	}
}

/* <uk/wait.h>, with a mutex that is released while the thread sleeps. */
#define uk_waitq_wait_event_mutex(wq, condition, mutex)          \
	uk_waitq_wait_event_locked(wq, condition, uk_mutex_lock, \
				   uk_mutex_unlock, mutex)

#define uk_waitq_wait_event_deadline_mutex(wq, condition, deadline, mutex)  \
	uk_waitq_wait_event_deadline_locked(wq, condition, deadline,        \
					    uk_mutex_lock, uk_mutex_unlock, \
					    mutex)

#ifdef __cplusplus
}
#endif

#endif /* __UK_MUTEX_H__ */
