/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <uk/alloc.h>
#include <uk/pipe.h>
#include "unix_priv.h"

#define READABLE (POLLIN | POLLRDNORM)
#define WRITABLE (POLLOUT | POLLWRNORM)

static void wake(struct uk_waitq *wq, struct uk_pollq *pollq,
		 unsigned int events)
{
	if (!uk_waitq_empty(wq))
		uk_waitq_wake_up(wq);
	uk_pollq_wake(pollq, events);
}

/* A message with its data from uio; the receiver's lock is held. */
static int msg_make(struct unix_sock *to, struct uio *uio, unsigned int len,
		    struct unix_msg **mp)
{
	ssize_t before = uio->uio_resid;
	struct unix_msg *m = NULL;
	int rc;

	if (len <= UNIX_SMALL) {
		m = to->spare;
		to->spare = NULL;
	}
	if (!m) {
		m = uk_malloc(to->a, sizeof(*m) + MAX(len, UNIX_SMALL));
		if (!m)
			return -ENOMEM;
		m->size = MAX(len, UNIX_SMALL);
	}
	m->off = 0;
	m->len = len;
	rc = len ? vfscore_uiomove(m->data, len, uio) : 0;
	if (rc) {
		uio->uio_resid = before;
		uk_free(to->a, m);
		return rc;
	}
	*mp = m;
	return 0;
}

static void msg_drop(struct unix_sock *s, struct unix_msg *m)
{
	uk_list_del(&m->link);
	if (!s->spare && m->size == UNIX_SMALL)
		s->spare = m;
	else
		uk_free(s->a, m);
}

static bool cannot_send(const struct unix_sock *to)
{
	return to->closed || to->rd_shut;
}

static bool has_room(const struct unix_sock *to, unsigned int len)
{
	return to->bytes + len <= UNIX_BUFFER;
}

/* One message; the receiver's lock is held, and let go while it waits. */
static int send_one(struct unix_sock *to, struct uio *uio, unsigned int len,
		    int flags)
{
	struct unix_msg *m;
	int rc;

	for (;;) {
		if (cannot_send(to))
			return to->closed && to->type == UNIX_DGRAM
				       ? -ECONNREFUSED
				       : -EPIPE;
		if (has_room(to, len))
			break;
		if (flags & UNIX_DONTWAIT)
			return -EAGAIN;
		uk_mutex_unlock(&to->lock);
		rc = uk_waitq_wait_event_intr(
			&to->wr_wait, has_room(to, len) || cannot_send(to), 0);
		uk_mutex_lock(&to->lock);
		if (rc)
			return rc;
	}
	rc = msg_make(to, uio, len, &m);
	if (rc)
		return rc;
	uk_list_add_tail(&m->link, &to->msgs);
	to->bytes += len;
	wake(&to->rd_wait, &to->pollq, READABLE);
	return 0;
}

int unix_send(struct unix_sock *s, struct uio *uio, int flags)
{
	struct unix_sock *to = s->peer;
	ssize_t all = uio->uio_resid;
	bool stream = s->type == UNIX_STREAM;
	int rc = 0;

	if (stream && !all)
		return 0;
	if (!stream && all > (ssize_t)UNIX_BUFFER - 32)
		return -EMSGSIZE;
	uk_mutex_lock(&to->lock);
	do {
		unsigned int len = (unsigned int)uio->uio_resid;

		if (stream && uio->uio_resid > (ssize_t)UNIX_CHUNK)
			len = UNIX_CHUNK;
		rc = send_one(to, uio, len, flags);
	} while (!rc && uio->uio_resid);
	uk_mutex_unlock(&to->lock);
	if (rc == -EPIPE && !(flags & UNIX_NOSIGNAL) && s->type != UNIX_DGRAM &&
	    uk_signal_pipe)
		uk_signal_pipe();
	return uio->uio_resid < all ? 0 : rc;
}

static bool is_over(const struct unix_sock *s)
{
	return s->rd_shut || (s->type != UNIX_DGRAM && s->peer->closed);
}

/* Waits for a message: 0, 1: none will come; or a negative errno. */
static int recv_wait(struct unix_sock *s, int flags)
{
	int rc;

	while (uk_list_empty(&s->msgs)) {
		if (is_over(s))
			return 1;
		if (flags & UNIX_DONTWAIT)
			return -EAGAIN;
		uk_mutex_unlock(&s->lock);
		rc = uk_waitq_wait_event_intr(
			&s->rd_wait, !uk_list_empty(&s->msgs) || is_over(s), 0);
		uk_mutex_lock(&s->lock);
		if (rc)
			return rc;
	}
	return 0;
}

/* Moves from a message; what has been moved stays there with UNIX_PEEK. */
static int msg_read(struct unix_sock *s, struct unix_msg *m, struct uio *uio,
		    int flags)
{
	ssize_t before = uio->uio_resid;
	unsigned int part = (unsigned int)MIN((size_t)before, (size_t)m->len);
	int rc = part ? vfscore_uiomove(m->data + m->off, part, uio) : 0;

	if (rc || (flags & UNIX_PEEK))
		return rc;
	if (s->type != UNIX_STREAM)
		part = m->len;
	m->off += part;
	m->len -= part;
	s->bytes -= part;
	if (!m->len)
		msg_drop(s, m);
	return 0;
}

/* A stream's messages one after the other, as far as they are there. */
static int recv_stream(struct unix_sock *s, struct uio *uio, int flags)
{
	struct unix_msg *m, *next;
	int rc = 0;

	uk_list_for_each_entry_safe (m, next, &s->msgs, link) {
		rc = msg_read(s, m, uio, flags);
		if (rc || !uio->uio_resid)
			break;
	}
	return rc;
}

int unix_recv(struct unix_sock *s, struct uio *uio, int flags,
	      unsigned int *full)
{
	bool stream = s->type == UNIX_STREAM;
	ssize_t all = uio->uio_resid;
	struct unix_msg *m;
	int rc;

	if (stream && !all)
		return 0;
	uk_mutex_lock(&s->lock);
	do {
		rc = recv_wait(s, flags);
		if (rc)
			break;
		m = uk_list_first_entry(&s->msgs, struct unix_msg, link);
		if (full)
			*full = m->len;
		rc = stream ? recv_stream(s, uio, flags)
			    : msg_read(s, m, uio, flags);
	} while (!rc && stream && uio->uio_resid &&
		 (flags & (UNIX_WAITALL | UNIX_PEEK)) == UNIX_WAITALL);
	uk_mutex_unlock(&s->lock);
	if (!(flags & UNIX_PEEK) && rc <= 0)
		wake(&s->wr_wait, &s->peer->pollq, WRITABLE);
	return uio->uio_resid < all || rc > 0 ? 0 : rc;
}
