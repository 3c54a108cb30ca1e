/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <uk/alloc.h>
#include <uk/arch/lcpu.h>
#include <uk/pipe.h>
#include <uk/plat/time.h>
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
	m->extra = NULL;
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
	s->msg_count--;
	if (unlikely(m->extra))
		unix_extra_drop(s, m);
	if (!s->spare && m->size == UNIX_SMALL)
		s->spare = m;
	else
		uk_free(s->a, m);
}

bool unix_drop_all(struct unix_sock *s)
{
	bool any = !uk_list_empty(&s->msgs);

	while (!uk_list_empty(&s->msgs))
		msg_drop(s,
			 uk_list_first_entry(&s->msgs, struct unix_msg, link));
	s->bytes = 0;
	return any;
}

static bool cannot_send(const struct unix_sock *to)
{
	return to->closed || to->rd_shut;
}

/* Datagrams from who is not the peer are counted, all else is weighed. */
static bool has_room(const struct unix_sock *s, const struct unix_sock *to,
		     unsigned int len)
{
	if (unlikely(to->peer != s))
		return to->msg_count <= UNIX_BACKLOG;
	return (to->bytes + len <= s->sndbuf || !to->bytes) &&
	       to->msg_count < UNIX_MESSAGES;
}

static int wait_room(const struct unix_sock *s, struct unix_sock *to,
		     unsigned int len)
{
	__nsec deadline =
		s->sndtimeo ? ukplat_monotonic_clock() + s->sndtimeo : 0;
	int rc;

	uk_mutex_unlock(&to->lock);
	rc = uk_waitq_wait_event_intr(&to->wr_wait,
				      has_room(s, to, len) || cannot_send(to) ||
					      s->wr_shut,
				      deadline);
	uk_mutex_lock(&to->lock);
	return rc == -ETIMEDOUT ? -EAGAIN : rc;
}

/* Who sends, if one of them wants to know and it was not said. */
static int cred_add(struct unix_msg *m, struct unix_sock *to)
{
	if (!m->extra)
		m->extra = unix_extra_create(to->a, 0);
	if (!m->extra)
		return -ENOMEM;
	if (!m->extra->has_cred) {
		unix_self(&m->extra->cred);
		m->extra->has_cred = true;
	}
	return 0;
}

/* A message gets what it carries; *extra is its own then. */
static int extra_set(const struct unix_sock *s, struct unix_sock *to,
		     struct unix_msg *m, struct unix_extra **extra)
{
	int rc = 0;

	if (extra && *extra)
		m->extra = *extra;
	if (s->passcred || to->passcred)
		rc = cred_add(m, to);
	if (rc) {
		uk_free(to->a, m);
		return rc;
	}
	if (extra && *extra) {
		unix_extra_leave(*extra);
		*extra = NULL;
	}
	return 0;
}

/* Waits until a message of this length may be sent. */
static int send_wait(const struct unix_sock *s, struct unix_sock *to,
		     unsigned int len, int flags)
{
	int rc = 0;

	while (!rc) {
		if (unlikely(cannot_send(to) || s->wr_shut))
			return to->closed && to->type == UNIX_DGRAM
				       ? -ECONNREFUSED
				       : -EPIPE;
		if (likely(has_room(s, to, len)))
			return 0;
		rc = flags & UNIX_DONTWAIT ? -EAGAIN : wait_room(s, to, len);
	}
	return rc;
}

/* One message; the receiver's lock is held, and let go while it waits. */
static int send_one(const struct unix_sock *s, struct unix_sock *to,
		    struct uio *uio, unsigned int len, int flags,
		    struct unix_extra **extra)
{
	ssize_t before = uio->uio_resid;
	struct unix_msg *m;
	int rc = send_wait(s, to, len, flags);

