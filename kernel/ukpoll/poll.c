/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <stddef.h>
#include <uk/assert.h>
#include <uk/plat/spinlock.h>
#include <uk/poll.h>

void uk_pollq_add(struct uk_pollq *q, struct uk_poll_entry *entry)
{
	unsigned long flags;

	UK_ASSERT(!entry->queue);
	ukplat_spin_lock_irqsave(&q->lock, flags);
	uk_list_add_tail(&entry->link, &q->entries);
	entry->queue = q;
	ukplat_spin_unlock_irqrestore(&q->lock, flags);
}

void uk_pollq_remove(struct uk_poll_entry *entry)
{
	struct uk_pollq *q = entry->queue;
	unsigned long flags;

	if (!q)
		return;
	ukplat_spin_lock_irqsave(&q->lock, flags);
	/* The queue may have been emptied meanwhile */
	if (entry->queue) {
		uk_list_del(&entry->link);
		entry->queue = NULL;
	}
	ukplat_spin_unlock_irqrestore(&q->lock, flags);
}

void uk_pollq_wake_all(struct uk_pollq *q, unsigned int events)
{
	struct uk_poll_entry *entry, *next;
	bool served = false;
	unsigned long flags;

	ukplat_spin_lock_irqsave(&q->lock, flags);
	uk_list_for_each_entry_safe (entry, next, &q->entries, link) {
		if (!(entry->events & events))
			continue;
		if (!entry->exclusive)
			entry->wake(entry, events);
		else if (!served)
			served = entry->wake(entry, events);
	}
	ukplat_spin_unlock_irqrestore(&q->lock, flags);
}

void uk_pollq_fini(struct uk_pollq *q, unsigned int events)
{
	struct uk_poll_entry *entry;
	unsigned long flags;

	ukplat_spin_lock_irqsave(&q->lock, flags);
	while (!uk_list_empty(&q->entries)) {
		entry = uk_list_first_entry(&q->entries, struct uk_poll_entry,
					    link);
		uk_list_del(&entry->link);
		entry->queue = NULL;
		entry->wake(entry, events);
	}
	ukplat_spin_unlock_irqrestore(&q->lock, flags);
}
