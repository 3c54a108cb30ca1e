/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Between the files of this folder. */
#ifndef __PROCFS_PRIV_H__
#define __PROCFS_PRIV_H__

#include <errno.h>
#include <vfscore/mount.h>
#include <uk/procfs.h>

/* ---- tree.c ---- */

extern struct procfs_entry procfs_root;

/* The child with a name that is no number, or NULL. */
struct procfs_entry *procfs_find(const struct procfs_entry *dir,
				 const char *name);

/* The number that a name is, written as usual; -1: none. */
int procfs_number(const char *name);

/* ---- vnops.c ---- */

extern const struct vnops procfs_vnops;

/* The vnode of an entry with a reference; its attributes are as they are now.
 */
int procfs_vnode_get(struct mount *mp, struct procfs_entry *e,
		     const struct procfs_ids *ids, struct vnode **vpp);

struct procfs_entry *procfs_entry_of(const struct vnode *vp);
struct procfs_ids procfs_ids_of(const struct vnode *vp);

/* ---- file.c ---- */

/* Makes an open file one of the texts. */
int procfs_file_open(struct vfscore_file *fp);

/* The text of an entry, in memory of its own: uk_streambuf_free(). */
int procfs_text(const struct procfs_entry *e, const struct procfs_ids *ids,
		struct uk_streambuf **out);

/* Its length; behind it is a terminator that does not count. */
static inline size_t procfs_text_len(const struct uk_streambuf *sb)
{
	return sb->seek ? sb->seek - 1 : 0;
}

/* ---- number.c ---- */

int procfs_number_show(struct uk_streambuf *out, const struct procfs_number *n);
/* A text that was written, terminated: 0, -EINVAL, -EIO. */
int procfs_number_store(const struct procfs_number *n, const char *text);

/* ---- x86_64, arm64: cpuinfo.c ---- */

int procfs_cpuinfo(struct uk_streambuf *out, const struct procfs_ids *of);

#endif /* __PROCFS_PRIV_H__ */
