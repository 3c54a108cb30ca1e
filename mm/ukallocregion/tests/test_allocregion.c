/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <uk/alloc_inject.h>
#include <uk/allocregion.h>
#include <uk/essentials.h>
#include <uk/test.h>

static char memory[65536] __align16;

static void unregister(struct uk_alloc *a)
{
	struct uk_alloc **at = &_uk_alloc_head;

	while (*at != a)
		at = &(*at)->next;
	*at = a->next;
}

static bool inside(const char *ptr, size_t size)
{
	return ptr >= memory && ptr + size <= memory + sizeof(memory);
}

/* Uses all of it in pieces of many sizes and alignments. */
static bool fills_up(struct uk_alloc *a)
{
	char *before = memory;

	for (size_t i = 0;; i++) {
		size_t align = 1UL << (i % 9);
		size_t size = i * 37 % 500;
		char *ptr = uk_memalign(a, align, size);

		if (!ptr)
			return i > 100;
		if (!IS_ALIGNED((uintptr_t)ptr, MAX(align, 16UL)) ||
		    !inside(ptr, size) || ptr < before)
			return false;
		memset(ptr, 0xff, size);
		before = ptr + size;
	}
}

UK_TESTCASE(ukallocregion, goes_from_front_to_back)
{
	struct uk_alloc *a = uk_allocregion_init(memory + 3, 60000);
	__ssz max;

	UK_TEST_EXPECT_NOT_NULL(a);
	UK_TEST_EXPECT(fills_up(a));
	unregister(a);

	a = uk_allocregion_init(memory, sizeof(memory));
	max = uk_alloc_maxalloc(a);
	UK_TEST_EXPECT_NULL(uk_malloc(a, (__sz)max + 1));
	UK_TEST_EXPECT_NOT_NULL(uk_malloc(a, (__sz)max));
	UK_TEST_EXPECT_ZERO(uk_alloc_availmem(a));
	UK_TEST_EXPECT_NULL(uk_malloc(a, 0));
	unregister(a);
}

UK_TESTCASE(ukallocregion, resizes)
{
	struct uk_alloc *a = uk_allocregion_init(memory, sizeof(memory));
	char *one = uk_malloc(a, 100);
	char *two = uk_malloc(a, 100);
	char *moved;

	memset(one, 1, 100);
	UK_TEST_EXPECT_PTR_EQ(uk_realloc(a, two, 5000), two);
	UK_TEST_EXPECT_PTR_EQ(uk_realloc(a, two, 10), two);
	moved = uk_realloc(a, one, 200);
	UK_TEST_EXPECT(moved && moved != one && moved[0] == 1 &&
		       moved[99] == 1);
	UK_TEST_EXPECT_NULL(uk_realloc(a, moved, sizeof(memory)));
	UK_TEST_EXPECT(moved[99] == 1);
	UK_TEST_EXPECT_NULL(uk_realloc(a, moved, 0));
	UK_TEST_EXPECT_NOT_NULL(uk_realloc(a, NULL, 1));
	unregister(a);
}

UK_TESTCASE(ukallocregion, refuses_what_is_too_large)
{
	struct uk_alloc *a = uk_allocregion_init(memory, sizeof(memory));
	__ssz before = uk_alloc_availmem(a);
	void *ptr = NULL;

	UK_TEST_EXPECT_NULL(uk_malloc(a, ~0UL));
	UK_TEST_EXPECT_NULL(uk_malloc(a, sizeof(memory)));
	UK_TEST_EXPECT_NULL(uk_calloc(a, 1UL << 32, 1UL << 32));
	UK_TEST_EXPECT_NULL(uk_memalign(a, 1UL << 63, 16));
	UK_TEST_EXPECT_NULL(uk_memalign(a, 24, 16));
	UK_TEST_EXPECT_SNUM_EQ(uk_posix_memalign(a, &ptr, 4, 16), EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(uk_posix_memalign(a, &ptr, 16, ~0UL), ENOMEM);
	UK_TEST_EXPECT_NULL(ptr);
	UK_TEST_EXPECT_SNUM_EQ(uk_alloc_availmem(a), before);
	UK_TEST_EXPECT_SNUM_EQ(uk_alloc_addmem(a, memory, 1), -ENOTSUP);
	unregister(a);
	UK_TEST_EXPECT_NULL(uk_allocregion_init(memory, 64));
}

/* Each allocation in turn fails, and the next one works. */
UK_TESTCASE(ukallocregion, survives_every_failure)
{
	struct uk_alloc *a = uk_allocregion_init(memory, sizeof(memory));
	struct uk_alloc *inj = uk_alloc_injector_create(a);

	for (unsigned long n = 1; n <= 5; n++) {
		unsigned long failed = 0;

		uk_alloc_inject_nth(inj, n);
		failed += !uk_malloc(inj, 10);
		failed += !uk_zalloc(inj, 10);
		failed += !uk_memalign(inj, 64, 10);
		failed += !uk_realloc(inj, NULL, 10);
		failed += !uk_palloc(inj, 1);
		UK_TEST_EXPECT_SNUM_EQ(failed, 1);
		UK_TEST_EXPECT_SNUM_EQ(uk_alloc_inject_attempts(inj), 5);
	}
	uk_alloc_injector_destroy(inj);
	unregister(a);
}

uk_testsuite_register(ukallocregion, NULL);
