/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The set of areas: a list in the order of addresses, and over it a tree. An
 * area knows the gap before it, a node the largest gap of its subtree, so that
 * room is found without looking at each area.
 */
#include "vmem_priv.h"

static struct uk_vma *vma_of(struct uk_tree_node *node)
{
	return __containerof(node, struct uk_vma, node.node);
}

static __sz gap_max(struct uk_tree_node *node)
{
	return node ? vma_of(node)->node.max : 0;
}

struct uk_vma *vma_next(const struct uk_vma *vma)
{
	if (uk_list_is_last(&vma->vma_list, &vma->vas->vma_list))
		return NULL;
	return uk_list_entry(vma->vma_list.next, struct uk_vma, vma_list);
}

struct uk_vma *vma_prev(const struct uk_vma *vma)
{
	if (vma->vma_list.prev == &vma->vas->vma_list)
		return NULL;
	return uk_list_entry(vma->vma_list.prev, struct uk_vma, vma_list);
}

struct uk_vma *vma_at(struct uk_vas *vas, __vaddr_t vaddr)
{
	struct uk_vma *vma = vas->vma_cache;
	struct uk_tree_node *n;

	if (vma && vaddr >= vma->start && vaddr < vma->end)
		return vma;
	n = vas->vma_tree.root;
	while (n) {
		vma = vma_of(n);
		if (vaddr < vma->start) {
			n = n->left;
		} else if (vaddr >= vma->end) {
			n = n->right;
		} else {
			vas->vma_cache = vma;
			return vma;
		}
	}
	return NULL;
}

struct uk_vma *vma_from(struct uk_vas *vas, __vaddr_t vaddr)
{
	struct uk_vma *best = vas->vma_cache;
	struct uk_tree_node *n;

	if (best && vaddr >= best->start && vaddr < best->end)
		return best;
	best = NULL;
	n = vas->vma_tree.root;
	while (n) {
		struct uk_vma *vma = vma_of(n);

		if (vaddr < vma->end) {
			best = vma;
			n = n->left;
		} else {
			n = n->right;
		}
	}
	return best;
}

/* The gap before vma may have changed; what is above it hears of it. */
static void gap_changed(struct uk_vma *vma)
{
	uk_tree_updated(&vma->vas->vma_tree, &vma->node.node);
}

void vma_insert(struct uk_vma *vma, struct uk_vma *prev)
{
	struct uk_vas *vas = vma->vas;
	struct uk_vma *next;

	uk_list_add(&vma->vma_list, prev ? &prev->vma_list : &vas->vma_list);
	vma->node.value = vma->start - (prev ? prev->end : 0);
	next = vma_next(vma);
	/* First, so that one way up the tree carries both changes */
	if (next)
		next->node.value = next->start - vma->end;
	uk_tree_insert_after(&vas->vma_tree, &vma->node.node,
			     prev ? &prev->node.node : NULL);
	if (next)
		gap_changed(next);
	/* What is new is used next */
	vas->vma_cache = vma;
	vas->vma_count++;
	vas->generation++;
	vas_commit(vas, vma_commits(vma, vma->attr));
}

void vma_remove(struct uk_vma *vma)
{
	struct uk_vas *vas = vma->vas;
	struct uk_vma *next = vma_next(vma);

	vas_uncommit(vas, vma_commits(vma, vma->attr));
	/* First, so that one way up the tree carries both changes */
	if (next)
		next->node.value += vma->node.value + (vma->end - vma->start);
	uk_tree_remove(&vas->vma_tree, &vma->node.node);
	uk_list_del(&vma->vma_list);
	if (next)
		gap_changed(next);
	if (vas->vma_cache == vma)
		vas->vma_cache = NULL;
	vas->vma_count--;
	vas->generation++;
}

void vma_end_set(struct uk_vma *vma, __vaddr_t end)
{
	struct uk_vma *next = vma_next(vma);
	struct uk_vas *vas = vma->vas;

	vas_uncommit(vas, vma_commits(vma, vma->attr));
	vma->end = end;
	vas_commit(vas, vma_commits(vma, vma->attr));
	vas->generation++;
	if (next) {
		next->node.value = next->start - end;
		gap_changed(next);
	}
}

