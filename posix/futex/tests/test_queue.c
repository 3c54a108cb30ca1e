/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The queues, with waiters whose threads never run. */
#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <uk/essentials.h>
#include <uk/test.h>
#include <uk/thread.h>
#include "../queue_priv.h"

#define N 4

static struct uk_thread thread = {.flags = UK_THREADF_EXITED};
static struct futex_waiter waiters[N];
static const struct futex_key here = {(const void *)8, 0x1000};
static const struct futex_key there = {(const void *)8, 0x1004};
static const struct futex_key elsewhere = {(const void *)16, 0x1000};

static void wait_all(const struct futex_key *key)
{
	for (int i = 0; i < N; i++) {
		waiters[i] = (struct futex_waiter){
			.key = *key,
			.bitset = 1U << i,
			.thread = &thread,
			.result = -1,
		};
		futex_queue_add(&waiters[i]);
	}
}

/* Which are DONE with the result 0, as bits */
static unsigned int woken(void)
{
	unsigned int bits = 0;

	for (int i = 0; i < N; i++)
		if (waiters[i].state == FUTEX_DONE && !waiters[i].result)
			bits |= 1U << i;
	return bits;
}

static unsigned int leave_all(void)
{
	unsigned int bits = 0;

	for (int i = 0; i < N; i++)
		if (futex_queue_remove(&waiters[i]))
			bits |= 1U << i;
	return bits;
}

UK_TESTCASE(posix_futex, wakes_in_order)
{
	wait_all(&here);
	UK_TEST_EXPECT_ZERO(futex_queue_wake(&there, 9, ~0U));
	UK_TEST_EXPECT_ZERO(futex_queue_wake(&elsewhere, 9, ~0U));
	UK_TEST_EXPECT_SNUM_EQ(futex_queue_wake(&here, 2, ~0U), 2);
	UK_TEST_EXPECT_SNUM_EQ(woken(), 3);
	UK_TEST_EXPECT_SNUM_EQ(futex_queue_wake(&here, 9, 8), 1);
	UK_TEST_EXPECT_SNUM_EQ(woken(), 11);
	UK_TEST_EXPECT_SNUM_EQ(leave_all(), 4);
	UK_TEST_EXPECT_ZERO(futex_queue_wake(&here, 9, ~0U));
}

UK_TESTCASE(posix_futex, moves_to_the_end)
{
	struct futex_waiter first = {
		.key = there, .thread = &thread, .bitset = ~0U};

	futex_queue_add(&first);
	wait_all(&here);
	UK_TEST_EXPECT_SNUM_EQ(futex_queue_requeue(&here, &there, 1, 2), 3);
	UK_TEST_EXPECT_SNUM_EQ(woken(), 1);
	UK_TEST_EXPECT_PTR_EQ(futex_queue_first(&here), &waiters[3]);
	UK_TEST_EXPECT_PTR_EQ(futex_queue_first(&there), &first);
	UK_TEST_EXPECT_SNUM_EQ(futex_queue_wake(&there, 2, ~0U), 2);
	UK_TEST_EXPECT_SNUM_EQ(first.state, FUTEX_DONE);
	UK_TEST_EXPECT_SNUM_EQ(woken(), 3);
	/* To itself: each once */
	UK_TEST_EXPECT_SNUM_EQ(futex_queue_requeue(&here, &here, 0, 99), 1);
	UK_TEST_EXPECT_SNUM_EQ(leave_all(), 12);
}

UK_TESTCASE(posix_futex, waiters_for_locks_are_not_woken)
{
	struct uk_posix_thread *owner = (struct uk_posix_thread *)64;

	wait_all(&here);
	leave_all();
	waiters[0].kind = FUTEX_FOR_LOCK;
	waiters[0].owner = owner;
	futex_queue_add(&waiters[0]);
	UK_TEST_EXPECT_SNUM_EQ(futex_queue_wake(&here, 1, ~0U), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(futex_queue_requeue(&here, &there, 0, 1),
			       -EINVAL);
	UK_TEST_EXPECT_PTR_EQ(futex_queue_find_owned(owner), &waiters[0]);
	UK_TEST_EXPECT_NULL(futex_queue_find_owned(NULL));
	futex_queue_set_owner(&here, NULL);
	UK_TEST_EXPECT_NULL(futex_queue_find_owned(owner));
	futex_waiter_choose(&waiters[0]);
	UK_TEST_EXPECT_ZERO(futex_queue_remove(&waiters[0]));
	UK_TEST_EXPECT_NULL(futex_queue_first(&here));
	futex_waiter_finish(&waiters[0], -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(waiters[0].result, -EFAULT);
	UK_TEST_EXPECT_NULL(futex_queue_find_owned(NULL));
}

UK_TESTCASE(posix_futex, moved_to_a_lock_it_waits_for_that)
{
	struct uk_posix_thread *owner = (struct uk_posix_thread *)64;
	uint32_t word;

	wait_all(&here);
	leave_all();
	waiters[1].kind = FUTEX_TO_BE_REQUEUED;
	waiters[1].target = there;
	futex_queue_add(&waiters[1]);
	futex_waiter_choose(&waiters[1]);
	futex_waiter_return(&waiters[1]);
	UK_TEST_EXPECT_PTR_EQ(futex_queue_first(&here), &waiters[1]);
	futex_waiter_choose(&waiters[1]);
	futex_waiter_move_to_lock(&waiters[1], &word, owner);
	UK_TEST_EXPECT_NULL(futex_queue_first(&here));
	UK_TEST_EXPECT_PTR_EQ(futex_queue_first(&there), &waiters[1]);
	UK_TEST_EXPECT_PTR_EQ(futex_queue_find_owned(owner), &waiters[1]);
	futex_waiter_finish(&waiters[1], 0);
	UK_TEST_EXPECT_NULL(futex_queue_find_owned(owner));
}

uk_testsuite_register(posix_futex, NULL);
