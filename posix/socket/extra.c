/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What messages carry beside bytes, above all open files. A file on its way
 * may be a socket that has messages with files: so giving up is done in a loop
 * and not in a recursion; and sockets that only messages refer to, which nobody
 * can read, are found and closed.
 */
#include <errno.h>
#include <stddef.h>
#include <uk/alloc.h>
#include "unix_priv.h"

/* To be given up; whoever finds it empty works it off. */
static struct unix_extra *waiting;
static bool working, collect_wanted;

/* Files in messages that are sockets of this family; when to look at them */
#define COLLECT_MIN 64U
static unsigned int inflight;
static unsigned int collect_at = COLLECT_MIN;

struct unix_extra *unix_extra_create(struct uk_alloc *a, unsigned int files)
{
	struct unix_extra *extra;

	extra = uk_zalloc(a, sizeof(*extra) + files * sizeof(extra->files[0]));
	if (extra)
		extra->a = a;
	return extra;
}

void unix_extra_free(struct unix_extra *extra)
{
	if (!extra)
		return;
	extra->next = waiting;
	waiting = extra;
	if (working)
		return;
	working = true;
	while ((extra = waiting)) {
		waiting = extra->next;
		for (unsigned int i = 0; i < extra->count; i++)
			fdrop(extra->files[i]);
		if (extra->from)
			unix_name_put(extra->from);
		uk_free(extra->a, extra);
	}
	working = false;
	if (collect_wanted)
		unix_collect();
}

void unix_extra_flush(struct unix_sock *s)
{
	struct unix_extra *extra, *list;

	uk_mutex_lock(&s->lock);
	list = s->dead;
	s->dead = NULL;
	uk_mutex_unlock(&s->lock);
	while ((extra = list)) {
		list = extra->next;
		unix_extra_free(extra);
	}
}

struct unix_extra *unix_extra_copy(const struct unix_extra *extra)
{
	struct unix_extra *copy = unix_extra_create(extra->a, extra->count);

	if (!copy)
		return NULL;
	copy->has_cred = extra->has_cred;
	copy->cred = extra->cred;
	copy->count = extra->count;
	for (unsigned int i = 0; i < copy->count; i++) {
		copy->files[i] = extra->files[i];
		fhold(copy->files[i]);
	}
	return copy;
}

static void count_files(const struct unix_extra *extra, unsigned int more)
{
	struct unix_sock *s;

	for (unsigned int i = 0; i < extra->count; i++) {
		s = unix_of(extra->files[i]);
		if (s) {
			s->file = extra->files[i];
			s->inflight += more;
			inflight += more;
		}
	}
}

void unix_extra_leave(struct unix_extra *extra)
{
	count_files(extra, 1);
}

void unix_extra_arrive(struct unix_extra *extra)
{
	count_files(extra, ~0U);
}

void unix_extra_drop(struct unix_sock *s, struct unix_msg *m)
{
	unix_extra_arrive(m->extra);
	m->extra->next = s->dead;
	s->dead = m->extra;
	m->extra = NULL;
}

/* ---- circles ---- */

static void rescue_one(struct unix_sock *s, struct unix_sock **list)
{
	if (!s || !s->garbage)
		return;
	s->garbage = false;
	s->next_live = *list;
	*list = s;
}

/*
 * What a socket's messages refer to, and what waits to be accepted from it, is
 * no garbage; that is looked at, too.
 */
static void rescue(struct unix_sock *s, struct unix_sock **list)
{
	const struct unix_msg *m;
	struct unix_sock *end;

	uk_mutex_lock(&s->lock);
	uk_list_for_each_entry (m, &s->msgs, link)
		for (unsigned int i = 0; m->extra && i < m->extra->count; i++)
			rescue_one(unix_of(m->extra->files[i]), list);
	uk_mutex_unlock(&s->lock);
	uk_list_for_each_entry (end, &s->queue, pending)
		rescue_one(end, list);
}

/*
 * May only messages refer to it? All references to its file are theirs, or it
 * has none yet and waits at a listener.
 */
static bool is_suspect(const struct unix_sock *s)
{
	if (!uk_list_empty(&s->pending))
		return true;
	return s->file && s->inflight &&
	       uk_refcount_read(&s->file->f_count) == s->inflight;
}

/* Marks what may be garbage, and of that what is not. unix_lock is held. */
static void mark(void)
{
	struct unix_sock *s, *list = NULL;

	uk_list_for_each_entry (s, &unix_all, all)
		s->garbage = is_suspect(s);
	uk_list_for_each_entry (s, &unix_all, all) {
		if (s->garbage)
			continue;
		s->next_live = list;
		list = s;
	}
	while (list) {
		s = list;
		list = s->next_live;
		rescue(s, &list);
	}
}

/* Takes the extras out of a socket's messages. */
static void strip(struct unix_sock *s, struct unix_extra **list)
{
	struct unix_msg *m;

	uk_mutex_lock(&s->lock);
	uk_list_for_each_entry (m, &s->msgs, link) {
		if (!m->extra || !m->extra->count)
			continue;
		unix_extra_arrive(m->extra);
		m->extra->next = *list;
		*list = m->extra;
		m->extra = NULL;
	}
	uk_mutex_unlock(&s->lock);
}

void unix_collect_some(void)
{
	if (inflight < collect_at)
		return;
	unix_collect();
	collect_at = MAX(COLLECT_MIN, 2 * inflight);
}

void unix_collect(void)
{
	struct unix_extra *list = NULL, *extra;
	struct unix_sock *s;

	/* While much is given up, once at the end is enough */
	collect_wanted = working && inflight;
	if (collect_wanted || !inflight)
		return;
	uk_mutex_lock(&unix_lock);
	mark();
	uk_list_for_each_entry (s, &unix_all, all)
		if (s->garbage)
			strip(s, &list);
	uk_mutex_unlock(&unix_lock);
	while ((extra = list)) {
		list = extra->next;
		unix_extra_free(extra);
	}
}
