/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Shared memory's frames, which are memory of the host here. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <uk/falloc.h>
#include <uk/pager.h>
#include <uk/plat/paging.h>
#include <uk/test.h>
#include <uk/test_alloc.h>
#include "../shared_priv.h"

/* More than one block of the directory knows, the last one in part */
#define PAGES 600UL

static long frames;
static unsigned long requests, fail_at;

static int frame_take(struct uk_falloc *fa __unused, __paddr_t *paddr,
		      unsigned long count, unsigned long flags __unused)
{
	void *frame;

	if (++requests == fail_at)
		return -ENOMEM;
	frame = aligned_alloc(PAGE_SIZE, count * PAGE_SIZE);
	if (!frame)
		return -ENOMEM;
	memset(frame, 0x5a, count * PAGE_SIZE);
	frames++;
	*paddr = (__paddr_t)frame;
	return 0;
}

static int frame_give(struct uk_falloc *fa __unused, __paddr_t paddr,
		      unsigned long count __unused)
{
	free((void *)paddr);
	frames--;
	return 0;
}

static struct uk_falloc fa = {.falloc = frame_take, .ffree = frame_give};
static struct uk_pagetable pt = {.fa = &fa};
static struct uk_test_alloc ta;

__vaddr_t ukplat_page_kmap(struct uk_pagetable *table __unused, __paddr_t paddr,
			   unsigned long pages __unused,
			   unsigned long flags __unused)
{
	return paddr;
}

static struct uk_pager *start(void)
{
	uk_test_alloc_init(&ta, NULL);
	requests = fail_at = 0;
	return mmap_shared_create(&ta.a, &pt, PAGES * PAGE_SIZE);
}

static int page_get(struct uk_pager *pager, unsigned long page, __paddr_t *at)
{
	return pager->ops->get_page(pager, page * PAGE_SIZE, 1, at);
}

static int is_there(struct uk_pager *pager, unsigned long page)
{
	return pager->ops->has_page(pager, page * PAGE_SIZE);
}

UK_TESTCASE(mmap_shared, test_frames_come_once_and_stay)
{
	struct uk_pager *pager = start();
	__paddr_t first, last, again;

	UK_TEST_EXPECT_NOT_NULL(pager);
	UK_TEST_EXPECT_ZERO(is_there(pager, 0));
	UK_TEST_EXPECT_ZERO(page_get(pager, 0, &first));
	UK_TEST_EXPECT_ZERO(page_get(pager, PAGES - 1, &last));
	UK_TEST_EXPECT(is_there(pager, 0) && is_there(pager, PAGES - 1));
	UK_TEST_EXPECT_ZERO(is_there(pager, 1));
	UK_TEST_EXPECT_ZERO(*(char *)first | *(char *)last);
	*(char *)first = 7;
	pager->ops->put_page(pager, 0, first);
	UK_TEST_EXPECT_ZERO(page_get(pager, 0, &again));
	UK_TEST_EXPECT_SNUM_EQ(again, first);
	UK_TEST_EXPECT_SNUM_EQ(*(char *)again, 7);
	UK_TEST_EXPECT_SNUM_EQ(frames, 2);
	mmap_shared_put(pager);
	UK_TEST_EXPECT_ZERO(frames);
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

UK_TESTCASE(mmap_shared, test_nothing_behind_the_end)
{
	struct uk_pager *pager = start();
	__paddr_t at;

	UK_TEST_EXPECT_SNUM_EQ(page_get(pager, PAGES, &at), -ENXIO);
	UK_TEST_EXPECT_SNUM_EQ(page_get(pager, 1UL << 40, &at), -ENXIO);
	UK_TEST_EXPECT_ZERO(is_there(pager, PAGES));
	mmap_shared_put(pager);
	UK_TEST_EXPECT_ZERO(frames);
}

UK_TESTCASE(mmap_shared, test_lives_as_long_as_an_area)
{
	struct uk_pager *pager = start();
	__paddr_t at;

	UK_TEST_EXPECT_ZERO(page_get(pager, 3, &at));
	pager->ops->get(pager);
	mmap_shared_put(pager);
	UK_TEST_EXPECT_SNUM_EQ(frames, 1);
	UK_TEST_EXPECT(is_there(pager, 3));
	pager->ops->put(pager);
	UK_TEST_EXPECT_ZERO(frames);
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

/* Each allocation and each frame fails once; the next try has it. */
UK_TESTCASE(mmap_shared, test_without_memory)
{
	struct uk_pager *pager;
	__paddr_t at;

	uk_test_alloc_init(&ta, NULL);
	uk_test_alloc_fail_at(&ta, 1);
	UK_TEST_EXPECT_NULL(mmap_shared_create(&ta.a, &pt, PAGE_SIZE));
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
	pager = start();
	uk_test_alloc_fail_at(&ta, 1);
	UK_TEST_EXPECT_SNUM_EQ(page_get(pager, 0, &at), -ENOMEM);
	UK_TEST_EXPECT_ZERO(is_there(pager, 0));
	fail_at = requests + 1;
	UK_TEST_EXPECT_SNUM_EQ(page_get(pager, 0, &at), -ENOMEM);
	UK_TEST_EXPECT_ZERO(is_there(pager, 0));
	UK_TEST_EXPECT_ZERO(page_get(pager, 0, &at));
	mmap_shared_put(pager);
	UK_TEST_EXPECT_ZERO(frames);
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

uk_testsuite_register(mmap_shared, NULL);
