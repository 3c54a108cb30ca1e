/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What look-ups are made with: root and working directory, umask and whom it
 * is for. Threads of a process share one; one that acts as somebody else than
 * the others has its own, with places and a umask that change with theirs.
 */
#ifndef __VFSCORE_CTX_H__
#define __VFSCORE_CTX_H__

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <uk/list.h>
#include <uk/refcount.h>

#ifdef __cplusplus
extern "C" {
#endif

struct dentry;
struct mount;
struct vfscore_file;

/* A place in the tree. Who has one has a reference to both. */
struct vfscore_path {
	struct mount *mount;
	struct dentry *dentry;
};

#define VFSCORE_NGROUPS 32

/* What of capabilities(7) is about files: bits of Linux's numbers */
#define VFSCORE_CAP_CHOWN	    (1U << 0)
#define VFSCORE_CAP_DAC_OVERRIDE    (1U << 1)
#define VFSCORE_CAP_DAC_READ_SEARCH (1U << 2)
#define VFSCORE_CAP_FOWNER	    (1U << 3)
#define VFSCORE_CAP_FSETID	    (1U << 4)
#define VFSCORE_CAP_SYS_CHROOT	    (1U << 18)
#define VFSCORE_CAP_SYS_ADMIN	    (1U << 21)
#define VFSCORE_CAP_MKNOD	    (1U << 27)
/* Either of these is enough to search directories */
#define VFSCORE_CAPS_SEARCH \
	(VFSCORE_CAP_DAC_OVERRIDE | VFSCORE_CAP_DAC_READ_SEARCH)

struct vfscore_cred {
	uid_t uid; /* what files are judged by: Linux's fsuid */
	gid_t gid;
	uid_t ruid; /* what access() is judged by */
	gid_t rgid;
	uint32_t caps;	/* VFSCORE_CAP_* */
	uint32_t rcaps; /* those that access() is judged by */
	unsigned int ngroups;
	gid_t groups[VFSCORE_NGROUPS];
};

struct vfscore_ctx {
	__atomic count;
	struct uk_list_head same; /* others with these places and umask */
	mode_t umask;
	struct vfscore_path root;
	struct vfscore_path cwd;
	struct vfscore_cred cred;
};

/* path.c */

void vfscore_path_get(const struct vfscore_path *path);
void vfscore_path_put(const struct vfscore_path *path);

/* ctx.c */

/* The kernel's own: root, umask 022. NULL before there is a root. */
struct vfscore_ctx *vfscore_ctx_boot(void);

/* A copy with one reference, for a new process. NULL: no memory. */
struct vfscore_ctx *vfscore_ctx_copy(const struct vfscore_ctx *ctx);

/*
 * One for somebody else in the same places: who changes root, working directory
 * or umask of either changes them for both. NULL: no memory.
 */
struct vfscore_ctx *vfscore_ctx_fork(struct vfscore_ctx *ctx);

static inline void vfscore_ctx_get(struct vfscore_ctx *ctx)
{
	uk_refcount_acquire(&ctx->count);
}

void vfscore_ctx_put(struct vfscore_ctx *ctx);

/* umask(): the old one. */
mode_t vfscore_umask(struct vfscore_ctx *ctx, mode_t mask);

/* May files be used like this (V* of <vfscore/vnode.h>)? 0 or -EACCES. */
struct vnode;
int vn_access(const struct vfscore_cred *cred, struct vnode *vp, int mode);

#ifdef __cplusplus
}
#endif

#endif /* __VFSCORE_CTX_H__ */
