/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * From a name to a place: path_resolution(7). One component at a time; a link's
 * target is walked first and what follows the link afterwards, for which the
 * rests of names wait on a stack, not on the machine's.
 */
#include <string.h>
#include <uk/alloc.h>
#include "vfscore_priv.h"

#define LINKS_MAX 40

struct walk {
	const struct vfscore_ctx *ctx;
	struct vfscore_path root;  /* not held */
	struct vfscore_path start; /* VFSCORE_BENEATH: do not leave; not held */
	struct vfscore_path at;	   /* held */
	unsigned int flags;
	unsigned int links; /* followed so far */
	unsigned int depth;
	struct walk_rest {
		const char *rest;
		struct vnode *link; /* whose target is being walked; held */
		char *text;	    /* that target, if it was read; or NULL */
	} stack[LINKS_MAX];
};

/* ---- mounts ---- */

void vfs_cross_mounts_all(struct vfscore_path *path)
{
	struct mount *mp;

	while ((mp = path->dentry->d_mounted)) {
		vfs_busy(mp);
		dref(mp->m_root);
		vfscore_path_put(path);
		*path = (struct vfscore_path){mp, mp->m_root};
	}
}

/* Moves to another place, whose references are ours. */
static void walk_move(struct walk *w, struct mount *mp, struct dentry *dp)
{
	vfs_busy(mp);
	vfscore_path_put(&w->at);
	w->at = (struct vfscore_path){mp, dp};
}

static bool is_place(const struct vfscore_path *a, const struct vfscore_path *b)
{
	return a->dentry == b->dentry && a->mount == b->mount;
}

/* To what is mounted upon the place, if anything is. */
static int walk_cross(struct walk *w)
{
	const struct mount *mp = w->at.mount;

	vfs_cross_mounts(&w->at);
	return w->at.mount != mp && (w->flags & VFSCORE_NO_XDEV) ? -EXDEV : 0;
}

static int walk_up(struct walk *w)
{
	struct mount *mp;

	if (is_place(&w->at, &w->root))
		return walk_cross(w);
	if ((w->flags & VFSCORE_BENEATH) && is_place(&w->at, &w->start))
		return -EXDEV;
	while (w->at.dentry == w->at.mount->m_root) {
		mp = w->at.mount;
		if (!mp->m_parent)
			return walk_cross(w);
		if (w->flags & VFSCORE_NO_XDEV)
			return -EXDEV;
		dref(mp->m_covered);
		walk_move(w, mp->m_parent, mp->m_covered);
		if (is_place(&w->at, &w->root))
			return walk_cross(w);
	}
	dref(w->at.dentry->d_parent);
	walk_move(w, w->at.mount, w->at.dentry->d_parent);
	return walk_cross(w);
}

/* ---- links ---- */

static void walk_pop(struct walk *w)
{
	struct walk_rest *r = &w->stack[--w->depth];

	vrele(r->link);
	uk_free(uk_alloc_get_default(), r->text);
}

/* The target of a link that is not kept in memory. */
static int read_target(struct vnode *vp, char **text)
{
	struct iovec iov;
	struct uio uio = {
		.uio_iov = &iov,
		.uio_iovcnt = 1,
		.uio_resid = PATH_MAX - 1,
		.uio_rw = UIO_READ,
		.uio_segflg = UIO_SYSSPACE,
	};
	int rc;

	*text = uk_malloc(uk_alloc_get_default(), PATH_MAX);
	if (!*text)
		return -ENOMEM;
	iov = (struct iovec){*text, PATH_MAX - 1};
	rc = VOP_READLINK(vp, &uio);
	if (rc) {
		uk_free(uk_alloc_get_default(), *text);
		return rc;
	}
	(*text)[PATH_MAX - 1 - (size_t)uio.uio_resid] = '\0';
	return 0;
}

static int walk_jump(struct walk *w, struct vnode *vp)
{
	struct vfscore_path path;
	int rc;

	if (w->flags &
	    (VFSCORE_NO_MAGICLINKS | VFSCORE_BENEATH | VFSCORE_IN_ROOT))
		return -ELOOP;
	rc = VOP_JUMP(vp, &path);
	if (rc)
		return rc;
	vfscore_path_put(&w->at);
	w->at = path;
	return 0;
}

