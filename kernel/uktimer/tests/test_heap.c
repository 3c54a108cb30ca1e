/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The heap against a plain array, with every kind of removal. */
#include <stddef.h>
#include <stdint.h>
#include <uk/test.h>
#include "../heap_priv.h"

#define TIMERS 64

static struct uk_timer timers[TIMERS];
static uint64_t seed;

static unsigned int next_random(void)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned int)(seed >> 33);
}

/* Number of timers below `at` and its right siblings; -1: broken. */
static int count_siblings(const struct uk_timer *at,
			  const struct uk_timer *parent)
{
	const struct uk_timer *left = parent;
	int count = 0, below;

	for (; at; left = at, at = at->next) {
		if (at->prev != left || at->deadline < parent->deadline)
			return -1;
		below = at->child ? count_siblings(at->child, at) : 0;
		if (below < 0)
			return -1;
		count += 1 + below;
	}
	return count;
}

static int heap_count(const struct uk_timer *root)
{
	int below;

	if (!root)
		return 0;
	if (root->prev != root || root->next)
		return -1;
	below = root->child ? count_siblings(root->child, root) : 0;
	return below < 0 ? -1 : 1 + below;
}

static __nsec earliest(void)
{
	__nsec min = __NSEC_MAX;
	unsigned int i;

	for (i = 0; i < TIMERS; i++) {
		if (uk_timer_pending(&timers[i]) && timers[i].deadline < min)
			min = timers[i].deadline;
	}
	return min;
}

static void nothing(struct uk_timer *timer __unused)
{
}

static void reset(uint64_t new_seed)
{
	unsigned int i;

	seed = new_seed;
	for (i = 0; i < TIMERS; i++)
		uk_timer_init(&timers[i], nothing);
}

UK_TESTCASE(uktimer_heap, any_order_comes_out_sorted)
{
	struct uk_timer *root = NULL, *at;
	unsigned int i, round;
	__nsec last;

	for (round = 0; round < 50; round++) {
		reset(round);
		for (i = 0; i < TIMERS; i++) {
			timers[i].deadline = 1 + next_random() % 40;
			timer_heap_insert(&root, &timers[i]);
		}
		UK_TEST_EXPECT_SNUM_EQ(heap_count(root), TIMERS);
		last = 0;
		while ((at = root)) {
			timer_heap_remove(&root, at);
			UK_TEST_EXPECT_SNUM_GE(at->deadline, last);
			UK_TEST_EXPECT_ZERO(uk_timer_pending(at));
			last = at->deadline;
		}
	}
}

UK_TESTCASE(uktimer_heap, random_insertions_and_removals)
{
	struct uk_timer *root = NULL;
	unsigned int i, step, fill = 0;

	reset(4711);
	for (step = 0; step < 5000; step++) {
		i = next_random() % TIMERS;
		if (uk_timer_pending(&timers[i])) {
			timer_heap_remove(&root, &timers[i]);
			fill--;
		} else {
			timers[i].deadline = 1 + next_random() % 1000;
			timer_heap_insert(&root, &timers[i]);
			fill++;
		}
		UK_TEST_EXPECT_SNUM_EQ(heap_count(root), fill);
		if (root)
			UK_TEST_EXPECT_SNUM_EQ(root->deadline, earliest());
	}
}

uk_testsuite_register(uktimer_heap, NULL);
