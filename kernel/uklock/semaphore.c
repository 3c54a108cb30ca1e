/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * A waiter enters the queue before he looks at the count, up changes the count
 * before it looks into the queue. A waiter who was woken for a count that he
 * does not take hands the wake-up on.
 */
#include <uk/semaphore.h>

int _uk_semaphore_down_slow(struct uk_semaphore *s, __nsec deadline)
{
	struct uk_waitq_entry entry;
	int taken = 0, woken;

	uk_waitq_entry_init(&entry, uk_thread_current());
	do {
		if (deadline && ukplat_monotonic_clock() >= deadline)
			break;
		uk_waitq_prepare(&s->wait, &entry, deadline);
		taken = uk_semaphore_down_try(s);
		if (taken)
			break;
		uk_sched_yield();
		taken = uk_semaphore_down_try(s);
	} while (!taken);
	woken = uk_waitq_finish(&entry);

	/* Also if we took a count that came without this wake-up */
	if (woken && __atomic_load_n(&s->count, __ATOMIC_SEQ_CST) > 0)
		uk_waitq_wake_up_one(&s->wait);
	return taken;
}

__nsec uk_semaphore_down_to(struct uk_semaphore *s, __nsec timeout)
{
	__nsec start = ukplat_monotonic_clock(), deadline;

	if (uk_semaphore_down_try(s))
		return ukplat_monotonic_clock() - start;
	/* 0 would mean "no limit" to the wait queue */
	deadline = timeout < __NSEC_MAX - start ? start + timeout : __NSEC_MAX;
	if (!timeout || !_uk_semaphore_down_slow(s, deadline))
		return __NSEC_MAX;
	return ukplat_monotonic_clock() - start;
}