void vma_start_set(struct uk_vma *vma, __vaddr_t start)
{
	struct uk_vas *vas = vma->vas;

	vas_uncommit(vas, vma_commits(vma, vma->attr));
	vma->node.value -= vma->start - start;
	vma->start = start;
	vas_commit(vas, vma_commits(vma, vma->attr));
	vas->generation++;
	gap_changed(vma);
}

/* The next node behind n, in order, before which there are len bytes. */
static struct uk_tree_node *next_gap(struct uk_tree_node *n, __sz len)
{
	struct uk_tree_node *up;

	if (gap_max(n->right) < len) {
		/* Up to where we come from the left and there is something. */
		for (up = n->parent; up; n = up, up = up->parent)
			if (up->left == n && (vma_of(up)->node.value >= len ||
					      gap_max(up->right) >= len))
				break;
		if (!up || vma_of(up)->node.value >= len)
			return up;
		n = up;
	}
	/* Down to the first. */
	for (n = n->right;;) {
		if (gap_max(n->left) >= len)
			n = n->left;
		else if (vma_of(n)->node.value >= len)
			return n;
		else
			n = n->right;
	}
}

/* Is there room in [from, to)? */
static bool has_room(__vaddr_t from, __vaddr_t to, __sz len, __sz align,
		     __vaddr_t *vaddr)
{
	*vaddr = ALIGN_UP(from, align);
	return *vaddr >= from && *vaddr < to && to - *vaddr >= len;
}

/* What others may have of the gap before an area: it may want to grow. */
static __vaddr_t room_end(const struct uk_vma *vma)
{
	if (likely(!uk_vma_grows_down(vma)))
		return vma->start;
	return vma->start - MIN(vma->node.value, UK_VMA_GROWTH_GAP);
}

__vaddr_t vma_room_find(struct uk_vas *vas, __vaddr_t base, __sz len,
			__sz align, struct uk_vma **next)
{
	struct uk_vma *vma = vma_from(vas, base);
	const struct uk_vma *prev;
	struct uk_tree_node *n;
	__vaddr_t vaddr;

	*next = vma;
	if (!vma)
		return has_room(base, vas->vma_end, len, align, &vaddr)
			       ? vaddr
			       : __VADDR_INV;
	/* The rest of the gap in which base is, if it is in one. */
	prev = vma_prev(vma);
	if (has_room(prev ? MAX(prev->end, base) : base, room_end(vma), len,
		     align, &vaddr))
		return vaddr;
	for (n = next_gap(&vma->node.node, len); n; n = next_gap(n, len)) {
		*next = vma = vma_of(n);
		if (has_room(vma->start - vma->node.value, room_end(vma), len,
			     align, &vaddr))
			return vaddr;
	}
	*next = NULL;
	vma = uk_list_last_entry(&vas->vma_list, struct uk_vma, vma_list);
	return has_room(vma->end, vas->vma_end, len, align, &vaddr)
		       ? vaddr
		       : __VADDR_INV;
}

const struct uk_vma *uk_vma_find(struct uk_vas *vas, __vaddr_t vaddr)
{
	return vma_at(vas, vaddr);
}

const struct uk_vma *uk_vma_find_from(struct uk_vas *vas, __vaddr_t vaddr)
{
	return vma_from(vas, vaddr);
}

const struct uk_vma *uk_vma_first(struct uk_vas *vas)
{
	return uk_list_first_entry_or_null(&vas->vma_list, struct uk_vma,
					   vma_list);
}

const struct uk_vma *uk_vma_last(struct uk_vas *vas)
{
	return uk_list_last_entry_or_null(&vas->vma_list, struct uk_vma,
					  vma_list);
}

const struct uk_vma *uk_vma_next(const struct uk_vma *vma)
{
	return vma_next(vma);
}

const struct uk_vma *uk_vma_prev(const struct uk_vma *vma)
{
	return vma_prev(vma);
}
