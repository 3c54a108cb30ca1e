/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <uk/alloc_inject.h>
#include <uk/allocpool.h>
#include <uk/allocregion.h>
#include <uk/essentials.h>
#include <uk/test.h>

#define MAX_OBJS 200

static char memory[16384] __align16;
static void *objs[MAX_OBJS];

static char heap_memory[65536] __align16;

/* A heap of the test's own, where pools are made; new for each test. */
static struct uk_alloc *heap(void)
{
	struct uk_alloc *a;
	struct uk_alloc **at = &_uk_alloc_head;

	a = uk_allocregion_init(heap_memory, sizeof(heap_memory));
	while (*at != a)
		at = &(*at)->next;
	*at = a->next;
	return a;
}

/* Takes everything, fills it, sees that nothing overlaps, gives it back. */
static bool fills_up(struct uk_allocpool *p, unsigned int n, __sz align)
{
	__sz len = uk_allocpool_objlen(p);
	bool ok = uk_allocpool_availcount(p) == n;

	for (unsigned int i = 0; ok && i < n; i++) {
		objs[i] = uk_allocpool_take(p);
		ok = objs[i] && IS_ALIGNED((uintptr_t)objs[i], align);
		if (ok)
			memset(objs[i], (int)i, len);
	}
	ok = ok && !uk_allocpool_take(p) && !uk_allocpool_availcount(p);
	for (unsigned int i = 0; ok && i < n; i++)
		for (__sz at = 0; at < len; at++)
			ok &= ((uint8_t *)objs[i])[at] == (uint8_t)i;
	for (unsigned int i = 0; ok && i < n; i++)
		uk_allocpool_return(p, objs[i]);
	return ok && uk_allocpool_availcount(p) == n;
}

UK_TESTCASE(ukallocpool, hands_out_every_object_once)
{
	struct uk_alloc *a = heap();
	struct uk_allocpool *p;

	for (__sz align = 1; align <= 256; align *= 4) {
		p = uk_allocpool_alloc(a, 50, 33, align);
		UK_TEST_EXPECT_NOT_NULL(p);
		UK_TEST_EXPECT(fills_up(p, 50, align));
		UK_TEST_EXPECT(fills_up(p, 50, align));
		uk_allocpool_free(p);
	}
}

UK_TESTCASE(ukallocpool, uses_what_it_is_given)
{
	__sz need = uk_allocpool_reqmem(100, 40, 8);
	struct uk_allocpool *p;

	/* at any address, as many as were asked for fit */
	for (unsigned int off = 0; off < 32; off++) {
		p = uk_allocpool_init(memory + off, need, 40, 8);
		UK_TEST_EXPECT_NOT_NULL(p);
		UK_TEST_EXPECT_SNUM_GE(uk_allocpool_availcount(p), 100);
		UK_TEST_EXPECT(fills_up(p, uk_allocpool_availcount(p), 8));
	}
	UK_TEST_EXPECT_NULL(uk_allocpool_init(memory, 10, 40, 8));
	UK_TEST_EXPECT_NULL(uk_allocpool_init(memory, need, 40, 3));
	UK_TEST_EXPECT_ZERO(uk_allocpool_reqmem(3, ~(__sz)0, 8));
	UK_TEST_EXPECT_ZERO(uk_allocpool_reqmem(~0U, 1UL << 60, 8));
}

UK_TESTCASE(ukallocpool, works_in_batches)
{
	struct uk_allocpool *p = uk_allocpool_alloc(heap(), 10, 16, 16);

	UK_TEST_EXPECT_SNUM_EQ(uk_allocpool_take_batch(p, objs, 7), 7);
	UK_TEST_EXPECT_SNUM_EQ(uk_allocpool_take_batch(p, objs + 7, 7), 3);
	UK_TEST_EXPECT_ZERO(uk_allocpool_take_batch(p, objs + 10, 1));
	uk_allocpool_return_batch(p, objs, 10);
	UK_TEST_EXPECT_SNUM_EQ(uk_allocpool_availcount(p), 10);
	uk_allocpool_free(p);
}

UK_TESTCASE(ukallocpool, is_an_allocator)
{
	struct uk_allocpool *p = uk_allocpool_alloc(heap(), 2, 64, 64);
	struct uk_alloc *a = uk_allocpool2ukalloc(p);
	char *one, *two;

	one = uk_malloc(a, 64);
	two = uk_zalloc(a, 10);
	UK_TEST_EXPECT_NOT_NULL(one);
	UK_TEST_EXPECT_NOT_NULL(two);
	UK_TEST_EXPECT_NULL(uk_malloc(a, 1));
	UK_TEST_EXPECT_PTR_EQ(uk_realloc(a, two, 64), two);
	UK_TEST_EXPECT_NULL(uk_realloc(a, two, 65));
	uk_free(a, one);
	UK_TEST_EXPECT_NULL(uk_malloc(a, 65));
	UK_TEST_EXPECT_NULL(uk_memalign(a, 128, 1));
	UK_TEST_EXPECT_NULL(uk_palloc(a, 1));
	UK_TEST_EXPECT_SNUM_EQ(uk_alloc_availmem(a), 64);
	UK_TEST_EXPECT_SNUM_EQ(uk_alloc_maxalloc(a), 64);
	UK_TEST_EXPECT_NULL(uk_realloc(a, two, 0));
	uk_free(a, NULL);
	uk_allocpool_free(p);
}

/* Its only allocation fails; and it runs out at every count of objects. */
UK_TESTCASE(ukallocpool, survives_every_failure)
{
	struct uk_alloc *inj = uk_alloc_injector_create(heap());
	struct uk_allocpool *p;
	void *one, *two;

	uk_alloc_inject_nth(inj, 1);
	UK_TEST_EXPECT_NULL(uk_allocpool_alloc(inj, 10, 16, 16));
	p = uk_allocpool_alloc(inj, 2, 16, 16);
	UK_TEST_EXPECT_SNUM_EQ(uk_alloc_inject_attempts(inj), 2);

	for (unsigned int held = 0; held <= 2; held++) {
		one = held > 0 ? uk_allocpool_take(p) : NULL;
		two = held > 1 ? uk_allocpool_take(p) : NULL;
		UK_TEST_EXPECT_SNUM_EQ(uk_allocpool_availcount(p), 2 - held);
		if (one)
			uk_allocpool_return(p, one);
		if (two)
			uk_allocpool_return(p, two);
	}
	uk_allocpool_free(p);
	uk_alloc_injector_destroy(inj);
}

uk_testsuite_register(ukallocpool, NULL);
