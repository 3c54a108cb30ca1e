/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Directory entries in memory: a name in a directory, and the vnode behind it
 * or the knowledge that there is none. They are found by parent and name in
 * one hash table; those that nobody refers to stay until memory is wanted.
 */
#ifndef __VFSCORE_DENTRY_H__
#define __VFSCORE_DENTRY_H__

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uk/list.h>
#include <uk/refcount.h>

#ifdef __cplusplus
extern "C" {
#endif

struct mount;
struct vnode;

/* d_flags */
#define D_HASHED     0x1 /* look-ups find it; else its name is gone */
#define D_LRU	     0x2 /* in the list of those that may be given up */
#define D_REFERENCED 0x4 /* used since it came there */
#define D_NOLINK     0x8 /* gets no name: O_TMPFILE with O_EXCL */

struct dentry {
	struct uk_hlist_node d_link; /* the hash table */
	struct dentry *d_parent;     /* held; itself at a file system's root */
	struct vnode *d_vnode;	     /* held; NULL: there is no such file */
	struct mount *d_mount;	     /* the file system it is in; not held */
	struct mount *d_mounted;     /* what covers it, or NULL */
	uint32_t d_hash;	     /* of parent and name */
	uint16_t d_len;
	uint16_t d_flags;
	__atomic d_refcnt; /* each child has one */
	struct uk_list_head d_lru;
	char *d_name; /* terminated */
};

/* dentry.c */

/* One more reference, for who has one. */
static inline void dref(struct dentry *dp)
{
	uk_refcount_acquire(&dp->d_refcnt);
}

/* One less; may sleep. */
void drele(struct dentry *dp);

/*
 * Gives up to n unused entries back to memory, and with them vnodes. Returns
 * how many went; may sleep.
 */
size_t vfscore_dcache_shrink(size_t n);

#ifdef __cplusplus
}
#endif

#endif /* __VFSCORE_DENTRY_H__ */
