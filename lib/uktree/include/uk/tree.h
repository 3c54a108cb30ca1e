/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Balanced trees whose nodes lie in the elements.
 *
 * Looking up is the owner's loop over left and right; so is finding the place
 * for a new element:
 *
 *	struct uk_tree_node **at = &tree->root, *parent = NULL;
 *
 *	while (*at) {
 *		parent = *at;
 *		at = less(new, parent) ? &parent->left : &parent->right;
 *	}
 *	uk_tree_link(tree, &new->node, parent, at);
 *
 * Who knows the neighbour calls uk_tree_insert_after() instead.
 */
#ifndef __UK_TREE_H__
#define __UK_TREE_H__

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_tree_node {
	struct uk_tree_node *parent;
	struct uk_tree_node *left;
	struct uk_tree_node *right;
	int height; /* of the subtree; a leaf has 1 */
};

/*
 * Computes what a node knows of its subtree, from its own value and from its
 * children, which are right. Returns whether that has changed.
 */
typedef bool (*uk_tree_update_func_t)(struct uk_tree_node *node);

/*
 * The node of a tree that knows the largest value in each subtree: what most
 * owners would have update() for, without the calls.
 */
struct uk_tree_max_node {
	struct uk_tree_node node;
	unsigned long value; /* the owner's; set before node is linked */
	unsigned long max;
};

struct uk_tree {
	struct uk_tree_node *root;
	uk_tree_update_func_t update; /* may be NULL */
	bool has_max; /* of struct uk_tree_max_node; no update */
};

#define UK_TREE_INIT(update_func)                                         \
	{                                                                 \
		.root = (struct uk_tree_node *)0, .update = (update_func) \
	}

#define UK_TREE_INIT_MAX()                                         \
	{                                                          \
		.root = (struct uk_tree_node *)0, .has_max = true, \
	}

/* Hangs node into *at, the empty link of parent (or the root, parent NULL). */
void uk_tree_link(struct uk_tree *tree, struct uk_tree_node *node,
		  struct uk_tree_node *parent, struct uk_tree_node **at);

/* Makes node the next one behind prev; prev NULL: the first one. */
void uk_tree_insert_after(struct uk_tree *tree, struct uk_tree_node *node,
			  struct uk_tree_node *prev);

/* Takes node out; its links are then undefined. */
void uk_tree_remove(struct uk_tree *tree, struct uk_tree_node *node);

/* A value changed from which update() computes for node, or its own value. */
void uk_tree_updated(struct uk_tree *tree, struct uk_tree_node *node);

/* In order; NULL at the ends. */
struct uk_tree_node *uk_tree_first(const struct uk_tree *tree);
struct uk_tree_node *uk_tree_last(const struct uk_tree *tree);
struct uk_tree_node *uk_tree_next(const struct uk_tree_node *node);
struct uk_tree_node *uk_tree_prev(const struct uk_tree_node *node);

/*
 * Walks all of it: parents, heights, balance, and that update() has nothing
 * to change (where it has, it does). The number of nodes, or -1 if anything is
 * wrong.
 */
long uk_tree_check(const struct uk_tree *tree);

#ifdef __cplusplus
}
#endif

#endif /* __UK_TREE_H__ */
