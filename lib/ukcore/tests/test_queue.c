/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* <uk/queue.h> */
#include <string.h>
#include <uk/queue.h>
#include <uk/test.h>

struct elem {
	char name;
	UK_SLIST_ENTRY(struct elem) sl;
	UK_STAILQ_ENTRY(struct elem) st;
	UK_TAILQ_ENTRY(struct elem) tq;
};

UK_SLIST_HEAD(elem_slist, struct elem);
UK_STAILQ_HEAD(elem_stailq, struct elem);
UK_TAILQ_HEAD(elem_tailq, struct elem);

static struct elem elems[6] = {{.name = 'a'}, {.name = 'b'}, {.name = 'c'},
			       {.name = 'd'}, {.name = 'e'}, {.name = 'f'}};

static int slist_is(struct elem_slist *head, const char *names)
{
	struct elem *e;

	UK_SLIST_FOREACH (e, head, sl)
		if (e->name != *names++)
			return 0;
	return !*names;
}

UK_TESTCASE(ukqueue, slist)
{
	struct elem_slist head = UK_SLIST_HEAD_INITIALIZER(head);
	struct elem *e, *next;

	UK_TEST_EXPECT(UK_SLIST_EMPTY(&head));
	UK_SLIST_INSERT_HEAD(&head, &elems[1], sl);
	UK_SLIST_INSERT_HEAD(&head, &elems[0], sl);
	UK_SLIST_INSERT_AFTER(&elems[1], &elems[3], sl);
	UK_SLIST_INSERT_AFTER(&elems[1], &elems[2], sl);
	UK_TEST_EXPECT(slist_is(&head, "abcd"));
	UK_SLIST_REMOVE(&head, &elems[2], struct elem, sl);
	UK_SLIST_REMOVE(&head, &elems[0], struct elem, sl);
	UK_TEST_EXPECT(slist_is(&head, "bd"));
	UK_SLIST_REMOVE_AFTER(&elems[1], sl);
	UK_TEST_EXPECT(slist_is(&head, "b"));
	UK_SLIST_REMOVE_HEAD(&head, sl);
	UK_TEST_EXPECT(UK_SLIST_EMPTY(&head));
	UK_SLIST_INIT(&head);
	UK_SLIST_INSERT_HEAD(&head, &elems[0], sl);
	UK_SLIST_FOREACH_SAFE(e, &head, sl, next)
	UK_SLIST_REMOVE(&head, e, struct elem, sl);
	UK_TEST_EXPECT(UK_SLIST_EMPTY(&head));
}

static int stailq_is(struct elem_stailq *head, const char *names)
{
	struct elem *last = NULL;
	struct elem *e;

	UK_STAILQ_FOREACH (e, head, st) {
		if (e->name != *names++)
			return 0;
		last = e;
	}
	return !*names && last == UK_STAILQ_LAST(head, struct elem, st) &&
	       *head->stqh_last == NULL;
}

UK_TESTCASE(ukqueue, stailq)
{
	struct elem_stailq head = UK_STAILQ_HEAD_INITIALIZER(head);
	struct elem_stailq other;
	struct elem *e, *next;

	UK_TEST_EXPECT(UK_STAILQ_EMPTY(&head) && stailq_is(&head, ""));
	UK_STAILQ_INSERT_HEAD(&head, &elems[0], st);
	UK_STAILQ_INSERT_TAIL(&head, &elems[3], st);
	UK_STAILQ_INSERT_AFTER(&head, &elems[0], &elems[2], st);
	UK_STAILQ_INSERT_AFTER(&head, &elems[3], &elems[4], st);
	UK_TEST_EXPECT(stailq_is(&head, "acde"));
	UK_STAILQ_REMOVE(&head, &elems[4], struct elem, st);
	UK_TEST_EXPECT(stailq_is(&head, "acd"));
	UK_STAILQ_REMOVE_AFTER(&head, &elems[2], st);
	UK_TEST_EXPECT(stailq_is(&head, "ac"));
	UK_STAILQ_REMOVE(&head, &elems[0], struct elem, st);
	UK_TEST_EXPECT(stailq_is(&head, "c"));

	UK_STAILQ_INIT(&other);
	UK_STAILQ_CONCAT(&head, &other);
	UK_TEST_EXPECT(stailq_is(&head, "c"));
	UK_STAILQ_INSERT_TAIL(&other, &elems[5], st);
	UK_STAILQ_CONCAT(&head, &other);
	UK_TEST_EXPECT(stailq_is(&head, "cf") && stailq_is(&other, ""));
	UK_STAILQ_FOREACH_SAFE(e, &head, st, next)
	UK_STAILQ_REMOVE_HEAD(&head, st);
	UK_TEST_EXPECT(stailq_is(&head, ""));
}

