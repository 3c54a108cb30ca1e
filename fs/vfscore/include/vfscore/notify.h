/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Telling somebody what is done to files, as inotify(7) has it: events are its
 * IN_* bits. Until somebody wants to know that costs a glance at one pointer.
 */
#ifndef __VFSCORE_NOTIFY_H__
#define __VFSCORE_NOTIFY_H__

#include <stdint.h>
#include <uk/arch/lcpu.h>
#include <uk/essentials.h>

#ifdef __cplusplus
extern "C" {
#endif

struct dentry;
struct mount;
struct vfscore_file;
struct vnode;

#define VN_ACCESS	 0x00000001U
#define VN_MODIFY	 0x00000002U
#define VN_ATTRIB	 0x00000004U
#define VN_CLOSE_WRITE	 0x00000008U
#define VN_CLOSE_NOWRITE 0x00000010U
#define VN_OPEN		 0x00000020U
#define VN_MOVED_FROM	 0x00000040U
#define VN_MOVED_TO	 0x00000080U
#define VN_CREATE	 0x00000100U
#define VN_DELETE	 0x00000200U
#define VN_DELETE_SELF	 0x00000400U
#define VN_MOVE_SELF	 0x00000800U
#define VN_UNMOUNT	 0x00002000U
#define VN_ISDIR	 0x40000000U

struct vfscore_notify_ops {
	/*
	 * Something was done to a vnode, and to a directory's entry of this
	 * name; either may be NULL. cookie: the two halves of one rename. May
	 * sleep, but does not look for names: they may be locked.
	 */
	void (*event)(struct vnode *vp, struct vnode *dir, const char *name,
		      uint32_t mask, uint32_t cookie);
	/* A file system goes: references to its vnodes are given up. */
	void (*unmount)(struct mount *mp);
};

/* Set by who wants to know; it stays. */
extern const struct vfscore_notify_ops *vfscore_notify_ops;

/* notify.c: for vfscore itself and who moves bytes past it */

void vfs_notify_dentry(struct dentry *dp, uint32_t mask);
void vfs_notify_file(struct vfscore_file *fp, uint32_t mask);

static inline void vfscore_notify_dentry(struct dentry *dp, uint32_t mask)
{
	if (unlikely(vfscore_notify_ops))
		vfs_notify_dentry(dp, mask);
}

/* The same of an open file, if it has a name. */
static inline void vfscore_notify_file(struct vfscore_file *fp, uint32_t mask)
{
	if (unlikely(vfscore_notify_ops))
		vfs_notify_file(fp, mask);
}

#ifdef __cplusplus
}
#endif

#endif /* __VFSCORE_NOTIFY_H__ */
