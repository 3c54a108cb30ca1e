/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */

#include <errno.h>
#include <stddef.h>
#include <uk/event.h>
#include <uk/test.h>

/* Three handlers that note their turn and answer what the test tells them. */
struct script {
	int answer[3];
	int calls;
	int order[3];
};

static int play(void *data, int which)
{
	struct script *script = data;

	script->order[script->calls++] = which;
	return script->answer[which];
}

static int handler_0(void *data)
{
	return play(data, 0);
}

static int handler_1(void *data)
{
	return play(data, 1);
}

static int handler_2(void *data)
{
	return play(data, 2);
}

UK_EVENT(ukevent_test);
/* Not in the order of their priorities. */
UK_EVENT_HANDLER_PRIO(ukevent_test, handler_2, 7);
UK_EVENT_HANDLER_PRIO(ukevent_test, handler_0, 0);
UK_EVENT_HANDLER_PRIO(ukevent_test, handler_1, 3);

/* Its name starts like the other's: they may not mix. */
UK_EVENT(ukevent_test_empty);

static int run(struct script *script)
{
	return uk_raise_event(ukevent_test, script);
}

UK_TESTCASE(ukevent, test_order_is_priority)
{
	struct script s = {.answer = {0, 0, 0}};

	UK_TEST_EXPECT_SNUM_EQ(run(&s), UK_EVENT_NOT_HANDLED);
	UK_TEST_EXPECT_SNUM_EQ(s.calls, 3);
	UK_TEST_EXPECT_SNUM_EQ(s.order[0], 0);
	UK_TEST_EXPECT_SNUM_EQ(s.order[1], 1);
	UK_TEST_EXPECT_SNUM_EQ(s.order[2], 2);
}

UK_TESTCASE(ukevent, test_handled_cont_goes_on)
{
	struct script s = {.answer = {0, UK_EVENT_HANDLED_CONT, 0}};

	UK_TEST_EXPECT_SNUM_EQ(run(&s), UK_EVENT_HANDLED_CONT);
	UK_TEST_EXPECT_SNUM_EQ(s.calls, 3);
}

UK_TESTCASE(ukevent, test_handled_stops)
{
	struct script s = {
		.answer = {UK_EVENT_HANDLED_CONT, UK_EVENT_HANDLED, 0},
	};

	UK_TEST_EXPECT_SNUM_EQ(run(&s), UK_EVENT_HANDLED);
	UK_TEST_EXPECT_SNUM_EQ(s.calls, 2);
}

UK_TESTCASE(ukevent, test_error_stops)
{
	struct script s = {
		.answer = {UK_EVENT_HANDLED_CONT, -EIO, UK_EVENT_HANDLED},
	};

	UK_TEST_EXPECT_SNUM_EQ(run(&s), -EIO);
	UK_TEST_EXPECT_SNUM_EQ(s.calls, 2);
}

UK_TESTCASE(ukevent, test_nobody_cares)
{
	UK_TEST_EXPECT_SNUM_EQ(uk_raise_event(ukevent_test_empty, NULL),
			       UK_EVENT_NOT_HANDLED);
}

uk_testsuite_register(ukevent, NULL);
