/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Connections. As on Linux the listener's end exists as soon as connect()
 * returns, and can be written to before somebody accepts it.
 */
#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <uk/alloc.h>
#include <uk/plat/time.h>
#include "unix_priv.h"

static __nsec deadline_of(__nsec timeo)
{
	return timeo ? ukplat_monotonic_clock() + timeo : 0;
}

static bool is_connecting(const struct unix_sock *s)
{
	return s->type != UNIX_DGRAM;
}

int unix_listen(struct unix_sock *s, unsigned int backlog,
		const struct unix_cred *self)
{
	int rc = 0;

	if (!is_connecting(s))
		return -EOPNOTSUPP;
	uk_mutex_lock(&unix_lock);
	if (!s->name || s->state == UNIX_CONNECTED) {
		rc = -EINVAL;
	} else {
		s->state = UNIX_LISTENS;
		s->backlog = backlog;
		s->peercred = *self;
		/* Who waits for room may have it now */
		uk_waitq_wake_up(&s->wr_wait);
	}
	uk_mutex_unlock(&unix_lock);
	return rc;
}

/* Can a connection be made now? The lock is held. */
static int connect_check(const struct unix_sock *s, const struct unix_sock *to)
{
	if (to->closed || to->state != UNIX_LISTENS || to->rd_shut)
		return -ECONNREFUSED;
	if (to->queued > to->backlog)
		return -EAGAIN;
	if (s->state != UNIX_IDLE)
		return s->state == UNIX_CONNECTED ? -EISCONN : -EINVAL;
	return 0;
}

static void join(struct unix_sock *s, struct unix_sock *to,
		 struct unix_sock *end, const struct unix_cred *self)
{
	end->name = to->name;
	unix_name_get(end->name);
	end->peercred = *self;
	end->sndbuf = to->sndbuf;
	end->passcred = to->passcred;
	s->peercred = to->peercred;
	s->peer = end;
	end->peer = s;
	uk_refcount_acquire(&s->count);
	uk_refcount_acquire(&end->count);
	s->state = end->state = UNIX_CONNECTED;
	uk_list_add_tail(&end->pending, &to->queue);
	to->queued++;
	uk_waitq_wake_up(&to->rd_wait);
	uk_pollq_wake(&to->pollq, POLLIN | POLLRDNORM);
}

static bool has_place(const struct unix_sock *to)
{
	return to->closed || to->rd_shut || to->queued <= to->backlog;
}

int unix_connect(struct unix_sock *s, struct unix_sock *to, bool wait,
		 const struct unix_cred *self)
{
	__nsec deadline = deadline_of(s->sndtimeo);
	struct unix_sock *end = unix_create(s->a, s->type);
	int rc;

	if (!end)
		return -ENOMEM;
	uk_mutex_lock(&unix_lock);
	while ((rc = connect_check(s, to)) == -EAGAIN && wait) {
		uk_mutex_unlock(&unix_lock);
		rc = uk_waitq_wait_event_intr(&to->wr_wait, has_place(to),
					      deadline);
		uk_mutex_lock(&unix_lock);
		if (rc)
			break;
	}
	if (!rc)
		join(s, to, end, self);
	uk_mutex_unlock(&unix_lock);
	if (rc)
		unix_close(end);
	else
		unix_tell(s);
	return rc == -ETIMEDOUT ? -EAGAIN : rc;
}

/* What waited is gone, and then the old peer is told. */
static void disconnect(struct unix_sock *s, struct unix_sock *old)
{
	bool lost;

	uk_mutex_lock(&s->lock);
	lost = unix_drop_all(s);
	uk_mutex_unlock(&s->lock);
	unix_extra_flush(s);
	if (lost && !old->closed && old->peer == s) {
		old->error = ECONNRESET;
		unix_tell(old);
	}
}

int unix_dgram_connect(struct unix_sock *s, struct unix_sock *to)
{
	struct unix_sock *old;

	uk_mutex_lock(&unix_lock);
	old = s->peer;
	if (to && to->peer && to->peer != s) {
		uk_mutex_unlock(&unix_lock);
		return -EPERM;
	}
	if (to)
		uk_refcount_acquire(&to->count);
	s->peer = to;
	s->state = to ? UNIX_CONNECTED : UNIX_IDLE;
	uk_mutex_unlock(&unix_lock);
	if (old) {
		if (old != to)
			disconnect(s, old);
		unix_put(old);
	}
	unix_tell(s);
	return 0;
}

struct unix_sock *unix_accept(struct unix_sock *s, bool wait, int *rc)
{
	__nsec deadline = deadline_of(s->rcvtimeo);
	struct unix_sock *end = NULL;

	*rc = 0;
	if (!is_connecting(s)) {
		*rc = -EOPNOTSUPP;
		return NULL;
	}
	uk_mutex_lock(&unix_lock);
	while (!*rc && !end) {
		if (s->state != UNIX_LISTENS) {
			*rc = -EINVAL;
		} else if (!uk_list_empty(&s->queue)) {
			end = uk_list_first_entry(&s->queue, struct unix_sock,
						  pending);
			uk_list_del_init(&end->pending);
			s->queued--;
			uk_waitq_wake_up(&s->wr_wait);
		} else if (s->rd_shut) {
			*rc = -EINVAL;
		} else if (!wait) {
			*rc = -EAGAIN;
		} else {
			uk_mutex_unlock(&unix_lock);
			*rc = uk_waitq_wait_event_intr(
				&s->rd_wait,
				!uk_list_empty(&s->queue) || s->rd_shut,
				deadline);
			uk_mutex_lock(&unix_lock);
		}
	}
	uk_mutex_unlock(&unix_lock);
	if (*rc == -ETIMEDOUT)
		*rc = -EAGAIN;
	return end;
}
