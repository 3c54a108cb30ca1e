/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * An AVL tree with the height in each node. Whatever changes ends in
 * tree_fix(), which goes up from the lowest node concerned.
 */
#include <stddef.h>
#include <uk/essentials.h>
#include <uk/tree.h>

static int height(const struct uk_tree_node *n)
{
	return n ? n->height : 0;
}

static int height_of_children(const struct uk_tree_node *n)
{
	int left = height(n->left);
	int right = height(n->right);

	return left > right ? left : right;
}

/* The link that refers to n. */
static struct uk_tree_node **link_of(struct uk_tree *tree,
				     const struct uk_tree_node *n)
{
	if (!n->parent)
		return &tree->root;
	return n->parent->left == n ? &n->parent->left : &n->parent->right;
}

static struct uk_tree_max_node *max_node(struct uk_tree_node *n)
{
	return __containerof(n, struct uk_tree_max_node, node);
}

static bool max_refresh(struct uk_tree_node *n)
{
	unsigned long max = max_node(n)->value, old = max_node(n)->max;

	if (n->left && max_node(n->left)->max > max)
		max = max_node(n->left)->max;
	if (n->right && max_node(n->right)->max > max)
		max = max_node(n->right)->max;
	max_node(n)->max = max;
	return max != old;
}

/* Whether anything changed that the parent depends on. */
static bool refresh(const struct uk_tree *tree, struct uk_tree_node *n)
{
	int old = n->height;
	bool changed;

	n->height = height_of_children(n) + 1;
	changed = n->height != old;
	if (tree->has_max && max_refresh(n))
		changed = true;
	if (tree->update && tree->update(n))
		changed = true;
	return changed;
}

/*
 *        n                 c
 *       / \               / \
 *      c   C    <-->     A   n       c is the left (here) or the right child
 *     / \                   / \
 *    A   B                 B   C
 */
static struct uk_tree_node *rotate(struct uk_tree *tree, struct uk_tree_node *n,
				   struct uk_tree_node *c)
{
	struct uk_tree_node *inner;

	*link_of(tree, n) = c;
	c->parent = n->parent;
	if (n->left == c) {
		inner = c->right;
		n->left = inner;
		c->right = n;
	} else {
		inner = c->left;
		n->right = inner;
		c->left = n;
	}
	if (inner)
		inner->parent = n;
	n->parent = c;
	(void)refresh(tree, n);
	(void)refresh(tree, c);
	return c;
}

/* Restores the balance of n, whose children are balanced and differ by two.
 * What is now in its place.
 */
static struct uk_tree_node *balance(struct uk_tree *tree,
				    struct uk_tree_node *n)
{
	int lean = height(n->left) - height(n->right);
	struct uk_tree_node *c = lean > 0 ? n->left : n->right;

	if (!c) /* cannot be, as they differ by two */
		return n;
	if (lean > 0 && height(c->left) < height(c->right))
		c = rotate(tree, c, c->right);
	else if (lean < 0 && height(c->right) < height(c->left))
		c = rotate(tree, c, c->left);
	return rotate(tree, n, c);
}

/* From n up to where nothing changes. moved: n is new in its place, so that
 * its parent must be looked at in any case. This is refresh() for each, with
 * the heights read once: most of what a change of the tree costs is spent here.
 */
static void tree_fix_any(struct uk_tree *tree, struct uk_tree_node *n,
			 bool moved)
{
	while (n) {
		int left = height(n->left), right = height(n->right);
		int own = (left > right ? left : right) + 1;
		bool changed = n->height != own;
		struct uk_tree_node *top = n;

		n->height = own;
		if (tree->update && tree->update(n))
			changed = true;
		if (left - right > 1 || right - left > 1)
			top = balance(tree, n);

		if (!changed && !moved && top == n)
			return;
		moved = false;
		n = top->parent;
	}
}

/* The same where the maximum is all that is known of a subtree. */
static void tree_fix_max(struct uk_tree *tree, struct uk_tree_node *n,
			 bool moved)
{
	while (n) {
		struct uk_tree_node *l = n->left, *r = n->right, *top = n;
		unsigned long max = max_node(n)->value;
		int left = 0, right = 0, own;
		bool same;

		if (l) {
			left = l->height;
			if (max_node(l)->max > max)
				max = max_node(l)->max;
		}
		if (r) {
			right = r->height;
			if (max_node(r)->max > max)
				max = max_node(r)->max;
		}
		own = (left > right ? left : right) + 1;
		same = n->height == own && max_node(n)->max == max && !moved;
		n->height = own;
		max_node(n)->max = max;
		if (left - right > 1 || right - left > 1)
			top = balance(tree, n);
		else if (same)
			return;
		moved = false;
		n = top->parent;
	}
}

