/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <uk/access.h>
#include <uk/alloc.h>
#include <uk/process.h>
#include "pipe_priv.h"

static unsigned long last_ino;

struct pipe *pipe_new(struct uk_alloc *a)
{
	struct pipe *p = uk_zalloc(a, sizeof(*p));

	if (!p)
		return NULL;
	p->slots = uk_zalloc(a, PIPE_SLOTS * sizeof(*p->slots));
	if (!p->slots) {
		uk_free(a, p);
		return NULL;
	}
	p->nslots = PIPE_SLOTS;
	p->a = a;
	p->ino = __atomic_add_fetch(&last_ino, 1, __ATOMIC_RELAXED);
	uk_mutex_init(&p->lock);
	uk_waitq_init(&p->rd_wait);
	uk_waitq_init(&p->wr_wait);
	uk_pollq_init(&p->pollq);
	return p;
}

void pipe_free(struct pipe *p)
{
	while (!pipe_empty(p))
		uk_free(p->a, p->slots[p->tail++ & (p->nslots - 1)].page);
	uk_pollq_fini(&p->pollq, POLLHUP);
	uk_free(p->a, p->spare);
	uk_free(p->a, p->slots);
	uk_free(p->a, p);
}

void pipe_leave_locked(struct pipe *p, unsigned int mode)
{
	if (mode & UK_FREAD)
		p->readers--;
	if (mode & UK_FWRITE)
		p->writers--;
	uk_waitq_wake_up(&p->rd_wait);
	uk_waitq_wake_up(&p->wr_wait);
	uk_pollq_wake(&p->pollq, POLLIN | POLLOUT | POLLERR | POLLHUP);
}

static void pipe_release(struct vfscore_file *fp)
{
	struct pipe *p = fp->f_data;
	bool last;

	uk_mutex_lock(&p->lock);
	pipe_leave_locked(p, fp->f_mode);
	last = !p->readers && !p->writers;
	uk_mutex_unlock(&p->lock);
	if (last)
		pipe_free(p);
}

unsigned int pipe_poll(struct vfscore_file *fp, struct uk_poll_entry *entry)
{
	struct pipe *p = fp->f_data;
	unsigned int events = 0;

	if (entry)
		uk_pollq_add(&p->pollq, entry);
	if (fp->f_mode & UK_FREAD) {
		if (!pipe_empty(p))
			events |= POLLIN | POLLRDNORM;
		/* Before its first writer there is nothing to hang up */
		if (!p->writers && p->writers_ever != pipe_seen(fp))
			events |= POLLHUP;
	}
	if (fp->f_mode & UK_FWRITE) {
		if (!pipe_full(p))
			events |= POLLOUT | POLLWRNORM;
		if (!p->readers)
			events |= POLLERR;
	}
	return events;
}

int pipe_ioctl(struct vfscore_file *fp, unsigned long cmd, unsigned long arg)
{
	struct pipe *p = fp->f_data;
	int bytes = 0;

	if (cmd != FIONREAD)
		return -ENOTTY;
	uk_mutex_lock(&p->lock);
	for (unsigned int n = p->tail; n != p->head; n++)
		bytes += (int)p->slots[n & (p->nslots - 1)].len;
	uk_mutex_unlock(&p->lock);
	return uk_put_to_app(bytes, (int *)arg);
}

static int pipe_reopen(struct vfscore_file *of, struct vfscore_file *fp);

static const struct vfscore_fileops pipe_fileops = {
	.read = pipe_read,
	.write = pipe_write,
	.poll = pipe_poll,
	.ioctl = pipe_ioctl,
	.getattr = pipe_getattr,
	.reopen = pipe_reopen,
	.release = pipe_release,
	.async = true,
};

/* Another end of the same pipe, whichever is wanted. Nobody is waited for. */
static int pipe_reopen(struct vfscore_file *of, struct vfscore_file *fp)
{
	struct pipe *p = of->f_data;

	if (!(fp->f_mode & (UK_FREAD | UK_FWRITE)))
		return -EINVAL;
	uk_mutex_lock(&p->lock);
	if (fp->f_mode & UK_FREAD) {
		p->readers++;
		p->readers_ever++;
	}
	if (fp->f_mode & UK_FWRITE) {
		p->writers++;
		p->writers_ever++;
	}
	uk_mutex_unlock(&p->lock);
	fp->f_op = &pipe_fileops;
	fp->f_data = p;
	return 0;
}

int uk_pipe_create(struct uk_alloc *a, int flags, struct vfscore_file **rd,
		   struct vfscore_file **wr)
{
	struct pipe *p = pipe_new(a);

	if (!p)
		return -ENOMEM;
	*rd = vfscore_file_create(&pipe_fileops, UK_FREAD,
				  O_RDONLY | (flags & O_NONBLOCK), p);
	if (!*rd)
		goto err_pipe;
	p->readers = p->readers_ever = 1;
	*wr = vfscore_file_create(&pipe_fileops, UK_FWRITE, O_WRONLY | flags,
				  p);
	if (!*wr) {
		/* Frees the pipe, too */
		fdrop(*rd);
		return -ENOMEM;
	}
	p->writers = p->writers_ever = 1;
	return 0;

err_pipe:
	pipe_free(p);
	return -ENOMEM;
}

#define SIZE_MAX_ARG (1UL << 31)

static unsigned long max_size = 1048576; /* /proc/sys/fs/pipe-max-size */

static unsigned int slots_for(unsigned long size)
{
	unsigned int n = 1;

	while (n * (unsigned long)PIPE_PAGE < size)
		n *= 2;
	return n;
}

long uk_pipe_max_size(void)
{
	return (long)max_size;
}

int uk_pipe_max_size_set(long size)
{
	if (size < 0 || (unsigned long)size > SIZE_MAX_ARG)
		return -EINVAL;
	max_size = slots_for((unsigned long)size) * (unsigned long)PIPE_PAGE;
	return 0;
}

static long size_set(struct pipe *p, unsigned long size)
{
	struct pipe_slot *slots;
	unsigned int n, used;

	if (size > SIZE_MAX_ARG)
		return -EINVAL;
	n = slots_for(size);
	if (n > p->nslots && n * (unsigned long)PIPE_PAGE > max_size &&
	    !uk_capable(UK_CAP_SYS_RESOURCE))
		return -EPERM;
	slots = uk_zalloc(p->a, n * sizeof(*slots));
	if (!slots)
		return -ENOMEM;
	uk_mutex_lock(&p->lock);
	used = p->head - p->tail;
	if (used > n) {
		uk_mutex_unlock(&p->lock);
		uk_free(p->a, slots);
		return -EBUSY;
	}
	for (unsigned int i = 0; i < used; i++)
		slots[i] = p->slots[(p->tail + i) & (p->nslots - 1)];
	uk_free(p->a, p->slots);
	p->slots = slots;
	p->nslots = n;
	p->tail = 0;
	p->head = used;
	uk_mutex_unlock(&p->lock);
	/* There may be room now */
	uk_waitq_wake_up(&p->wr_wait);
	uk_pollq_wake(&p->pollq, POLLOUT | POLLWRNORM);
	return (long)(n * (unsigned long)PIPE_PAGE);
}

long uk_pipe_fcntl(struct vfscore_file *fp, int cmd, unsigned long arg)
{
	struct pipe *p = fp->f_data;

	if (fp->f_op->read != pipe_read)
		return -EBADF;
	if (cmd == F_GETPIPE_SZ)
		return (long)(p->nslots * (unsigned long)PIPE_PAGE);
	return size_set(p, arg & 0xffffffff);
}
