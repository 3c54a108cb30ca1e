/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The memory under test is an address space of its own: virtual page n lies at
 * the physical page that pages[n] says, 0 is a hole.
 */
#include <errno.h>
#include <uk/arch/limits.h>
#include <uk/arch/paging.h>
#include <uk/sglist.h>
#include <uk/test.h>
#include <uk/test_alloc.h>

#define VIRT_BASE 0x40000000UL
#define PAGE	  ((size_t)__PAGE_SIZE)

/* 0,1,2 contiguous; 3 elsewhere; 4 and 5 contiguous but in front; 6 a hole */
static const unsigned int pages[] = {10, 11, 12, 30, 8, 9, 0, 40};

static __paddr_t fake_translate(const volatile void *address)
{
	__uptr page = ((__uptr)address - VIRT_BASE) / PAGE;

	if (page >= ARRAY_SIZE(pages) || !pages[page])
		return __PADDR_ANY;
	return pages[page] * PAGE + ((__uptr)address & (PAGE - 1));
}

static void *virt(size_t offset)
{
	return (void *)(VIRT_BASE + offset);
}

struct fixture {
	struct uk_sglist_seg segs[4];
	struct uk_sglist sg;
	uk_sglist_translate_t before;
};

static void fixture_init(struct fixture *f, uint16_t room)
{
	f->before = uk_sglist_set_translator(fake_translate);
	uk_sglist_init(&f->sg, room, f->segs);
}

static void fixture_fini(struct fixture *f)
{
	uk_sglist_set_translator(f->before);
}

static int seg_is(const struct uk_sglist *sg, unsigned int i, size_t paddr,
		  size_t len)
{
	return i < sg->sg_nseg && sg->sg_segs[i].ss_paddr == paddr &&
	       sg->sg_segs[i].ss_len == len;
}

UK_TESTCASE(uksglist, append_merges)
{
	struct fixture f;

	fixture_init(&f, 4);
	UK_TEST_EXPECT_ZERO(uk_sglist_length(&f.sg));
	UK_TEST_EXPECT_ZERO(uk_sglist_append(&f.sg, virt(100), 0));
	UK_TEST_EXPECT_ZERO(f.sg.sg_nseg);
	UK_TEST_EXPECT_ZERO(uk_sglist_append(&f.sg, virt(100), 10));
	UK_TEST_EXPECT_ZERO(uk_sglist_append(&f.sg, virt(110), 3 * PAGE));
	UK_TEST_EXPECT_SNUM_EQ(f.sg.sg_nseg, 2);
	UK_TEST_EXPECT(seg_is(&f.sg, 0, 10 * PAGE + 100, 3 * PAGE - 100));
	UK_TEST_EXPECT(seg_is(&f.sg, 1, 30 * PAGE, 110));
	UK_TEST_EXPECT_SNUM_EQ(uk_sglist_length(&f.sg), 3 * PAGE + 10);
	uk_sglist_reset(&f.sg);
	UK_TEST_EXPECT_ZERO(uk_sglist_length(&f.sg));
	fixture_fini(&f);
}

UK_TESTCASE(uksglist, append_fails_whole)
{
	struct fixture f;

	fixture_init(&f, 2);
	UK_TEST_EXPECT_ZERO(uk_sglist_append(&f.sg, virt(0), 8));
	/* merges into what is there before it finds no room */
	UK_TEST_EXPECT_SNUM_EQ(uk_sglist_append(&f.sg, virt(8), 5 * PAGE),
			       -EFBIG);
	UK_TEST_EXPECT_SNUM_EQ(f.sg.sg_nseg, 1);
	UK_TEST_EXPECT(seg_is(&f.sg, 0, 10 * PAGE, 8));
	UK_TEST_EXPECT_SNUM_EQ(
		uk_sglist_append(&f.sg, virt(5 * PAGE), PAGE + 1), -EFAULT);
	UK_TEST_EXPECT(seg_is(&f.sg, 0, 10 * PAGE, 8));
	UK_TEST_EXPECT_SNUM_EQ(f.sg.sg_nseg, 1);
	fixture_fini(&f);

	fixture_init(&f, 0);
	UK_TEST_EXPECT_SNUM_EQ(uk_sglist_append(&f.sg, virt(0), 8), -EINVAL);
	fixture_fini(&f);
}

