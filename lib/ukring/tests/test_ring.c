/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <uk/ring.h>
#include <uk/test.h>
#include <uk/test_alloc.h>

static char item[64];

/* Rings of every small size, with the positions about to wrap */
static struct uk_ring *ring_new(struct uk_test_alloc *ta, int count,
				uint32_t start)
{
	struct uk_ring *br = uk_ring_alloc(count, &ta->a, NULL);
	int i;

	if (!br)
		return NULL;
	br->br_prod_head = br->br_cons_head = start;
	for (i = 0; i < count; i++)
		br->br_ring[(start + (uint32_t)i) & br->br_prod_mask].seq =
			start + (uint32_t)i;
	return br;
}

UK_TESTCASE(ukring, first_in_first_out)
{
	struct uk_test_alloc ta;
	struct uk_ring *br;
	int count, i, round;

	uk_test_alloc_init(&ta, NULL);
	for (count = 2; count <= 32; count *= 2) {
		br = ring_new(&ta, count, ~0U - 20);
		UK_TEST_EXPECT_NOT_NULL(br);
		for (round = 0; round < 64; round++) {
			UK_TEST_EXPECT(uk_ring_empty(br));
			UK_TEST_EXPECT_NULL(uk_ring_dequeue_sc(br));
			UK_TEST_EXPECT_NULL(uk_ring_dequeue_mc(br));
			for (i = 0; i < count; i++) {
				UK_TEST_EXPECT_SNUM_EQ(uk_ring_count(br), i);
				UK_TEST_EXPECT_ZERO(
					uk_ring_enqueue(br, &item[i]));
			}
			UK_TEST_EXPECT(uk_ring_full(br));
			UK_TEST_EXPECT_SNUM_EQ(uk_ring_enqueue(br, &item[i]),
					       -ENOBUFS);
			for (i = 0; i < count; i++)
				UK_TEST_EXPECT_PTR_EQ(
					i & 1 ? uk_ring_dequeue_mc(br)
					      : uk_ring_dequeue_sc(br),
					&item[i]);
		}
		UK_TEST_EXPECT_SNUM_EQ(br->br_drops, 64);
		uk_ring_free(br, &ta.a);
	}
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

UK_TESTCASE(ukring, peek_and_put_back)
{
	struct uk_test_alloc ta;
	struct uk_ring *br;

	uk_test_alloc_init(&ta, NULL);
	br = ring_new(&ta, 4, 0);
	UK_TEST_EXPECT_NULL(uk_ring_peek(br));
	UK_TEST_EXPECT_NULL(uk_ring_peek_clear_sc(br));
	UK_TEST_EXPECT_ZERO(uk_ring_enqueue(br, &item[0]));
	UK_TEST_EXPECT_ZERO(uk_ring_enqueue(br, &item[1]));

	UK_TEST_EXPECT_PTR_EQ(uk_ring_peek(br), &item[0]);
	UK_TEST_EXPECT_PTR_EQ(uk_ring_peek_clear_sc(br), &item[0]);
	UK_TEST_EXPECT_NULL(uk_ring_peek(br));
	UK_TEST_EXPECT_SNUM_EQ(uk_ring_count(br), 2);
	uk_ring_putback_sc(br, &item[7]);
	UK_TEST_EXPECT_PTR_EQ(uk_ring_peek(br), &item[7]);
	uk_ring_advance_sc(br);
	UK_TEST_EXPECT_PTR_EQ(uk_ring_dequeue_sc(br), &item[1]);
	UK_TEST_EXPECT(uk_ring_empty(br));
	uk_ring_free(br, &ta.a);
}

/* A producer that stopped between claiming its slot and filling it */
UK_TESTCASE(ukring, interrupted_producer)
{
	struct uk_test_alloc ta;
	struct uk_ring *br;
	uint32_t claimed;

	uk_test_alloc_init(&ta, NULL);
	br = ring_new(&ta, 4, 0);
	UK_TEST_EXPECT_ZERO(uk_ring_enqueue(br, &item[0]));
	claimed = br->br_prod_head++;

	/* its interrupt handler puts something in, the oldest comes out */
	UK_TEST_EXPECT_ZERO(uk_ring_enqueue(br, &item[2]));
	UK_TEST_EXPECT_PTR_EQ(uk_ring_dequeue_mc(br), &item[0]);
	/* the next one is not there yet */
	UK_TEST_EXPECT_NULL(uk_ring_dequeue_mc(br));
	UK_TEST_EXPECT_NULL(uk_ring_dequeue_sc(br));
	UK_TEST_EXPECT_NULL(uk_ring_peek(br));
	UK_TEST_EXPECT_SNUM_EQ(uk_ring_count(br), 2);

	br->br_ring[claimed].ptr = &item[1];
	br->br_ring[claimed].seq = claimed + 1;
	UK_TEST_EXPECT_PTR_EQ(uk_ring_dequeue_mc(br), &item[1]);
	UK_TEST_EXPECT_PTR_EQ(uk_ring_dequeue_sc(br), &item[2]);
	uk_ring_free(br, &ta.a);
}

UK_TESTCASE(ukring, without_memory)
{
	struct uk_test_alloc ta;

	uk_test_alloc_init(&ta, NULL);
	uk_test_alloc_fail_at(&ta, 1);
	UK_TEST_EXPECT_NULL(uk_ring_alloc(8, &ta.a, NULL));
	UK_TEST_EXPECT_NULL(uk_ring_alloc(8, NULL, NULL));
	uk_ring_free(NULL, &ta.a);
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

uk_testsuite_register(ukring, NULL);
