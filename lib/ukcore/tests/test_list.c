/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* <uk/list.h> */
#include <string.h>
#include <uk/list.h>
#include <uk/test.h>

struct item {
	char name;
	struct uk_list_head link;
	struct uk_hlist_node hash;
};

static struct item items[6];

/* Whether a list has these names, forwards and backwards. */
static int list_is(struct uk_list_head *head, const char *names)
{
	size_t n = strlen(names);
	struct item *it;
	size_t i = 0;

	uk_list_for_each_entry (it, head, link)
		if (i >= n || it->name != names[i++])
			return 0;
	if (i != n)
		return 0;
	uk_list_for_each_entry_reverse (it, head, link)
		if (i == 0 || it->name != names[--i])
			return 0;
	return i == 0;
}

/* Make a list of the first n items, named a, b, ... */
static void list_make(struct uk_list_head *head, int n)
{
	int i;

	UK_INIT_LIST_HEAD(head);
	for (i = 0; i < n; i++) {
		items[i].name = (char)('a' + i);
		uk_list_add_tail(&items[i].link, head);
	}
}

UK_TESTCASE(uklist, add_and_remove)
{
	UK_LIST_HEAD(head);

	UK_TEST_EXPECT(uk_list_empty(&head));
	UK_TEST_EXPECT(uk_list_empty_careful(&head));
	UK_TEST_EXPECT(!uk_list_is_singular(&head));
	list_make(&head, 3);
	UK_TEST_EXPECT(list_is(&head, "abc"));
	items[3].name = 'x';
	uk_list_add(&items[3].link, &head);
	UK_TEST_EXPECT(list_is(&head, "xabc"));
	UK_TEST_EXPECT(uk_list_is_last(&items[2].link, &head));
	UK_TEST_EXPECT(!uk_list_is_last(&items[1].link, &head));
	uk_list_del(&items[1].link);
	UK_TEST_EXPECT(list_is(&head, "xac"));
	UK_TEST_EXPECT_NULL(items[1].link.next);
	uk_list_del_init(&items[2].link);
	UK_TEST_EXPECT(uk_list_empty(&items[2].link));
	uk_list_del(&items[3].link);
	UK_TEST_EXPECT(uk_list_is_singular(&head));
	UK_TEST_EXPECT(list_is(&head, "a"));
}

UK_TESTCASE(uklist, replace_and_move)
{
	struct uk_list_head head, other;

	list_make(&head, 4);
	UK_INIT_LIST_HEAD(&other);
	items[4].name = 'x';
	uk_list_replace(&items[1].link, &items[4].link);
	UK_TEST_EXPECT(list_is(&head, "axcd"));
	uk_list_replace_init(&items[4].link, &items[1].link);
	UK_TEST_EXPECT(list_is(&head, "abcd"));
	UK_TEST_EXPECT(uk_list_empty(&items[4].link));
	uk_list_move(&items[2].link, &head);
	UK_TEST_EXPECT(list_is(&head, "cabd"));
	uk_list_move_tail(&items[0].link, &other);
	uk_list_move_tail(&items[1].link, &other);
	UK_TEST_EXPECT(list_is(&head, "cd") && list_is(&other, "ab"));
}

UK_TESTCASE(uklist, splice_and_cut)
{
	struct uk_list_head head, other, empty;

	list_make(&head, 5);
	UK_INIT_LIST_HEAD(&empty);
	uk_list_cut_position(&other, &head, &items[1].link);
	UK_TEST_EXPECT(list_is(&other, "ab") && list_is(&head, "cde"));
	uk_list_splice_init(&other, &head);
	UK_TEST_EXPECT(list_is(&head, "abcde") && uk_list_empty(&other));
	uk_list_cut_position(&other, &head, &items[4].link);
	UK_TEST_EXPECT(list_is(&other, "abcde") && uk_list_empty(&head));
	uk_list_cut_position(&head, &other, &other);
	UK_TEST_EXPECT(uk_list_empty(&head) && list_is(&other, "abcde"));
	uk_list_cut_position(&head, &other, &items[2].link);
	uk_list_splice_tail_init(&head, &other);
	UK_TEST_EXPECT(list_is(&other, "deabc") && uk_list_empty(&head));
	uk_list_splice(&empty, &other);
	uk_list_splice_tail(&empty, &other);
	UK_TEST_EXPECT(list_is(&other, "deabc"));
	uk_list_splice_tail(&other, &head);
	UK_TEST_EXPECT(list_is(&head, "deabc"));
}

