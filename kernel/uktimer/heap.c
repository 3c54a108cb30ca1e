/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 *	  3		Each timer ends no later than its children, which are
 *	 /|\		chained by next; the first child's prev is the parent,
 *	5 4 9		another's its left sibling, the root's the root itself
 *	|		(so that NULL can mean "in no heap").
 *	7
 */
#include <stddef.h>
#include "heap_priv.h"

/* Makes the later of two roots the first child of the other one. */
static struct uk_timer *meld(struct uk_timer *a, struct uk_timer *b)
{
	struct uk_timer *later;

	if (b->deadline < a->deadline) {
		later = a;
		a = b;
	} else {
		later = b;
	}
	later->next = a->child;
	if (later->next)
		later->next->prev = later;
	later->prev = a;
	a->child = later;
	return a;
}

/*
 * Turns a chain of siblings into one tree: melds them in pairs from left to
 * right, then the pairs from right to left. That order is what keeps the
 * amortised cost logarithmic. Returns NULL for an empty chain; the result's
 * next and prev are the caller's to set.
 */
static struct uk_timer *meld_siblings(struct uk_timer *first)
{
	struct uk_timer *pairs = NULL, *tree = NULL, *a, *b;

	while ((a = first)) {
		b = a->next;
		first = b ? b->next : NULL;
		a = b ? meld(a, b) : a;
		a->next = pairs;
		pairs = a;
	}
	while ((a = pairs)) {
		pairs = a->next;
		tree = tree ? meld(a, tree) : a;
	}
	return tree;
}

static void set_root(struct uk_timer **root, struct uk_timer *timer)
{
	*root = timer;
	if (!timer)
		return;
	timer->next = NULL;
	timer->prev = timer;
}

void timer_heap_insert(struct uk_timer **root, struct uk_timer *timer)
{
	timer->child = NULL;
	set_root(root, *root ? meld(*root, timer) : timer);
}

void timer_heap_remove(struct uk_timer **root, struct uk_timer *timer)
{
	struct uk_timer *orphans = meld_siblings(timer->child);

	if (timer == *root) {
		set_root(root, orphans);
	} else {
		if (timer->prev->child == timer)
			timer->prev->child = timer->next;
		else
			timer->prev->next = timer->next;
		if (timer->next)
			timer->next->prev = timer->prev;
		if (orphans)
			set_root(root, meld(*root, orphans));
	}
	timer->child = NULL;
	timer->next = NULL;
	timer->prev = NULL;
}
