/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Who lets the lock go hands it to the front of the queue: to one writer, or
 * to all readers up to the next writer. A waiter finds it in his hands when he
 * wakes up.
 */
#include <stdbool.h>
#include <uk/plat/spinlock.h>
#include <uk/rwlock.h>

struct rw_waiter {
	struct uk_waitq_entry entry;
	bool exclusive;
	bool granted;
};

void uk_rwlock_init(struct uk_rwlock *rwl)
{
	rwl->readers = 0;
	rwl->writer = NULL;
	uk_waitq_init(&rwl->wait);
}

static bool may_read_locked(struct uk_rwlock *rwl)
{
	return !rwl->writer && uk_list_empty(&rwl->wait.waiters);
}

static bool may_write_locked(const struct uk_rwlock *rwl)
{
	return !rwl->writer && !rwl->readers;
}

/* Hands the lock to as many from the front of the queue as can have it. */
static void grant_locked(struct uk_rwlock *rwl)
{
	struct rw_waiter *waiter;

	while (!rwl->writer && !uk_list_empty(&rwl->wait.waiters)) {
		waiter = uk_list_first_entry(&rwl->wait.waiters,
					     struct rw_waiter, entry.link);
		if (!waiter->exclusive)
			rwl->readers++;
		else if (may_write_locked(rwl))
			rwl->writer = waiter->entry.thread;
		else
			return;
		waiter->granted = true;
		uk_waitq_wake_up_one_locked(&rwl->wait);
	}
}

/*
 * Waits at the end of the queue until the lock was granted. Called with the
 * queue's lock held and interrupts off (flags), returns without.
 */
static void wait_locked(struct uk_rwlock *rwl, bool exclusive,
			unsigned long flags)
{
	struct rw_waiter waiter = {.exclusive = exclusive};

	uk_waitq_entry_init(&waiter.entry, uk_thread_current());
	uk_waitq_prepare_locked(&rwl->wait, &waiter.entry, 0);
	ukplat_spin_unlock_irqrestore(&rwl->wait.lock, flags);
	while (!*(volatile bool *)&waiter.granted) {
		uk_sched_yield();
		/* Nothing else wakes us for good */
		ukplat_spin_lock_irqsave(&rwl->wait.lock, flags);
		if (!waiter.granted)
			uk_thread_block(waiter.entry.thread);
		ukplat_spin_unlock_irqrestore(&rwl->wait.lock, flags);
	}
	uk_waitq_finish(&waiter.entry);
}

void uk_rwlock_rlock(struct uk_rwlock *rwl)
{
	unsigned long flags;

	ukplat_spin_lock_irqsave(&rwl->wait.lock, flags);
	if (!may_read_locked(rwl)) {
		wait_locked(rwl, false, flags);
		return;
	}
	rwl->readers++;
	ukplat_spin_unlock_irqrestore(&rwl->wait.lock, flags);
}

void uk_rwlock_wlock(struct uk_rwlock *rwl)
{
	unsigned long flags;

	ukplat_spin_lock_irqsave(&rwl->wait.lock, flags);
	UK_ASSERT(!rwl->writer || rwl->writer != uk_thread_current());
	if (!may_write_locked(rwl)) {
		wait_locked(rwl, true, flags);
		return;
	}
	rwl->writer = uk_thread_current();
	ukplat_spin_unlock_irqrestore(&rwl->wait.lock, flags);
}

int uk_rwlock_try_rlock(struct uk_rwlock *rwl)
{
	unsigned long flags;
	bool may;

	ukplat_spin_lock_irqsave(&rwl->wait.lock, flags);
	may = may_read_locked(rwl);
	if (may)
		rwl->readers++;
	ukplat_spin_unlock_irqrestore(&rwl->wait.lock, flags);
	return may;
}

int uk_rwlock_try_wlock(struct uk_rwlock *rwl)
{
	unsigned long flags;
	bool may;

	ukplat_spin_lock_irqsave(&rwl->wait.lock, flags);
	may = may_write_locked(rwl);
	if (may)
		rwl->writer = uk_thread_current();
	ukplat_spin_unlock_irqrestore(&rwl->wait.lock, flags);
	return may;
}

void uk_rwlock_runlock(struct uk_rwlock *rwl)
{
	unsigned long flags;

	ukplat_spin_lock_irqsave(&rwl->wait.lock, flags);
	UK_ASSERT(rwl->readers > 0);
	if (--rwl->readers == 0)
		grant_locked(rwl);
	ukplat_spin_unlock_irqrestore(&rwl->wait.lock, flags);
}

void uk_rwlock_wunlock(struct uk_rwlock *rwl)
{
	unsigned long flags;

	ukplat_spin_lock_irqsave(&rwl->wait.lock, flags);
	UK_ASSERT(rwl->writer == uk_thread_current());
	rwl->writer = NULL;
	grant_locked(rwl);
	ukplat_spin_unlock_irqrestore(&rwl->wait.lock, flags);
}

void uk_rwlock_downgrade(struct uk_rwlock *rwl)
{
	unsigned long flags;

	ukplat_spin_lock_irqsave(&rwl->wait.lock, flags);
	UK_ASSERT(rwl->writer == uk_thread_current());
	rwl->writer = NULL;
	rwl->readers = 1;
	grant_locked(rwl);
	ukplat_spin_unlock_irqrestore(&rwl->wait.lock, flags);
}

int uk_rwlock_try_upgrade(struct uk_rwlock *rwl)
{
	unsigned long flags;
	bool may;

	ukplat_spin_lock_irqsave(&rwl->wait.lock, flags);
	UK_ASSERT(rwl->readers > 0);
	may = rwl->readers == 1;
	if (may) {
		rwl->readers = 0;
		rwl->writer = uk_thread_current();
	}
	ukplat_spin_unlock_irqrestore(&rwl->wait.lock, flags);
	return may;
}
