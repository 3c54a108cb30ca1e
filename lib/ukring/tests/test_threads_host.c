/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Producers and consumers at the same time, as the build machine can */
#include <pthread.h>
#include <stdint.h>
#include <sched.h>
#include <uk/ring.h>
#include <uk/test.h>
#include <uk/test_alloc.h>

#define PRODUCERS 3
#define CONSUMERS 3
#define ITEMS	  20000U /* of each producer */

static struct uk_ring *ring;
static uint32_t taken; /* by all consumers together */
static unsigned char seen[PRODUCERS][ITEMS];
static uint32_t out_of_order;

/* An item is its producer and number, never NULL. */
static void *item_make(uintptr_t producer, uintptr_t nr)
{
	return (void *)(producer << 32 | (nr + 1));
}

static void *produce(void *arg)
{
	uintptr_t producer = (uintptr_t)arg;
	uintptr_t nr;

	for (nr = 0; nr < ITEMS; nr++)
		while (uk_ring_enqueue(ring, item_make(producer, nr)))
			sched_yield();
	return NULL;
}

static void *consume(void *arg)
{
	uint32_t last[PRODUCERS] = {0};

	while (__atomic_load_n(&taken, __ATOMIC_RELAXED) < PRODUCERS * ITEMS) {
		uintptr_t got = (uintptr_t)(arg ? uk_ring_dequeue_sc(ring)
						: uk_ring_dequeue_mc(ring));
		uint32_t producer = (uint32_t)(got >> 32);
		uint32_t nr = (uint32_t)got;

		if (!got) {
			sched_yield();
			continue;
		}
		if (nr <= last[producer])
			__atomic_add_fetch(&out_of_order, 1, __ATOMIC_RELAXED);
		last[producer] = nr;
		__atomic_add_fetch(&seen[producer][nr - 1], 1,
				   __ATOMIC_RELAXED);
		__atomic_add_fetch(&taken, 1, __ATOMIC_RELAXED);
	}
	return NULL;
}

static unsigned int run(int size, unsigned int consumers)
{
	pthread_t threads[PRODUCERS + CONSUMERS];
	struct uk_test_alloc ta;
	unsigned int wrong = 0;
	uintptr_t i, j;

	uk_test_alloc_init(&ta, NULL);
	ring = uk_ring_alloc(size, &ta.a, NULL);
	taken = out_of_order = 0;
	for (i = 0; i < PRODUCERS; i++)
		pthread_create(&threads[i], NULL, produce, (void *)i);
	for (i = 0; i < consumers; i++)
		pthread_create(&threads[PRODUCERS + i], NULL, consume,
			       consumers == 1 ? &ta : NULL);
	for (i = 0; i < PRODUCERS + consumers; i++)
		pthread_join(threads[i], NULL);
	for (i = 0; i < PRODUCERS; i++) {
		for (j = 0; j < ITEMS; j++) {
			wrong += seen[i][j] != 1;
			seen[i][j] = 0;
		}
	}
	uk_ring_free(ring, &ta.a);
	return wrong + out_of_order;
}

UK_TESTCASE(ukring_threads, several_consumers)
{
	UK_TEST_EXPECT_ZERO(run(4, CONSUMERS));
	UK_TEST_EXPECT_ZERO(run(64, CONSUMERS));
}

UK_TESTCASE(ukring_threads, one_consumer)
{
	UK_TEST_EXPECT_ZERO(run(2, 1));
	UK_TEST_EXPECT_ZERO(run(256, 1));
}

uk_testsuite_register(ukring_threads, NULL);
