/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <stddef.h>
#include <uk/essentials.h>
#include <uk/poll.h>
#include <uk/test.h>

#define IN  0x1
#define OUT 0x4

struct listener {
	struct uk_poll_entry entry;
	bool listens; /* what wake answers */
	unsigned int calls, events;
};

static bool told(struct uk_poll_entry *entry, unsigned int events)
{
	struct listener *l = __containerof(entry, struct listener, entry);

	l->calls++;
	l->events |= events;
	return l->listens;
}

static void listener_init(struct listener *l, unsigned int events)
{
	*l = (struct listener){.listens = true};
	uk_poll_entry_init(&l->entry, told, events);
}

UK_TESTCASE(ukpoll, only_who_is_interested_is_told)
{
	struct uk_pollq q = UK_POLLQ_INITIALIZER(q);
	struct listener in, out;

	listener_init(&in, IN);
	listener_init(&out, OUT);
	uk_pollq_wake(&q, IN);
	uk_pollq_add(&q, &in.entry);
	uk_pollq_add(&q, &out.entry);
	uk_pollq_wake(&q, IN);
	uk_pollq_wake(&q, IN);
	UK_TEST_EXPECT_SNUM_EQ(in.calls, 2);
	UK_TEST_EXPECT_SNUM_EQ(in.events, IN);
	UK_TEST_EXPECT_ZERO(out.calls);

	uk_pollq_remove(&in.entry);
	uk_pollq_remove(&in.entry);
	uk_pollq_wake(&q, IN | OUT);
	UK_TEST_EXPECT_SNUM_EQ(in.calls, 2);
	UK_TEST_EXPECT_SNUM_EQ(out.calls, 1);
	uk_pollq_remove(&out.entry);
	UK_TEST_EXPECT(uk_list_empty(&q.entries));
}

UK_TESTCASE(ukpoll, one_exclusive_entry_that_listens_is_enough)
{
	struct uk_pollq q = UK_POLLQ_INITIALIZER(q);
	struct listener shared, busy, first, second;

	listener_init(&busy, IN);
	listener_init(&first, IN);
	listener_init(&second, IN);
	listener_init(&shared, IN);
	busy.entry.exclusive = true;
	busy.listens = false;
	first.entry.exclusive = true;
	second.entry.exclusive = true;
	uk_pollq_add(&q, &busy.entry);
	uk_pollq_add(&q, &first.entry);
	uk_pollq_add(&q, &second.entry);
	uk_pollq_add(&q, &shared.entry);
	uk_pollq_wake(&q, IN);
	UK_TEST_EXPECT_SNUM_EQ(busy.calls, 1);
	UK_TEST_EXPECT_SNUM_EQ(first.calls, 1);
	UK_TEST_EXPECT_ZERO(second.calls);
	UK_TEST_EXPECT_SNUM_EQ(shared.calls, 1);

	/* The object's end is for everybody */
	uk_pollq_fini(&q, IN | OUT);
	UK_TEST_EXPECT_SNUM_EQ(second.calls, 1);
	UK_TEST_EXPECT_SNUM_EQ(second.events, IN | OUT);
	UK_TEST_EXPECT_NULL(second.entry.queue);
	uk_pollq_remove(&second.entry);
}

uk_testsuite_register(ukpoll, NULL);
