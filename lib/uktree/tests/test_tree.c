/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Inserts, removes and changes at random, and compares with an array after
 * each step: order, both directions, and the largest value of each subtree.
 */
#include <stddef.h>
#include <stdint.h>
#include <uk/essentials.h>
#include <uk/test.h>
#include <uk/tree.h>
#ifdef UK_ON_BUILD_MACHINE
#define STEPS 20000
#else
#define STEPS 1000
#endif

#define ITEMS 200

/* An item's key is its index. */
struct item {
	struct uk_tree_node node;
	bool used;
	unsigned int value;
	unsigned int max; /* of the subtree */
};

static struct item items[ITEMS];
static unsigned long updates;
static uint64_t seed;

static struct item *item_of(struct uk_tree_node *node)
{
	return node ? __containerof(node, struct item, node) : NULL;
}

static bool max_update(struct uk_tree_node *node)
{
	struct item *i = item_of(node);
	unsigned int max = i->value;
	unsigned int old = i->max;

	updates++;
	if (node->left)
		max = MAX(max, item_of(node->left)->max);
	if (node->right)
		max = MAX(max, item_of(node->right)->max);
	i->max = max;
	return max != old;
}

static struct uk_tree tree = UK_TREE_INIT(max_update);

static unsigned int rnd(unsigned int n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned int)(seed >> 11) % n;
}

static void start(void)
{
	seed = 0x9e3779b97f4a7c15;
	tree.root = NULL;
	for (unsigned int i = 0; i < ITEMS; i++)
		items[i] = (struct item){0};
}

static void insert_by_search(struct item *i)
{
	struct uk_tree_node **at = &tree.root, *parent = NULL;

	while (*at) {
		parent = *at;
		at = i < item_of(parent) ? &parent->left : &parent->right;
	}
	uk_tree_link(&tree, &i->node, parent, at);
}

static void insert_by_neighbour(struct item *i)
{
	struct item *prev = i;

	while (prev-- > items)
		if (prev->used)
			break;
	uk_tree_insert_after(&tree, &i->node,
			     prev < items ? NULL : &prev->node);
}

static void step(void)
{
	struct item *i = &items[rnd(ITEMS)];

	if (!i->used) {
		i->value = rnd(1000);
		if (rnd(2))
			insert_by_search(i);
		else
			insert_by_neighbour(i);
		i->used = true;
	} else if (rnd(3)) {
		uk_tree_remove(&tree, &i->node);
		i->used = false;
	} else {
		i->value = rnd(1000);
		uk_tree_updated(&tree, &i->node);
	}
}

/* The order forwards and backwards, the number, the largest value. */
static bool agrees(void)
{
	struct item *up = item_of(uk_tree_first(&tree));
	struct item *down = item_of(uk_tree_last(&tree));
	unsigned int max = 0;
	long count = 0;

	for (unsigned int i = 0; i < ITEMS; i++) {
		if (items[i].used) {
			if (up != &items[i])
				return false;
			up = item_of(uk_tree_next(&up->node));
			max = MAX(max, items[i].value);
			count++;
		}
		if (items[ITEMS - 1 - i].used) {
			if (down != &items[ITEMS - 1 - i])
				return false;
			down = item_of(uk_tree_prev(&down->node));
		}
	}
	if (up || down || uk_tree_check(&tree) != count)
		return false;
	return !tree.root || item_of(tree.root)->max == max;
}

UK_TESTCASE(uktree, behaves_like_an_array)
{
	unsigned long n;
	bool ok = true;

	start();
	for (n = 0; ok && n < STEPS; n++) {
		step();
		ok = agrees();
	}
	UK_TEST_ASSERTF(ok, "step %lu agrees with the array", n);
}

static void fill(bool upwards)
{
	for (unsigned int i = 0; i < ITEMS; i++) {
		struct item *it = &items[upwards ? i : ITEMS - 1 - i];

		insert_by_search(it);
		it->used = true;
	}
}

