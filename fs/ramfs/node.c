/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <uk/alloc.h>
#include <uk/plat/time.h>
#include "ramfs_priv.h"

#define NSEC 1000000000UL

void ramfs_now(struct timespec *ts)
{
	__nsec t = ukplat_wall_clock();

	ts->tv_sec = (time_t)(t / NSEC);
	ts->tv_nsec = (long)(t % NSEC);
}

void ramfs_touch(struct ramfs_node *node)
{
	ramfs_now(&node->mtime);
	node->ctime = node->mtime;
}

struct ramfs_node *ramfs_node_create(struct ramfs_fs *fs, mode_t mode)
{
	struct ramfs_node *node;

	node = uk_zalloc(uk_alloc_get_default(), sizeof(*node));
	if (!node)
		return NULL;
	node->fs = fs;
	node->ino = ++fs->last_ino;
	node->mode = mode;
	if (S_ISDIR(mode))
		UK_INIT_LIST_HEAD(&node->dir.entries);
	else if (S_ISREG(mode))
		ramfs_data_init(node);
	fs->nodes++;
	return node;
}

void ramfs_node_put(struct ramfs_node *node)
{
	if (node->nlink || node->has_vnode || node->users)
		return;
	if (S_ISDIR(node->mode))
		ramfs_dir_free(node);
	else if (S_ISREG(node->mode))
		ramfs_data_free(node);
	else if (S_ISLNK(node->mode))
		uk_free(uk_alloc_get_default(), node->target);
	node->fs->nodes--;
	uk_free(uk_alloc_get_default(), node);
}
