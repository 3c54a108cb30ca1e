/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The files of a cpio archive, whose contents stay where they are: what this
 * costs depends on the number of entries and not on their size.
 */
#include <errno.h>
#include <string.h>
#include <uk/alloc.h>
#include <uk/cpio.h>
#include <uk/essentials.h>
#include "ramfs_priv.h"

#define NAME_LEN_MAX 255

/* Files with several names, until the archive's end: who comes later is found
 * here by its number.
 */
struct linked {
	struct linked *next;
	struct ramfs_node *node;
	uint32_t ino, dev_major, dev_minor;
};

struct cpio {
	struct ramfs_fs *fs;
	struct linked *linked;
};

/* The part of a name up to the next slash; 0 at the end. */
static size_t component(const char **name)
{
	size_t len = 0;

	while (**name == '/')
		(*name)++;
	while ((*name)[len] && (*name)[len] != '/')
		len++;
	return len;
}

static bool is_dots(const char *name, size_t len)
{
	return name[0] == '.' && (len == 1 || (len == 2 && name[1] == '.'));
}

static void set_times(struct ramfs_node *node, uint32_t mtime)
{
	node->mtime = (struct timespec){.tv_sec = (time_t)mtime};
	node->atime = node->ctime = node->btime = node->mtime;
}

/* A directory that the archive names only as a part of other names. */
static struct ramfs_node *make_dir(struct cpio *c, struct ramfs_node *dir,
				   const char *name, size_t len)
{
	struct ramfs_node *node = ramfs_node_create(c->fs, S_IFDIR | 0755);

	if (!node)
		return NULL;
	node->nlink = 1;
	if (ramfs_dir_add(dir, name, len, node)) {
		node->nlink = 0;
		ramfs_node_put(node);
		return NULL;
	}
	return node;
}

/*
 * The directory of a name, and its last component: len 0 if that is the root.
 * "." is passed over and ".." is not accepted.
 */
static int find_dir(struct cpio *c, const char **name, size_t *len,
		    struct ramfs_node **out)
{
	struct ramfs_node *dir = c->fs->root, *child;
	const char *rest;
	size_t next;

	*len = component(name);
	for (;;) {
		rest = *name + *len;
		next = component(&rest);
		if (*len == 2 && is_dots(*name, *len))
			return -EINVAL;
		if (*len > NAME_LEN_MAX)
			return -ENAMETOOLONG;
		if (!next)
			break;
		if (!(*len == 1 && is_dots(*name, *len))) {
			struct ramfs_entry *e =
				ramfs_dir_find(dir, *name, *len);

			child = e ? e->node : make_dir(c, dir, *name, *len);
			if (!child)
				return -ENOMEM;
			if (!S_ISDIR(child->mode))
				return -ENOTDIR;
			dir = child;
		}
		*name = rest;
		*len = next;
	}
	if (*len == 1 && is_dots(*name, *len))
		*len = 0;
	*out = dir;
	return 0;
}

static struct linked *linked_find(struct cpio *c,
				  const struct ukcpio_entry *entry)
{
	struct linked *l;

	for (l = c->linked; l; l = l->next)
		if (l->ino == entry->ino && l->dev_major == entry->dev_major &&
		    l->dev_minor == entry->dev_minor)
			return l;
	return NULL;
}

static int linked_add(struct cpio *c, const struct ukcpio_entry *entry,
		      struct ramfs_node *node)
{
	struct linked *l = uk_malloc(uk_alloc_get_default(), sizeof(*l));

	if (!l)
		return -ENOMEM;
	*l = (struct linked){c->linked, node, entry->ino, entry->dev_major,
			     entry->dev_minor};
	node->users++;
	c->linked = l;
	return 0;
}

static int set_contents(struct ramfs_node *node,
			const struct ukcpio_entry *entry)
{
	if (S_ISLNK(node->mode)) {
		node->target =
			uk_malloc(uk_alloc_get_default(), entry->data_len + 1);
		if (!node->target)
			return -ENOMEM;
		memcpy(node->target, entry->data, entry->data_len);
		node->target[entry->data_len] = '\0';
		node->size = strlen(node->target);
	} else if (S_ISREG(node->mode) && entry->data_len) {
		node->data.base = entry->data;
		node->data.base_len = entry->data_len;
		node->size = entry->data_len;
	}
	return 0;
}

