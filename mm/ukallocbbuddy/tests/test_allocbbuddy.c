/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The default heap against a list of what it handed out, each filled with a
 * pattern of its own.
 */
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <uk/alloc_impl.h>
#include <uk/allocbbuddy.h>
#include <uk/arch/paging.h>
#include <uk/essentials.h>
#include <uk/fallocbuddy.h>
#include <uk/test.h>

#define PAGES 400UL
#define SLOTS 300

/* As aligned as anything that is asked for. */
static char memory[PAGES * PAGE_SIZE] __align(0x4000);
static uint64_t metadata[512];
static uint64_t object[256];
static uint64_t seed;

static struct slot {
	uint8_t *ptr;
	size_t size;
	uint8_t fill;
} slots[SLOTS];

static size_t rnd(size_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (seed >> 11) % n;
}

static size_t rnd_size(void)
{
	switch (rnd(8)) {
	case 0:
		return rnd(PAGE_SIZE * 12);
	case 1:
	case 2:
		return rnd(PAGE_SIZE);
	default:
		return rnd(200);
	}
}

/* Takes a heap made by a test out of the list of the image's heaps. */
static void unregister(struct uk_alloc *a)
{
	struct uk_alloc **at = &_uk_alloc_head;

	while (*at != a)
		at = &(*at)->next;
	*at = a->next;
}

/* A frame allocator over the array, and how it is made to fail. */
static struct uk_falloc *const fa = (struct uk_falloc *)object;
static int (*real_falloc)(struct uk_falloc *, __paddr_t *, unsigned long,
			  unsigned long);
static unsigned long countdown; /* 0: never; 1: the next */
static unsigned long attempts;

static int failing_falloc(struct uk_falloc *f, __paddr_t *paddr,
			  unsigned long frames, unsigned long flags)
{
	attempts++;
	if (countdown && !--countdown)
		return -ENOMEM;
	return real_falloc(f, paddr, frames, flags);
}

#define PBASE 0x7000000UL

static struct uk_alloc *frames_heap(void)
{
	if (uk_fallocbuddy_size() > sizeof(object) ||
	    uk_fallocbuddy_metadata_size(PAGES) > sizeof(metadata) ||
	    uk_fallocbuddy_init(fa) ||
	    fa->addmem(fa, metadata, PBASE, PAGES, (__vaddr_t)memory))
		return NULL;
	real_falloc = fa->falloc;
	fa->falloc = failing_falloc;
	countdown = 0;
	return uk_allocbbuddy_init_frames(fa, (__vaddr_t)memory - PBASE);
}

static bool slot_intact(const struct slot *s)
{
	for (size_t i = 0; i < s->size; i++)
		if (s->ptr[i] != s->fill)
			return false;
	return true;
}

static void slot_fill(struct slot *s, void *ptr, size_t size)
{
	s->ptr = ptr;
	s->size = size;
	s->fill = (uint8_t)rnd(256);
	memset(ptr, s->fill, size);
}

static void slot_free(struct uk_alloc *a, struct slot *s)
{
	uk_free(a, s->ptr);
	s->ptr = NULL;
	s->size = 0;
}

static bool in_memory(const void *ptr, size_t size)
{
	const char *p = ptr;

	return p >= memory && p + size <= memory + sizeof(memory);
}

static bool slot_alloc(struct uk_alloc *a, struct slot *s)
{
	size_t align = rnd(4) ? 16 : 16UL << rnd(10);
	size_t size = rnd_size();
	uint8_t *ptr;

	ptr = align == 16 ? uk_malloc(a, size) : uk_memalign(a, align, size);
	if (!ptr)
		return true;
	if (!IS_ALIGNED((uintptr_t)ptr, align) || !in_memory(ptr, size))
		return false;
	slot_fill(s, ptr, size);
	return true;
}

static bool slot_realloc(struct uk_alloc *a, struct slot *s)
{
	size_t size = 1 + rnd_size();
	size_t same = MIN(size, s->size);
	uint8_t *ptr = uk_realloc(a, s->ptr, size);
	bool ok = true;

	if (!ptr)
		return size > s->size && slot_intact(s);
	for (size_t i = 0; i < same; i++)
		ok &= ptr[i] == s->fill;
	slot_fill(s, ptr, size);
	return ok && in_memory(ptr, size);
}

static bool model_step(struct uk_alloc *a)
{
	struct slot *s = &slots[rnd(SLOTS)];

	if (!s->ptr)
		return slot_alloc(a, s);
	if (!slot_intact(s))
		return false;
	if (!rnd(3))
		return slot_realloc(a, s);
	slot_free(a, s);
	return true;
}

