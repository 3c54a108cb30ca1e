/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Between the files of this folder. */
#ifndef __VFSCORE_PRIV_H__
#define __VFSCORE_PRIV_H__

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <uk/arch/lcpu.h>
#include <vfscore/ctx.h>
#include <vfscore/dentry.h>
#include <vfscore/file.h>
#include <vfscore/fs.h>
#include <vfscore/mount.h>
#include <vfscore/namei.h>
#include <vfscore/notify.h>
#include <vfscore/vnode.h>

#define VFS_NAME_MAX 255

/* ---- dentry.c ---- */

/*
 * The entry of a name, from the cache or from the file system, with a
 * reference; negative if there is no such file. 0 or a negative errno.
 */
int dentry_lookup(struct dentry *parent, const char *name, size_t len,
		  struct dentry **dp);

/*
 * The same from the cache alone, NULL if it is not there; without a reference,
 * good until the caller sleeps or takes one, which dentry_take() does.
 */
struct dentry *dentry_cached(const struct dentry *parent, const char *name,
			     size_t len);
/* One more reference, the first one perhaps. */
static inline void dentry_take(struct dentry *dp)
{
	if (likely(uk_refcount_read(&dp->d_refcnt)))
		dref(dp);
	else
		uk_refcount_init(&dp->d_refcnt, 1);
}

/* A file system's root: takes the vnode's reference. NULL: no memory. */
struct dentry *dentry_create_root(struct mount *mp, struct vnode *vp);

/* An entry that no look-up finds, for a file without a name. */
struct dentry *dentry_create_unnamed(struct mount *mp, struct vnode *vp,
				     const char *name);

/* A negative entry gets its file, with the vnode's reference. */
void dentry_instantiate(struct dentry *dp, struct vnode *vp);

/* Its name is gone: look-ups ask the file system again. */
void dentry_unhash(struct dentry *dp);

/* A directory has gone: what is known to be missing in it is forgotten. */
void dentry_prune(struct dentry *dp);

/* Has it a name still, or is it the root of a file system? */
static inline bool dentry_is_named(const struct dentry *dp)
{
	return (dp->d_flags & D_HASHED) || dp->d_parent == dp;
}

/* It has another parent and name, whose entry it replaces. -ENOMEM. */
int dentry_rename_prepare(const char *name, size_t len, char **copy);
void dentry_rename(struct dentry *dp, struct dentry *parent, char *copy,
		   size_t len);

/* Gives up all unused entries of a file system. */
void dentry_shrink_mount(struct mount *mp);

/* ---- vnode.c ---- */

/* Every change of names holds this. Recursive. */
extern struct uk_mutex vfs_namespace;

/*
 * Sets a vnode aside for the next vfscore_vget(): who makes a file and looks it
 * up then cannot fail half way. The namespace is locked. 0 or -ENOMEM.
 */
int vnode_reserve(void);
void vnode_unreserve(void);

/* ---- lookup.c ---- */

enum walk_type { WALK_NORMAL, WALK_DOT, WALK_DOTDOT, WALK_ROOT };

/* Where a name is or would be. References are held until walk_last_put(). */
struct walk_last {
	struct vfscore_path dir;
	struct dentry *child; /* of WALK_NORMAL; may be negative */
	enum walk_type type;
	bool slash; /* it ends with one: a directory is meant */
	size_t len;
	char name[VFS_NAME_MAX + 1];
};

/* Flags of the look-up; VFSCORE_FOLLOW: a link as the last component, too. */
int vfs_lookup_parent(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		      const char *name, unsigned int flags,
		      struct walk_last *last);
void walk_last_put(struct walk_last *last);

/* Goes down to what is mounted on *path, if anything; references follow. */
void vfs_cross_mounts_all(struct vfscore_path *path);

static inline void vfs_cross_mounts(struct vfscore_path *path)
{
	if (unlikely(path->dentry->d_mounted))
		vfs_cross_mounts_all(path);
}

/* ---- cred.c ---- */

/* The mode of a new file: set-group-ID is for who is in the group. */
mode_t vfs_new_mode(const struct vfscore_ctx *ctx, const struct vnode *dvp,
		    mode_t mode);
