/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Addresses of AF_UNIX: how sockets get them and are found by them. */
#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>
#include <uk/pipe.h>
#include <uk/process.h>
#include <vfscore/dentry.h>
#include <vfscore/namei.h>
#include "unix_driver_priv.h"

struct unix_layout {
	sa_family_t family;
	char path[UNIX_PATH_MAX];
};

#define PATH_OFFSET ((socklen_t)offsetof(struct unix_layout, path))

socklen_t unix_address(const struct unix_name *name, struct sockaddr *addr)
{
	addr->sa_family = AF_UNIX;
	if (!name)
		return PATH_OFFSET;
	memcpy((char *)addr + PATH_OFFSET, name->path, name->len);
	return PATH_OFFSET + name->len;
}

socklen_t unix_address_of(const struct unix_name *name, struct sockaddr *addr)
{
	return name ? unix_address(name, addr) : 0;
}

int unix_address_check(const struct sockaddr *addr, socklen_t len)
{
	return len <= PATH_OFFSET || len > sizeof(struct unix_layout) ||
			       addr->sa_family != AF_UNIX
		       ? -EINVAL
		       : 0;
}

static const char *path_of(const struct sockaddr *addr)
{
	return (const char *)addr + PATH_OFFSET;
}

/* A path need not end in the address. */
static void path_copy(char path[UNIX_PATH_MAX + 1], const struct sockaddr *addr,
		      socklen_t len)
{
	memcpy(path, path_of(addr), len - PATH_OFFSET);
	path[len - PATH_OFFSET] = 0;
}

static int bind_path(struct unix_sock *s, const char *path)
{
	struct vfscore_ctx *ctx = uk_posix_thread_current()->fs;
	struct vfscore_path place;
	int rc = vfscore_mknod(ctx, NULL, path, S_IFSOCK | 0777, 0);

	if (rc)
		return rc == -EEXIST ? -EADDRINUSE : rc;
	rc = vfscore_lookup(ctx, NULL, path, 0, &place);
	if (rc)
		return rc;
	uk_mutex_lock(&unix_lock);
	rc = s->name ? -EINVAL : unix_name_path(s, path, place.dentry->d_vnode);
	if (!rc)
		vref(place.dentry->d_vnode);
	uk_mutex_unlock(&unix_lock);
	vfscore_path_put(&place);
	if (rc)
		(void)vfscore_unlink(ctx, NULL, path);
	return rc;
}

int unix_bind(struct unix_sock *s, const struct sockaddr *addr, socklen_t len)
{
	bool any = len == PATH_OFFSET && addr->sa_family == AF_UNIX;
	char path[UNIX_PATH_MAX + 1];
	int rc = any ? 0 : unix_address_check(addr, len);

	if (rc)
		return rc;
	if (!any && path_of(addr)[0]) {
		path_copy(path, addr, len);
		return bind_path(s, path);
	}
	uk_mutex_lock(&unix_lock);
	if (any)
		rc = unix_name_any(s);
	else if (s->name)
		rc = -EINVAL;
	else
		rc = unix_name_abstract(s, path_of(addr), len - PATH_OFFSET);
	uk_mutex_unlock(&unix_lock);
	return rc;
}

static int find_path(const struct unix_sock *s, const char *path,
		     struct unix_sock **to)
{
	struct vfscore_ctx *ctx = uk_posix_thread_current()->fs;
	struct vfscore_path place;
	struct vnode *vp;
	int rc = vfscore_lookup(ctx, NULL, path, VFSCORE_FOLLOW, &place);

	if (rc)
		return rc;
	vp = place.dentry->d_vnode;
	rc = vn_access(&ctx->cred, vp, VWRITE);
	uk_mutex_lock(&unix_lock);
	*to = !rc && vp->v_type == VSOCK ? vp->v_private : NULL;
	if (!rc && !*to)
		rc = -ECONNREFUSED;
	else if (!rc && (*to)->type != s->type)
		rc = -EPROTOTYPE;
	if (!rc)
		uk_refcount_acquire(&(*to)->count);
	uk_mutex_unlock(&unix_lock);
	vfscore_path_put(&place);
	return rc;
}

int unix_find(struct unix_sock *s, const struct sockaddr *addr, socklen_t len,
	      struct unix_sock **to)
{
	char path[UNIX_PATH_MAX + 1];
	int rc = unix_address_check(addr, len);

