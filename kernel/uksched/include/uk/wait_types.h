/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Wait queues, the types: for who embeds one. <uk/wait.h> has the functions. */
#ifndef __UK_WAIT_TYPES_H__
#define __UK_WAIT_TYPES_H__

#include <uk/arch/spinlock.h>
#include <uk/list.h>
#include <uk/thread.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_waitq {
	__spinlock lock; /* taken with interrupts off */
	struct uk_list_head waiters;
};

/* A thread in a wait queue; usually on the stack of that thread. */
struct uk_waitq_entry {
	int waiting; /* in the queue */
	struct uk_thread *thread;
	struct uk_list_head link;
	struct uk_waitq *wq;	      /* set while it is among thread->waits */
	struct uk_waitq_entry *outer; /* next in thread->waits */
};

#define __WAIT_QUEUE_INITIALIZER(name)                        \
	{                                                     \
		.lock = UKARCH_SPINLOCK_INITIALIZER(),        \
		.waiters = UK_LIST_HEAD_INIT((name).waiters), \
	}

#define DEFINE_WAIT_QUEUE(name) \
	struct uk_waitq name = __WAIT_QUEUE_INITIALIZER(name)

/* An entry for the running thread. */
#define DEFINE_WAIT(name)                      \
	struct uk_waitq_entry name = {         \
		.waiting = 0,                  \
		.thread = uk_thread_current(), \
	}

#ifdef __cplusplus
}
#endif

#endif /* __UK_WAIT_TYPES_H__ */
