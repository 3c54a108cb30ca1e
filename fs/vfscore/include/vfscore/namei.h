/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Everything that is done to files by their names.
 *
 * A name is a string of the kernel, shorter than PATH_MAX (else -ENAMETOOLONG),
 * taken relative to at unless it begins with a slash; at NULL is the working
 * directory. Of an open file, vfscore_file_path() makes an at. With
 * VFSCORE_EMPTY_PATH the name "" means at itself, whatever it is: so the calls
 * on descriptors use the same functions. Flags of the system calls (AT_*) are
 * the caller's to translate and to check.
 *
 * Return 0 or the negative errno that Linux has in the same case; all may
 * sleep, and none changes anything when it fails.
 */
#ifndef __VFSCORE_NAMEI_H__
#define __VFSCORE_NAMEI_H__

#include <stdbool.h>
#include <stdint.h>
#include <sys/statfs.h>
#include <sys/types.h>
#include <time.h>
#include <vfscore/ctx.h>
#include <vfscore/vnode.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Flags of look-ups */
#define VFSCORE_FOLLOW	   0x01 /* a link as the last component */
#define VFSCORE_DIRECTORY  0x02 /* -ENOTDIR for anything else */
#define VFSCORE_EMPTY_PATH 0x04 /* "" is at; else -ENOENT */
#define VFSCORE_REAL_IDS   0x08 /* vfscore_access(): as ruid, rgid */

/* RESOLVE_* of openat2(2); 0x100 onwards among the flags of look-ups */
#define VFSCORE_NO_XDEV	      0x0100 /* -EXDEV at the border of a mount */
#define VFSCORE_NO_MAGICLINKS 0x0200 /* -ELOOP */
#define VFSCORE_NO_SYMLINKS   0x0400 /* -ELOOP */
#define VFSCORE_BENEATH	      0x0800 /* -EXDEV for who leaves at */
#define VFSCORE_IN_ROOT	      0x1000 /* at is the root */
#define VFSCORE_RESOLVE(r)    ((unsigned int)(r) << 8)

/* rename() */
#define VFSCORE_RENAME_NOREPLACE 1
#define VFSCORE_RENAME_EXCHANGE	 2

/* lookup.c */

int vfscore_lookup(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		   const char *name, unsigned int flags,
		   struct vfscore_path *path);

/* The same, and its attributes; path is not kept. */
int vfscore_stat(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		 const char *name, unsigned int flags, struct vattr *vap);

/* open.c */

/*
 * oflags is O_* as of open(2), O_PATH, O_TMPFILE and O_NOFOLLOW included;
 * O_CLOEXEC is the caller's. resolve is VFSCORE_NO_XDEV & Co. The file has
 * one reference, the caller's. A FIFO may wait for its other end (-EINTR).
 */
int vfscore_open(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		 const char *name, int oflags, mode_t mode,
		 unsigned int resolve, struct vfscore_file **fp);

/*
 * A regular file with no name in a file system of the kernel, for memfd_create
 * and shared anonymous memory; name is what /proc shows, "/NAME (deleted)".
 */
int vfscore_open_unnamed(const char *name, int oflags, mode_t mode,
			 struct vfscore_file **fp);

/* The place of an open file; no reference is taken. -EBADF: it has none. */
int vfscore_file_path(struct vfscore_file *fp, struct vfscore_path *path);

/*
 * anon.c: the same for one that has none, by the open file itself, and what it
 * is called: "pipe:[7]". The references are the caller's.
 */
int vfscore_anon_path(struct vfscore_file *fp, struct vfscore_path *path);
int vfscore_anon_print(struct vfscore_file *fp, char *buf, size_t size);

/* create.c; mode is masked with the umask here */

int vfscore_mkdir(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		  const char *name, mode_t mode);
int vfscore_mknod(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		  const char *name, mode_t mode, dev_t dev);
int vfscore_symlink(struct vfscore_ctx *ctx, const char *target,
		    const struct vfscore_path *at, const char *name);
