/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * File systems and where they are mounted.
 */
#ifndef __VFSCORE_MOUNT_H__
#define __VFSCORE_MOUNT_H__

#include <errno.h>
#include <sys/mount.h> /* MNT_DETACH and the other flags of umount2(2) */
#include <sys/statfs.h>
#include <sys/types.h>
#include <uk/essentials.h>
#include <uk/list.h>
#include <uk/refcount.h>

#ifdef __cplusplus
extern "C" {
#endif

struct dentry;
struct mount;
struct uk_alloc;
struct vnode;
struct vnops;

/* m_flags; the first ones are Linux's MS_* */
#define MNT_RDONLY	0x00000001
#define MNT_NOSUID	0x00000002
#define MNT_NODEV	0x00000004
#define MNT_NOEXEC	0x00000008
#define MNT_SYNCHRONOUS 0x00000010
#define MNT_NOATIME	0x00000400
#define MNT_NODIRATIME	0x00000800
#define MNT_RELATIME	0x00200000
#define MNT_STRICTATIME 0x01000000
#define MNT_ROOTFS	0x10000000 /* the root; cannot be unmounted */
#define MNT_KERNEL	0x20000000 /* in no tree: unnamed files live there */
#define MNT_VISFLAGMASK 0x0120ffff /* what mount(2) may set */

typedef int (*vfsop_mount_t)(struct mount *, const char *, int, const void *);
typedef int (*vfsop_umount_t)(struct mount *, int flags);
typedef int (*vfsop_sync_t)(struct mount *);
typedef int (*vfsop_vget_t)(struct mount *, struct vnode *);
typedef int (*vfsop_statfs_t)(struct mount *, struct statfs *);
typedef int (*vfsop_options_t)(struct mount *, char *, size_t);

struct vfsops {
	/*
	 * Device, flags, options. Is given the mount with everything set but
	 * m_root, whose vnode it puts there: m_root->d_vnode, with a reference
	 * of that entry. 0 or a negative errno.
	 */
	vfsop_mount_t vfs_mount;
	/* Gives up m_data; all vnodes are gone by then. Must not fail. */
	vfsop_umount_t vfs_unmount;
	vfsop_sync_t vfs_sync;	       /* - 0 */
	vfsop_vget_t vfs_vget;	       /* unused */
	vfsop_statfs_t vfs_statfs;     /* sets f_type, sizes - zeros */
	const struct vnops *vfs_vnops; /* of its vnodes */
	/* Prints options for /proc/mounts, ",size=4k". - none */
	vfsop_options_t vfs_options;
};

#define VFS_MOUNT(MP, DEV, FL, DAT) ((MP)->m_op->vfs_mount(MP, DEV, FL, DAT))
#define VFS_UNMOUNT(MP, FL) \
	((MP)->m_op->vfs_unmount ? (MP)->m_op->vfs_unmount(MP, FL) : 0)
#define VFS_SYNC(MP) ((MP)->m_op->vfs_sync ? (MP)->m_op->vfs_sync(MP) : 0)
#define VFS_STATFS(MP, SFP) \
	((MP)->m_op->vfs_statfs ? (MP)->m_op->vfs_statfs(MP, SFP) : 0)

struct mount {
	const struct vfsops *m_op;
	int m_flags;
	__atomic
		m_count; /* paths, open files, mounts upon it; one for itself */
	unsigned int m_writers; /* files open for writing; atomic */
	dev_t m_dev;		/* st_dev of its files */
	fsid_t m_fsid;
	struct dentry *m_root;	  /* held */
	struct mount *m_parent;	  /* what it is mounted upon; held */
	struct dentry *m_covered; /* the entry there; held */
	void *m_data;
	struct uk_alloc *m_alloc; /* what the file system allocates from */
	const char *m_type;
	char *m_special;	      /* device, as it was given */
	unsigned long m_inodes;	      /* vnodes in memory */
	unsigned long m_dentries;     /* directory entries in memory */
	struct uk_list_head mnt_list; /* all mounts, in their order */
};

struct vfscore_fs_type {
	const char *vs_name;
	int (*vs_init)(void); /* before the first mount; may be NULL */
	const struct vfsops *vs_op;
	int vs_flags;
};

#define VFSCORE_FS_REQUIRES_DEV 0x1 /* no "nodev" in /proc/filesystems */

#ifdef __clang__
#define _UK_FSLIST \
	__used __section(".uk_fslist") __attribute__((no_sanitize("address")))
#else /* !__clang__ */
#define _UK_FSLIST __used __section(".uk_fslist")
#endif /* !__clang__ */

/* A file system type: a const struct vfscore_fs_type. */
#define UK_FS_REGISTER(fssw)                \
	static const struct vfscore_fs_type \
		*const __vfscore_fs_##fssw _UK_FSLIST = &(fssw)

/* In the order of linking; see fstab.c. */
extern const struct vfscore_fs_type *const uk_fslist_start[];
extern const struct vfscore_fs_type *const uk_fslist_end[];

/* mount.c */

void vfs_busy(struct mount *mp);
void vfs_unbusy(struct mount *mp);

/* What is mounted, first mount first: f for each, until it returns not 0. */
int vfscore_mount_foreach(int (*f)(struct mount *mp, void *arg), void *arg);

/* VFS_SYNC() on all. */
int vfscore_sync(void);

/* For operation tables from elsewhere. */
int vfscore_nullop(void);
int vfscore_einval(void);

#ifdef __cplusplus
}
#endif

#endif /* __VFSCORE_MOUNT_H__ */