/* *s becomes the link's target, to be followed by what *s was. */
static int walk_follow(struct walk *w, struct vnode *vp, const char **s)
{
	struct walk_rest *r;
	char *text = NULL;
	int rc;

	if (w->links++ >= LINKS_MAX || (w->flags & VFSCORE_NO_SYMLINKS))
		return -ELOOP;
	if (vp->v_flags & VMAGIC)
		return walk_jump(w, vp);
	if (!vp->v_target) {
		rc = read_target(vp, &text);
		if (rc)
			return rc;
	}
	r = &w->stack[w->depth++];
	vref(vp);
	*r = (struct walk_rest){*s, vp, text};
	*s = text ? text : vp->v_target;
	if (!**s)
		return -ENOENT;
	if (**s == '/') {
		if (w->flags & VFSCORE_BENEATH)
			return -EXDEV;
		dref(w->root.dentry);
		walk_move(w, w->root.mount, w->root.dentry);
	}
	return 0;
}

/* ---- the walk ---- */

static const char *skip_slashes(const char *s)
{
	while (*s == '/')
		s++;
	return s;
}

/* Does nothing but slashes follow, here and on the stack? */
static bool walk_is_last(const struct walk *w, const char *rest, bool *slash)
{
	const char *s = skip_slashes(rest);

	*slash = s != rest;
	if (*s)
		return false;
	for (unsigned int i = w->depth; i--;) {
		s = skip_slashes(w->stack[i].rest);
		*slash |= s != w->stack[i].rest;
		if (*s)
			return false;
	}
	return true;
}

static bool is_dots(const char *s, size_t len)
{
	return s[0] == '.' && (len == 1 || (len == 2 && s[1] == '.'));
}

static void last_fill(struct walk *w, struct walk_last *last,
		      enum walk_type type, const char *name, size_t len,
		      bool slash)
{
	last->type = type;
	last->slash = slash;
	last->len = len;
	memcpy(last->name, name, len);
	last->name[len] = '\0';
	last->dir = w->at;
	last->child = NULL;
}

/* The next place is a child's; its reference is ours. */
static int walk_enter(struct walk *w, struct dentry *child)
{
	/* The mount is the same */
	drele(w->at.dentry);
	w->at.dentry = child;
	return walk_cross(w);
}

/*
 * One component. Returns 0, 1 when *last is filled and the walk is over, or a
 * negative errno.
 */
static int walk_step(struct walk *w, const char **s, size_t len,
		     struct walk_last *last)
{
	const char *name = *s, *rest = name + len;
	struct vnode *dvp = w->at.dentry->d_vnode;
	struct dentry *child;
	bool is_last, slash;
	int rc;

	if (dvp->v_type != VDIR)
		return -ENOTDIR;
	rc = vn_access(&w->ctx->cred, dvp, VEXEC);
	if (rc)
		return rc;
	is_last = walk_is_last(w, rest, &slash);
	*s = rest;
	if (len <= 2 && is_dots(name, len)) {
		if (is_last && last) {
			last_fill(w, last, len == 1 ? WALK_DOT : WALK_DOTDOT,
				  name, len, slash);
			return 1;
		}
		return len == 1 ? 0 : walk_up(w);
	}
	if (len > VFS_NAME_MAX)
		return -ENAMETOOLONG;
	rc = dentry_lookup(w->at.dentry, name, len, &child);
	if (rc)
		return rc;
	if (child->d_vnode && child->d_vnode->v_type == VLNK &&
	    (!is_last || (w->flags & VFSCORE_FOLLOW) || (slash && !last))) {
		rc = walk_follow(w, child->d_vnode, s);
		drele(child);
		return rc;
	}
	if (is_last && last) {
		last_fill(w, last, WALK_NORMAL, name, len, slash);
		last->child = child;
		return 1;
	}
	if (!child->d_vnode) {
		drele(child);
		return -ENOENT;
	}
	return walk_enter(w, child);
}

/* Leaves the place in w->at, or *last filled. */
static int walk_run(struct walk *w, const char *s, struct walk_last *last)
{
	bool slash = false;
	int rc = 0;

	for (;;) {
		const char *begin = s;
		size_t len = 0;

		s = skip_slashes(s);
		slash |= s != begin;
		if (!*s) {
			if (!w->depth)
				break;
			s = w->stack[w->depth - 1].rest;
			walk_pop(w);
			continue;
		}
		while (s[len] && s[len] != '/')
			len++;
		slash = false;
		rc = walk_step(w, &s, len, last);
		if (rc)
			break;
	}
	while (w->depth)
		walk_pop(w);
	if (rc == 0 && last)
		last_fill(w, last, WALK_ROOT, "/", 1, true);
	else if (rc == 0 && (slash || (w->flags & VFSCORE_DIRECTORY)) &&
		 w->at.dentry->d_vnode->v_type != VDIR)
		rc = -ENOTDIR;
	return rc < 0 ? rc : 0;
}