static bool model_run(struct uk_alloc *a, unsigned long steps)
{
	unsigned long step;
	bool ok = true;

	memset(slots, 0, sizeof(slots));
	seed = 0x2545f4914f6cdd1d;
	for (step = 0; ok && step < steps; step++)
		ok = model_step(a) && (step % 64 || uk_allocbbuddy_check(a));
	for (struct slot *s = slots; s < slots + SLOTS; s++) {
		ok = ok && slot_intact(s);
		slot_free(a, s);
	}
	uk_allocbbuddy_trim(a);
	return ok && uk_allocbbuddy_check(a);
}

UK_TESTCASE(ukallocbbuddy, keeps_what_it_hands_out)
{
	struct uk_alloc *a = uk_allocbbuddy_init(memory, sizeof(memory));
	long pages;

	UK_TEST_EXPECT_NOT_NULL(a);
	pages = uk_alloc_pavailmem(a);
	UK_TEST_EXPECT(model_run(a, 30000));
	UK_TEST_EXPECT_SNUM_EQ(uk_alloc_pavailmem(a), pages);
	unregister(a);
}

/* The heap's own data are taken off once, at the start. */
UK_TESTCASE(ukallocbbuddy, has_the_pages_of_its_region)
{
	char *base = memory + PAGE_SIZE;
	struct uk_alloc *a = uk_allocbbuddy_init(base - 5, 100 * PAGE_SIZE);
	long pages = uk_alloc_pavailmem(a);
	char *low = memory + sizeof(memory);
	char *high = memory;
	long n = 0;
	char *page;

	/* 100 pages less the one that is not whole, less the heap's own */
	UK_TEST_EXPECT_SNUM_GE(pages, 97);
	UK_TEST_EXPECT_SNUM_LE(pages, 98);
	while ((page = uk_palloc(a, 1))) {
		low = MIN(low, page);
		high = MAX(high, page);
		n++;
	}
	UK_TEST_EXPECT_SNUM_EQ(n, pages);
	UK_TEST_EXPECT_PTR_EQ(low, base + (99 - pages) * (long)PAGE_SIZE);
	UK_TEST_EXPECT_PTR_EQ(high, base + 98 * PAGE_SIZE);
	UK_TEST_EXPECT_NULL(uk_malloc(a, 1));

	/* more memory, and too little memory */
	UK_TEST_EXPECT_ZERO(
		uk_alloc_addmem(a, base + 100 * PAGE_SIZE, 10 * PAGE_SIZE));
	UK_TEST_EXPECT_SNUM_EQ(uk_alloc_pavailmem(a), 9);
	UK_TEST_EXPECT_SNUM_EQ(
		uk_alloc_addmem(a, base + 110 * PAGE_SIZE, PAGE_SIZE), -ENOMEM);
	UK_TEST_EXPECT_NOT_NULL(uk_malloc(a, 1));
	unregister(a);
	UK_TEST_EXPECT_NULL(uk_allocbbuddy_init(memory, PAGE_SIZE));
}