static void set_attributes(struct ramfs_node *node,
			   const struct ukcpio_entry *entry)
{
	node->mode = (node->mode & S_IFMT) | (entry->mode & 07777);
	node->uid = entry->uid;
	node->gid = entry->gid;
	node->rdev = (dev_t)(entry->rdev_minor & ~0xffU) << 12 |
		     (dev_t)entry->rdev_major << 8 | (entry->rdev_minor & 0xff);
	set_times(node, entry->mtime);
}

/* A new node under the name. */
static int add_new(struct cpio *c, const struct ukcpio_entry *entry,
		   struct ramfs_node *dir, const char *name, size_t len)
{
	struct ramfs_node *node =
		ramfs_node_create(c->fs, entry->mode & S_IFMT);
	int rc;

	if (!node)
		return -ENOMEM;
	if (S_ISDIR(node->mode))
		node->nlink = 1;
	rc = set_contents(node, entry);
	set_attributes(node, entry);
	if (rc == 0 && entry->nlink > 1 && S_ISREG(node->mode))
		rc = linked_add(c, entry, node);
	if (rc == 0)
		rc = ramfs_dir_add(dir, name, len, node);
	if (rc) {
		node->nlink = 0;
		ramfs_node_put(node);
	}
	return rc;
}

/* What a node can be. */
static bool is_known(mode_t mode)
{
	switch (mode & S_IFMT) {
	case S_IFREG:
	case S_IFDIR:
	case S_IFLNK:
	case S_IFCHR:
	case S_IFBLK:
	case S_IFIFO:
	case S_IFSOCK:
		return true;
	default:
		return false;
	}
}

static int add_entry(struct cpio *c, const struct ukcpio_entry *entry)
{
	const char *name = entry->name;
	struct ramfs_entry *e;
	struct ramfs_node *dir;
	struct linked *l;
	size_t len;
	int rc = is_known(entry->mode) ? find_dir(c, &name, &len, &dir)
				       : -EINVAL;

	if (rc)
		return rc;
	e = len ? ramfs_dir_find(dir, name, len) : NULL;
	if (!len || (e && S_ISDIR(e->node->mode) && S_ISDIR(entry->mode))) {
		set_attributes(len ? e->node : c->fs->root, entry);
		return 0;
	}
	/* The later of two files of one name is meant, as when unpacking */
	if (e) {
		struct ramfs_node *old = e->node;

		if (S_ISDIR(old->mode))
			return -EEXIST;
		ramfs_dir_remove(dir, e);
		ramfs_node_put(old);
	}
	l = entry->nlink > 1 && S_ISREG(entry->mode) ? linked_find(c, entry)
						     : NULL;
	if (!l)
		return add_new(c, entry, dir, name, len);
	/* The contents come with one of the names, usually the last */
	rc = set_contents(l->node, entry);
	return rc ? rc : ramfs_dir_add(dir, name, len, l->node);
}

/* One archive; adds its length. */
static int read_archive(struct ramfs_fs *fs, const char *base, size_t len,
			size_t *used)
{
	struct cpio c = {.fs = fs};
	struct ukcpio_entry entry;
	struct ukcpio_iter iter;
	struct linked *l;
	int rc;

	ukcpio_iter_init(&iter, base, len);
	while ((rc = ukcpio_next(&iter, &entry)) > 0) {
		rc = add_entry(&c, &entry);
		if (rc)
			break;
	}
	while ((l = c.linked)) {
		c.linked = l->next;
		l->node->users--;
		ramfs_node_put(l->node);
		uk_free(uk_alloc_get_default(), l);
	}
	*used += iter.pos;
	if (rc == UKCPIO_INVALID_HEADER || rc == UKCPIO_MALFORMED_INPUT)
		return -EINVAL;
	return rc;
}

int ramfs_cpio(struct ramfs_fs *fs, const char *base, size_t len, size_t *used)
{
	size_t pos = 0;
	int rc;

	do {
		*used = pos;
		rc = read_archive(fs, base + pos, len - pos, used);
		for (pos = *used; pos < len && !base[pos];)
			pos++;
	} while (rc == 0 && ukcpio_is_archive(base + pos, len - pos));
	return rc;
}
