/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Poll queues: who wants to be told when an object becomes ready.
 *
 * An object that can be waited for (a pipe, a socket, a timer) has a queue.
 * poll(), select() and epoll put an entry of their own in it; the object calls
 * uk_pollq_wake() with the events that have just come to hold. The order is
 * that of <uk/wait.h>: who waits enters the queue before he looks at the
 * object for the last time; the object changes before it looks into its queue.
 *
 * Events are the bits of poll(2): POLLIN, POLLOUT, ...
 */
#ifndef __UK_POLL_H__
#define __UK_POLL_H__

#include <stdbool.h>
#include <uk/arch/lcpu.h>
#include <uk/arch/spinlock.h>
#include <uk/list.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_poll_entry;

struct uk_pollq {
	__spinlock lock; /* taken with interrupts off */
	struct uk_list_head entries;
};

/*
 * What an entry does when its object has news: notes it and wakes somebody.
 * Called with interrupts off and the queue's lock held: it does not sleep and
 * does not touch that queue, but may wake other queues. Returns whether
 * somebody was told, which counts for exclusive entries only.
 */
typedef bool (*uk_poll_wake_t)(struct uk_poll_entry *entry,
			       unsigned int events);

/* One interest; lies in an object of the interested, who removes it. */
struct uk_poll_entry {
	struct uk_list_head link;
	struct uk_pollq *queue; /* NULL: in none */
	uk_poll_wake_t wake;
	unsigned int events; /* it is told of these only */
	bool exclusive;	     /* one of these is enough for each wake-up */
};

#define UK_POLLQ_INITIALIZER(name)                            \
	{                                                     \
		.lock = UKARCH_SPINLOCK_INITIALIZER(),        \
		.entries = UK_LIST_HEAD_INIT((name).entries), \
	}

static inline void uk_pollq_init(struct uk_pollq *q)
{
	ukarch_spin_init(&q->lock);
	UK_INIT_LIST_HEAD(&q->entries);
}

static inline void uk_poll_entry_init(struct uk_poll_entry *entry,
				      uk_poll_wake_t wake, unsigned int events)
{
	entry->queue = (struct uk_pollq *)0;
	entry->wake = wake;
	entry->events = events;
	entry->exclusive = false;
}

/* Enters a queue; the entry is in none. Any context. */
void uk_pollq_add(struct uk_pollq *q, struct uk_poll_entry *entry);

/*
 * Leaves the queue it is in, if any. When it returns, wake is not running and
 * will not be called. Any context, but not from wake.
 */
void uk_pollq_remove(struct uk_poll_entry *entry);

/*
 * Tells every entry that is interested in one of these events, and of the
 * exclusive ones the first that somebody listens to. Any context.
 */
void uk_pollq_wake_all(struct uk_pollq *q, unsigned int events);

/* The same; costs a glance when nobody is interested, the usual case. */
static inline void uk_pollq_wake(struct uk_pollq *q, unsigned int events)
{
	if (unlikely(__atomic_load_n(&q->entries.next, __ATOMIC_RELAXED) !=
		     &q->entries))
		uk_pollq_wake_all(q, events);
}

/*
 * The object goes away: tells everybody (POLLHUP is not implied: events are
 * the caller's) and empties the queue; entries are in none afterwards.
 */
void uk_pollq_fini(struct uk_pollq *q, unsigned int events);

#ifdef __cplusplus
}
#endif

#endif /* __UK_POLL_H__ */
