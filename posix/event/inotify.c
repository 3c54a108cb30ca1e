/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Watches and events, without descriptors. A watch is in its inotify's list
 * and, found by its vnode, in a hash table.
 */
#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <string.h>
#include <uk/alloc.h>
#include <uk/mutex.h>
#include <vfscore/notify.h>
#include <vfscore/vnode.h>
#include "inotify_priv.h"

#define BUCKETS 64

struct watch {
	struct uk_list_head link; /* in->watches */
	struct uk_hlist_node hash;
	struct inotify *in;
	struct vnode *vp; /* held */
	uint32_t mask;
	int wd;
};

/* Guards everything here. vnodes are given up without it. */
static struct uk_mutex mutex = UK_MUTEX_INITIALIZER(mutex);
static struct uk_hlist_head buckets[BUCKETS];
static unsigned int watch_count, inotify_count;

static struct uk_hlist_head *bucket_of(const struct vnode *vp)
{
	return &buckets[(uintptr_t)vp * 0x9e3779b97f4a7c15UL >> 58];
}

/* ---- events ---- */

static bool is_same(const struct inotify_event *a, int wd, uint32_t mask,
		    uint32_t cookie, const char *name)
{
	return a->record.wd == wd && a->record.mask == mask &&
	       a->record.cookie == cookie && !strcmp(a->name, name);
}

static void told(struct inotify *in)
{
	uk_waitq_wake_up(&in->wq);
	uk_pollq_wake(&in->pollq, POLLIN | POLLRDNORM);
}

static struct inotify_event *event_new(struct inotify *in, int wd,
				       uint32_t mask, uint32_t cookie,
				       const char *name)
{
	size_t len = *name ? strlen(name) + 1 : 0;
	struct inotify_event *e;

	/* The next event is aligned as this one is */
	len = ALIGN_UP(len, sizeof(e->record));
	e = uk_zalloc(in->a, sizeof(*e) + len + 1);
	if (!e)
		return NULL;
	e->record = (struct inotify_record){wd, mask, cookie, (uint32_t)len};
	strcpy(e->name, name);
	return e;
}

/* What is the same as the last one is not told again. */
static void event_add(struct inotify *in, int wd, uint32_t mask,
		      uint32_t cookie, const char *name)
{
	struct inotify_event *e = NULL, *last;

	last = uk_list_last_entry_or_null(&in->events, struct inotify_event,
					  link);
	if (last && is_same(last, wd, mask, cookie, name))
		return;
	if (in->overflow)
		return;
	if (in->count < INOTIFY_QUEUE_MAX)
		e = event_new(in, wd, mask, cookie, name);
	if (e) {
		uk_list_add_tail(&e->link, &in->events);
		in->count++;
	} else {
		in->overflow = true;
	}
	told(in);
}

static const struct inotify_record lost = {
	.wd = -1,
	.mask = INOTIFY_Q_OVERFLOW,
};

/* The oldest one, in the list; the one about what was lost is made now. */
static int event_first(struct inotify *in, struct inotify_event **event)
{
	struct inotify_event *e;

	e = uk_list_first_entry_or_null(&in->events, struct inotify_event,
					link);
	if (!e && in->overflow) {
		e = uk_zalloc(in->a, sizeof(*e) + 1);
		if (!e)
			return -ENOMEM;
		e->record = lost;
		in->overflow = false;
		in->count++;
		uk_list_add_tail(&e->link, &in->events);
	}
	*event = e;
	return e ? 1 : 0;
}

int inotify_take(struct inotify *in, size_t max, struct inotify_event **event)
{
	int rc;

	uk_mutex_lock(&mutex);
	rc = event_first(in, event);
	if (rc > 0 && sizeof(lost) + (*event)->record.len > max) {
		rc = -EINVAL;
	} else if (rc > 0) {
		uk_list_del(&(*event)->link);
		in->count--;
	}
	uk_mutex_unlock(&mutex);
	return rc;
}

/* ---- watches ---- */

/* Takes it away, but for the reference to its vnode. */
static void watch_remove(struct watch *w)
{
	event_add(w->in, w->wd, INOTIFY_IGNORED, 0, "");
	uk_list_del(&w->link);
	uk_hlist_del(&w->hash);
	watch_count--;
}

/* Those that have gone, until the mutex is let go. */
static void watches_free(struct uk_list_head *gone)
{
	struct watch *w, *next;

	uk_list_for_each_entry_safe (w, next, gone, link) {
		vrele(w->vp);
		uk_free(w->in->a, w);
	}
}

