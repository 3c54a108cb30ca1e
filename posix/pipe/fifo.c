/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * FIFOs: a pipe that has a name. It is there while the name is open anywhere;
 * vnode.v_private has it.
 */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <uk/alloc.h>
#include <uk/init.h>
#include <vfscore/fs.h>
#include "pipe_priv.h"

/* The vnode's pipe, with the vnode locked; made if there is none. */
static struct pipe *fifo_pipe_locked(struct vnode *vp)
{
	if (!vp->v_private)
		vp->v_private = pipe_new(uk_alloc_get_default());
	return vp->v_private;
}

static void fifo_leave(struct vnode *vp, struct pipe *p, unsigned int mode)
{
	bool last;

	vn_lock(vp);
	uk_mutex_lock(&p->lock);
	pipe_leave_locked(p, mode);
	last = !p->readers && !p->writers;
	uk_mutex_unlock(&p->lock);
	if (last)
		vp->v_private = NULL;
	vn_unlock(vp);
	if (last)
		pipe_free(p);
}

static void fifo_release(struct vfscore_file *fp)
{
	fifo_leave(fp->f_vnode, fp->f_data, fp->f_mode);
}

/* The attributes are those of the name */
static const struct vfscore_fileops fifo_fileops = {
	.read = pipe_read,
	.write = pipe_write,
	.poll = pipe_poll,
	.ioctl = pipe_ioctl,
	.release = fifo_release,
	.async = true,
};

/*
 * A reader waits for a writer and the other way round; one that has come and
 * gone meanwhile counts.
 */
static int fifo_meet(struct vfscore_file *fp, struct pipe *p)
{
	unsigned int seen;

	if (fp->f_mode & UK_FREAD) {
		if (p->writers || (fp->f_flags & O_NONBLOCK))
			return 0;
		seen = p->writers_ever;
		return uk_waitq_wait_event_intr(&p->rd_wait,
						p->writers_ever != seen, 0);
	}
	if (p->readers)
		return 0;
	seen = p->readers_ever;
	return uk_waitq_wait_event_intr(&p->wr_wait, p->readers_ever != seen,
					0);
}

static int fifo_open(struct vfscore_file *fp)
{
	unsigned int mode = fp->f_mode & (UK_FREAD | UK_FWRITE);
	struct vnode *vp = fp->f_vnode;
	struct pipe *p;
	int rc = 0;

	/* O_ACCMODE itself is no way into one: nobody would count it */
	if (!mode)
		return -EINVAL;
	vn_lock(vp);
	p = fifo_pipe_locked(vp);
	if (!p) {
		vn_unlock(vp);
		return -ENOMEM;
	}
	uk_mutex_lock(&p->lock);
	if (mode == UK_FWRITE && !p->readers && (fp->f_flags & O_NONBLOCK))
		rc = -ENXIO;
	if (mode == UK_FREAD && !p->writers && (fp->f_flags & O_NONBLOCK))
		fp->f_offset = p->writers_ever; /* pipe_seen() */
	if (mode & UK_FREAD) {
		p->readers++;
		p->readers_ever++;
	}
	if (mode & UK_FWRITE) {
		p->writers++;
		p->writers_ever++;
	}
	uk_mutex_unlock(&p->lock);
	vn_unlock(vp);
	if (!rc) {
		uk_waitq_wake_up(&p->rd_wait);
		uk_waitq_wake_up(&p->wr_wait);
		if (mode != (UK_FREAD | UK_FWRITE))
			rc = fifo_meet(fp, p);
	}
	if (rc) {
		fifo_leave(vp, p, mode);
		return rc;
	}
	fp->f_op = &fifo_fileops;
	fp->f_data = p;
	return 0;
}

static int fifo_init(void)
{
	vfscore_special_register(VFIFO, fifo_open, NULL);
	return 0;
}

uk_lib_initcall(fifo_init);
