/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <fcntl.h>
#include <uk/alloc.h>
#include "fdio_priv.h"

static int copy(struct fdio_name *n, const char *app_name)
{
	long len = uk_strncpy_from_app(n->buf, app_name, sizeof(n->buf));

	n->name = n->buf;
	if (likely(len != -ENAMETOOLONG))
		return (int)len;
	n->name = uk_malloc(uk_alloc_get_default(), FDIO_NAME_MAX);
	if (!n->name)
		return -ENOMEM;
	len = uk_strncpy_from_app(n->name, app_name, FDIO_NAME_MAX);
	if (len < 0)
		uk_free(uk_alloc_get_default(), n->name);
	return (int)len;
}

/* Where a relative name starts */
static int start(struct fdio_name *n, int dirfd)
{
	int rc;

	n->ref = uk_fdref_get(dirfd);
	if (!n->ref.fp)
		return -EBADF;
	rc = vfscore_file_path(n->ref.fp, &n->path);
	if (rc) {
		uk_fdref_put(n->ref);
		/* An open file, but nothing that has names below it */
		return rc == -EBADF ? -ENOTDIR : rc;
	}
	n->at = &n->path;
	return 0;
}

int fdio_name_get(struct fdio_name *n, int dirfd, const char *app_name,
		  bool empty)
{
	int rc = copy(n, app_name);

	if (rc < 0)
		return rc;
	n->at = NULL;
	n->ref = (struct uk_fdref){NULL, false};
	rc = 0;
	if (!n->name[0] && !empty)
		rc = -ENOENT;
	else if (dirfd != AT_FDCWD && n->name[0] != '/')
		rc = start(n, dirfd);
	if (rc && n->name != n->buf)
		uk_free(uk_alloc_get_default(), n->name);
	return rc;
}

void fdio_name_free(struct fdio_name *n)
{
	uk_free(uk_alloc_get_default(), n->name);
}
