/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * An entry belongs to its thread except for `link` and `waiting`, which the
 * queue's lock guards. Waking happens under that lock, so that a thread that
 * has left the queue (which takes the lock) is touched by nobody.
 */
#include <uk/arch/lcpu.h>
#include <uk/plat/spinlock.h>
#include <uk/wait.h>
#include "thread_priv.h"

/*
 * Has a wake-up taken the entry out, and is it done with it? Where there are
 * several CPUs only the lock tells.
 */
#ifdef CONFIG_HAVE_SMP
static inline bool is_woken(const struct uk_waitq_entry *entry __unused)
{
	return false;
}
#else  /* !CONFIG_HAVE_SMP */
static inline bool is_woken(const struct uk_waitq_entry *entry)
{
	return !entry->waiting && uk_thread_is_runnable(entry->thread);
}
#endif /* !CONFIG_HAVE_SMP */

static inline void dequeue_locked(struct uk_waitq_entry *entry)
{
	uk_list_del(&entry->link);
	entry->waiting = 0;
}

void uk_waitq_add(struct uk_waitq *wq, struct uk_waitq_entry *entry)
{
	unsigned long flags;

	ukplat_spin_lock_irqsave(&wq->lock, flags);
	if (!entry->waiting) {
		uk_list_add_tail(&entry->link, &wq->waiters);
		entry->waiting = 1;
	}
	ukplat_spin_unlock_irqrestore(&wq->lock, flags);
}

void uk_waitq_remove(struct uk_waitq *wq, struct uk_waitq_entry *entry)
{
	unsigned long flags;

	ukplat_spin_lock_irqsave(&wq->lock, flags);
	if (entry->waiting)
		dequeue_locked(entry);
	ukplat_spin_unlock_irqrestore(&wq->lock, flags);
}

static inline int wake_up_one_locked(struct uk_waitq *wq)
{
	struct uk_waitq_entry *entry;

	if (uk_list_empty(&wq->waiters))
		return 0;
	entry = uk_list_first_entry(&wq->waiters, struct uk_waitq_entry, link);
	dequeue_locked(entry);
	thread_wake_irqoff(entry->thread);
	return 1;
}

int uk_waitq_wake_up_one_locked(struct uk_waitq *wq)
{
	return wake_up_one_locked(wq);
}

void uk_waitq_wake_up(struct uk_waitq *wq)
{
	unsigned long flags;

	ukplat_spin_lock_irqsave(&wq->lock, flags);
	while (wake_up_one_locked(wq))
		;
	ukplat_spin_unlock_irqrestore(&wq->lock, flags);
}

int uk_waitq_wake_up_one(struct uk_waitq *wq)
{
	unsigned long flags;
	int woken;

	ukplat_spin_lock_irqsave(&wq->lock, flags);
	woken = wake_up_one_locked(wq);
	ukplat_spin_unlock_irqrestore(&wq->lock, flags);
	return woken;
}

static inline void prepare_locked(struct uk_waitq *wq,
				  struct uk_waitq_entry *entry, __nsec deadline)
{
	struct uk_thread *self = entry->thread;

	UK_ASSERT(self == uk_thread_current());

	if (!entry->wq) {
		entry->wq = wq;
		entry->outer = self->waits;
		self->waits = entry;
		uk_list_add_tail(&entry->link, &wq->waiters);
	} else if (!entry->waiting) {
		uk_list_add(&entry->link, &wq->waiters);
	}
	entry->waiting = 1;
	thread_block_until_irqoff(self, deadline);
}

void uk_waitq_prepare_locked(struct uk_waitq *wq, struct uk_waitq_entry *entry,
			     __nsec deadline)
{
	prepare_locked(wq, entry, deadline);
}

void uk_waitq_prepare(struct uk_waitq *wq, struct uk_waitq_entry *entry,
		      __nsec deadline)
{
	unsigned long flags;

	ukplat_spin_lock_irqsave(&wq->lock, flags);
	prepare_locked(wq, entry, deadline);
	ukplat_spin_unlock_irqrestore(&wq->lock, flags);
}

/* A time-out, a signal, or a condition that has come true by itself. */
static __noinline int finish_slow(struct uk_waitq_entry *entry)
{
	struct uk_waitq *wq = entry->wq;
	struct uk_thread *self = entry->thread;
	unsigned long flags;
	int woken;

	ukplat_spin_lock_irqsave(&wq->lock, flags);
	woken = !entry->waiting;
	if (!woken)
		dequeue_locked(entry);
	self->waits = entry->outer;
	thread_wake_irqoff(self);
	ukplat_spin_unlock_irqrestore(&wq->lock, flags);
	return woken;
}

int uk_waitq_finish(struct uk_waitq_entry *entry)
{
	struct uk_thread *self = entry->thread;

	/* It never came to waiting */
	if (!entry->wq)
		return 0;
	UK_ASSERT(self->waits == entry);
	if (unlikely(!is_woken(entry)))
		return finish_slow(entry);
	self->waits = entry->outer;
	return 1;
}

void uk_waitq_abandon(struct uk_thread *t)
{
	struct uk_waitq_entry *entry;

	while ((entry = t->waits)) {
		t->waits = entry->outer;
		uk_waitq_remove(entry->wq, entry);
	}
}
