/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Contended mutexes. The owner changes by compare-and-exchange from NULL (who
 * takes), or under the wait queue's lock (who gives). A waiter enters the
 * queue before he tries to take, the owner lets go before he looks into the
 * queue: one of them sees the other.
 */
#include <uk/mutex.h>
#include <uk/plat/spinlock.h>

/*
 * Called with no count left and either still as owner, or after the mutex was
 * let go, when somebody else may own it by now.
 */
void _uk_mutex_unlock_slow(struct uk_mutex *m)
{
	struct uk_thread *self = uk_thread_current(), *heir = NULL;
	struct uk_waitq_entry *first;
	unsigned long flags;

	ukplat_spin_lock_irqsave(&m->wait.lock, flags);
	if (m->owner == self) {
		first = uk_list_first_entry_or_null(
			&m->wait.waiters, struct uk_waitq_entry, link);
		if (first && m->starving) {
			heir = first->thread;
			m->lock_count = 1;
		}
		m->starving = 0; /* or he gave up */
		__atomic_store_n(&m->owner, heir, __ATOMIC_SEQ_CST);
	}
	uk_waitq_wake_up_one_locked(&m->wait);
	ukplat_spin_unlock_irqrestore(&m->wait.lock, flags);
}

static int is_owner(const struct uk_mutex *m)
{
	return __atomic_load_n(&m->owner, __ATOMIC_RELAXED) ==
	       uk_thread_current();
}

/* Was it given to us, or can we take it? */
static int own(struct uk_mutex *m)
{
	return is_owner(m) || _uk_mutex_take(m);
}

int _uk_mutex_lock_slow(struct uk_mutex *m, __nsec deadline)
{
	struct uk_waitq_entry entry;
	int owned = 0, woken;

	uk_waitq_entry_init(&entry, uk_thread_current());
	do {
		if (deadline && ukplat_monotonic_clock() >= deadline)
			break;
		uk_waitq_prepare(&m->wait, &entry, deadline);
		owned = own(m);
		if (owned)
			break;
		uk_sched_yield();
		owned = own(m);
		if (!owned && !entry.waiting)
			m->starving = 1; /* woken, but overtaken */
	} while (!owned);
	woken = uk_waitq_finish(&entry);

	/* It may have been given to us in the last moment */
	if (!owned && is_owner(m))
		owned = 1;
	if (!owned && woken)
		uk_waitq_wake_up_one(&m->wait);
	return owned;
}
