/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Inodes in memory (vnodes), and what a file system does with them.
 *
 * There is one vnode for an inode while anybody refers to it. A file system
 * gets it from vfscore_vget() and fills it; its own data hangs at v_data.
 *
 * Operations return 0 or a negative errno; VOP_*() also take the positive ones
 * of file systems from elsewhere. Those that name things in a directory are
 * called with the namespace locked (one change at a time, may sleep), those on
 * a regular file's contents with the vnode locked, all others without a lock.
 * Checks that are the same everywhere have been made: permissions, read-only
 * mounts, types, names ("." and "..", length), that a new name is free. An
 * operation that is NULL is answered with the errno behind the dash.
 */
#ifndef __VFSCORE_VNODE_H__
#define __VFSCORE_VNODE_H__

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <uk/list.h>
#include <uk/mutex.h>
#include <uk/refcount.h>
#include <vfscore/uio.h>

#ifdef __cplusplus
extern "C" {
#endif

struct dentry;
struct mount;
struct uk_pager;
struct uk_poll_entry;
struct vfscore_file;
struct vfscore_path;
struct vnode;
struct vnops;

enum vtype {
	VNON,
	VREG,
	VDIR,
	VBLK,
	VCHR,
	VLNK,
	VSOCK,
	VFIFO,
	VBAD,
	VEPOLL,
	VEVENT,
};

/* v_flags */
#define VROOT	 0x0001 /* the root of its file system */
#define VISTTY	 0x0002
#define VPROTDEV 0x0004
#define VNOCACHE                                                           \
	0x0100	      /* a directory whose names come and go by themselves \
		       */
#define VMAGIC 0x0200 /* a link that vop_jump follows */

struct vnode {
	uint64_t v_ino;
	struct mount *v_mount;
	const struct vnops *v_op;
	void *v_data;
	__atomic v_refcnt;
	int v_type; /* enum vtype */
	int v_flags;
	mode_t v_mode; /* with the type's bits */
	uid_t v_uid;
	gid_t v_gid;
	dev_t v_rdev;
	off_t v_size;
	const char *v_target; /* of a link, if it stays in memory; or NULL */
	struct uk_mutex v_lock;
	struct uk_hlist_node v_link; /* the vnodes by number */
	void *v_private;      /* of the layer above, e.g. a FIFO's pipe */
	unsigned int v_seals; /* VSEAL_*; v_lock */
};

/* v_seals: F_SEAL_* of fcntl(2), and whether the file can have them at all */
#define VSEAL_SEAL	   0x01U
#define VSEAL_SHRINK	   0x02U
#define VSEAL_GROW	   0x04U
#define VSEAL_WRITE	   0x08U
#define VSEAL_FUTURE_WRITE 0x10U
#define VSEAL_EXEC	   0x20U
#define VSEAL_ALL	   0x3fU
#define VSEAL_WRITES	   (VSEAL_WRITE | VSEAL_FUTURE_WRITE)
#define VSEAL_ABLE	   0x100U

/* va_mask: what VOP_SETATTR shall change */
#define AT_TYPE	   0x00001
#define AT_MODE	   0x00002
#define AT_UID	   0x00004
#define AT_GID	   0x00008
#define AT_FSID	   0x00010
#define AT_NODEID  0x00020
#define AT_NLINK   0x00040
#define AT_SIZE	   0x00080
#define AT_ATIME   0x00100
#define AT_MTIME   0x00200
#define AT_CTIME   0x00400
#define AT_RDEV	   0x00800
#define AT_BLKSIZE 0x01000
#define AT_NBLOCKS 0x02000
#define AT_SEQ	   0x08000
#define AT_XVATTR  0x10000

struct vattr {
	unsigned int va_mask;
	enum vtype va_type;
	mode_t va_mode; /* with the type's bits */
	nlink_t va_nlink;
	uid_t va_uid;
	gid_t va_gid;
	dev_t va_fsid;
	dev_t va_rdev;
	ino_t va_nodeid;
	off_t va_size;
	uint64_t va_nblocks; /* of 512 bytes */
	struct timespec va_atime;
	struct timespec va_mtime;
	struct timespec va_ctime;
	struct timespec va_btime; /* creation; 0: not known */
	blksize_t va_blksize;
};

#define VATTR_NULL(vap) ((void)(*(vap) = (struct vattr){0}))

/* flags of VOP_READ and VOP_WRITE */
#define IO_APPEND 0x0001
#define IO_SYNC	  0x0002
#define IO_ASYNC  0x0004
#define IO_DIRECT 0x0008

/* what vn_access() is asked for */
#define VEXEC	0001
#define VWRITE	0002
#define VREAD	0004
#define VAPPEND 0010

/*
 * Receives a directory's entries: cookie is the position behind the entry, at
 * which a later call goes on. Returns 0; or 1 when the entry was not taken
 * and no more are wanted.
 */
struct vfscore_dirsink {
	int (*put)(struct vfscore_dirsink *sink, const char *name, size_t len,
		   uint64_t ino, unsigned char type, off_t cookie);
};

typedef int (*vnop_open_t)(struct vfscore_file *);
typedef int (*vnop_close_t)(struct vnode *, struct vfscore_file *);
typedef int (*vnop_read_t)(struct vnode *, struct vfscore_file *, struct uio *,
			   int);
typedef int (*vnop_write_t)(struct vnode *, struct uio *, int);
typedef int (*vnop_seek_t)(struct vnode *, struct vfscore_file *, off_t, off_t);
typedef int (*vnop_ioctl_t)(struct vnode *, struct vfscore_file *,
			    unsigned long, void *);
typedef int (*vnop_fsync_t)(struct vnode *, struct vfscore_file *);
typedef int (*vnop_readdir_t)(struct vnode *, struct vfscore_file *,
			      struct dirent *);
typedef int (*vnop_lookup_t)(struct vnode *, const char *, struct vnode **);
typedef int (*vnop_create_t)(struct vnode *, const char *, mode_t);
typedef int (*vnop_remove_t)(struct vnode *, struct vnode *, const char *);
typedef int (*vnop_rename_t)(struct vnode *, struct vnode *, const char *,
			     struct vnode *, struct vnode *, const char *);
typedef int (*vnop_mkdir_t)(struct vnode *, const char *, mode_t);
typedef int (*vnop_rmdir_t)(struct vnode *, struct vnode *, const char *);
typedef int (*vnop_getattr_t)(struct vnode *, struct vattr *);
typedef int (*vnop_setattr_t)(struct vnode *, struct vattr *);
typedef int (*vnop_inactive_t)(struct vnode *);
typedef int (*vnop_truncate_t)(struct vnode *, off_t);
typedef int (*vnop_link_t)(struct vnode *, struct vnode *, const char *);
typedef int (*vnop_cache_t)(struct vnode *, struct vfscore_file *,
			    struct uio *);
typedef int (*vnop_fallocate_t)(struct vnode *, int, off_t, off_t);
typedef int (*vnop_readlink_t)(struct vnode *, struct uio *);
typedef int (*vnop_symlink_t)(struct vnode *, const char *, const char *);
typedef int (*vnop_poll_t)(struct vnode *, unsigned int *,
			   struct uk_poll_entry *);
typedef int (*vnop_mknod_t)(struct vnode *, const char *, mode_t, dev_t);
typedef int (*vnop_tmpfile_t)(struct vnode *, mode_t, struct vnode **);
typedef int (*vnop_exchange_t)(struct vnode *, struct vnode *, const char *,
			       struct vnode *, struct vnode *, const char *);
typedef int (*vnop_iterate_t)(struct vnode *, struct vfscore_file *, off_t *,
			      struct vfscore_dirsink *);
typedef int (*vnop_jump_t)(struct vnode *, struct vfscore_path *);
typedef off_t (*vnop_seekdata_t)(struct vnode *, off_t, int);
typedef int (*vnop_pager_t)(struct vnode *, unsigned long, struct uk_pager **);
typedef int (*vnop_access_t)(struct vnode *, int);
typedef int (*vnop_seal_t)(struct vnode *, unsigned int);

struct vnops {
	vnop_open_t vop_open;	      /* - 0 */
	vnop_close_t vop_close;	      /* the last reference goes - 0 */
	vnop_read_t vop_read;	      /* - -EINVAL */
	vnop_write_t vop_write;	      /* IO_APPEND: at the end - -EINVAL */
	vnop_seek_t vop_seek;	      /* may refuse a new position - 0 */
	vnop_ioctl_t vop_ioctl;	      /* - -ENOTTY */
	vnop_fsync_t vop_fsync;	      /* - 0 */
	vnop_readdir_t vop_readdir;   /* one entry; see vop_iterate */
	vnop_lookup_t vop_lookup;     /* gives a reference; -ENOENT - -ENOENT */
	vnop_create_t vop_create;     /* a regular file - -EPERM */
	vnop_remove_t vop_remove;     /* no directory - -EPERM */
	vnop_rename_t vop_rename;     /* replaces what fits - -EPERM */
	vnop_mkdir_t vop_mkdir;	      /* - -EPERM */
	vnop_rmdir_t vop_rmdir;	      /* -ENOTEMPTY - -EPERM */
	vnop_getattr_t vop_getattr;   /* all but va_fsid - from the vnode */
	vnop_setattr_t vop_setattr;   /* mode, owner, times - -EPERM */
	vnop_inactive_t vop_inactive; /* the vnode goes - 0 */
	vnop_truncate_t vop_truncate; /* - -EPERM */
	vnop_link_t vop_link;	      /* - -EPERM */
	vnop_cache_t vop_cache;	      /* unused */
	vnop_fallocate_t vop_fallocate; /* - -EOPNOTSUPP */
	vnop_readlink_t vop_readlink;	/* - -EINVAL */
	vnop_symlink_t vop_symlink;	/* name, then target - -EPERM */
	vnop_poll_t vop_poll;		/* - always ready */

	/* A FIFO, device, socket. - -EPERM */
	vnop_mknod_t vop_mknod;
	/* A regular file without a name, in this directory. - -EOPNOTSUPP */
	vnop_tmpfile_t vop_tmpfile;
	/* Exchanges two names. - -EINVAL */
	vnop_exchange_t vop_exchange;
	/*
	 * Feeds entries from the position on, "." and ".." excepted (their
	 * positions are 1 and 2, the first entry's is asked with 2), and
	 * advances it. Positions stay valid while entries come and go: what
	 * stays is seen exactly once. - by vop_readdir, or -ENOTDIR
	 */
	vnop_iterate_t vop_iterate;
	/* Where a VMAGIC link leads; the references are the caller's. */
	vnop_jump_t vop_jump;
	/* SEEK_DATA, SEEK_HOLE below the size. - no holes */
	vnop_seekdata_t vop_seekdata;
	/*
	 * What a mapping with these PAGE_ATTR_PROT_* pages from; the reference
	 * is the caller's. - -ENODEV
	 */
	vnop_pager_t vop_pager;
	/* May refuse more than the permission bits do (V*). - 0 */
	vnop_access_t vop_access;
	/* Nobody shall write to it from now on (VSEAL_*); -EBUSY: a shared
	 * mapping could. - 0
	 */
	vnop_seal_t vop_seal;
};

/* A positive errno becomes a negative one. */
static inline int _vop_rc(int rc)
{
	return rc > 0 ? -rc : rc;
}

#define _VOP_CALL(vp, op, none, ...) \
	((vp)->v_op->op ? _vop_rc((vp)->v_op->op(__VA_ARGS__)) : (none))

#define VOP_OPEN(VP, FP)	_VOP_CALL(VP, vop_open, 0, FP)
#define VOP_CLOSE(VP, FP)	_VOP_CALL(VP, vop_close, 0, VP, FP)
#define VOP_READ(VP, FP, U, F)	_VOP_CALL(VP, vop_read, -EINVAL, VP, FP, U, F)
#define VOP_WRITE(VP, U, F)	_VOP_CALL(VP, vop_write, -EINVAL, VP, U, F)
#define VOP_SEEK(VP, FP, O, N)	_VOP_CALL(VP, vop_seek, 0, VP, FP, O, N)
#define VOP_IOCTL(VP, FP, C, A) _VOP_CALL(VP, vop_ioctl, -ENOTTY, VP, FP, C, A)
#define VOP_FSYNC(VP, FP)	_VOP_CALL(VP, vop_fsync, 0, VP, FP)
#define VOP_READDIR(VP, FP, DIR) \
	_VOP_CALL(VP, vop_readdir, -ENOTDIR, VP, FP, DIR)
#define VOP_LOOKUP(DVP, N, VP) _VOP_CALL(DVP, vop_lookup, -ENOENT, DVP, N, VP)
#define VOP_CREATE(DVP, N, M)  _VOP_CALL(DVP, vop_create, -EPERM, DVP, N, M)
#define VOP_REMOVE(DVP, VP, N) _VOP_CALL(DVP, vop_remove, -EPERM, DVP, VP, N)
#define VOP_RENAME(DVP1, VP1, N1, DVP2, VP2, N2) \
	_VOP_CALL(DVP1, vop_rename, -EPERM, DVP1, VP1, N1, DVP2, VP2, N2)
#define VOP_MKDIR(DVP, N, M)  _VOP_CALL(DVP, vop_mkdir, -EPERM, DVP, N, M)
#define VOP_RMDIR(DVP, VP, N) _VOP_CALL(DVP, vop_rmdir, -EPERM, DVP, VP, N)
#define VOP_SETATTR(VP, VAP)  _VOP_CALL(VP, vop_setattr, -EPERM, VP, VAP)
#define VOP_INACTIVE(VP)      _VOP_CALL(VP, vop_inactive, 0, VP)
#define VOP_TRUNCATE(VP, N)   _VOP_CALL(VP, vop_truncate, -EPERM, VP, N)
#define VOP_LINK(DVP, SVP, N) _VOP_CALL(DVP, vop_link, -EPERM, DVP, SVP, N)
#define VOP_CACHE(VP, FP, U)  _VOP_CALL(VP, vop_cache, -EINVAL, VP, FP, U)
#define VOP_FALLOCATE(VP, M, OFF, LEN) \
	_VOP_CALL(VP, vop_fallocate, -EOPNOTSUPP, VP, M, OFF, LEN)
#define VOP_READLINK(VP, U) _VOP_CALL(VP, vop_readlink, -EINVAL, VP, U)
#define VOP_SYMLINK(DVP, NEWNAME, TARGET) \
	_VOP_CALL(DVP, vop_symlink, -EPERM, DVP, NEWNAME, TARGET)
#define VOP_POLL(VP, EP, ECP) _VOP_CALL(VP, vop_poll, -EPERM, VP, EP, ECP)
#define VOP_MKNOD(DVP, N, M, DEV) \
	_VOP_CALL(DVP, vop_mknod, -EPERM, DVP, N, M, DEV)
#define VOP_TMPFILE(DVP, M, VP) \
	_VOP_CALL(DVP, vop_tmpfile, -EOPNOTSUPP, DVP, M, VP)
#define VOP_EXCHANGE(DVP1, VP1, N1, DVP2, VP2, N2) \
	_VOP_CALL(DVP1, vop_exchange, -EINVAL, DVP1, VP1, N1, DVP2, VP2, N2)
#define VOP_JUMP(VP, P)	     _VOP_CALL(VP, vop_jump, -ENOENT, VP, P)
#define VOP_PAGER(VP, A, P)  _VOP_CALL(VP, vop_pager, -ENODEV, VP, A, P)
#define VOP_ACCESS(VP, M)    _VOP_CALL(VP, vop_access, 0, VP, M)
#define VOP_SEAL(VP, S)	     _VOP_CALL(VP, vop_seal, 0, VP, S)
#define VOP_GETATTR(VP, VAP) vn_getattr(VP, VAP)

/* vnode.c */

/*
 * The vnode of a number, with a reference for the caller: 1 if there is one,
 * 0 if it is new: with the mount's v_op, and all else for the file system to
 * fill in at once. -ENOMEM.
 */
int vfscore_vget(struct mount *mp, uint64_t ino, struct vnode **vpp);

/* The same if there is one already, else NULL. */
struct vnode *vn_lookup(struct mount *mp, uint64_t ino);

/* One more reference, one less. The last one may sleep. */
static inline void vref(struct vnode *vp)
{
	uk_refcount_acquire(&vp->v_refcnt);
}

void vrele(struct vnode *vp);

static inline void vn_lock(struct vnode *vp)
{
	uk_mutex_lock(&vp->v_lock);
}

static inline void vn_unlock(struct vnode *vp)
{
	uk_mutex_unlock(&vp->v_lock);
}

/* vn_unlock() and vrele() */
void vput(struct vnode *vp);

extern const enum vtype iftovt_tab[16];
extern const mode_t vttoif_tab[11];

#define IFTOVT(mode)	      (iftovt_tab[((mode)&S_IFMT) >> 12])
#define VTTOIF(indx)	      (vttoif_tab[(int)(indx)])
#define MAKEIMODE(indx, mode) (VTTOIF(indx) | (mode))

/* attr.c */

/* All of a vnode's attributes, va_fsid and va_blksize included. */
int vn_getattr(struct vnode *vp, struct vattr *vap);

/* The same as Linux's structure. */
int vn_stat(struct vnode *vp, struct stat *st);
void vattr_to_stat(const struct vattr *vap, struct stat *st);

/* Changes attributes without asking whether that is permitted. */
int vn_setmode(struct vnode *vp, mode_t mode);
int vn_settimes(struct vnode *vp, struct timespec times[2]);

/* For operation tables from elsewhere. */
int vfscore_vop_nullop(void);
int vfscore_vop_einval(void);
int vfscore_vop_eperm(void);
int vfscore_vop_erofs(void);

#ifdef __cplusplus
}
#endif

#endif /* __VFSCORE_VNODE_H__ */
