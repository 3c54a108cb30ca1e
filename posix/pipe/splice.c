/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Moving between pipes, and between a pipe and another file. A slot's page goes
 * from pipe to pipe as it is; everything else is copied once, where Linux may
 * refer to pages of the page cache. No lock is held while the other file is
 * read.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stddef.h>
#include <string.h>
#include <uk/alloc.h>
#include <vfscore/vnode.h>
#include "splice_priv.h"

#define READABLE (POLLIN | POLLRDNORM)
#define WRITABLE (POLLOUT | POLLWRNORM)

static struct pipe_slot *slot(struct pipe *p, unsigned int n)
{
	return &p->slots[n & (p->nslots - 1)];
}

static void told_written(struct pipe *p)
{
	uk_waitq_wake_up(&p->rd_wait);
	uk_pollq_wake(&p->pollq, READABLE);
}

static void told_read(struct pipe *p)
{
	uk_waitq_wake_up(&p->wr_wait);
	uk_pollq_wake(&p->pollq, WRITABLE);
}

int splice_wait_data(struct pipe *p, bool wait)
{
	int rc;

	while (pipe_empty(p)) {
		if (!p->writers)
			return 0;
		if (!wait)
			return -EAGAIN;
		uk_mutex_unlock(&p->lock);
		rc = uk_waitq_wait_event_intr(&p->rd_wait,
					      !pipe_empty(p) || !p->writers, 0);
		uk_mutex_lock(&p->lock);
		if (rc)
			return rc;
	}
	return 1;
}

int splice_wait_room(struct pipe *p, bool wait)
{
	int rc;

	while (p->readers && pipe_full(p)) {
		if (!wait)
			return -EAGAIN;
		uk_mutex_unlock(&p->lock);
		rc = uk_waitq_wait_event_intr(&p->wr_wait,
					      !pipe_full(p) || !p->readers, 0);
		uk_mutex_lock(&p->lock);
		if (rc)
			return rc;
	}
	if (p->readers)
		return 0;
	if (uk_signal_pipe)
		uk_signal_pipe();
	return -EPIPE;
}

/* So much has been taken from the oldest slot. */
static void slot_take(struct pipe *p, unsigned int n)
{
	struct pipe_slot *s = slot(p, p->tail);

	s->off += n;
	s->len -= n;
	if (s->len)
		return;
	uk_free(p->a, s->page);
	s->page = NULL;
	p->tail++;
}

/* A page of data becomes the newest slot. There is room. */
static void slot_add(struct pipe *p, char *page, unsigned int off,
		     unsigned int len)
{
	*slot(p, p->head) = (struct pipe_slot){
		.page = page,
		.off = off,
		.len = len,
	};
	p->head++;
}

/* ---- pipe to file ---- */

/* The first bytes of the oldest slot, in buf. */
static unsigned int peek(struct pipe *p, char *buf, size_t max)
{
	const struct pipe_slot *s = slot(p, p->tail);
	unsigned int part = (unsigned int)MIN((size_t)s->len, max);

	memcpy(buf, s->page + s->off, part);
	return part;
}

/*
 * One slot's bytes, of which the file may take less. Other readers are kept
 * away by the lock, which is why it stays held: Linux does the same.
 */
static ssize_t slot_to_file(struct pipe *p, struct vfscore_file *out,
			    off_t *pos, size_t len, char *buf)
{
	unsigned int part = peek(p, buf, len);
	ssize_t put = vfscore_file_write(out, buf, part, pos);

	if (put > 0)
		slot_take(p, (unsigned int)put);
	return put;
}

ssize_t splice_pipe_to_file(struct pipe *p, struct vfscore_file *out,
			    off_t *pos, size_t len, bool wait)
{
	char *buf = uk_malloc(p->a, PIPE_PAGE);
	size_t done = 0;
	ssize_t rc;

	if (!buf)
		return -ENOMEM;
	uk_mutex_lock(&p->lock);
	rc = splice_wait_data(p, wait);
	while (rc > 0 && done < len && !pipe_empty(p)) {
		rc = slot_to_file(p, out, pos, len - done, buf);
		if (rc > 0)
			done += (size_t)rc;
	}
	uk_mutex_unlock(&p->lock);
	uk_free(p->a, buf);
	if (done)
		told_read(p);
	return done ? (ssize_t)done : rc;
}

/* ---- file to pipe ---- */

/* Reading more would not wait. */
static bool has_more(struct vfscore_file *in)
{
	if (in->f_mode & UK_FPOS)
		return true;
	return !in->f_op->poll || (in->f_op->poll(in, NULL) & POLLIN);
}

/* Reads a page and adds it: bytes, 0 at the end, or an error. */
static ssize_t page_from_file(struct pipe *p, struct vfscore_file *in,
			      off_t *pos, size_t len, bool wait)
{
	char *page;
	ssize_t got;
	int rc;

	page = uk_malloc(p->a, PIPE_PAGE);
	if (!page)
		return -ENOMEM;
	got = vfscore_file_read(in, page, MIN(len, (size_t)PIPE_PAGE), pos);
	if (got <= 0) {
		uk_free(p->a, page);
		return got;
	}
	uk_mutex_lock(&p->lock);
	/* Somebody else may have written meanwhile */
	rc = splice_wait_room(p, wait);
	if (!rc)
		slot_add(p, page, 0, (unsigned int)got);
	uk_mutex_unlock(&p->lock);
	if (rc) {
		uk_free(p->a, page);
		return rc;
	}
	told_written(p);
	return got;
}

