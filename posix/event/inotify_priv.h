/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __INOTIFY_PRIV_H__
#define __INOTIFY_PRIV_H__

#include <stdbool.h>
#include <stdint.h>
#include <uk/list.h>
#include <uk/poll.h>
#include <uk/wait.h>

struct uk_alloc;
struct vnode;

/* inotify(7), beside what <vfscore/notify.h> has */
#define INOTIFY_EVENTS	   0x00000fffU
#define INOTIFY_Q_OVERFLOW 0x00004000U
#define INOTIFY_IGNORED	   0x00008000U
#define INOTIFY_EXCL	   0x04000000U /* IN_EXCL_UNLINK: kept, not used */
#define INOTIFY_ONESHOT	   0x80000000U

#define INOTIFY_QUEUE_MAX   16384U
#define INOTIFY_WATCHES_MAX 65536U /* of all together */
#define INOTIFY_MAX	    128U

/* As a program reads it; len bytes of a name follow, padded with zeros. */
struct inotify_record {
	int32_t wd;
	uint32_t mask;
	uint32_t cookie;
	uint32_t len;
};

struct inotify_event {
	struct uk_list_head link;
	struct inotify_record record;
	char name[];
};

struct inotify {
	struct uk_list_head watches; /* the newest last */
	struct uk_list_head events;
	unsigned int count; /* of events */
	bool overflow;	    /* some were lost, to be told */
	int last_wd;
	struct uk_waitq wq;
	struct uk_pollq pollq;
	struct uk_alloc *a;
};

/* inotify.c: an empty one. NULL: no memory; -EMFILE is the caller's. */
struct inotify *inotify_create(struct uk_alloc *a);
void inotify_free(struct inotify *in);
/* How many there are. */
unsigned int inotify_total(void);

/*
 * Watches a vnode, for which a reference is taken: the watch's number. add:
 * more events of an old one; fresh: -EEXIST if there is one. -ENOSPC, -ENOMEM.
 */
int inotify_watch(struct inotify *in, struct vnode *vp, uint32_t mask, bool add,
		  bool fresh);
/* 0 or -EINVAL: there is no such watch. */
int inotify_unwatch(struct inotify *in, int wd);

/*
 * The oldest event, which is the caller's to free with uk_free(in->a), if it
 * takes at most max bytes: 1; 0: there is none; -EINVAL: it takes more.
 */
int inotify_take(struct inotify *in, size_t max, struct inotify_event **event);

#endif /* __INOTIFY_PRIV_H__ */