UK_TESTCASE(ukallocbbuddy, refuses_what_is_too_large)
{
	struct uk_alloc *a = uk_allocbbuddy_init(memory, sizeof(memory));
	void *ptr = NULL;
	char *small;

	UK_TEST_EXPECT_NULL(uk_malloc(a, ~0UL));
	UK_TEST_EXPECT_NULL(uk_malloc(a, sizeof(memory)));
	UK_TEST_EXPECT_NULL(uk_calloc(a, 1UL << 33, 1UL << 33));
	UK_TEST_EXPECT_NULL(uk_calloc(a, ~0UL, 2));
	UK_TEST_EXPECT_NULL(uk_memalign(a, 1UL << 40, 1));
	UK_TEST_EXPECT_NULL(uk_memalign(a, 48, 1));
	UK_TEST_EXPECT_NULL(uk_palloc(a, 0));
	UK_TEST_EXPECT_NULL(uk_palloc(a, ~0UL));
	UK_TEST_EXPECT_SNUM_EQ(uk_posix_memalign(a, &ptr, 24, 1), EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(uk_posix_memalign(a, &ptr, 4, 1), EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(uk_posix_memalign(a, &ptr, 64, ~0UL), ENOMEM);
	UK_TEST_EXPECT_NULL(ptr);
	small = uk_malloc(a, 10);
	UK_TEST_EXPECT_NULL(uk_realloc(a, small, ~0UL));
	UK_TEST_EXPECT_NULL(uk_realloc(a, small, 0));
	uk_free(a, NULL);
	unregister(a);
}

UK_TESTCASE(ukallocbbuddy, resizes_in_place)
{
	struct uk_alloc *a = uk_allocbbuddy_init(memory, sizeof(memory));
	char *obj = uk_malloc(a, 100);
	char *run = uk_memalign(a, 16 * PAGE_SIZE, 3 * PAGE_SIZE);
	char *zero;
	int dirty = 0;

	UK_TEST_EXPECT_PTR_EQ(uk_realloc(a, run, 9 * PAGE_SIZE), run);
	UK_TEST_EXPECT_PTR_EQ(uk_realloc(a, run, 2 * PAGE_SIZE), run);
	UK_TEST_EXPECT_PTR_EQ(uk_realloc(a, obj, 112), obj);
	memset(run, 0xee, 2 * PAGE_SIZE);
	uk_free(a, run);
	zero = uk_zalloc(a, 2 * PAGE_SIZE);
	for (unsigned long i = 0; i < 2 * PAGE_SIZE; i++)
		dirty |= zero[i];
	UK_TEST_EXPECT_ZERO(dirty);
	unregister(a);
}

/* Each frame that the heap asks for fails once, then all but a few do. */
UK_TESTCASE(ukallocbbuddy, survives_every_failure)
{
	struct uk_alloc *a = frames_heap();
	unsigned long total, n;
	__sz before;
	bool ok = true;

	UK_TEST_EXPECT_NOT_NULL(a);
	before = fa->free_memory;
	attempts = 0;
	UK_TEST_EXPECT(model_run(a, 800));
	UK_TEST_EXPECT_SNUM_EQ(fa->free_memory, before);
	total = attempts;
	for (n = 1; ok && n <= total; n++) {
		countdown = n;
		ok = model_run(a, 800) && fa->free_memory == before;
		countdown = 0;
	}
	UK_TEST_ASSERTF(ok, "failure %lu of %lu leaves nothing behind", n - 1,
			total);
	UK_TEST_EXPECT_SNUM_GT(total, 50);
	UK_TEST_EXPECT(uk_fallocbuddy_check(fa));
	unregister(a);
}

/* What is empty elsewhere is given back before an allocation fails. */
UK_TESTCASE(ukallocbbuddy, takes_back_empty_slabs)
{
	struct uk_alloc *a = frames_heap();
	unsigned long free = fa->free_memory >> PAGE_SHIFT;

	for (size_t size = 16; size <= 2016; size += 100)
		uk_free(a, uk_malloc(a, size));
	UK_TEST_EXPECT_SNUM_LT(fa->free_memory >> PAGE_SHIFT, free - 10);
	while (uk_palloc(a, 1))
		free--;
	UK_TEST_EXPECT_ZERO(free);
	UK_TEST_EXPECT_ZERO(fa->free_memory);
	UK_TEST_EXPECT_SNUM_EQ(uk_alloc_addmem(a, memory, PAGE_SIZE), -ENOTSUP);
	unregister(a);
}

/* The heap at boot has what is in use, and no more. */
UK_TESTCASE(ukallocbbuddy, grows_and_shrinks_by_pages)
{
	struct uk_alloc *a = frames_heap();
	__sz free = fa->free_memory;
	void *many, *one;

	many = uk_malloc(a, 5 * PAGE_SIZE);
	UK_TEST_EXPECT_SNUM_EQ(fa->free_memory, free - 5 * PAGE_SIZE);
	one = uk_malloc(a, 100);
	UK_TEST_EXPECT_SNUM_EQ(fa->free_memory, free - 6 * PAGE_SIZE);
	uk_free(a, many);
	UK_TEST_EXPECT_SNUM_EQ(fa->free_memory, free - PAGE_SIZE);
	uk_free(a, one);
	uk_allocbbuddy_trim(a);
	UK_TEST_EXPECT_SNUM_EQ(fa->free_memory, free);
	unregister(a);
}

UK_TESTCASE(ukallocbbuddy, wastes_little)
{
	struct uk_alloc *a = frames_heap();
	bool ok = true;

	/* Objects of one page's size classes: at most a third is lost. */
	for (size_t size = 48; ok && size <= 2016; size += 16) {
		__sz before = fa->free_memory;
		size_t n = 64 * 1024 / size;

		for (size_t i = 0; i < n; i++)
			slots[i % SLOTS].ptr = uk_malloc(a, size);
		ok = before - fa->free_memory <= 64 * 1024 * 3 / 2;
		unregister(a);
		a = frames_heap();
	}
	UK_TEST_EXPECT(ok);
	unregister(a);
	memset(slots, 0, sizeof(slots));
}

uk_testsuite_register(ukallocbbuddy, NULL);
