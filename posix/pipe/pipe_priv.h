/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __PIPE_PRIV_H__
#define __PIPE_PRIV_H__

#include <stdbool.h>
#include <uk/mutex.h>
#include <uk/pipe.h>
#include <uk/poll.h>
#include <uk/wait.h>

struct uk_alloc;
struct vattr;

#define PIPE_PAGE  4096U
#define PIPE_SLOTS 16U /* 64 KiB */

/* What one write, or several small ones, put in a page of its own. */
struct pipe_slot {
	char *page;
	unsigned int off, len;
	bool packet; /* is read as a whole, nothing is added */
};

/*
 * Slots tail to head - 1, modulo the number of slots, have data. A write of at
 * most PIPE_BUF bytes goes into one slot: that makes it atomic.
 */
struct pipe {
	struct uk_mutex lock; /* all but the queues */
	struct pipe_slot *slots;
	unsigned int nslots; /* a power of two */
	unsigned int head, tail;
	char *spare; /* a page for the next slot, or NULL */
	unsigned int readers, writers;
	unsigned int readers_ever, writers_ever;
	struct uk_waitq rd_wait, wr_wait;
	struct uk_pollq pollq;
	unsigned long ino;
	struct uk_alloc *a;
};

/*
 * How many writers there had been when a FIFO's reader came that did not wait
 * for one; 0 for others. It lies where other files have their position.
 */
static inline unsigned int pipe_seen(const struct vfscore_file *fp)
{
	return (unsigned int)fp->f_offset;
}

static inline bool pipe_empty(const struct pipe *p)
{
	return p->head == p->tail;
}

static inline bool pipe_full(const struct pipe *p)
{
	return p->head - p->tail >= p->nslots;
}

/* pipe.c: without readers and writers. NULL: no memory. */
struct pipe *pipe_new(struct uk_alloc *a);
void pipe_free(struct pipe *p);

/* An end less, the lock is held. Others are told. */
void pipe_leave_locked(struct pipe *p, unsigned int mode);

/* What an open end does; f_data is the pipe. */
unsigned int pipe_poll(struct vfscore_file *fp, struct uk_poll_entry *entry);
int pipe_ioctl(struct vfscore_file *fp, unsigned long cmd, unsigned long arg);

/* transfer.c */
int pipe_read(struct vfscore_file *fp, struct uio *uio, int flags);
int pipe_write(struct vfscore_file *fp, struct uio *uio, int flags);

/* attr.c */
int pipe_getattr(struct vfscore_file *fp, struct vattr *va);

#endif /* __PIPE_PRIV_H__ */
