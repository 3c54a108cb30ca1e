/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What look-ups are made with: a process's root and working directory, its
 * umask and whom it acts as.
 */
#ifndef __VFSCORE_CTX_H__
#define __VFSCORE_CTX_H__

#include <stdbool.h>
#include <sys/types.h>
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

struct vfscore_cred {
	uid_t uid; /* what files are judged by: Linux's fsuid */
	gid_t gid;
	uid_t ruid; /* what access() is judged by */
	gid_t rgid;
	bool override; /* permissions do not hold: CAP_DAC_OVERRIDE, CAP_FOWNER
			* and their like */
	unsigned int ngroups;
	gid_t groups[VFSCORE_NGROUPS];
};

struct vfscore_ctx {
	__atomic count;
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