static void tree_fix(struct uk_tree *tree, struct uk_tree_node *n, bool moved)
{
	if (tree->has_max)
		tree_fix_max(tree, n, moved);
	else
		tree_fix_any(tree, n, moved);
}

void uk_tree_link(struct uk_tree *tree, struct uk_tree_node *node,
		  struct uk_tree_node *parent, struct uk_tree_node **at)
{
	node->parent = parent;
	node->left = NULL;
	node->right = NULL;
	*at = node;
	tree_fix(tree, node, true);
}

static struct uk_tree_node *leftmost(struct uk_tree_node *n)
{
	while (n && n->left)
		n = n->left;
	return n;
}

static struct uk_tree_node *rightmost(struct uk_tree_node *n)
{
	while (n && n->right)
		n = n->right;
	return n;
}

void uk_tree_insert_after(struct uk_tree *tree, struct uk_tree_node *node,
			  struct uk_tree_node *prev)
{
	struct uk_tree_node *next = leftmost(prev ? prev->right : tree->root);

	if (next)
		uk_tree_link(tree, node, next, &next->left);
	else
		uk_tree_link(tree, node, prev,
			     prev ? &prev->right : &tree->root);
}

/* Puts n, which may be NULL, where old is. */
static void put_in_place_of(struct uk_tree *tree, struct uk_tree_node *old,
			    struct uk_tree_node *n)
{
	*link_of(tree, old) = n;
	if (n)
		n->parent = old->parent;
}

/* The next one takes the place of a node with two children; it has no left
 * child itself. Returns from where on the tree is out of balance.
 */
static struct uk_tree_node *replace_by_next(struct uk_tree *tree,
					    struct uk_tree_node *node)
{
	struct uk_tree_node *next = leftmost(node->right);
	struct uk_tree_node *from = next->parent;

	if (from == node) {
		from = next;
	} else {
		put_in_place_of(tree, next, next->right);
		next->right = node->right;
		next->right->parent = next;
	}
	put_in_place_of(tree, node, next);
	next->left = node->left;
	next->left->parent = next;
	next->height = node->height;
	return from;
}

void uk_tree_remove(struct uk_tree *tree, struct uk_tree_node *node)
{
	struct uk_tree_node *next, *from;

	if (node->left && node->right) {
		next = leftmost(node->right);
		from = replace_by_next(tree, node);
		if (from != next)
			tree_fix(tree, from, false);
		tree_fix(tree, next, true);
		return;
	}
	put_in_place_of(tree, node, node->left ? node->left : node->right);
	tree_fix(tree, node->parent, false);
}

void uk_tree_updated(struct uk_tree *tree, struct uk_tree_node *node)
{
	tree_fix(tree, node, false);
}

struct uk_tree_node *uk_tree_first(const struct uk_tree *tree)
{
	return leftmost(tree->root);
}

struct uk_tree_node *uk_tree_last(const struct uk_tree *tree)
{
	return rightmost(tree->root);
}

struct uk_tree_node *uk_tree_next(const struct uk_tree_node *node)
{
	struct uk_tree_node *up;

	if (node->right)
		return leftmost(node->right);
	for (up = node->parent; up && up->right == node; up = up->parent)
		node = up;
	return up;
}

struct uk_tree_node *uk_tree_prev(const struct uk_tree_node *node)
{
	struct uk_tree_node *up;

	if (node->left)
		return rightmost(node->left);
	for (up = node->parent; up && up->left == node; up = up->parent)
		node = up;
	return up;
}

static bool node_is_right(const struct uk_tree *tree, struct uk_tree_node *n)
{
	int lean = height(n->left) - height(n->right);

	if (lean < -1 || lean > 1 || n->height != height_of_children(n) + 1)
		return false;
	if ((n->left && n->left->parent != n) ||
	    (n->right && n->right->parent != n))
		return false;
	if (tree->has_max && max_refresh(n))
		return false;
	return !tree->update || !tree->update(n);
}

/* The first node of n's subtree that has no children, from the left. */
static struct uk_tree_node *deepest(struct uk_tree_node *n)
{
	while (n->left || n->right)
		n = n->left ? n->left : n->right;
	return n;
}

long uk_tree_check(const struct uk_tree *tree)
{
	struct uk_tree_node *n = tree->root;
	long count = 0;

	if (!n)
		return 0;
	if (n->parent)
		return -1;
	/* children before their parents */
	for (n = deepest(n); n; count++) {
		struct uk_tree_node *up = n->parent;

		if (!node_is_right(tree, n))
			return -1;
		n = up && up->left == n && up->right ? deepest(up->right) : up;
	}
	return count;
}
