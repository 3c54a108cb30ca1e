/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * On the build machine: what files need of modules that do not build there.
 * Nobody sleeps in these tests; who tries has found a defect.
 */
#include <stdlib.h>
#include <string.h>
#include <uk/access.h>
#include <uk/alloc.h>
#include <uk/mutex.h>
#include <uk/sched.h>
#include <uk/wait.h>
#include <vfscore/file.h>
#include "../pipe_priv.h"
#include "standin.h"

struct uk_alloc *standin_alloc;
void (*vfscore_file_unwatch)(struct vfscore_file *fp);

struct vfscore_file *vfscore_file_create(const struct vfscore_fileops *op,
					 unsigned int mode, int flags,
					 void *data)
{
	struct vfscore_file *fp = uk_zalloc(standin_alloc, sizeof(*fp));

	if (!fp)
		return NULL;
	fp->f_op = op;
	fp->f_mode = mode;
	fp->f_flags = flags;
	fp->f_data = data;
	uk_refcount_init(&fp->f_count, 1);
	UK_INIT_LIST_HEAD(&fp->f_ep);
	return fp;
}

void vfscore_file_release(struct vfscore_file *fp)
{
	if (!uk_list_empty(&fp->f_ep))
		vfscore_file_unwatch(fp);
	fp->f_op->release(fp);
	uk_free(standin_alloc, fp);
}

int vfscore_uiomove(void *cp, size_t n, struct uio *uio)
{
	if (!uio->uio_iov->iov_base)
		return -EFAULT;
	if (uio->uio_rw == UIO_READ)
		memcpy(uio->uio_iov->iov_base, cp, n);
	else
		memcpy(cp, uio->uio_iov->iov_base, n);
	uio->uio_iov->iov_base = (char *)uio->uio_iov->iov_base + n;
	uio->uio_iov->iov_len -= n;
	uio->uio_resid -= (ssize_t)n;
	return 0;
}

/* The real one needs all of fs/vfscore */
int pipe_getattr(struct vfscore_file *fp __unused, struct vattr *va __unused)
{
	abort();
}

int uk_copy_to_app(void *app, const void *src, __sz len)
{
	memcpy(app, src, len);
	return 0;
}

int _uk_mutex_lock_slow(struct uk_mutex *m __unused, __nsec deadline __unused)
{
	abort();
}

void _uk_mutex_unlock_slow(struct uk_mutex *m __unused)
{
	abort();
}

void uk_waitq_prepare(struct uk_waitq *wq __unused,
		      struct uk_waitq_entry *entry __unused,
		      __nsec deadline __unused)
{
	abort();
}

int uk_waitq_finish(struct uk_waitq_entry *entry __unused)
{
	abort();
}

void uk_waitq_wake_up(struct uk_waitq *wq __unused)
{
}
