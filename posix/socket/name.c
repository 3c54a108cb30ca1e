/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Names of sockets. An abstract one is in a list while its socket is open; a
 * path's is found through the vnode, whose v_private has the socket.
 */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <uk/alloc.h>
#include <vfscore/vnode.h>
#include "unix_priv.h"

#define ANY_MAX 0x100000U /* names of five digits */

static UK_LIST_HEAD(names);
static unsigned int last_any;

static struct unix_name *name_new(struct unix_sock *s, const char *path,
				  unsigned int len)
{
	struct unix_name *name = uk_zalloc(s->a, sizeof(*name));

	if (!name)
		return NULL;
	uk_refcount_init(&name->count, 1);
	UK_INIT_LIST_HEAD(&name->link);
	name->sock = s;
	name->a = s->a;
	name->len = len;
	memcpy(name->path, path, len);
	s->name = name;
	return name;
}

struct unix_sock *unix_name_find(int type, const char *path, unsigned int len)
{
	const struct unix_name *name;

	uk_list_for_each_entry (name, &names, link)
		if (name->sock->type == type && name->len == len &&
		    !memcmp(name->path, path, len))
			return name->sock;
	return NULL;
}

int unix_name_abstract(struct unix_sock *s, const char *path, unsigned int len)
{
	struct unix_name *name;

	if (unix_name_find(s->type, path, len))
		return -EADDRINUSE;
	name = name_new(s, path, len);
	if (!name)
		return -ENOMEM;
	uk_list_add_tail(&name->link, &names);
	return 0;
}

int unix_name_any(struct unix_sock *s)
{
	char path[8] = "";
	int rc = -EADDRINUSE;

	if (s->name)
		return 0;
	for (unsigned int i = 0; rc == -EADDRINUSE && i < ANY_MAX; i++) {
		last_any = (last_any + 1) % ANY_MAX;
		snprintf(path + 1, sizeof(path) - 1, "%05x", last_any);
		rc = unix_name_abstract(s, path, 6);
	}
	return rc == -EADDRINUSE ? -ENOSPC : rc;
}

int unix_name_path(struct unix_sock *s, const char *path, struct vnode *vp)
{
	struct unix_name *name =
		name_new(s, path, (unsigned int)strlen(path) + 1);

	if (!name)
		return -ENOMEM;
	name->vnode = vp;
	vp->v_private = s;
	return 0;
}

void unix_name_get(struct unix_name *name)
{
	uk_refcount_acquire(&name->count);
}

void unix_name_put(struct unix_name *name)
{
	if (uk_refcount_release(&name->count))
		uk_free(name->a, name);
}

void unix_name_leave(struct unix_sock *s)
{
	struct unix_name *name = s->name;

	if (!name || !name->sock)
		return;
	name->sock = NULL;
	uk_list_del(&name->link);
	if (name->vnode) {
		name->vnode->v_private = NULL;
		vrele(name->vnode);
		name->vnode = NULL;
	}
}
