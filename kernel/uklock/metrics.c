/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Counts over all mutexes. A mutex that was set up statically enters the count
 * of unlocked ones with its first lock.
 */
#include <uk/mutex.h>
#include <uk/plat/spinlock.h>

static struct uk_mutex_metrics metrics;
static __spinlock metrics_lock = UKARCH_SPINLOCK_INITIALIZER();

void _uk_mutex_count_init(void)
{
	unsigned long flags;

	ukplat_spin_lock_irqsave(&metrics_lock, flags);
	metrics.active_unlocked++;
	ukplat_spin_unlock_irqrestore(&metrics_lock, flags);
}

/* The mutex has become locked, unless it was by the same owner. */
static void enter_locked(const struct uk_mutex *m)
{
	if (m->lock_count != 1)
		return;
	metrics.active_locked++;
	if (metrics.active_unlocked)
		metrics.active_unlocked--;
}

void _uk_mutex_count_lock(const struct uk_mutex *m)
{
	unsigned long flags;

	ukplat_spin_lock_irqsave(&metrics_lock, flags);
	metrics.total_locks++;
	enter_locked(m);
	ukplat_spin_unlock_irqrestore(&metrics_lock, flags);
}

void _uk_mutex_count_trylock(const struct uk_mutex *m, int taken)
{
	unsigned long flags;

	ukplat_spin_lock_irqsave(&metrics_lock, flags);
	if (taken) {
		metrics.total_ok_trylocks++;
		enter_locked(m);
	} else {
		metrics.total_failed_trylocks++;
	}
	ukplat_spin_unlock_irqrestore(&metrics_lock, flags);
}

void _uk_mutex_count_unlock(int last)
{
	unsigned long flags;

	ukplat_spin_lock_irqsave(&metrics_lock, flags);
	metrics.total_unlocks++;
	if (last) {
		metrics.active_locked--;
		metrics.active_unlocked++;
	}
	ukplat_spin_unlock_irqrestore(&metrics_lock, flags);
}

void uk_mutex_get_metrics(struct uk_mutex_metrics *dst)
{
	unsigned long flags;

	ukplat_spin_lock_irqsave(&metrics_lock, flags);
	*dst = metrics;
	ukplat_spin_unlock_irqrestore(&metrics_lock, flags);
}
