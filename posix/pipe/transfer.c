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

/* The oldest slot, which has been read. */
static inline void slot_drop(struct pipe *p, struct pipe_slot *s)
{
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
static inline __attribute__((always_inline)) int slot_read(struct pipe *p,
							   struct uio *uio)
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
		slot_drop(p, s);
	return packet;
}

static inline bool is_readable(const struct pipe *p)
{
	return !pipe_empty(p) || !p->writers;
}

/*
 * Until there is something to read, or nobody left to write it; there was
 * nothing a moment ago, so that the first look comes in the queue. 0 or -EINTR.
 */
static int read_wait(struct pipe *p)
{
	struct uk_waitq_entry entry;
	bool readable;

	uk_waitq_entry_init(&entry, uk_thread_current());
	do {
		uk_waitq_prepare(&p->rd_wait, &entry, 0);
		readable = is_readable(p);
		if (readable || uk_thread_interrupted())
			break;
		uk_sched_yield();
		readable = is_readable(p);
	} while (!readable && !uk_thread_interrupted());
	uk_waitq_finish(&entry);
	return readable ? 0 : -EINTR;
}

/* A read, the lock held, from wherever pipe_read() has got to; lets it go. */
static __noinline int read_on(struct vfscore_file *fp, struct uio *uio,
			      int flags, ssize_t all)
{
	struct pipe *p = fp->f_data;
	bool was_full = false;
	int rc = 0;

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

int pipe_read(struct vfscore_file *fp, struct uio *uio, int flags)
{
	struct pipe *p = fp->f_data;
	ssize_t all = uio->uio_resid;
	int rc;

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
	/* Most find all that they want in one slot, and no writer waits */
	if (unlikely(pipe_empty(p) || pipe_full(p)))
		return read_on(fp, uio, flags, all);
	rc = slot_read(p, uio);
	if (unlikely(!rc && uio->uio_resid))
		return read_on(fp, uio, flags, all);
	uk_mutex_unlock(&p->lock);
	return MIN(rc, 0);
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

/* So many bytes, at most a page, into a slot; there is room. */
static inline __attribute__((always_inline)) int slot_write(struct pipe *p,
							    struct uio *uio,
							    size_t part,
							    bool packet)
{
	struct pipe_slot *s = slot(p, p->head);
	ssize_t before = uio->uio_resid;
	int rc;

	rc = vfscore_uiomove_short(p->spare, part, uio);
	if (rc) {
		/* All of the part or nothing */
		uio->uio_resid = before;
		return rc;
	}
	*s = (struct pipe_slot){
		.page = p->spare, .len = (unsigned int)part, .packet = packet};
	p->spare = NULL;
	p->head++;
	return 0;
}

/* As much as one slot takes; there is room. */
static int slot_fill(struct pipe *p, struct uio *uio, bool packet)
{
	if (!p->spare)
		p->spare = uk_malloc(p->a, PIPE_PAGE);
	if (!p->spare)
		return -ENOMEM;
	return slot_write(
		p, uio, MIN((size_t)uio->uio_resid, (size_t)PIPE_PAGE), packet);
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
			rc = slot_fill(p, uio, packet);
		else if (!may_wait(fp, flags))
			rc = -EAGAIN;
		else
			rc = write_wait(p);
	}
	return rc;
}

/* Any write, the lock held; lets it go. */
static __noinline int write_any(struct vfscore_file *fp, struct uio *uio,
				int flags, ssize_t all)
{
	struct pipe *p = fp->f_data;
	int rc = write_locked(fp, uio, flags);
	bool told = uio->uio_resid < all;

	uk_mutex_unlock(&p->lock);
	if (told)
		wake(p, &p->rd_wait, READABLE);
	if (rc == -EPIPE && uk_signal_pipe)
		uk_signal_pipe();
	return told ? 0 : rc;
}

int pipe_write(struct vfscore_file *fp, struct uio *uio, int flags)
{
	struct pipe *p = fp->f_data;
	ssize_t all = uio->uio_resid;
	int rc;

	if (flags & ~PIPE_RWF_NOWAIT)
		return -EOPNOTSUPP;
	if (!all)
		return 0;
	uk_mutex_lock(&p->lock);
	/* Most find the pipe empty, and a page that the reader has left */
	if (unlikely(!pipe_empty(p) || !p->spare || !p->readers ||
		     all > (ssize_t)PIPE_PAGE))
		return write_any(fp, uio, flags, all);
	rc = slot_write(p, uio, (size_t)all, fp->f_flags & O_DIRECT);
	uk_mutex_unlock(&p->lock);
	if (!rc)
		wake(p, &p->rd_wait, READABLE);
	return rc;
}