static int tailq_is(struct elem_tailq *head, const char *names)
{
	size_t n = strlen(names);
	struct elem *e;
	size_t i = 0;

	UK_TAILQ_FOREACH (e, head, tq)
		if (i >= n || e->name != names[i++])
			return 0;
	if (i != n)
		return 0;
	UK_TAILQ_FOREACH_REVERSE(e, head, elem_tailq, tq)
	if (i == 0 || e->name != names[--i])
		return 0;
	return i == 0 && *head->tqh_last == NULL;
}

UK_TESTCASE(ukqueue, tailq)
{
	struct elem_tailq head = UK_TAILQ_HEAD_INITIALIZER(head);
	struct elem_tailq other;
	struct elem *e, *next;

	UK_TEST_EXPECT(UK_TAILQ_EMPTY(&head) && tailq_is(&head, ""));
	UK_TAILQ_INSERT_TAIL(&head, &elems[1], tq);
	UK_TAILQ_INSERT_HEAD(&head, &elems[0], tq);
	UK_TAILQ_INSERT_AFTER(&head, &elems[1], &elems[3], tq);
	UK_TAILQ_INSERT_BEFORE(&elems[3], &elems[2], tq);
	UK_TEST_EXPECT(tailq_is(&head, "abcd"));
	UK_TEST_EXPECT_PTR_EQ(UK_TAILQ_LAST(&head, elem_tailq), &elems[3]);
	UK_TEST_EXPECT_PTR_EQ(UK_TAILQ_PREV(&elems[1], elem_tailq, tq),
			      &elems[0]);
	UK_TEST_EXPECT_NULL(UK_TAILQ_PREV(&elems[0], elem_tailq, tq));
	UK_TAILQ_REMOVE(&head, &elems[3], tq);
	UK_TAILQ_REMOVE(&head, &elems[0], tq);
	UK_TEST_EXPECT(tailq_is(&head, "bc"));

	UK_TAILQ_INIT(&other);
	UK_TAILQ_CONCAT(&head, &other, tq);
	UK_TEST_EXPECT(tailq_is(&head, "bc"));
	UK_TAILQ_INSERT_BEFORE(&elems[1], &elems[0], tq);
	UK_TAILQ_INSERT_TAIL(&other, &elems[4], tq);
	UK_TAILQ_INSERT_TAIL(&other, &elems[5], tq);
	UK_TAILQ_CONCAT(&head, &other, tq);
	UK_TEST_EXPECT(tailq_is(&head, "abcef") && tailq_is(&other, ""));
	UK_TAILQ_FOREACH_SAFE (e, &head, tq, next)
		if (e != &elems[2])
			UK_TAILQ_REMOVE(&head, e, tq);
	UK_TEST_EXPECT(tailq_is(&head, "c"));
	UK_TAILQ_FOREACH_REVERSE_SAFE(e, &head, elem_tailq, tq, next)
	UK_TAILQ_REMOVE(&head, e, tq);
	UK_TEST_EXPECT(tailq_is(&head, ""));
}

uk_testsuite_register(ukqueue, NULL);
