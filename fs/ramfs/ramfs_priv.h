/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __RAMFS_PRIV_H__
#define __RAMFS_PRIV_H__

#include <stdbool.h>
#include <stdint.h>
#include <time.h>
#include <uk/arch/types.h>
#include <uk/list.h>
#include <uk/pager.h>
#include <vfscore/mount.h>
#include <vfscore/vnode.h>

#define RAMFS_PAGE 4096UL

/*
 * The contents of a file: frames by page number in a tree of 512 children a
 * node, as high as the largest page wants it. Where there is no frame the
 * contents are those of base, a part of the initial RAM disk, as far as that
 * goes, and zeros beyond.
 */
struct ramfs_data {
	void **root; /* height 0: the frame of page 0 itself, or NULL */
	unsigned int height;
	uint64_t frames;   /* in the tree */
	const char *base;  /* not ours; NULL: none */
	uint64_t base_len; /* bytes of base that still count */
	struct uk_pager pager;
};

/* A name in a directory. */
struct ramfs_entry {
	struct uk_list_head link; /* in order of cookie */
	struct uk_hlist_node hash;
	struct ramfs_node *node;
	uint64_t cookie; /* position of the next one in the directory */
	uint16_t len;
	char name[];
};

struct ramfs_dir {
	struct uk_list_head entries;
	struct uk_hlist_head *table; /* a power of two of chains; NULL: none */
	unsigned int buckets;
	unsigned int count;
	uint64_t last_cookie;
	struct ramfs_node *parent;
};

struct ramfs_node {
	struct ramfs_fs *fs;
	uint64_t ino;
	mode_t mode; /* with the type */
	uid_t uid;
	gid_t gid;
	dev_t rdev;
	nlink_t nlink;
	uint64_t size;
	struct timespec atime, mtime, ctime, btime;
	bool has_vnode;	    /* lives as long as that, whatever nlink is */
	unsigned int users; /* mappings, which keep it, too */
	union {
		struct ramfs_data data;
		struct ramfs_dir dir;
		char *target; /* of a link */
	};
};

struct ramfs_fs {
	struct mount *mount; /* lives as long as it has mappings */
	struct ramfs_node *root;
	uint64_t last_ino;
	uint64_t nodes, frames;
	uint64_t frames_max; /* 0: as many as there are */
};

/* options.c */
struct ramfs_options {
	mode_t mode;
	uid_t uid;
	gid_t gid;
	uint64_t pages; /* 0: no limit */
};

/*
 * Changes what the options of a mount say; NULL: none. strict: -EINVAL for one
 * that is not known, else it changes nothing.
 */
int ramfs_options_get(struct ramfs_options *o, const char *options,
		      bool strict);

/* node.c */
struct ramfs_node *ramfs_node_create(struct ramfs_fs *fs, mode_t mode);
/* It has lost a name, a vnode or a mapping: frees it with the last of them. */
void ramfs_node_put(struct ramfs_node *node);
void ramfs_now(struct timespec *ts);
void ramfs_touch(struct ramfs_node *node); /* mtime, ctime */

/* dir.c. Names are len bytes; 0 or -ENOMEM. */
struct ramfs_entry *ramfs_dir_find(struct ramfs_node *dir, const char *name,
				   size_t len);
int ramfs_dir_add(struct ramfs_node *node, const char *name, size_t len,
		  struct ramfs_node *child);
void ramfs_dir_remove(struct ramfs_node *dir, struct ramfs_entry *entry);
int ramfs_dir_iterate(struct vnode *vp, struct vfscore_file *fp, off_t *pos,
		      struct vfscore_dirsink *sink);
void ramfs_dir_free(struct ramfs_node *dir);

/* data.c */
void ramfs_data_init(struct ramfs_node *node);
void ramfs_data_free(struct ramfs_node *node);
int ramfs_read(struct vnode *vp, struct vfscore_file *fp, struct uio *uio,
	       int flags);
int ramfs_write(struct vnode *vp, struct uio *uio, int flags);
int ramfs_truncate(struct vnode *vp, off_t size);
int ramfs_fallocate(struct vnode *vp, int mode, off_t off, off_t len);
off_t ramfs_seekdata(struct vnode *vp, off_t off, int whence);
/* The frame of a page of its own, made if need be. NULL: no memory. */
void *ramfs_page_own(struct ramfs_node *node, uint64_t page);
/* The same without making one: NULL. */
void *ramfs_page_find(const struct ramfs_data *d, uint64_t page);
uint64_t ramfs_data_bytes(const struct ramfs_data *d);

/* pager.c */
extern const struct uk_pager_ops ramfs_pager_ops;
int ramfs_pager(struct vnode *vp, unsigned long attr, struct uk_pager **pager);
int ramfs_seal(struct vnode *vp, unsigned int seals);

/* vnops.c */
extern const struct vnops ramfs_vnops;
int ramfs_vnode_get(struct mount *mp, struct ramfs_node *node,
		    struct vnode **vpp);

/* The node's attributes have changed. */
void ramfs_vnode_refresh(struct vnode *vp);

static inline struct ramfs_node *ramfs_node_of(const struct vnode *vp)
{
	return vp->v_data;
}

/*
 * cpio.c: makes the files of an archive, and of those that follow it, with
 * zeros between them. 0 and the length of all these, or a negative errno.
 */
int ramfs_cpio(struct ramfs_fs *fs, const char *base, size_t len, size_t *used);

/* mount.c */
int ramfs_mount(struct mount *mp, const char *dev, int flags, const void *data);

#endif /* __RAMFS_PRIV_H__ */