/* ---- the way that is in memory ---- */

/* May it be searched? false also if only a call that may sleep could tell. */
static bool may_search(const struct vfscore_cred *cred, struct vnode *dvp)
{
	return dvp->v_type == VDIR && !dvp->v_op->vop_access &&
	       ((cred->caps & VFSCORE_CAPS_SEARCH) ||
		!vn_access(cred, dvp, VEXEC));
}

/*
 * Goes down from w->at, which is not held here and not at the end, as far as
 * that is a matter of cached directories and files. What is left is for
 * walk_run(): links, dots, errors, what the file system must be asked for, and
 * the last component if the caller wants it by itself. Nothing here sleeps, so
 * nothing goes away meanwhile.
 */
static const char *walk_cached(struct walk *w, const char *s, bool want_last)
{
	struct dentry *dp = w->at.dentry, *child;
	struct mount *mp = w->at.mount;

	for (;;) {
		const char *name = skip_slashes(s), *end = name;

		while (*end && *end != '/')
			end++;
		if (end == name || *name == '.' || end - name > VFS_NAME_MAX ||
		    (want_last && !*skip_slashes(end)) ||
		    !may_search(&w->ctx->cred, dp->d_vnode))
			break;
		child = dentry_cached(dp, name, (size_t)(end - name));
		if (!child || !child->d_vnode || child->d_vnode->v_type == VLNK)
			break;
		if (unlikely(child->d_mounted)) {
			if (w->flags & VFSCORE_NO_XDEV)
				break;
			for (; child->d_mounted; child = mp->m_root)
				mp = child->d_mounted;
		}
		dp = child;
		s = end;
	}
	w->at = (struct vfscore_path){mp, dp};
	return s;
}

/* Returns in *name what is left of it; the place is held then. */
static int walk_begin(struct walk *w, const struct vfscore_ctx *ctx,
		      const struct vfscore_path *at, const char **rest,
		      unsigned int flags, bool want_last)
{
	const char *name = *rest;

	w->ctx = ctx;
	w->flags = flags;
	w->links = 0;
	w->depth = 0;
	w->start = at ? *at : ctx->cwd;
	w->root = (flags & VFSCORE_IN_ROOT) ? w->start : ctx->root;
	if (!*name && !(flags & VFSCORE_EMPTY_PATH))
		return -ENOENT;
	if (*name == '/' && (flags & VFSCORE_BENEATH))
		return -EXDEV;
	w->at = *name == '/' ? w->root : w->start;
	*rest = walk_cached(w, name, want_last);
	dentry_take(w->at.dentry);
	vfs_busy(w->at.mount);
	return 0;
}

/* To the place that a name stands for, which is held then, in w->at. */
static inline int walk_whole(struct walk *w, const struct vfscore_ctx *ctx,
			     const struct vfscore_path *at, const char *name,
			     unsigned int flags)
{
	int rc = walk_begin(w, ctx, at, &name, flags, false);

	/* Most names end where the cache led */
	if (rc || (!*name && !(flags & VFSCORE_DIRECTORY)))
		return rc;
	rc = walk_run(w, name, NULL);
	if (rc)
		vfscore_path_put(&w->at);
	return rc;
}

int vfscore_lookup(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		   const char *name, unsigned int flags,
		   struct vfscore_path *path)
{
	struct walk w;
	int rc = walk_whole(&w, ctx, at, name, flags);

	if (rc == 0)
		*path = w.at;
	return rc;
}

int vfs_lookup_parent(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		      const char *name, unsigned int flags,
		      struct walk_last *last)
{
	struct walk w;
	int rc = walk_begin(&w, ctx, at, &name, flags, true);

	if (rc)
		return rc;
	if (!*name) {
		/* "" is a place, and no name in one */
		vfscore_path_put(&w.at);
		return -ENOENT;
	}
	rc = walk_run(&w, name, last);
	if (rc)
		vfscore_path_put(&w.at);
	return rc;
}

void walk_last_put(struct walk_last *last)
{
	if (last->child)
		drele(last->child);
	vfscore_path_put(&last->dir);
}

int vfscore_stat(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		 const char *name, unsigned int flags, struct vattr *vap)
{
	struct walk w;
	int rc = walk_whole(&w, ctx, at, name, flags);

	if (rc)
		return rc;
	rc = vn_getattr(w.at.dentry->d_vnode, vap);
	vfscore_path_put(&w.at);
	return rc;
}