UK_TESTCASE(uklist, loops)
{
	struct uk_list_head head;
	struct uk_list_head *p, *n;
	struct item *it, *next;
	char out[16] = "";
	size_t i = 0;

	list_make(&head, 4);
	uk_list_for_each (p, &head)
		out[i++] = uk_list_entry(p, struct item, link)->name;
	uk_list_for_each_prev(p, &head) out[i++] =
		uk_list_entry(p, struct item, link)->name;
	UK_TEST_EXPECT_BYTES_EQ(out, "abcddcba", 9);

	i = 0;
	it = &items[1];
	uk_list_for_each_entry_continue(it, &head, link) out[i++] = it->name;
	it = &items[2];
	uk_list_for_each_entry_continue_reverse(it, &head, link) out[i++] =
		it->name;
	it = &items[2];
	uk_list_for_each_entry_from(it, &head, link) out[i++] = it->name;
	UK_TEST_EXPECT_BYTES_EQ(out, "cdbacd", 6);

	UK_TEST_EXPECT_SNUM_EQ(
		uk_list_first_entry(&head, struct item, link)->name, 'a');
	UK_TEST_EXPECT_SNUM_EQ(
		uk_list_last_entry(&head, struct item, link)->name, 'd');
	UK_TEST_EXPECT_SNUM_EQ(uk_list_next_entry(&items[0], link)->name, 'b');
	UK_TEST_EXPECT_SNUM_EQ(uk_list_prev_entry(&items[1], link)->name, 'a');

	uk_list_for_each_safe (p, n, &head)
		if (p == &items[0].link || p == &items[3].link)
			uk_list_del(p);
	UK_TEST_EXPECT(list_is(&head, "bc"));
	uk_list_for_each_entry_safe (it, next, &head, link)
		uk_list_del(&it->link);
	UK_TEST_EXPECT(uk_list_empty(&head));
	UK_TEST_EXPECT_NULL(
		uk_list_first_entry_or_null(&head, struct item, link));
	UK_TEST_EXPECT_NULL(
		uk_list_last_entry_or_null(&head, struct item, link));

	list_make(&head, 4);
	uk_list_for_each_entry_safe_reverse(it, next, &head,
					    link) if (it->name > 'b')
		uk_list_del(&it->link);
	UK_TEST_EXPECT(list_is(&head, "ab"));
	it = &items[1];
	uk_list_for_each_entry_safe_from(it, next, &head, link)
		uk_list_del(&it->link);
	UK_TEST_EXPECT(list_is(&head, "a"));
}

static int hlist_is(struct uk_hlist_head *head, const char *names)
{
	struct item *it;

	uk_hlist_for_each_entry (it, head, hash)
		if (it->name != *names++)
			return 0;
	return !*names;
}

UK_TESTCASE(uklist, hash_chains)
{
	UK_HLIST_HEAD(head);
	struct uk_hlist_head other;
	struct uk_hlist_node *p, *n;
	struct item *it;
	int i;

	UK_TEST_EXPECT(uk_hlist_empty(&head));
	for (i = 0; i < 4; i++) {
		items[i].name = (char)('a' + i);
		UK_INIT_HLIST_NODE(&items[i].hash);
		UK_TEST_EXPECT(uk_hlist_unhashed(&items[i].hash));
	}
	uk_hlist_add_head(&items[1].hash, &head);
	uk_hlist_add_head(&items[0].hash, &head);
	uk_hlist_add_behind(&items[3].hash, &items[1].hash);
	uk_hlist_add_before(&items[2].hash, &items[3].hash);
	UK_TEST_EXPECT(hlist_is(&head, "abcd"));
	uk_hlist_del_init(&items[2].hash);
	UK_TEST_EXPECT(uk_hlist_unhashed(&items[2].hash));
	uk_hlist_del_init(&items[2].hash);
	UK_TEST_EXPECT(hlist_is(&head, "abd"));
	UK_INIT_HLIST_HEAD(&other);
	uk_hlist_move_list(&head, &other);
	UK_TEST_EXPECT(hlist_is(&other, "abd") && uk_hlist_empty(&head));
	uk_hlist_del(&items[0].hash);
	UK_TEST_EXPECT(hlist_is(&other, "bd"));

	i = 0;
	uk_hlist_for_each(p, &other) i++;
	it = &items[1];
	uk_hlist_for_each_entry_continue(it, hash) i++;
	it = &items[1];
	uk_hlist_for_each_entry_from(it, hash) i++;
	UK_TEST_EXPECT_SNUM_EQ(i, 5);
	uk_hlist_for_each_entry_safe (it, n, &other, hash)
		uk_hlist_del_init(&it->hash);
	UK_TEST_EXPECT(uk_hlist_empty(&other));
	uk_hlist_add_head(&items[0].hash, &other);
	uk_hlist_for_each_safe(p, n, &other) uk_hlist_del_init(p);
	UK_TEST_EXPECT(uk_hlist_empty(&other));
}

uk_testsuite_register(uklist, NULL);
