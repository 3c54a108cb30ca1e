/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <stddef.h>
#include <uk/alloc.h>
#include <uk/assert.h>
#include <uk/plat/spinlock.h>
#include "epoll_priv.h"

/*
 * Who watches whom: the lists of all files' watchers. Taken before any epoll's
 * own lock.
 */
static struct uk_mutex graph = UK_MUTEX_INITIALIZER(graph);

static struct epoll_item *item_of(struct uk_tree_node *node)
{
	return __containerof(node, struct epoll_item, node);
}

/* < 0, 0, > 0 */
static int item_cmp(const struct epoll_item *item,
		    const struct vfscore_file *fp, int fd)
{
	if (item->fp != fp)
		return item->fp < fp ? -1 : 1;
	return item->fd < fd ? -1 : item->fd > fd;
}

static struct epoll_item *item_find(struct epoll *ep,
				    const struct vfscore_file *fp, int fd)
{
	struct uk_tree_node *node = ep->items.root;
	int cmp;

	while (node) {
		cmp = item_cmp(item_of(node), fp, fd);
		if (!cmp)
			return item_of(node);
		node = cmp < 0 ? node->right : node->left;
	}
	return NULL;
}

static void item_insert(struct epoll *ep, struct epoll_item *item)
{
	struct uk_tree_node **at = &ep->items.root, *parent = NULL;

	while (*at) {
		parent = *at;
		at = item_cmp(item_of(parent), item->fp, item->fd) < 0
			     ? &parent->right
			     : &parent->left;
	}
	uk_tree_link(&ep->items, &item->node, parent, at);
}

/* ---- the list of what may be ready ---- */

static void ready_add(struct epoll_item *item)
{
	struct epoll *ep = item->ep;
	unsigned long flags;

	ukplat_spin_lock_irqsave(&ep->rlock, flags);
	item->news = true;
	if (!item->listed) {
		item->listed = true;
		uk_list_add_tail(&item->rlink, &ep->ready);
	}
	ukplat_spin_unlock_irqrestore(&ep->rlock, flags);
}

static void ready_del(struct epoll_item *item)
{
	unsigned long flags;

	ukplat_spin_lock_irqsave(&item->ep->rlock, flags);
	if (item->listed) {
		item->listed = false;
		uk_list_del(&item->rlink);
	}
	ukplat_spin_unlock_irqrestore(&item->ep->rlock, flags);
}

static __noinline void ready_to_end(struct epoll_item *item)
{
	struct epoll *ep = item->ep;
	unsigned long flags;

	ukplat_spin_lock_irqsave(&ep->rlock, flags);
	uk_list_del(&item->rlink);
	uk_list_add_tail(&item->rlink, &ep->ready);
	ukplat_spin_unlock_irqrestore(&ep->rlock, flags);
}

/*
 * The next one to look at, which stays in the list, at its end. There is one,
 * and while ep->lock is held the list only grows at its end, so this looks at
 * it without its lock.
 */
static inline struct epoll_item *ready_next(struct epoll *ep)
{
	struct epoll_item *item =
		uk_list_first_entry(&ep->ready, struct epoll_item, rlink);

	if (unlikely(!uk_list_is_last(&item->rlink, &ep->ready)))
		ready_to_end(item);
	__atomic_store_n(&item->news, false, __ATOMIC_SEQ_CST);
	return item;
}

/* It is not ready any more, unless there was news since ready_next(). */
static void ready_done(struct epoll_item *item)
{
	unsigned long flags;

	ukplat_spin_lock_irqsave(&item->ep->rlock, flags);
	if (item->listed && !item->news) {
		item->listed = false;
		uk_list_del(&item->rlink);
	}
	ukplat_spin_unlock_irqrestore(&item->ep->rlock, flags);
}

/* Something waits that was not there before. */
static bool epoll_tell(struct epoll *ep)
{
	bool waited = !uk_waitq_empty(&ep->wait);

	if (waited)
		uk_waitq_wake_up(&ep->wait);
	uk_pollq_wake(&ep->pollq, EP_IN | EP_RDNORM);
	return waited;
}

/* News of a file; any context, interrupts are off. */
static bool item_wake(struct uk_poll_entry *entry, unsigned int events __unused)
{
	struct epoll_item *item =
		__containerof(entry, struct epoll_item, entry);

	ready_add(item);
	return epoll_tell(item->ep);
}

static unsigned int item_events(const struct epoll_item *item)
{
	/* poll() knows none of EP_PRIVATE */
	return item->fp->f_op->poll(item->fp, NULL) & item->event.events;
}

/* ---- items that come and go; graph and ep->lock are held ---- */

static void item_remove_locked(struct epoll_item *item)
{
	uk_pollq_remove(&item->entry);
	ready_del(item);
	uk_list_del(&item->flink);
	uk_tree_remove(&item->ep->items, &item->node);
	uk_free(item->ep->a, item);
}

/* A mask of 0 is that of an item that EPOLLONESHOT has switched off. */
static void item_set(struct epoll_item *item, const struct epoll_ev *ev)
{
	item->event = *ev;
	item->event.events |= EP_ERR | EP_HUP;
	item->entry.events = item->event.events & ~EP_PRIVATE;
	item->entry.exclusive = ev->events & EP_EXCLUSIVE;
}

