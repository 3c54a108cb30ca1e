/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * epoll: a set of items, each an interest in a file, and the list of those
 * that may be ready.
 *
 *	      news of the file (any context)	  nothing there; or
 *	idle --------------------------> listed --------------------> idle
 *	  				  |  ^	   edge, one shot
 *					  '--' still ready: to the end
 *
 * An item's news is forgotten before its file is looked at: what comes between
 * the look and the end of the call keeps it in the list.
 */
#ifndef __EPOLL_PRIV_H__
#define __EPOLL_PRIV_H__

#include <stdbool.h>
#include <stdint.h>
#include <uk/arch/spinlock.h>
#include <uk/list.h>
#include <uk/mutex.h>
#include <uk/poll.h>
#include <uk/tree.h>
#include <uk/wait.h>
#include <vfscore/file.h>

struct uk_alloc;

/* As epoll_ctl(2) has them; the same bits as POLL* for the lower ones */
#define EP_IN	     0x001U
#define EP_ERR	     0x008U
#define EP_HUP	     0x010U
#define EP_RDNORM    0x040U
#define EP_EXCLUSIVE (1U << 28)
#define EP_WAKEUP    (1U << 29)
#define EP_ONESHOT   (1U << 30)
#define EP_ET	     (1U << 31)
#define EP_PRIVATE   (EP_EXCLUSIVE | EP_WAKEUP | EP_ONESHOT | EP_ET)

enum epoll_op {
	EPOLL_ADD = 1,
	EPOLL_DEL = 2,
	EPOLL_MOD = 3,
};

/* Linux packs it where 32-bit programs had it without a hole. */
#ifdef __x86_64__
#define EPOLL_PACKED __packed
#else
#define EPOLL_PACKED
#endif
struct epoll_ev {
	uint32_t events;
	uint64_t data;
} EPOLL_PACKED;

struct epoll {
	struct uk_mutex lock; /* items; looking at files */
	struct uk_tree items; /* by file and descriptor */
	__spinlock rlock;     /* ready; with interrupts off */
	struct uk_list_head ready;
	struct uk_waitq wait;	 /* epoll_wait() */
	struct uk_pollq pollq;	 /* who waits for this epoll as for a file */
	struct vfscore_file *fp; /* its own; not held */
	struct uk_alloc *a;
};

struct epoll_item {
	struct uk_tree_node node;
	struct uk_poll_entry entry;
	struct uk_list_head rlink; /* in ready, if listed */
	bool listed;
	bool news; /* since it was looked at last */
	struct epoll *ep;
	struct vfscore_file *fp;   /* not held: goes with its last reference */
	struct uk_list_head flink; /* in fp->f_ep */
	int fd;
	struct epoll_ev event;
};

/* How deep epolls may watch each other */
#define EPOLL_DEPTH_MAX 5U

/* epoll.c */

struct epoll *epoll_new(struct uk_alloc *a);
/* Nobody uses it any more; all items go. */
void epoll_free(struct epoll *ep);

/*
 * epoll_ctl() with everything in hand; ev NULL for EPOLL_DEL. 0, -EEXIST,
 * -ENOENT, -EINVAL, -ELOOP, -ENOMEM.
 */
int epoll_control(struct epoll *ep, enum epoll_op op, int fd,
		  struct vfscore_file *fp, const struct epoll_ev *ev);

/* Takes the n-th event; 0 or -EFAULT. */
typedef int (*epoll_give_t)(void *arg, int n, uint32_t events, uint64_t data);

/*
 * Gives up to max events to give_event. The number, or -EFAULT if none could be
 * given.
 */
int epoll_collect(struct epoll *ep, int max, epoll_give_t give_event,
		  void *arg);

/* A glance, for who waits: may something be ready? */
static inline bool epoll_may_be_ready(struct epoll *ep)
{
	return __atomic_load_n(&ep->ready.next, __ATOMIC_RELAXED) != &ep->ready;
}

/* Is something ready? May sleep. */
bool epoll_is_ready(struct epoll *ep);

/* The last reference to a file goes: so do the items that are about it. */
void epoll_file_gone(struct vfscore_file *fp);

/* nest.c: may ep watch fp? 0, -EINVAL: itself; -ELOOP. The graph's lock is
 * held.
 */
int epoll_nest_check(struct epoll *ep, struct vfscore_file *fp);

/* epollfd.c: the epoll behind a file, or NULL. */
struct epoll *epoll_of(const struct vfscore_file *fp);

#endif /* __EPOLL_PRIV_H__ */