	if (!rc)
		rc = msg_make(to, uio, len, &m);
	if (rc)
		return rc;
	if (unlikely((extra && *extra) || s->passcred || to->passcred)) {
		rc = extra_set(s, to, m, extra);
		if (rc) {
			uio->uio_resid = before;
			return rc;
		}
	}
	uk_list_add_tail(&m->link, &to->msgs);
	to->bytes += len;
	to->msg_count++;
	wake(&to->rd_wait, &to->pollq, READABLE);
	return 0;
}

int unix_send(const struct unix_sock *s, struct unix_sock *to, struct uio *uio,
	      int flags, struct unix_extra **extra)
{
	ssize_t all = uio->uio_resid;
	bool stream = s->type == UNIX_STREAM;
	int rc = 0;

	if (stream && !all)
		return 0;
	if (!stream && all > (ssize_t)(s->sndbuf - UNIX_RESERVE))
		return -EMSGSIZE;
	uk_mutex_lock(&to->lock);
	do {
		unsigned int len = (unsigned int)uio->uio_resid;

		if (stream && uio->uio_resid > (ssize_t)UNIX_CHUNK)
			len = UNIX_CHUNK;
		rc = send_one(s, to, uio, len, flags, extra);
	} while (!rc && uio->uio_resid);
	uk_mutex_unlock(&to->lock);
	if (unlikely(rc == -EPIPE) && !(flags & UNIX_NOSIGNAL) && stream &&
	    uk_signal_pipe)
		uk_signal_pipe();
	return uio->uio_resid < all ? 0 : rc;
}

/* Waits for a message: 0, 1: none will come; or a negative errno. */
static int recv_wait(struct unix_sock *s, int flags)
{
	__nsec deadline = 0;
	int rc;

	if (unlikely(s->error) && s->type != UNIX_STREAM)
		return unix_error_take(s);
	while (uk_list_empty(&s->msgs)) {
		if (unlikely(s->error))
			return unix_error_take(s);
		if (s->rd_shut &&
		    (s->type != UNIX_DGRAM || !(flags & UNIX_DONTWAIT)))
			return 1;
		if (flags & UNIX_DONTWAIT)
			return -EAGAIN;
		if (s->rcvtimeo && !deadline)
			deadline = ukplat_monotonic_clock() + s->rcvtimeo;
		uk_mutex_unlock(&s->lock);
		rc = uk_waitq_wait_event_intr(&s->rd_wait,
					      !uk_list_empty(&s->msgs) ||
						      s->rd_shut || s->error,
					      deadline);
		uk_mutex_lock(&s->lock);
		if (rc)
			return rc == -ETIMEDOUT ? -EAGAIN : rc;
	}
	return 0;
}

/* Moves from a message; what has been moved stays there with UNIX_PEEK. */
static int msg_move(struct unix_sock *s, struct unix_msg *m, struct uio *uio,
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
	return 0;
}

/* What a message carries is the receiver's. -ENOMEM: a copy of it. */
static int extra_receive(struct unix_msg *m, int flags,
			 struct unix_received *got)
{
	if (flags & UNIX_PEEK) {
		got->extra = unix_extra_copy(m->extra);
		return got->extra ? 0 : -ENOMEM;
	}
	unix_extra_arrive(m->extra);
	got->extra = m->extra;
	m->extra = NULL;
	return 0;
}

static bool cred_same(const struct unix_extra *a, const struct unix_extra *b)
{
	bool has_a = a && a->has_cred, has_b = b && b->has_cred;

	return has_a == has_b && (!has_a || (a->cred.pid == b->cred.pid &&
					     a->cred.uid == b->cred.uid &&
					     a->cred.gid == b->cred.gid));
}

/* The rest of a message has the same sender, and no files any more. */
static int cred_keep(struct unix_sock *s, struct unix_msg *m,
		     const struct unix_extra *taken)
{
	if (!taken->has_cred)
		return 0;
	m->extra = unix_extra_create(s->a, 0);
	if (!m->extra)
		return -ENOMEM;
	m->extra->has_cred = true;
	m->extra->cred = taken->cred;
	return 0;
}