ssize_t splice_file_to_pipe(struct vfscore_file *in, off_t *pos, struct pipe *p,
			    size_t len, bool wait)
{
	size_t done = 0;
	ssize_t rc;

	uk_mutex_lock(&p->lock);
	rc = splice_wait_room(p, wait);
	uk_mutex_unlock(&p->lock);
	if (rc)
		return rc;
	if (!wait && !has_more(in))
		return -EAGAIN;
	do {
		rc = page_from_file(p, in, pos, len - done, wait);
		if (rc > 0)
			done += (size_t)rc;
	} while (rc > 0 && done < len && !pipe_full(p) && has_more(in));
	return done ? (ssize_t)done : rc;
}

/* ---- pipe to pipe ---- */

/* In an order that is always the same. */
static void lock_both(struct pipe *a, struct pipe *b)
{
	uk_mutex_lock((uintptr_t)a < (uintptr_t)b ? &a->lock : &b->lock);
	uk_mutex_lock((uintptr_t)a < (uintptr_t)b ? &b->lock : &a->lock);
}

static void unlock_both(struct pipe *a, struct pipe *b)
{
	uk_mutex_unlock(&a->lock);
	uk_mutex_unlock(&b->lock);
}

/* A copy of a slot's bytes becomes another pipe's newest slot. */
static int slot_copy(const struct pipe_slot *s, struct pipe *to,
		     unsigned int len)
{
	char *page = uk_malloc(to->a, PIPE_PAGE);

	if (!page)
		return -ENOMEM;
	memcpy(page, s->page + s->off, len);
	slot_add(to, page, 0, len);
	return 0;
}

/* Up to len bytes of slots, as they are; the last one may be divided. */
static ssize_t move_locked(struct pipe *from, struct pipe *to, size_t len)
{
	size_t done = 0;
	int rc = 0;

	while (!rc && done < len && !pipe_empty(from) && !pipe_full(to)) {
		struct pipe_slot *s = slot(from, from->tail);
		unsigned int part =
			(unsigned int)MIN((size_t)s->len, len - done);

		if (part == s->len) {
			slot_add(to, s->page, s->off, part);
			s->page = NULL;
			from->tail++;
		} else {
			rc = slot_copy(s, to, part);
			if (!rc)
				slot_take(from, part);
		}
		done += rc ? 0 : part;
	}
	return done ? (ssize_t)done : rc;
}

static ssize_t copy_locked(struct pipe *from, struct pipe *to, size_t len)
{
	unsigned int n = from->tail;
	size_t done = 0;
	int rc = 0;

	for (; !rc && done < len && n != from->head && !pipe_full(to); n++) {
		const struct pipe_slot *s = slot(from, n);
		unsigned int part =
			(unsigned int)MIN((size_t)s->len, len - done);

		rc = slot_copy(s, to, part);
		done += rc ? 0 : part;
	}
	return done ? (ssize_t)done : rc;
}

ssize_t splice_pipe_to_pipe(struct pipe *from, struct pipe *to, size_t len,
			    bool wait, bool copy)
{
	ssize_t rc;

	do {
		uk_mutex_lock(&from->lock);
		rc = splice_wait_data(from, wait);
		uk_mutex_unlock(&from->lock);
		if (rc <= 0)
			return rc;
		uk_mutex_lock(&to->lock);
		rc = splice_wait_room(to, wait);
		uk_mutex_unlock(&to->lock);
		if (rc)
			return rc;
		lock_both(from, to);
		rc = copy ? copy_locked(from, to, len)
			  : move_locked(from, to, len);
		unlock_both(from, to);
		/* 0: somebody else was faster */
	} while (!rc);
	if (rc > 0 && !copy)
		told_read(from);
	if (rc > 0)
		told_written(to);
	return rc;
}

/* ---- memory to pipe ---- */

/* A page of the buffers' bytes. */
static int page_from_uio(struct pipe *p, struct uio *uio)
{
	unsigned int part =
		(unsigned int)MIN((size_t)uio->uio_resid, (size_t)PIPE_PAGE);
	char *page = uk_malloc(p->a, PIPE_PAGE);
	ssize_t before = uio->uio_resid;
	unsigned int got;
	int rc;

	if (!page)
		return -ENOMEM;
	rc = vfscore_uiomove(page, part, uio);
	got = (unsigned int)(before - uio->uio_resid);
	if (got)
		slot_add(p, page, 0, got);
	else
		uk_free(p->a, page);
	return rc;
}

ssize_t splice_uio_to_pipe(struct pipe *p, struct uio *uio, bool wait)
{
	ssize_t all = uio->uio_resid;
	int rc;

	uk_mutex_lock(&p->lock);
	rc = splice_wait_room(p, wait);
	while (!rc && uio->uio_resid && !pipe_full(p))
		rc = page_from_uio(p, uio);
	uk_mutex_unlock(&p->lock);
	if (uio->uio_resid == all)
		return rc;
	told_written(p);
	return all - uio->uio_resid;
}
