/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The walk through the tree. libfdt's fdt_next_tag() checks each tag and its
 * length against the bounds of the structure block; what it finds is used
 * without searching again.
 */
#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <libfdt.h>
#include <uk/ofw.h>
#include "ofw_priv.h"

#define DEFAULT_ADDR_CELLS 2
#define DEFAULT_SIZE_CELLS 1

/* The bytes that ofw_tree_size() reads: the header up to version 17. */
#define HEADER_SIZE sizeof(struct fdt_header)

/* A node that has been entered and not been left. */
struct level {
	const char *name;
	uint8_t addr_cells; /* for its children */
	uint8_t size_cells;
	bool has_address; /* so have its children */
	bool ranges;	  /* empty "ranges": addresses pass through */
};

struct walk {
	const void *fdt;
	const char *structs; /* structure block */
	int depth;	     /* of the innermost node, -1 outside of all */
	bool pending;	     /* that node has not been shown yet */
	struct ofw_node node;
	struct level level[OFW_DEPTH_MAX];
};

__ssz ofw_tree_size(const void *fdt, __sz size)
{
	__sz total;

	if (size < HEADER_SIZE || ((__uptr)fdt & 7) || fdt_check_header(fdt))
		return -EINVAL;
	/* libfdt reads whole words there */
	if (fdt_off_dt_struct(fdt) & 3 || fdt_off_mem_rsvmap(fdt) & 7)
		return -EINVAL;
	total = fdt_totalsize(fdt);
	if (total > size || total > OFW_TREE_MAX)
		return -E2BIG;
	return (__ssz)total;
}

/* Strings are terminated if the last byte of their block is. */
static bool strings_terminated(const void *fdt)
{
	__sz len = fdt_size_dt_strings(fdt);

	return !len || !((const char *)fdt)[fdt_off_dt_strings(fdt) + len - 1];
}

const char *ofw_tag_prop(const void *fdt, int offset, int next,
			 const void **val, int *len)
{
	const struct fdt_property *prop = fdt_offset_ptr(
		fdt, (unsigned int)offset, sizeof(struct fdt_property));
	__u32 name_offset, prop_len;

	if (!prop)
		return NULL;
	name_offset = fdt32_ld(&prop->nameoff);
	prop_len = fdt32_ld(&prop->len);
	if (name_offset >= fdt_size_dt_strings(fdt) ||
	    next < offset + (int)sizeof(*prop) ||
	    prop_len > (__u32)next - (__u32)offset - sizeof(*prop))
		return NULL;
	*val = prop->data;
	*len = (int)prop_len;
	return (const char *)fdt + fdt_off_dt_strings(fdt) + name_offset;
}

static int cells(const void *val, int len, uint8_t *out)
{
	__u32 n;

	if (len != 4)
		return -EINVAL;
	n = fdt32_ld((const fdt32_t *)val);
	if (n > 4)
		return -EINVAL;
	*out = (uint8_t)n;
	return 0;
}

static int node_enter(struct walk *w, int offset, int next)
{
	struct level *level, *parent;

	if (w->depth + 1 >= OFW_DEPTH_MAX)
		return -E2BIG;
	parent = w->depth >= 0 ? &w->level[w->depth] : NULL;
	level = &w->level[++w->depth];
	level->name = w->structs + offset + FDT_TAGSIZE;
	level->addr_cells = DEFAULT_ADDR_CELLS;
	level->size_cells = DEFAULT_SIZE_CELLS;
	level->ranges = !parent;
	/* the root's children are at physical addresses, and theirs, if the
	 * node between says so
	 */
	level->has_address = !parent || (parent->has_address && parent->ranges);

	w->node = (struct ofw_node){
		.fdt = w->fdt,
		.name = level->name,
		.parent = parent ? parent->name : "",
		.props = next,
		.depth = (uint8_t)w->depth,
		.addr_cells = parent ? parent->addr_cells : DEFAULT_ADDR_CELLS,
		.size_cells = parent ? parent->size_cells : DEFAULT_SIZE_CELLS,
		.has_address = level->has_address,
	};
	w->pending = true;
	return 0;
}

/* What the walk itself needs of the properties. */
static int node_prop(struct walk *w, int offset, int next)
{
	struct level *level = &w->level[w->depth];
	const void *val;
	const char *name;
	int len;

	/* properties come before children */
	if (!w->pending)
		return -EINVAL;
	name = ofw_tag_prop(w->fdt, offset, next, &val, &len);
	if (!name)
		return -EINVAL;
	switch (name[0]) {
	case '#':
		if (!strcmp(name, "#address-cells"))
			return cells(val, len, &level->addr_cells);
		if (!strcmp(name, "#size-cells"))
			return cells(val, len, &level->size_cells);
		break;
	case 'c':
		if (!strcmp(name, "compatible") && len > 0 &&
		    !((const char *)val)[len - 1]) {
			w->node.compatible = val;
			w->node.compatible_len = len;
		}
		break;
	case 'r':
		if (!strcmp(name, "ranges"))
			level->ranges = !len;
		break;
	case 's':
		if (!strcmp(name, "status"))
			w->node.disabled =
				!(len == 5 && !memcmp(val, "okay", 5)) &&
				!(len == 3 && !memcmp(val, "ok", 3));
		break;
	}
	return 0;
}

/* All properties of the innermost node have been seen. */
static int node_show(struct walk *w,
		     int (*node)(const struct ofw_node *n, void *arg),
		     void *arg)
{
	int rc;

	if (!w->pending)
		return 0;
	w->pending = false;
	rc = node(&w->node, arg);
	return rc || w->node.disabled ? rc : ofw_match(&w->node);
}

int ofw_walk(const void *fdt, __sz size,
	     int (*node)(const struct ofw_node *n, void *arg), void *arg)
{
	struct walk w = {.fdt = fdt, .depth = -1};
	__ssz total = ofw_tree_size(fdt, size);
	int offset, next = 0, rc = 0;

	if (total < 0)
		return (int)total;
	if (!strings_terminated(fdt))
		return -EINVAL;
	w.structs = (const char *)fdt + fdt_off_dt_struct(fdt);
	ofw_match_reset();

	while (!rc) {
		__u32 tag;

		offset = next;
		tag = fdt_next_tag(fdt, offset, &next);
		if (tag != FDT_END && next <= offset)
			return -EINVAL;
		switch (tag) {
		case FDT_BEGIN_NODE:
			rc = node_show(&w, node, arg);
			rc = rc ? rc : node_enter(&w, offset, next);
			break;
		case FDT_PROP:
			rc = w.depth < 0 ? -EINVAL
					 : node_prop(&w, offset, next);
			break;
		case FDT_END_NODE:
			if (w.depth < 0)
				return -EINVAL;
			rc = node_show(&w, node, arg);
			w.depth--;
			break;
		case FDT_NOP:
			break;
		default:
			/* FDT_END, also for what is broken: next tells */
			return next < 0 || w.depth >= 0 ? -EINVAL : 0;
		}
	}
	return rc;
}
