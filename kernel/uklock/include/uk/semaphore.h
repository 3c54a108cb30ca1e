/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Counting semaphores. One up wakes one waiter. */
#ifndef __UK_SEMAPHORE_H__
#define __UK_SEMAPHORE_H__

#include <uk/wait.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_semaphore {
	long count;
	struct uk_waitq wait;
};

#define UK_SEMAPHORE_INITIALIZER(name, initial)                \
	{                                                      \
		.count = (initial),                            \
		.wait = __WAIT_QUEUE_INITIALIZER((name).wait), \
	}

static inline void uk_semaphore_init(struct uk_semaphore *s, long count)
{
	s->count = count;
	uk_waitq_init(&s->wait);
}

/* semaphore.c: sleeps until the count was taken down. deadline 0: no limit. */
int _uk_semaphore_down_slow(struct uk_semaphore *s, __nsec deadline);

/* Takes the count down if it is positive: 1, else 0. Any context. */
static inline int uk_semaphore_down_try(struct uk_semaphore *s)
{
	long count = __atomic_load_n(&s->count, __ATOMIC_SEQ_CST);

	while (count > 0) {
		if (__atomic_compare_exchange_n(&s->count, &count, count - 1, 1,
						__ATOMIC_ACQUIRE,
						__ATOMIC_RELAXED))
			return 1;
	}
	return 0;
}

/* Sleeps until it can take the count down. */
static inline void uk_semaphore_down(struct uk_semaphore *s)
{
	if (!uk_semaphore_down_try(s))
		_uk_semaphore_down_slow(s, 0);
}

/*
 * The same for timeout nanoseconds at most. Returns how long it took, or
 * __NSEC_MAX if it was too long and the count was not taken down.
 */
__nsec uk_semaphore_down_to(struct uk_semaphore *s, __nsec timeout);

/* Takes the count up and wakes one waiter. Any context. */
static inline void uk_semaphore_up(struct uk_semaphore *s)
{
	__atomic_fetch_add(&s->count, 1, __ATOMIC_SEQ_CST);
	if (!uk_waitq_empty(&s->wait))
		uk_waitq_wake_up_one(&s->wait);
}

#ifdef __cplusplus
}
#endif

#endif /* __UK_SEMAPHORE_H__ */
