/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Reading from and writing to pipes. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stddef.h>
#include <uk/alloc.h>
#include "pipe_priv.h"

#define READABLE (POLLIN | POLLRDNORM)
#define WRITABLE (POLLOUT | POLLWRNORM)

#define PIPE_RWF_NOWAIT 0x8 /* RWF_NOWAIT */

static struct pipe_slot *slot(struct pipe *p, unsigned int n)
{
	return &p->slots[n & (p->nslots - 1)];
}

static void wake(struct pipe *p, struct uk_waitq *wq, unsigned int events)
{
	if (!uk_waitq_empty(wq))
		uk_waitq_wake_up(wq);
	uk_pollq_wake(&p->pollq, events);
}

static void slot_drop(struct pipe *p)
{
	struct pipe_slot *s = slot(p, p->tail);

	if (p->spare)
		uk_free(p->a, s->page);
	else
		p->spare = s->page;
	s->page = NULL;
	p->tail++;
}

static bool may_wait(const struct vfscore_file *fp, int flags)
{
	return !(fp->f_flags & O_NONBLOCK) && !(flags & PIPE_RWF_NOWAIT);
}

/* Takes from the oldest slot. 0; 1: a packet, that is all; or -EFAULT. */
static int slot_read(struct pipe *p, struct uio *uio)
{
	struct pipe_slot *s = slot(p, p->tail);
	unsigned int part =
		(unsigned int)MIN((size_t)uio->uio_resid, (size_t)s->len);
	ssize_t before = uio->uio_resid;
	bool packet = s->packet;
	int rc;

	rc = vfscore_uiomove_short(s->page + s->off, part, uio);
	if (rc) {
		/* All of the part or nothing: it can be read again */
		uio->uio_resid = before;
		return rc;
	}
	s->off += part;
	s->len -= part;
	if (packet || !s->len)
		slot_drop(p);
	return packet;
}

/* Until there is something to read, or nobody left to write it. */
static int read_wait(struct pipe *p)
{
	return uk_waitq_wait_event_intr(&p->rd_wait,
					!pipe_empty(p) || !p->writers, 0);
}

int pipe_read(struct vfscore_file *fp, struct uio *uio, int flags)
{
	struct pipe *p = fp->f_data;
	ssize_t all = uio->uio_resid;
	bool was_full = false;
	int rc = 0;

	if (flags & ~PIPE_RWF_NOWAIT)
		return -EOPNOTSUPP;
	if (!all)
		return 0;
	/* At a glance: most who wait have not to lock before */
	if (pipe_empty(p) && may_wait(fp, flags)) {
		rc = read_wait(p);
		if (rc)
			return rc;
	}
	uk_mutex_lock(&p->lock);
	for (;;) {
		if (!pipe_empty(p)) {
			was_full |= pipe_full(p);
			rc = slot_read(p, uio);
			if (rc || !uio->uio_resid)
				break;
			continue;
		}
		if (!p->writers || uio->uio_resid < all)
			break;
		rc = -EAGAIN;
		if (!may_wait(fp, flags))
			break;
		uk_mutex_unlock(&p->lock);
		rc = read_wait(p);
		if (rc)
			return rc;
		uk_mutex_lock(&p->lock);
	}
	uk_mutex_unlock(&p->lock);
	if (was_full)
		wake(p, &p->wr_wait, WRITABLE);
	/* What has been read counts, whatever came then */
	return uio->uio_resid < all || rc > 0 ? 0 : rc;
}

/*
 * The first bytes of a write go behind those of the last one if they fit, so
 * that many small writes do not take a page each. There is a last one.
 */
static int append(struct pipe *p, struct uio *uio)
{
	unsigned int part = (size_t)uio->uio_resid % PIPE_PAGE;
	struct pipe_slot *s = slot(p, p->head - 1);
	ssize_t before = uio->uio_resid;
	int rc;

	if (!part || s->packet || s->off + s->len + part > PIPE_PAGE)
		return 0;
	rc = vfscore_uiomove_short(s->page + s->off + s->len, part, uio);
	if (rc)
		uio->uio_resid = before;
	else
		s->len += part;
	return rc;
}

static int slot_write(struct pipe *p, struct uio *uio, bool packet)
{
	unsigned int part =
		(unsigned int)MIN((size_t)uio->uio_resid, (size_t)PIPE_PAGE);
	struct pipe_slot *s = slot(p, p->head);
	ssize_t before = uio->uio_resid;
	int rc;

	if (!p->spare)
		p->spare = uk_malloc(p->a, PIPE_PAGE);
	if (!p->spare)
		return -ENOMEM;
	rc = vfscore_uiomove_short(p->spare, part, uio);
	if (rc) {
		/* All of the part or nothing */
		uio->uio_resid = before;
		return rc;
	}
	*s = (struct pipe_slot){
		.page = p->spare, .len = part, .packet = packet};
	p->spare = NULL;
	p->head++;
	return 0;
}

/* Lets others read and waits for room. */
static __noinline int write_wait(struct pipe *p)
{
	int rc;

	uk_mutex_unlock(&p->lock);
	wake(p, &p->rd_wait, READABLE);
	rc = uk_waitq_wait_event_intr(&p->wr_wait, !pipe_full(p) || !p->readers,
				      0);
	uk_mutex_lock(&p->lock);
	return rc;
}

static int write_locked(struct vfscore_file *fp, struct uio *uio, int flags)
{
	struct pipe *p = fp->f_data;
	bool packet = fp->f_flags & O_DIRECT;
	int rc;

	if (!p->readers)
		return -EPIPE;
	rc = packet || pipe_empty(p) ? 0 : append(p, uio);
	while (!rc && uio->uio_resid) {
		if (!p->readers)
			rc = -EPIPE;
		else if (!pipe_full(p))
			rc = slot_write(p, uio, packet);
		else if (!may_wait(fp, flags))
			rc = -EAGAIN;
		else
			rc = write_wait(p);
	}
	return rc;
}

int pipe_write(struct vfscore_file *fp, struct uio *uio, int flags)
{
	struct pipe *p = fp->f_data;
	ssize_t all = uio->uio_resid;
	bool told;
	int rc;

	if (flags & ~PIPE_RWF_NOWAIT)
		return -EOPNOTSUPP;
	if (!all)
		return 0;
	uk_mutex_lock(&p->lock);
	rc = write_locked(fp, uio, flags);
	told = uio->uio_resid < all;
	uk_mutex_unlock(&p->lock);
	if (told)
		wake(p, &p->rd_wait, READABLE);
	if (rc == -EPIPE && uk_signal_pipe)
		uk_signal_pipe();
	return told ? 0 : rc;
}