UK_TESTCASE(uktree, is_never_deep)
{
	/* an AVL tree of height 11 has at least 232 nodes */
	start();
	fill(true);
	UK_TEST_EXPECT_SNUM_LE(tree.root->height, 10);
	UK_TEST_EXPECT(agrees());
	start();
	fill(false);
	UK_TEST_EXPECT_SNUM_LE(tree.root->height, 10);
	UK_TEST_EXPECT(agrees());
}

UK_TESTCASE(uktree, an_empty_tree_and_a_single_node)
{
	start();
	UK_TEST_EXPECT_ZERO(uk_tree_check(&tree));
	UK_TEST_EXPECT_NULL(uk_tree_first(&tree));
	UK_TEST_EXPECT_NULL(uk_tree_last(&tree));
	uk_tree_insert_after(&tree, &items[0].node, NULL);
	UK_TEST_EXPECT_SNUM_EQ(uk_tree_check(&tree), 1);
	UK_TEST_EXPECT_PTR_EQ(uk_tree_first(&tree), &items[0].node);
	UK_TEST_EXPECT_PTR_EQ(uk_tree_last(&tree), &items[0].node);
	UK_TEST_EXPECT_NULL(uk_tree_next(&items[0].node));
	UK_TEST_EXPECT_NULL(uk_tree_prev(&items[0].node));
	uk_tree_remove(&tree, &items[0].node);
	UK_TEST_EXPECT_NULL(tree.root);
}

/* The largest value of each subtree, kept by the tree: uk_tree_check() compares
 * it with the values.
 */
UK_TESTCASE(uktree, largest_values)
{
	static struct uk_tree_max_node nodes[ITEMS];
	static bool used[ITEMS];
	struct uk_tree t = UK_TREE_INIT_MAX();
	long count = 0;
	bool ok = true;

	start();
	for (unsigned int s = 0; s < STEPS && ok; s++) {
		unsigned int i = rnd(ITEMS), prev = i;
		unsigned long max = 0;

		while (prev && !used[prev - 1])
			prev--;
		if (used[i] && rnd(2)) {
			uk_tree_remove(&t, &nodes[i].node);
			used[i] = false;
			count--;
		} else if (used[i]) {
			nodes[i].value = rnd(1000);
			uk_tree_updated(&t, &nodes[i].node);
		} else {
			nodes[i].value = rnd(1000);
			uk_tree_insert_after(&t, &nodes[i].node,
					     prev ? &nodes[prev - 1].node
						  : NULL);
			used[i] = true;
			count++;
		}
		for (i = 0; i < ITEMS; i++)
			max = used[i] ? MAX(max, nodes[i].value) : max;
		ok = uk_tree_check(&t) == count &&
		     (!t.root ||
		      __containerof(t.root, struct uk_tree_max_node, node)
				      ->max == max);
	}
	UK_TEST_EXPECT(ok);
	nodes[0].value = 2000;
	if (!used[0])
		uk_tree_insert_after(&t, &nodes[0].node, NULL);
	nodes[0].value++;
	UK_TEST_EXPECT_SNUM_EQ(uk_tree_check(&t), -1);
}

UK_TESTCASE(uktree, changes_stop_where_nothing_changes)
{
	start();
	fill(true);
	items[ITEMS / 2].value = 1000;
	uk_tree_updated(&tree, &items[ITEMS / 2].node);
	updates = 0;
	items[0].value = 0;
	uk_tree_updated(&tree, &items[0].node);
	UK_TEST_EXPECT_SNUM_LE(updates, 2);
}

UK_TESTCASE(uktree, check_finds_what_is_wrong)
{
	struct uk_tree_node *leaf;

	start();
	fill(true);
	leaf = uk_tree_first(&tree);
	UK_TEST_EXPECT_SNUM_EQ(uk_tree_check(&tree), ITEMS);
	leaf->height++;
	UK_TEST_EXPECT_SNUM_EQ(uk_tree_check(&tree), -1);
	leaf->height--;
	items[5].value = 2000;
	UK_TEST_EXPECT_SNUM_EQ(uk_tree_check(&tree), -1);
}

uk_testsuite_register(uktree, NULL);
