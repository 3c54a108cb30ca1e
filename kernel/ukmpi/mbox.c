/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * A ring between two semaphores: who has taken one from `room` may put a
 * message, who has taken one from `full` may take one.
 */
#include <errno.h>
#include <uk/isr/mbox.h>
#include <uk/mbox.h>
#include <uk/plat/spinlock.h>
#include <uk/semaphore.h>

struct uk_mbox {
	struct uk_semaphore room;
	struct uk_semaphore full;
	__spinlock lock; /* guards what follows */
	size_t size;
	size_t first;
	size_t count;
	void *msgs[];
};

struct uk_mbox *uk_mbox_create(struct uk_alloc *a, size_t size)
{
	struct uk_mbox *m;

	if (!size || size > (__SZ_MAX - sizeof(*m)) / sizeof(m->msgs[0]))
		return NULL;
	m = uk_malloc(a, sizeof(*m) + size * sizeof(m->msgs[0]));
	if (!m)
		return NULL;
	uk_semaphore_init(&m->room, (long)size);
	uk_semaphore_init(&m->full, 0);
	ukarch_spin_init(&m->lock);
	m->size = size;
	m->first = 0;
	m->count = 0;
	return m;
}

void uk_mbox_free(struct uk_alloc *a, struct uk_mbox *m)
{
	uk_free(a, m);
}

/* There is room. */
static void put(struct uk_mbox *m, void *msg)
{
	unsigned long flags;

	ukplat_spin_lock_irqsave(&m->lock, flags);
	UK_ASSERT(m->count < m->size);
	m->msgs[(m->first + m->count) % m->size] = msg;
	m->count++;
	ukplat_spin_unlock_irqrestore(&m->lock, flags);
	uk_semaphore_up(&m->full);
}

/* There is a message. */
static void take(struct uk_mbox *m, void **msg)
{
	unsigned long flags;

	ukplat_spin_lock_irqsave(&m->lock, flags);
	UK_ASSERT(m->count > 0);
	if (msg)
		*msg = m->msgs[m->first];
	m->first = (m->first + 1) % m->size;
	m->count--;
	ukplat_spin_unlock_irqrestore(&m->lock, flags);
	uk_semaphore_up(&m->room);
}

void uk_mbox_post(struct uk_mbox *m, void *msg)
{
	uk_semaphore_down(&m->room);
	put(m, msg);
}

int uk_mbox_post_try(struct uk_mbox *m, void *msg)
{
	if (!uk_semaphore_down_try(&m->room))
		return -ENOBUFS;
	put(m, msg);
	return 0;
}

__nsec uk_mbox_post_to(struct uk_mbox *m, void *msg, __nsec timeout)
{
	__nsec took = uk_semaphore_down_to(&m->room, timeout);

	if (took != __NSEC_MAX)
		put(m, msg);
	return took;
}

void uk_mbox_recv(struct uk_mbox *m, void **msg)
{
	uk_semaphore_down(&m->full);
	take(m, msg);
}

int uk_mbox_recv_try(struct uk_mbox *m, void **msg)
{
	if (!uk_semaphore_down_try(&m->full))
		return -ENOMSG;
	take(m, msg);
	return 0;
}

__nsec uk_mbox_recv_to(struct uk_mbox *m, void **msg, __nsec timeout)
{
	__nsec took = uk_semaphore_down_to(&m->full, timeout);

	if (took != __NSEC_MAX)
		take(m, msg);
	return took;
}

int uk_mbox_post_try_isr(struct uk_mbox *m, void *msg)
{
	return uk_mbox_post_try(m, msg);
}

int uk_mbox_recv_try_isr(struct uk_mbox *m, void **msg)
{
	return uk_mbox_recv_try(m, msg);
}
