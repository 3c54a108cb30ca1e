/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* How sockets come and go. */
#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <uk/alloc.h>
#include <uk/assert.h>
#include "unix_priv.h"

#define POLLRDHUP_ 0x2000
#define NEWS	   (POLLIN | POLLOUT | POLLRDNORM | POLLWRNORM | POLLRDHUP_ | POLLHUP)

struct uk_mutex unix_lock = UK_MUTEX_INITIALIZER(unix_lock);
UK_LIST_HEAD(unix_all);

struct unix_sock *unix_create(struct uk_alloc *a, int type)
{
	struct unix_sock *s = uk_zalloc(a, sizeof(*s));

	if (!s)
		return NULL;
	uk_refcount_init(&s->count, 1);
	s->type = type;
	s->a = a;
	s->sndbuf = UNIX_BUFFER;
	s->rcvbuf = UNIX_BUFFER;
	s->rcvlowat = 1;
	s->peercred = (struct unix_cred){0, ~0U, ~0U};
	uk_mutex_init(&s->lock);
	UK_INIT_LIST_HEAD(&s->msgs);
	UK_INIT_LIST_HEAD(&s->queue);
	UK_INIT_LIST_HEAD(&s->pending);
	uk_waitq_init(&s->rd_wait);
	uk_waitq_init(&s->wr_wait);
	uk_pollq_init(&s->pollq);
	uk_mutex_lock(&unix_lock);
	uk_list_add_tail(&s->all, &unix_all);
	uk_mutex_unlock(&unix_lock);
	return s;
}

int unix_pair(struct uk_alloc *a, int type, struct unix_sock *s[2])
{
	s[0] = unix_create(a, type);
	if (!s[0])
		return -ENOMEM;
	s[1] = unix_create(a, type);
	if (!s[1]) {
		unix_close(s[0]);
		return -ENOMEM;
	}
	for (int i = 0; i < 2; i++) {
		s[i]->peer = s[!i];
		s[i]->state = UNIX_CONNECTED;
		uk_refcount_acquire(&s[i]->count);
	}
	return 0;
}

void unix_put(struct unix_sock *s)
{
	if (!uk_refcount_release(&s->count))
		return;
	UK_ASSERT(uk_list_empty(&s->msgs));
	uk_mutex_lock(&unix_lock);
	uk_list_del(&s->all);
	if (s->name)
		unix_name_put(s->name);
	uk_mutex_unlock(&unix_lock);
	uk_free(s->a, s->spare);
	uk_free(s->a, s);
}

void unix_tell(struct unix_sock *s)
{
	uk_waitq_wake_up(&s->rd_wait);
	uk_waitq_wake_up(&s->wr_wait);
	if (!s->closed)
		uk_pollq_wake(&s->pollq, NEWS);
}

void unix_shutdown(struct unix_sock *s, bool rd, bool wr)
{
	struct unix_sock *peer = s->type != UNIX_DGRAM ? s->peer : NULL;

	s->rd_shut |= rd;
	s->wr_shut |= wr;
	if (peer) {
		peer->rd_shut |= wr;
		peer->wr_shut |= rd;
		unix_tell(peer);
	}
	unix_tell(s);
}

/* The other end of a connection sees that this one is gone. */
static void leave_peer(struct unix_sock *s, struct unix_sock *peer, bool lost)
{
	if (s->type != UNIX_DGRAM) {
		peer->rd_shut = true;
		peer->wr_shut = true;
		if (lost)
			peer->error = ECONNRESET;
	}
	unix_tell(peer);
}

/* Connections that nobody has accepted are reset. */
static void close_pending(struct unix_sock *s)
{
	struct unix_sock *end;

	for (;;) {
		uk_mutex_lock(&unix_lock);
		end = uk_list_first_entry_or_null(&s->queue, struct unix_sock,
						  pending);
		if (end)
			uk_list_del_init(&end->pending);
		uk_mutex_unlock(&unix_lock);
		if (!end)
			return;
		end->error = ECONNRESET;
		unix_close(end);
	}
}

void unix_close(struct unix_sock *s)
{
	struct unix_sock *peer;
	bool lost;

	uk_mutex_lock(&unix_lock);
	peer = s->peer;
	unix_name_leave(s);
	uk_mutex_lock(&s->lock);
	s->closed = true;
	s->file = NULL;
	lost = unix_drop_all(s) || s->error == ECONNRESET;
	uk_mutex_unlock(&s->lock);
	uk_mutex_unlock(&unix_lock);
	uk_pollq_fini(&s->pollq, POLLHUP);
	uk_waitq_wake_up(&s->wr_wait);
	close_pending(s);
	unix_extra_flush(s);
	if (peer) {
		leave_peer(s, peer, lost);
		unix_put(peer);
	}
	unix_put(s);
	unix_collect();
}

/* Is there room for what it sends? */
static bool is_writable(const struct unix_sock *s)
{
	const struct unix_sock *to = s->peer;

	if (!to || s->state == UNIX_LISTENS || to->closed)
		return s->state != UNIX_LISTENS;
	if (to->peer != s)
		return to->msg_count <= UNIX_BACKLOG;
	return to->bytes <= s->sndbuf / 4 && to->msg_count < UNIX_MESSAGES / 4;
}

unsigned int unix_events(struct unix_sock *s)
{
	bool alone = s->type != UNIX_DGRAM && s->state == UNIX_IDLE;
	unsigned int events = 0;

	if (s->error)
		events |= POLLERR;
	if (!uk_list_empty(&s->msgs) || !uk_list_empty(&s->queue) || s->rd_shut)
		events |= POLLIN | POLLRDNORM;
	if (s->rd_shut)
		events |= POLLRDHUP_;
	if (alone || (s->rd_shut && s->wr_shut))
		events |= POLLHUP;
	if (is_writable(s))
		events |= POLLOUT | POLLWRNORM;
	return events;
}