/* Tells the watches of a vnode. Those that are over go to a list. */
static void tell(struct vnode *vp, uint32_t mask, uint32_t cookie,
		 const char *name, struct uk_list_head *gone)
{
	struct uk_hlist_node *next;
	struct watch *w;
	uint32_t self = VN_DELETE_SELF | VN_MOVE_SELF;

	/* What a directory is does not matter for itself */
	if (mask & self)
		mask &= ~VN_ISDIR;
	uk_hlist_for_each_entry_safe (w, next, bucket_of(vp), hash) {
		bool wanted = w->mask & mask & INOTIFY_EVENTS;

		if (w->vp != vp)
			continue;
		if (wanted)
			event_add(w->in, w->wd, mask, cookie, name);
		if ((mask & VN_DELETE_SELF) ||
		    (wanted && (w->mask & INOTIFY_ONESHOT))) {
			watch_remove(w);
			uk_list_add_tail(&w->link, gone);
		}
	}
}

static void notify_event(struct vnode *vp, struct vnode *dir, const char *name,
			 uint32_t mask, uint32_t cookie)
{
	UK_LIST_HEAD(gone);

	uk_mutex_lock(&mutex);
	if (dir)
		tell(dir, mask, cookie, name, &gone);
	if (vp)
		tell(vp, mask, cookie, "", &gone);
	uk_mutex_unlock(&mutex);
	watches_free(&gone);
}

static void notify_unmount(struct mount *mp)
{
	struct uk_hlist_node *next;
	UK_LIST_HEAD(gone);
	struct watch *w;

	uk_mutex_lock(&mutex);
	for (int i = 0; i < BUCKETS; i++) {
		uk_hlist_for_each_entry_safe (w, next, &buckets[i], hash) {
			if (w->vp->v_mount != mp)
				continue;
			event_add(w->in, w->wd, VN_UNMOUNT, 0, "");
			watch_remove(w);
			uk_list_add_tail(&w->link, &gone);
		}
	}
	uk_mutex_unlock(&mutex);
	watches_free(&gone);
}

static const struct vfscore_notify_ops ops = {
	.event = notify_event,
	.unmount = notify_unmount,
};

static struct watch *watch_find(const struct inotify *in,
				const struct vnode *vp)
{
	struct watch *w;

	uk_hlist_for_each_entry (w, bucket_of(vp), hash)
		if (w->in == in && w->vp == vp)
			return w;
	return NULL;
}

static int watch_new(struct inotify *in, struct vnode *vp, uint32_t mask)
{
	struct watch *w;

	if (watch_count >= INOTIFY_WATCHES_MAX)
		return -ENOSPC;
	w = uk_malloc(in->a, sizeof(*w));
	if (!w)
		return -ENOMEM;
	vref(vp);
	*w = (struct watch){
		.in = in,
		.vp = vp,
		.mask = mask,
		.wd = ++in->last_wd,
	};
	uk_list_add_tail(&w->link, &in->watches);
	uk_hlist_add_head(&w->hash, bucket_of(vp));
	watch_count++;
	vfscore_notify_ops = &ops;
	return w->wd;
}

int inotify_watch(struct inotify *in, struct vnode *vp, uint32_t mask, bool add,
		  bool fresh)
{
	struct watch *w;
	int rc;

	uk_mutex_lock(&mutex);
	w = watch_find(in, vp);
	if (!w) {
		rc = watch_new(in, vp, mask);
	} else if (fresh) {
		rc = -EEXIST;
	} else {
		w->mask = add ? w->mask | mask : mask;
		rc = w->wd;
	}
	uk_mutex_unlock(&mutex);
	return rc;
}

int inotify_unwatch(struct inotify *in, int wd)
{
	UK_LIST_HEAD(gone);
	struct watch *w;
	int rc = -EINVAL;

	uk_mutex_lock(&mutex);
	uk_list_for_each_entry (w, &in->watches, link) {
		if (w->wd == wd) {
			watch_remove(w);
			uk_list_add_tail(&w->link, &gone);
			rc = 0;
			break;
		}
	}
	uk_mutex_unlock(&mutex);
	watches_free(&gone);
	return rc;
}

struct inotify *inotify_create(struct uk_alloc *a)
{
	struct inotify *in = uk_zalloc(a, sizeof(*in));

	if (!in)
		return NULL;
	in->a = a;
	UK_INIT_LIST_HEAD(&in->watches);
	UK_INIT_LIST_HEAD(&in->events);
	uk_waitq_init(&in->wq);
	uk_pollq_init(&in->pollq);
	inotify_count++;
	return in;
}

unsigned int inotify_total(void)
{
	return inotify_count;
}

void inotify_free(struct inotify *in)
{
	struct inotify_event *e, *next_event;
	UK_LIST_HEAD(gone);
	struct watch *w, *next;

	uk_mutex_lock(&mutex);
	uk_list_for_each_entry_safe (w, next, &in->watches, link) {
		watch_remove(w);
		uk_list_add_tail(&w->link, &gone);
	}
	inotify_count--;
	uk_mutex_unlock(&mutex);
	watches_free(&gone);
	uk_pollq_fini(&in->pollq, POLLHUP);
	uk_list_for_each_entry_safe (e, next_event, &in->events, link)
		uk_free(in->a, e);
	uk_free(in->a, in);
}