/* flags: VFSCORE_FOLLOW, VFSCORE_EMPTY_PATH, for the old name */
int vfscore_link(struct vfscore_ctx *ctx, const struct vfscore_path *oldat,
		 const char *oldname, const struct vfscore_path *newat,
		 const char *newname, unsigned int flags);

/* remove.c */

int vfscore_unlink(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		   const char *name);
int vfscore_rmdir(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		  const char *name);

/* rename.c: -EINVAL for other flags than VFSCORE_RENAME_* */

int vfscore_rename(struct vfscore_ctx *ctx, const struct vfscore_path *oldat,
		   const char *oldname, const struct vfscore_path *newat,
		   const char *newname, unsigned int flags);

/* setattr.c: flags as for look-ups */

int vfscore_chmod(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		  const char *name, unsigned int flags, mode_t mode);
/* -1: stays */
int vfscore_chown(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		  const char *name, unsigned int flags, uid_t uid, gid_t gid);
/* times as of utimensat(2), UTIME_NOW and UTIME_OMIT included; NULL: now */
int vfscore_utimens(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		    const char *name, unsigned int flags,
		    const struct timespec times[2]);
int vfscore_truncate(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		     const char *name, off_t size);
/* ftruncate() and fallocate() of an open file; its mode is checked here */
int vfscore_file_truncate(struct vfscore_file *fp, off_t size);
int vfscore_file_fallocate(struct vfscore_file *fp, int mode, off_t off,
			   off_t len);
int vfscore_file_sync(struct vfscore_file *fp);
/* mode: F_OK or R_OK | W_OK | X_OK; flags with VFSCORE_REAL_IDS */
int vfscore_access(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		   const char *name, unsigned int flags, int mode);

/* seal.c: F_GET_SEALS and F_ADD_SEALS (VSEAL_*) of an open file */

int vfscore_file_seals(struct vfscore_file *fp);
int vfscore_file_seal(struct vfscore_file *fp, unsigned int seals);

/* readlink.c: the bytes put into buf, without a terminator */

ssize_t vfscore_readlink(struct vfscore_ctx *ctx, const struct vfscore_path *at,
			 const char *name, unsigned int flags, char *buf,
			 size_t size);

/* readdir.c: entries from fp's position on, which advances. -ENOTDIR. */

int vfscore_readdir(struct vfscore_file *fp, struct vfscore_dirsink *sink);

/* path.c */

/*
 * A path as seen from ctx's root, terminated, in buf; the string is at its
 * end. Returns its start, or ERR2PTR(-ENAMETOOLONG). " (deleted)" is appended
 * for what has lost its name. With unreachable NULL, what lies outside of the
 * root is printed from the top of its tree; else it is set instead.
 */
char *vfscore_path_print(const struct vfscore_ctx *ctx,
			 const struct vfscore_path *path, char *buf,
			 size_t size, bool *unreachable);

/* getcwd(2): the length with terminator. -ENOENT when it was removed. */
int vfscore_getcwd(const struct vfscore_ctx *ctx, char *buf, size_t size);

int vfscore_chdir(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		  const char *name, unsigned int flags);
int vfscore_chroot(struct vfscore_ctx *ctx, const char *name);

/* mount.c */

/* flags: MS_* of mount(2), MS_REMOUNT and MS_MOVE included; -EINVAL for
 * others; -ENODEV: no such type.
 */
int vfscore_mount(struct vfscore_ctx *ctx, const char *special, const char *dir,
		  const char *type, unsigned long flags, const void *data);
/* flags: MNT_DETACH, MNT_FORCE, UMOUNT_NOFOLLOW */
int vfscore_umount(struct vfscore_ctx *ctx, const char *name, int flags);
int vfscore_statfs(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		   const char *name, unsigned int flags, struct statfs *st);

#ifdef __cplusplus
}
#endif

#endif /* __VFSCORE_NAMEI_H__ */
