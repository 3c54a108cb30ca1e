/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Epolls that watch epolls: no circles, and no chains of more than
 * EPOLL_DEPTH_MAX. Both walks end since what is there already obeys that.
 */
#include <errno.h>
#include <stddef.h>
#include "epoll_priv.h"

/*
 * How many epolls hang below ep, itself included; more than the limit if
 * wanted is among them.
 */
static unsigned int depth_below(struct epoll *ep, const struct epoll *wanted,
				unsigned int so_far)
{
	unsigned int most = 0, below;
	struct uk_tree_node *node;
	struct epoll *child;

	if (ep == wanted || so_far > EPOLL_DEPTH_MAX)
		return EPOLL_DEPTH_MAX + 1;
	for (node = uk_tree_first(&ep->items); node;
	     node = uk_tree_next(node)) {
		child = epoll_of(
			__containerof(node, struct epoll_item, node)->fp);
		below = child ? depth_below(child, wanted, so_far + 1) : 0;
		most = MAX(most, below);
	}
	return most + 1;
}

/* How many epolls stand above ep, itself included. */
static unsigned int depth_above(struct epoll *ep, unsigned int so_far)
{
	unsigned int most = 0, above;
	struct epoll_item *item;

	if (so_far > EPOLL_DEPTH_MAX)
		return so_far;
	uk_list_for_each_entry (item, &ep->fp->f_ep, flink) {
		above = depth_above(item->ep, so_far + 1);
		most = MAX(most, above);
	}
	return most + 1;
}

int epoll_nest_check(struct epoll *ep, struct vfscore_file *fp)
{
	struct epoll *other = epoll_of(fp);

	if (!other)
		return 0;
	if (other == ep)
		return -EINVAL;
	return depth_below(other, ep, 1) + depth_above(ep, 1) > EPOLL_DEPTH_MAX
		       ? -ELOOP
		       : 0;
}