UK_TESTCASE(uksglist, count)
{
	struct fixture f;

	fixture_init(&f, 4);
	UK_TEST_EXPECT_ZERO(uk_sglist_count(virt(0), 0));
	UK_TEST_EXPECT_SNUM_EQ(uk_sglist_count(virt(1), 1), 1);
	UK_TEST_EXPECT_SNUM_EQ(uk_sglist_count(virt(0), 3 * PAGE), 1);
	UK_TEST_EXPECT_SNUM_EQ(uk_sglist_count(virt(0), 3 * PAGE + 1), 2);
	UK_TEST_EXPECT_SNUM_EQ(uk_sglist_count(virt(0), 6 * PAGE), 3);
	UK_TEST_EXPECT_SNUM_EQ(uk_sglist_count(virt(0), 6 * PAGE + 1), -EFAULT);
	fixture_fini(&f);
}

UK_TESTCASE(uksglist, allocated)
{
	struct uk_test_alloc ta;
	struct uk_sglist *sg, *copy;
	struct fixture f;

	fixture_init(&f, 4);
	uk_test_alloc_init(&ta, NULL);
	UK_TEST_EXPECT_NULL(uk_sglist_alloc(&ta.a, 0));
	UK_TEST_EXPECT_NULL(uk_sglist_alloc(&ta.a, -1));
	UK_TEST_EXPECT_NULL(uk_sglist_alloc(&ta.a, 65536));
	UK_TEST_EXPECT_NULL(uk_sglist_build(&ta.a, virt(0), 0));
	UK_TEST_EXPECT_NULL(uk_sglist_build(&ta.a, virt(6 * PAGE), 1));
	uk_test_alloc_fail_at(&ta, 1);
	UK_TEST_EXPECT_NULL(uk_sglist_build(&ta.a, virt(0), 1));

	sg = uk_sglist_build(&ta.a, virt(0), 6 * PAGE);
	UK_TEST_EXPECT_NOT_NULL(sg);
	UK_TEST_EXPECT_SNUM_EQ(sg->sg_nseg, 3);
	UK_TEST_EXPECT_SNUM_EQ(sg->sg_maxseg, 3);
	uk_test_alloc_fail_at(&ta, 1);
	UK_TEST_EXPECT_NULL(uk_sglist_clone(sg, &ta.a));
	copy = uk_sglist_clone(sg, &ta.a);
	UK_TEST_EXPECT_NOT_NULL(copy);
	UK_TEST_EXPECT_SNUM_EQ(copy->sg_nseg, 3);
	UK_TEST_EXPECT_BYTES_EQ(copy->sg_segs, sg->sg_segs,
				3 * sizeof(struct uk_sglist_seg));
	uk_sglist_free(copy, &ta.a);
	uk_sglist_free(NULL, &ta.a);
	uk_sglist_free(sg, &ta.a);
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
	fixture_fini(&f);
}