/*
 * One message of a stream, when that or its receiver is not of the plain kind.
 * 1: what follows is for another call. Who reads without asking for files
 * loses them.
 */
static int recv_special(struct unix_sock *s, struct unix_msg *m,
			struct uio *uio, int flags, struct unix_received *got,
			bool first)
{
	bool files = m->extra && m->extra->count;
	int rc;

	if (got && s->passcred && !first && !cred_same(got->extra, m->extra))
		return 1;
	if (files && got && got->extra)
		return 1;
	rc = msg_move(s, m, uio, flags);
	if (rc || !m->extra || (got && got->extra))
		return rc;
	if (got) {
		rc = extra_receive(m, flags, got);
		if (!rc && m->len && !(flags & UNIX_PEEK))
			rc = cred_keep(s, m, got->extra);
	} else if (!(flags & UNIX_PEEK)) {
		unix_extra_drop(s, m);
	}
	return rc ? rc : files;
}

/*
 * A stream's messages one after the other, as far as they are there. 1: no more
 * of them, although there is room.
 */
static int recv_stream(struct unix_sock *s, struct uio *uio, int flags,
		       struct unix_received *got, bool first)
{
	struct unix_msg *m, *next;
	int rc = 0;

	uk_list_for_each_entry_safe (m, next, &s->msgs, link) {
		if (unlikely(m->extra || (got && s->passcred)))
			rc = recv_special(s, m, uio, flags, got, first);
		else
			rc = msg_move(s, m, uio, flags);
		if (!m->len)
			msg_drop(s, m);
		if (rc || !uio->uio_resid)
			break;
		first = false;
	}
	return rc;
}

static int recv_message(struct unix_sock *s, struct uio *uio, int flags,
			struct unix_received *got)
{
	struct unix_msg *m =
		uk_list_first_entry(&s->msgs, struct unix_msg, link);
	int rc = 0;

	if (got)
		got->full = m->len;
	if (got && m->extra && m->extra->from) {
		got->from = m->extra->from;
		unix_name_get(got->from);
	}
	if (got && m->extra)
		rc = extra_receive(m, flags, got);
	if (!rc)
		rc = msg_move(s, m, uio, flags);
	if (!rc && !(flags & UNIX_PEEK))
		msg_drop(s, m);
	return rc;
}

/* Others than the peer may wait for room, too. */
static void wake_senders(struct unix_sock *s)
{
	struct unix_sock *other;

	if (likely(s->type != UNIX_DGRAM)) {
		wake(&s->wr_wait, &s->peer->pollq, WRITABLE);
		return;
	}
	uk_waitq_wake_up(&s->wr_wait);
	uk_mutex_lock(&unix_lock);
	uk_list_for_each_entry (other, &unix_all, all)
		if (other->peer == s && !other->closed)
			uk_pollq_wake(&other->pollq, WRITABLE);
	uk_mutex_unlock(&unix_lock);
}

int unix_recv(struct unix_sock *s, struct uio *uio, int flags,
	      struct unix_received *got)
{
	bool stream = s->type == UNIX_STREAM;
	ssize_t all = uio->uio_resid;
	bool first = true;
	int rc;

	if (stream && !all)
		return 0;
	uk_mutex_lock(&s->lock);
	do {
		rc = recv_wait(s, flags);
		if (rc)
			break;
		rc = stream ? recv_stream(s, uio, flags, got, first)
			    : recv_message(s, uio, flags, got);
		first = false;
	} while (!rc && stream && uio->uio_resid && !(flags & UNIX_PEEK) &&
		 ((flags & UNIX_WAITALL) ||
		  unlikely(all - uio->uio_resid < s->rcvlowat)));
	uk_mutex_unlock(&s->lock);
	if (unlikely(s->dead))
		unix_extra_flush(s);
	if (!(flags & UNIX_PEEK) && (uio->uio_resid < all || !rc))
		wake_senders(s);
	return uio->uio_resid < all || rc > 0 ? 0 : rc;
}