	*to = NULL;
	if (rc)
		return rc;
	if (path_of(addr)[0])
		path_copy(path, addr, len);
	uk_mutex_lock(&unix_lock);
	/* Who wants to be known gets a name */
	if (s->passcred)
		rc = unix_name_any(s);
	if (!rc && !path_of(addr)[0]) {
		*to = unix_name_find(s->type, path_of(addr), len - PATH_OFFSET);
		rc = *to ? 0 : -ECONNREFUSED;
	}
	if (*to)
		uk_refcount_acquire(&(*to)->count);
	uk_mutex_unlock(&unix_lock);
	if (rc || !path_of(addr)[0])
		return rc;
	rc = find_path(s, path, to);
	if (rc)
		*to = NULL;
	return rc;
}

/* The peer, held, or NULL. */
static struct unix_sock *peer_hold(const struct unix_sock *s)
{
	struct unix_sock *to;

	uk_mutex_lock(&unix_lock);
	to = s->peer;
	if (to)
		uk_refcount_acquire(&to->count);
	uk_mutex_unlock(&unix_lock);
	return to;
}

/* Where a datagram goes: held. */
static int dgram_target(struct unix_sock *s, const struct uio *uio,
			const struct msghdr *msg, struct unix_sock **to)
{
	bool named = msg && msg->msg_namelen;
	int rc = 0;

	*to = NULL;
	if (named)
		rc = unix_address_check(msg->msg_name, msg->msg_namelen);
	else
		*to = peer_hold(s);
	if (rc)
		return rc;
	if (!named && !*to)
		return -ENOTCONN;
	if (uio->uio_resid > (ssize_t)(s->sndbuf - UNIX_RESERVE))
		rc = -EMSGSIZE;
	else if (s->error)
		rc = unix_error_take(s);
	else if (s->wr_shut)
		rc = -EPIPE;
	else if (named)
		rc = unix_find(s, msg->msg_name, msg->msg_namelen, to);
	if (!rc && *to && (*to)->peer && (*to)->peer != s)
		rc = -EPERM;
	if (rc && *to)
		unix_put(*to);
	return rc;
}

/* Whoever receives it is told the sender's name. */
static int name_add(struct unix_sock *s, struct unix_extra **extra)
{
	if (!s->name)
		return 0;
	if (!*extra)
		*extra = unix_extra_create(s->a, 0);
	if (!*extra)
		return -ENOMEM;
	(*extra)->from = s->name;
	unix_name_get(s->name);
	return 0;
}

static int send_dgram(struct unix_sock *s, struct uio *uio,
		      const struct msghdr *msg, int flags,
		      struct unix_extra **extra)
{
	struct unix_sock *to;
	int rc = dgram_target(s, uio, msg, &to);

	if (rc)
		return rc;
	rc = name_add(s, extra);
	if (!rc)
		rc = unix_send(s, to, uio, flags, extra);
	/* A peer that is gone is none any more */
	if (rc == -ECONNREFUSED && to == s->peer)
		(void)unix_dgram_connect(s, NULL);
	unix_put(to);
	return rc;
}

static int send_connected(struct unix_sock *s, struct uio *uio,
			  const struct msghdr *msg, int flags,
			  struct unix_extra **extra)
{
	bool stream = s->type == UNIX_STREAM;

	if (!stream && s->error)
		return unix_error_take(s);
	if (stream && msg && msg->msg_namelen)
		return s->peer ? -EISCONN : -EOPNOTSUPP;
	if (!s->peer)
		return -ENOTCONN;
	if (!stream || !s->wr_shut || uio->uio_resid)
		return unix_send(s, s->peer, uio, flags, extra);
	if (!(flags & UNIX_NOSIGNAL) && uk_signal_pipe)
		uk_signal_pipe();
	return -EPIPE;
}

int unix_send_to(struct unix_sock *s, struct uio *uio, const struct msghdr *msg,
		 int flags, struct unix_extra **extra)
{
	struct unix_extra *none = NULL;
	int rc;

	if (s->type != UNIX_DGRAM)
		return send_connected(s, uio, msg, flags, extra);
	rc = send_dgram(s, uio, msg, flags, extra ? extra : &none);
	unix_extra_free(none);
	return rc;
}