UK_TESTCASE(uksglist, append_part_of_a_list)
{
	struct uk_sglist_seg segs[2];
	struct uk_sglist part;
	struct fixture f;

	fixture_init(&f, 4);
	uk_sglist_init(&part, 2, segs);
	UK_TEST_EXPECT_ZERO(uk_sglist_append(&f.sg, virt(0), 6 * PAGE));

	UK_TEST_EXPECT_ZERO(uk_sglist_append_sglist(&part, &f.sg, 0, 0));
	UK_TEST_EXPECT_ZERO(
		uk_sglist_append_sglist(&part, &f.sg, 3 * PAGE - 1, 2));
	UK_TEST_EXPECT(seg_is(&part, 0, 13 * PAGE - 1, 1));
	UK_TEST_EXPECT(seg_is(&part, 1, 30 * PAGE, 1));
	/* goes on where the last segment ends */
	UK_TEST_EXPECT_ZERO(
		uk_sglist_append_sglist(&part, &f.sg, 3 * PAGE + 1, 9));
	UK_TEST_EXPECT(seg_is(&part, 1, 30 * PAGE, 10));
	UK_TEST_EXPECT_SNUM_EQ(
		uk_sglist_append_sglist(&part, &f.sg, 3 * PAGE + 10, PAGE),
		-EFBIG);
	UK_TEST_EXPECT(seg_is(&part, 1, 30 * PAGE, 10));
	UK_TEST_EXPECT_SNUM_EQ(
		uk_sglist_append_sglist(&part, &f.sg, 6 * PAGE - 1, 2),
		-EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(
		uk_sglist_append_sglist(&part, &f.sg, ~(size_t)0, 2), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(
		uk_sglist_append_sglist(&part, &f.sg, 1, ~(size_t)0), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(uk_sglist_length(&part), 11);
	fixture_fini(&f);
}

UK_TESTCASE(uksglist, join)
{
	struct uk_sglist_seg segs[4];
	struct uk_sglist second;
	struct fixture f;

	fixture_init(&f, 2);
	uk_sglist_init(&second, 4, segs);
	UK_TEST_EXPECT_ZERO(uk_sglist_append(&f.sg, virt(0), PAGE));
	UK_TEST_EXPECT_ZERO(uk_sglist_join(&f.sg, &second));
	UK_TEST_EXPECT_ZERO(uk_sglist_append(&second, virt(PAGE), 5 * PAGE));
	UK_TEST_EXPECT_SNUM_EQ(uk_sglist_join(&f.sg, &second), -EFBIG);
	UK_TEST_EXPECT_SNUM_EQ(uk_sglist_length(&f.sg), PAGE);
	UK_TEST_EXPECT_SNUM_EQ(uk_sglist_length(&second), 5 * PAGE);

	uk_sglist_reset(&second);
	UK_TEST_EXPECT_ZERO(uk_sglist_append(&second, virt(PAGE), 3 * PAGE));
	UK_TEST_EXPECT_ZERO(uk_sglist_join(&f.sg, &second));
	UK_TEST_EXPECT(seg_is(&f.sg, 0, 10 * PAGE, 3 * PAGE));
	UK_TEST_EXPECT(seg_is(&f.sg, 1, 30 * PAGE, PAGE));
	UK_TEST_EXPECT_ZERO(second.sg_nseg);
	fixture_fini(&f);
}

UK_TESTCASE(uksglist, slice)
{
	struct uk_test_alloc ta;
	struct uk_sglist *slice = NULL;
	struct fixture f;

	fixture_init(&f, 4);
	uk_test_alloc_init(&ta, NULL);
	UK_TEST_EXPECT_ZERO(uk_sglist_append(&f.sg, virt(0), 6 * PAGE));
	UK_TEST_EXPECT_ZERO(uk_sglist_slice(&f.sg, &slice, &ta.a, 5, 0));
	UK_TEST_EXPECT_NULL(slice);
	UK_TEST_EXPECT_SNUM_EQ(
		uk_sglist_slice(&f.sg, &slice, &ta.a, 6 * PAGE, 1), -EINVAL);
	uk_test_alloc_fail_at(&ta, 1);
	UK_TEST_EXPECT_SNUM_EQ(uk_sglist_slice(&f.sg, &slice, &ta.a, 0, 1),
			       -ENOMEM);
	UK_TEST_EXPECT_NULL(slice);

	UK_TEST_EXPECT_ZERO(
		uk_sglist_slice(&f.sg, &slice, &ta.a, PAGE, 3 * PAGE + 1));
	UK_TEST_EXPECT_SNUM_EQ(slice->sg_nseg, 3);
	UK_TEST_EXPECT(seg_is(slice, 0, 11 * PAGE, 2 * PAGE));
	UK_TEST_EXPECT(seg_is(slice, 1, 30 * PAGE, PAGE));
	UK_TEST_EXPECT(seg_is(slice, 2, 8 * PAGE, 1));
	UK_TEST_EXPECT_SNUM_EQ(uk_sglist_slice(&f.sg, &slice, &ta.a, 0, 1),
			       -EINVAL);

	uk_sglist_reset(slice);
	slice->sg_maxseg = 1;
	UK_TEST_EXPECT_SNUM_EQ(
		uk_sglist_slice(&f.sg, &slice, &ta.a, 0, 4 * PAGE), -EFBIG);
	UK_TEST_EXPECT_ZERO(slice->sg_nseg);
	uk_sglist_free(slice, &ta.a);
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
	fixture_fini(&f);
}

UK_TESTCASE(uksglist, split)
{
	struct uk_test_alloc ta;
	struct uk_sglist *head = NULL;
	struct fixture f;
	size_t length;

	uk_test_alloc_init(&ta, NULL);
	for (length = 1; length <= 6 * PAGE; length += 511) {
		fixture_init(&f, 4);
		UK_TEST_EXPECT_ZERO(uk_sglist_append(&f.sg, virt(0), 6 * PAGE));
		uk_test_alloc_fail_at(&ta, 1);
		UK_TEST_EXPECT_SNUM_EQ(
			uk_sglist_split(&f.sg, &head, &ta.a, length), -ENOMEM);
		UK_TEST_EXPECT_SNUM_EQ(uk_sglist_length(&f.sg), 6 * PAGE);

		UK_TEST_EXPECT_ZERO(
			uk_sglist_split(&f.sg, &head, &ta.a, length));
		UK_TEST_EXPECT_SNUM_EQ(uk_sglist_length(head), length);
		UK_TEST_EXPECT_SNUM_EQ(uk_sglist_length(&f.sg),
				       6 * PAGE - length);
		UK_TEST_EXPECT_ZERO(uk_sglist_append_sglist(head, &f.sg, 0, 0));
		uk_sglist_free(head, &ta.a);
		head = NULL;
		fixture_fini(&f);
	}
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

UK_TESTCASE(uksglist, split_edges)
{
	struct uk_sglist_seg segs[3];
	struct uk_sglist other;
	struct uk_sglist *head = &other;
	struct fixture f;

	fixture_init(&f, 4);
	uk_sglist_init(&other, 3, segs);
	UK_TEST_EXPECT_ZERO(uk_sglist_split(&f.sg, &head, NULL, 10));
	UK_TEST_EXPECT_ZERO(uk_sglist_append(&f.sg, virt(0), 6 * PAGE));
	f.sg.sg_refs.counter = 2;
	UK_TEST_EXPECT_SNUM_EQ(uk_sglist_split(&f.sg, &head, NULL, 10), -EBUSY);
	f.sg.sg_refs.counter = 1;

	UK_TEST_EXPECT_ZERO(uk_sglist_split(&f.sg, &head, NULL, 3 * PAGE));
	UK_TEST_EXPECT_SNUM_EQ(head->sg_nseg, 1);
	UK_TEST_EXPECT(seg_is(&f.sg, 0, 30 * PAGE, PAGE));
	UK_TEST_EXPECT_SNUM_EQ(uk_sglist_split(&f.sg, &head, NULL, 1), -EINVAL);

	uk_sglist_reset(&other);
	UK_TEST_EXPECT_ZERO(uk_sglist_split(&f.sg, &head, NULL, 100 * PAGE));
	UK_TEST_EXPECT_SNUM_EQ(uk_sglist_length(head), 3 * PAGE);
	UK_TEST_EXPECT_ZERO(f.sg.sg_nseg);
	fixture_fini(&f);
}

uk_testsuite_register(uksglist, NULL);