static int item_add_locked(struct epoll *ep, int fd, struct vfscore_file *fp,
			   const struct epoll_ev *ev)
{
	struct epoll_item *item;
	unsigned int now;
	int rc;

	rc = epoll_nest_check(ep, fp);
	if (rc)
		return rc;
	item = uk_zalloc(ep->a, sizeof(*item));
	if (!item)
		return -ENOMEM;
	item->ep = ep;
	item->fp = fp;
	item->fd = fd;
	uk_poll_entry_init(&item->entry, item_wake, 0);
	item_set(item, ev);
	item_insert(ep, item);
	uk_list_add_tail(&item->flink, &fp->f_ep);
	now = fp->f_op->poll(fp, &item->entry);
	if (now & item->event.events & ~EP_PRIVATE) {
		ready_add(item);
		(void)epoll_tell(ep);
	}
	return 0;
}

static int item_mod_locked(struct epoll_item *item, const struct epoll_ev *ev)
{
	/* What is exclusive stays what it is */
	if ((item->event.events | ev->events) & EP_EXCLUSIVE)
		return -EINVAL;
	item_set(item, ev);
	if (item_events(item)) {
		ready_add(item);
		(void)epoll_tell(item->ep);
	}
	return 0;
}

int epoll_control(struct epoll *ep, enum epoll_op op, int fd,
		  struct vfscore_file *fp, const struct epoll_ev *ev)
{
	struct epoll_item *item;
	int rc = 0;

	uk_mutex_lock(&graph);
	uk_mutex_lock(&ep->lock);
	item = item_find(ep, fp, fd);
	if (op == EPOLL_ADD)
		rc = item ? -EEXIST : item_add_locked(ep, fd, fp, ev);
	else if (!item)
		rc = -ENOENT;
	else if (op == EPOLL_MOD)
		rc = item_mod_locked(item, ev);
	else
		item_remove_locked(item);
	uk_mutex_unlock(&ep->lock);
	uk_mutex_unlock(&graph);
	return rc;
}

void epoll_file_gone(struct vfscore_file *fp)
{
	struct epoll_item *item;
	struct epoll *ep;

	uk_mutex_lock(&graph);
	while (!uk_list_empty(&fp->f_ep)) {
		item = uk_list_first_entry(&fp->f_ep, struct epoll_item, flink);
		ep = item->ep;
		uk_mutex_lock(&ep->lock);
		item_remove_locked(item);
		uk_mutex_unlock(&ep->lock);
	}
	uk_mutex_unlock(&graph);
}

struct epoll *epoll_new(struct uk_alloc *a)
{
	struct epoll *ep = uk_zalloc(a, sizeof(*ep));

	if (!ep)
		return NULL;
	ep->a = a;
	uk_mutex_init(&ep->lock);
	ukarch_spin_init(&ep->rlock);
	UK_INIT_LIST_HEAD(&ep->ready);
	uk_waitq_init(&ep->wait);
	uk_pollq_init(&ep->pollq);
	return ep;
}

void epoll_free(struct epoll *ep)
{
	uk_mutex_lock(&graph);
	uk_mutex_lock(&ep->lock);
	while (ep->items.root)
		item_remove_locked(item_of(ep->items.root));
	uk_mutex_unlock(&ep->lock);
	uk_mutex_unlock(&graph);
	uk_pollq_fini(&ep->pollq, EP_HUP);
	uk_free(ep->a, ep);
}

/* ---- collecting ---- */

bool epoll_is_ready(struct epoll *ep)
{
	struct epoll_item *item, *last;
	bool ready = false;

	uk_mutex_lock(&ep->lock);
	if (!epoll_may_be_ready(ep))
		goto out;
	last = uk_list_last_entry(&ep->ready, struct epoll_item, rlink);
	do {
		item = ready_next(ep);
		ready = item_events(item);
		if (!ready)
			ready_done(item);
	} while (!ready && item != last);
out:
	uk_mutex_unlock(&ep->lock);
	return ready;
}

/* It was given, and is not to be given again as it is. */
static __noinline void item_given_once(struct epoll_item *item)
{
	if (item->event.events & EP_ONESHOT) {
		item->event.events &= EP_PRIVATE;
		item->entry.events = 0;
	}
	ready_done(item);
}

/* Gives one item's events: 1, 0: there are none, or -EFAULT. */
static inline int item_give(struct epoll_item *item, int n,
			    epoll_give_t give_event, void *arg)
{
	unsigned int events = item_events(item);

	if (unlikely(!events)) {
		ready_done(item);
		return 0;
	}
	if (unlikely(give_event(arg, n, events, item->event.data)))
		return -EFAULT;
	if (unlikely(item->event.events & (EP_ONESHOT | EP_ET)))
		item_given_once(item);
	return 1;
}

/* ep->lock is held, and released. */
static inline int collect_locked(struct epoll *ep, int max,
				 epoll_give_t give_event, void *arg)
{
	struct epoll_item *item, *last;
	int n = 0, rc = 0;

	if (unlikely(!epoll_may_be_ready(ep)))
		goto out;
	/* Each at most once: those behind the last have come since */
	last = uk_list_last_entry(&ep->ready, struct epoll_item, rlink);
	do {
		item = ready_next(ep);
		rc = item_give(item, n, give_event, arg);
		if (unlikely(rc < 0))
			break;
		n += rc;
	} while (n < max && item != last);
out:
	uk_mutex_unlock(&ep->lock);
	return n ? n : rc;
}

static __noinline int collect_later(struct epoll *ep, int max,
				    epoll_give_t give_event, void *arg)
{
	uk_mutex_lock(&ep->lock);
	return collect_locked(ep, max, give_event, arg);
}

int epoll_collect(struct epoll *ep, int max, epoll_give_t give_event, void *arg)
{
	if (unlikely(!uk_mutex_trylock(&ep->lock)))
		return collect_later(ep, max, give_event, arg);
	return collect_locked(ep, max, give_event, arg);
}
