/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Wait queues: sleep until a condition holds.
 *
 *	waiter					waker
 *	uk_waitq_wait_event(&wq, ready);	ready = 1;
 *						uk_waitq_wake_up(&wq);
 *
 * The order on both sides is what makes it safe: the waiter is in the queue
 * before it looks at the condition for the last time; the waker changes the
 * condition before it looks into the queue. Waking is allowed in any context.
 */
#ifndef __UK_WAIT_H__
#define __UK_WAIT_H__

#include <errno.h>
#include <uk/plat/time.h>
#include <uk/sched.h>
#include <uk/wait_types.h>

#ifdef __cplusplus
extern "C" {
#endif

static inline void uk_waitq_init(struct uk_waitq *wq)
{
	ukarch_spin_init(&wq->lock);
	UK_INIT_LIST_HEAD(&wq->waiters);
}

/* A glance without the lock. */
static inline int uk_waitq_empty(struct uk_waitq *wq)
{
	return __atomic_load_n(&wq->waiters.next, __ATOMIC_RELAXED) ==
	       &wq->waiters;
}

static inline void uk_waitq_entry_init(struct uk_waitq_entry *entry,
				       struct uk_thread *thread)
{
	entry->waiting = 0;
	entry->thread = thread;
	entry->wq = (struct uk_waitq *)0;
}

/*
 * Enters a queue at its end, leaves it; nothing happens to an entry that is in
 * the queue, or out of it, already. A wake-up takes the entry out.
 */
void uk_waitq_add(struct uk_waitq *wq, struct uk_waitq_entry *entry);
void uk_waitq_remove(struct uk_waitq *wq, struct uk_waitq_entry *entry);

#define uk_waitq_add_waiter(wq, w)    uk_waitq_add((wq), (w))
#define uk_waitq_remove_waiter(wq, w) uk_waitq_remove((wq), (w))

/* Wakes all threads that are in the queue. */
void uk_waitq_wake_up(struct uk_waitq *wq);

/* Wakes the thread that has waited longest. Returns 0 if there was none. */
int uk_waitq_wake_up_one(struct uk_waitq *wq);
/* The caller holds the queue's lock, interrupts are off. */
int uk_waitq_wake_up_one_locked(struct uk_waitq *wq);

/*
 * The two halves of a wait, for who needs more than the macros below:
 *
 *	do {
 *		uk_waitq_prepare(wq, &entry, deadline);
 *		if (condition)
 *			break;
 *		uk_sched_yield();
 *	} while (!condition);
 *	uk_waitq_finish(&entry);
 *
 * prepare enters the queue (at its front if it waited there before and was
 * woken, so that nobody overtakes it) and blocks the running thread, until
 * deadline if that is not 0. finish leaves the queue and makes the thread
 * runnable again (and does nothing without a prepare); it returns 1 if a
 * wake-up had chosen this entry: one who does not use it hands it on.
 */
void uk_waitq_prepare(struct uk_waitq *wq, struct uk_waitq_entry *entry,
		      __nsec deadline);
int uk_waitq_finish(struct uk_waitq_entry *entry);
/* prepare when the caller holds the queue's lock, interrupts are off. */
void uk_waitq_prepare_locked(struct uk_waitq *wq, struct uk_waitq_entry *entry,
			     __nsec deadline);

/* For uk_sched_thread_terminate(): the thread waits nowhere any more. */
void uk_waitq_abandon(struct uk_thread *t);

static inline void __lock_dummy(void *lock __unused)
{
}

#define __wq_wait_event_deadline(wq, condition, deadline, deadline_condition,  \
				 lock_fn, unlock_fn, lock)                     \
	({                                                                     \
		struct uk_waitq_entry __wq_entry;                              \
		int __wq_late = 0;                                             \
                                                                               \
		if (!(condition)) {                                            \
			uk_waitq_entry_init(&__wq_entry, uk_thread_current()); \
			do {                                                   \
				if (deadline_condition) {                      \
					__wq_late = 1;                         \
					break;                                 \
				}                                              \
				uk_waitq_prepare((wq), &__wq_entry,            \
						 (deadline));                  \
				if (condition)                                 \
					break;                                 \
				unlock_fn(lock);                               \
				uk_sched_yield();                              \
				lock_fn(lock);                                 \
			} while (!(condition));                                \
			uk_waitq_finish(&__wq_entry);                          \
		}                                                              \
		__wq_late;                                                     \
	})

#define __wq_deadline_passed(deadline) \
	((deadline) != 0 && ukplat_monotonic_clock() >= (__nsec)(deadline))

/*
 * Sleeps until condition holds; it is evaluated often and must not sleep
 * itself. _deadline: until a time of the monotonic clock at most, 0 for no
 * limit; 1 if that came first, else 0. _locked: unlock_fn(lock) is called
 * before the thread sleeps and lock_fn(lock) afterwards; the condition is
 * looked at with the lock held.
 */
#define uk_waitq_wait_event(wq, condition)                                 \
	((void)__wq_wait_event_deadline(wq, condition, 0, 0, __lock_dummy, \
					__lock_dummy, (void *)0))

#define uk_waitq_wait_event_locked(wq, condition, lock_fn, unlock_fn, lock) \
	((void)__wq_wait_event_deadline(wq, condition, 0, 0, lock_fn,       \
					unlock_fn, lock))

#define uk_waitq_wait_event_deadline_locked(wq, condition, deadline, lock_fn, \
					    unlock_fn, lock)                  \
	({                                                                    \
		__nsec __wq_deadline = (deadline);                            \
                                                                              \
		__wq_wait_event_deadline(wq, condition, __wq_deadline,        \
					 __wq_deadline_passed(__wq_deadline), \
					 lock_fn, unlock_fn, lock);           \
	})

#define uk_waitq_wait_event_deadline(wq, condition, deadline)           \
	uk_waitq_wait_event_deadline_locked(wq, condition, deadline,    \
					    __lock_dummy, __lock_dummy, \
					    (void *)0)

/*
 * The same, and a signal ends it, too (uk_thread_interrupted()): 0, -EINTR or
 * -ETIMEDOUT. A condition that holds wins over both.
 */
#define uk_waitq_wait_event_intr(wq, condition, deadline)            \
	({                                                           \
		int __wq_holds = 0;                                  \
		int __wq_expired = uk_waitq_wait_event_deadline(     \
			wq,                                          \
			(__wq_holds = !!(condition)) ||              \
				uk_thread_interrupted(),             \
			deadline);                                   \
                                                                     \
		__wq_holds ? 0 : __wq_expired ? -ETIMEDOUT : -EINTR; \
	})

#ifdef __cplusplus
}
#endif

#endif /* __UK_WAIT_H__ */
