/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Directories: entries in the order of their making, which is that of their
 * cookies, and a hash table over them that grows with their number.
 */
#include <errno.h>
#include <string.h>
#include <uk/alloc.h>
#include "ramfs_priv.h"

#define BUCKETS_MIN 8

static unsigned int hash_of(const char *name, size_t len)
{
	uint32_t hash = 2166136261U;

	while (len--)
		hash = (hash ^ (unsigned char)*name++) * 16777619U;
	return hash ^ hash >> 15;
}

struct ramfs_entry *ramfs_dir_find(struct ramfs_node *node, const char *name,
				   size_t len)
{
	const struct ramfs_dir *dir = &node->dir;
	struct ramfs_entry *e;

	if (!dir->buckets)
		return NULL;
	uk_hlist_for_each_entry (
		e, &dir->table[hash_of(name, len) & (dir->buckets - 1)], hash)
		if (e->len == len && memcmp(e->name, name, len) == 0)
			return e;
	return NULL;
}

static void table_insert(struct ramfs_dir *dir, struct ramfs_entry *e)
{
	uk_hlist_add_head(
		&e->hash,
		&dir->table[hash_of(e->name, e->len) & (dir->buckets - 1)]);
}

/* Room for one more. An old table will do when there is no memory for a new. */
static int table_grow(struct ramfs_dir *dir)
{
	unsigned int buckets = dir->buckets ? dir->buckets * 2 : BUCKETS_MIN;
	struct uk_hlist_head *table, *old = dir->table;
	struct ramfs_entry *e;

	if (dir->count < dir->buckets)
		return 0;
	table = uk_calloc(uk_alloc_get_default(), buckets, sizeof(*table));
	if (!table)
		return old ? 0 : -ENOMEM;
	dir->table = table;
	dir->buckets = buckets;
	uk_list_for_each_entry (e, &dir->entries, link)
		table_insert(dir, e);
	uk_free(uk_alloc_get_default(), old);
	return 0;
}

int ramfs_dir_add(struct ramfs_node *node, const char *name, size_t len,
		  struct ramfs_node *child)
{
	struct ramfs_dir *dir = &node->dir;
	struct ramfs_entry *e;

	e = uk_malloc(uk_alloc_get_default(), sizeof(*e) + len + 1);
	if (!e)
		return -ENOMEM;
	if (table_grow(dir)) {
		uk_free(uk_alloc_get_default(), e);
		return -ENOMEM;
	}
	memcpy(e->name, name, len);
	e->name[len] = '\0';
	e->len = (uint16_t)len;
	e->node = child;
	/* 0 to 2 are the positions of ".", ".." and of the first entry */
	e->cookie = 3 + dir->last_cookie++;
	uk_list_add_tail(&e->link, &dir->entries);
	table_insert(dir, e);
	dir->count++;
	child->nlink++;
	if (S_ISDIR(child->mode)) {
		child->dir.parent = node;
		node->nlink++;
	}
	return 0;
}

void ramfs_dir_remove(struct ramfs_node *node, struct ramfs_entry *e)
{
	struct ramfs_node *child = e->node;

	uk_list_del(&e->link);
	uk_hlist_del(&e->hash);
	node->dir.count--;
	child->nlink--;
	if (S_ISDIR(child->mode))
		node->nlink--;
	uk_free(uk_alloc_get_default(), e);
}

int ramfs_dir_iterate(struct vnode *vp, struct vfscore_file *fp __unused,
		      off_t *pos, struct vfscore_dirsink *sink)
{
	struct ramfs_node *node = ramfs_node_of(vp);
	const struct ramfs_entry *e;

	uk_list_for_each_entry (e, &node->dir.entries, link) {
		if (e->cookie <= (uint64_t)*pos)
			continue;
		if (sink->put(sink, e->name, e->len, e->node->ino,
			      (unsigned char)IFTODT(e->node->mode),
			      (off_t)e->cookie))
			return 0;
		*pos = (off_t)e->cookie;
	}
	return 0;
}

/*
 * With all that is in there, which nobody refers to any more: at the end of a
 * file system, however deep it is. A directory's entries become its parent's.
 */
void ramfs_dir_free(struct ramfs_node *node)
{
	struct uk_list_head *entries = &node->dir.entries;
	struct ramfs_entry *e;

	while (!uk_list_empty(entries)) {
		struct ramfs_node *child;

		e = uk_list_first_entry(entries, struct ramfs_entry, link);
		child = e->node;
		uk_list_del(&e->link);
		uk_free(uk_alloc_get_default(), e);
		child->nlink--;
		if (S_ISDIR(child->mode)) {
			uk_list_splice_init(&child->dir.entries, entries);
			child->nlink = 0;
		}
		ramfs_node_put(child);
	}
	uk_free(uk_alloc_get_default(), node->dir.table);
}
