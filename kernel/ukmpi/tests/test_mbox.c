/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <uk/isr/mbox.h>
#include <uk/mbox.h>
#include <uk/sched.h>
#include <uk/test.h>
#include <uk/test_alloc.h>
#include <uk/timer.h>
#include <uk/plat/time.h>

#define MSEC   1000000ULL
#define ROUNDS 500

static struct uk_mbox *box;

static struct uk_alloc *heap(void)
{
	return uk_alloc_get_default();
}

UK_TESTCASE(ukmpi, is_full_and_is_empty)
{
	void *msg = NULL;
	int a, b;

	box = uk_mbox_create(heap(), 2);
	UK_TEST_EXPECT_NOT_NULL(box);
	UK_TEST_EXPECT_SNUM_EQ(uk_mbox_recv_try(box, &msg), -ENOMSG);
	UK_TEST_EXPECT(uk_mbox_recv_to(box, &msg, MSEC) == __NSEC_MAX);
	UK_TEST_EXPECT_ZERO(uk_mbox_post_try(box, &a));
	UK_TEST_EXPECT(uk_mbox_post_to(box, &b, MSEC) != __NSEC_MAX);
	UK_TEST_EXPECT_SNUM_EQ(uk_mbox_post_try_isr(box, &b), -ENOBUFS);
	UK_TEST_EXPECT(uk_mbox_post_to(box, &b, MSEC) == __NSEC_MAX);
	uk_mbox_recv(box, &msg);
	UK_TEST_EXPECT_PTR_EQ(msg, &a);
	UK_TEST_EXPECT_ZERO(uk_mbox_recv_try_isr(box, &msg));
	UK_TEST_EXPECT_PTR_EQ(msg, &b);
	uk_mbox_post(box, NULL);
	UK_TEST_EXPECT(uk_mbox_recv_to(box, NULL, MSEC) != __NSEC_MAX);
	uk_mbox_free(heap(), box);
}

static unsigned long received, disorder;

static void receiver(void *arg __unused)
{
	unsigned long want;
	void *msg;

	for (want = 1; want <= ROUNDS; want++) {
		uk_mbox_recv(box, &msg);
		disorder += (unsigned long)msg != want;
		received++;
	}
}

UK_TESTCASE(ukmpi, messages_keep_their_order)
{
	struct uk_thread *t;
	unsigned long i;

	received = 0;
	disorder = 0;
	box = uk_mbox_create(heap(), 3);
	t = uk_sched_thread_create_joinable(uk_sched_current(), receiver, NULL,
					    "receiver");
	for (i = 1; i <= ROUNDS; i++)
		uk_mbox_post(box, (void *)i);
	UK_TEST_EXPECT_ZERO(uk_sched_thread_join(t));
	UK_TEST_EXPECT_SNUM_EQ(received, ROUNDS);
	UK_TEST_EXPECT_ZERO(disorder);
	uk_mbox_free(heap(), box);
}

static struct uk_timer timer;
static unsigned long sent;

static void post_from_interrupt(struct uk_timer *t)
{
	if (uk_mbox_post_try_isr(box, (void *)(sent + 1)) == 0)
		sent++;
	if (sent < ROUNDS)
		uk_timer_set(t, ukplat_monotonic_clock() + 5000);
}

UK_TESTCASE(ukmpi, an_interrupt_may_post)
{
	received = 0;
	disorder = 0;
	sent = 0;
	box = uk_mbox_create(heap(), 3);
	uk_timer_init(&timer, post_from_interrupt);
	uk_timer_set(&timer, ukplat_monotonic_clock() + 5000);
	receiver(NULL);
	UK_TEST_EXPECT_SNUM_EQ(received, ROUNDS);
	UK_TEST_EXPECT_ZERO(disorder);
	uk_mbox_free(heap(), box);
}

UK_TESTCASE(ukmpi, creation_may_fail)
{
	struct uk_test_alloc ta;

	uk_test_alloc_init(&ta, NULL);
	UK_TEST_EXPECT_NULL(uk_mbox_create(&ta.a, 0));
	UK_TEST_EXPECT_NULL(uk_mbox_create(&ta.a, __SZ_MAX / 4));
	uk_test_alloc_fail_at(&ta, 1);
	UK_TEST_EXPECT_NULL(uk_mbox_create(&ta.a, 4));
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

uk_testsuite_register(ukmpi, NULL);