/* May names in a directory be changed, and this one be taken out of it? */
int vfs_may_create(const struct vfscore_ctx *ctx,
		   const struct vfscore_path *dir);
int vfs_may_delete(const struct vfscore_ctx *ctx,
		   const struct vfscore_path *dir, const struct vnode *vp);
/* Is he the owner, or may act as if (CAP_FOWNER)? */
bool vfs_is_owner(const struct vfscore_cred *cred, const struct vnode *vp);
bool vfs_in_group(const struct vfscore_cred *cred, gid_t gid);

/* A new file is its maker's; its group the directory's, if that is set-gid. */
void vfs_creator_set(const struct vfscore_ctx *ctx, const struct vnode *dvp,
		     struct vnode *vp);

static inline bool vfs_is_readonly(const struct mount *mp)
{
	return mp->m_flags & MNT_RDONLY;
}

/* What a file system has of these does not become read-only. */
static inline void vfs_count_writer(const struct vfscore_file *fp, int n)
{
	if ((fp->f_mode & UK_FWRITE) && fp->f_mount && fp->f_vnode &&
	    fp->f_vnode->v_type == VREG)
		__atomic_fetch_add(&fp->f_mount->m_writers, (unsigned int)n,
				   __ATOMIC_RELAXED);
}

/* ---- fops.c, special.c ---- */

extern const struct vfscore_fileops vfs_vnode_fileops;
/* Opens what is not in a file system; -ENXIO. */
int vfs_special_open(struct vfscore_file *fp);
void vfs_special_inactive(struct vnode *vp);

/* ---- path.c ---- */

/* It has lost its name. Where names are not kept, nobody knows. */
bool vfs_is_deleted(const struct dentry *dp);

/* ---- limit.c: as those of seal.c; -EFBIG, and the thread has a signal ---- */

off_t vfs_limit(void);
int vfs_limit_resize(const struct vnode *vp, off_t size);
int vfs_limit_write(const struct vnode *vp, const struct uio *uio, bool append,
		    ssize_t *cut);

/* ---- seal.c: do the seals allow that? 0 or -EPERM; the vnode is locked ----
 */

int vfs_seal_resize(const struct vnode *vp, off_t size);
int vfs_seal_fallocate(const struct vnode *vp, bool punch, off_t end);
int vfs_seal_mode(const struct vnode *vp, mode_t mode);
/* cut: so much of the end may not be written. */
int vfs_seal_write(const struct vnode *vp, const struct uio *uio, bool append,
		   ssize_t *cut);

/* ---- anon.c ---- */

/* Does it stand for an open file without a name? Then opening it is not
 * opening the vnode, which the new file must not keep. -ENXIO.
 */
bool vfs_is_anon(const struct vnode *vp);
int vfs_anon_open(struct vfscore_file *fp);

/* ---- notify.c: VN_*, see <vfscore/notify.h> ---- */

/* A name in a directory that stands, or stood, for vp. */
void vfs_notify_name(struct vnode *dir, const char *name,
		     const struct vnode *vp, uint32_t mask);
void vfs_notify_vnode(struct vnode *vp, uint32_t mask);
void vfs_notify_moved(struct vnode *from, const char *oldname, struct vnode *to,
		      const char *newname, struct vnode *vp,
		      struct vnode *replaced);
/* Nobody has it open by a name: if that was the last one, it is gone. */
void vfs_notify_gone(struct vnode *vp);

/* ---- mount.c ---- */

struct mount *vfs_root_mount(void);
/* For files without a name; NULL: there is no file system for them. */
struct mount *vfs_unnamed_mount(void);
/* Mounts without a place in the tree: the first one becomes the root. */
int vfs_mount_root(const char *special, const char *type, int flags,
		   const void *data);

/* ---- fstab.c ---- */

/* Mounts what up to n lines ask for, up to the first NULL. Says
 * which one fails; a negative errno.
 */
int vfs_fstab_mount(struct vfscore_ctx *ctx, char *lines[], unsigned int n);

#endif /* __VFSCORE_PRIV_H__ */
