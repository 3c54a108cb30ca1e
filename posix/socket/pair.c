/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <uk/alloc.h>
#include "unix_priv.h"

#define POLLRDHUP_ 0x2000
#define NEWS	   (POLLIN | POLLOUT | POLLRDNORM | POLLWRNORM | POLLRDHUP_ | POLLHUP)

static struct unix_sock *sock_new(struct uk_alloc *a, int type)
{
	struct unix_sock *s = uk_zalloc(a, sizeof(*s));

	if (!s)
		return NULL;
	uk_refcount_init(&s->count, 2);
	s->type = type;
	s->a = a;
	uk_mutex_init(&s->lock);
	UK_INIT_LIST_HEAD(&s->msgs);
	uk_waitq_init(&s->rd_wait);
	uk_waitq_init(&s->wr_wait);
	uk_pollq_init(&s->pollq);
	return s;
}

int unix_pair(struct uk_alloc *a, int type, struct unix_sock *s[2])
{
	s[0] = sock_new(a, type);
	if (!s[0])
		return -ENOMEM;
	s[1] = sock_new(a, type);
	if (!s[1]) {
		uk_free(a, s[0]);
		return -ENOMEM;
	}
	s[0]->peer = s[1];
	s[1]->peer = s[0];
	return 0;
}

static void sock_put(struct unix_sock *s)
{
	struct unix_msg *m;

	if (!uk_refcount_release(&s->count))
		return;
	while (!uk_list_empty(&s->msgs)) {
		m = uk_list_first_entry(&s->msgs, struct unix_msg, link);
		uk_list_del(&m->link);
		uk_free(s->a, m);
	}
	uk_free(s->a, s->spare);
	uk_free(s->a, s);
}

/* Both sides look again. */
static void tell(struct unix_sock *s)
{
	uk_waitq_wake_up(&s->rd_wait);
	uk_waitq_wake_up(&s->wr_wait);
	if (!s->closed)
		uk_pollq_wake(&s->pollq, NEWS);
}

void unix_shutdown(struct unix_sock *s, bool rd, bool wr)
{
	if (rd)
		s->rd_shut = true;
	if (wr)
		s->peer->rd_shut = true;
	tell(s);
	tell(s->peer);
}

void unix_close(struct unix_sock *s)
{
	struct unix_sock *peer = s->peer;

	uk_mutex_lock(&s->lock);
	s->closed = true;
	uk_mutex_unlock(&s->lock);
	uk_pollq_fini(&s->pollq, POLLHUP);
	uk_waitq_wake_up(&s->wr_wait);
	tell(peer);
	sock_put(peer);
	sock_put(s);
}

unsigned int unix_events(struct unix_sock *s)
{
	bool over = s->type != UNIX_DGRAM && s->peer->closed;
	unsigned int events = 0;

	if (!uk_list_empty(&s->msgs) || s->rd_shut || over)
		events |= POLLIN | POLLRDNORM;
	if (s->rd_shut || over)
		events |= POLLRDHUP_;
	if (over || (s->rd_shut && s->peer->rd_shut))
		events |= POLLHUP;
	if (s->peer->bytes <= UNIX_BUFFER / 4 || over)
		events |= POLLOUT | POLLWRNORM;
	return events;
}
