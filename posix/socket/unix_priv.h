/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __UNIX_PRIV_H__
#define __UNIX_PRIV_H__

#include <stdbool.h>
#include <uk/list.h>
#include <uk/mutex.h>
#include <uk/poll.h>
#include <uk/refcount.h>
#include <uk/wait.h>
#include <vfscore/file.h>

struct uk_alloc;

/* socket(2), recv(2), shutdown(2) */
#define UNIX_FAMILY    1
#define UNIX_STREAM    1
#define UNIX_DGRAM     2
#define UNIX_SEQPACKET 5
#define UNIX_PEEK      0x02
#define UNIX_TRUNC     0x20
#define UNIX_DONTWAIT  0x40
#define UNIX_WAITALL   0x100
#define UNIX_NOSIGNAL  0x4000

/* What may wait in a socket, as Linux's default buffer */
#define UNIX_BUFFER 212992U
/* The part of a stream that is sent at once */
#define UNIX_CHUNK 16384U
#define UNIX_SMALL 128U

struct unix_msg {
	struct uk_list_head link;
	unsigned int off, len; /* of what has not been read */
	unsigned int size;
	char data[];
};

/*
 * One of two connected sockets. What is sent to it waits here; lock guards
 * that and the flags. Each has a reference to the other and one to itself.
 */
struct unix_sock {
	__atomic count;
	int type;
	struct unix_sock *peer;
	struct uk_mutex lock;
	struct uk_list_head msgs;
	unsigned int bytes;
	struct unix_msg *spare;	 /* of UNIX_SMALL bytes, or NULL */
	bool closed;		 /* its descriptor is gone */
	bool rd_shut;		 /* nothing comes any more */
	struct uk_waitq rd_wait; /* for msgs */
	struct uk_waitq wr_wait; /* the peer's, for room here */
	struct uk_pollq pollq;
	unsigned long ino;
	struct uk_alloc *a;
};

/* pair.c: two connected sockets. 0 or -ENOMEM. */
int unix_pair(struct uk_alloc *a, int type, struct unix_sock *s[2]);
/* The descriptor of a socket goes. */
void unix_close(struct unix_sock *s);
/* SHUT_RD, SHUT_WR by their bits + 1 of how. */
void unix_shutdown(struct unix_sock *s, bool rd, bool wr);
unsigned int unix_events(struct unix_sock *s);

/*
 * transfer.c: 0 or a negative errno; uio_resid says what is left. full, if it
 * is not NULL, is set to the length of the message that was read.
 */
int unix_send(struct unix_sock *s, struct uio *uio, int flags);
int unix_recv(struct unix_sock *s, struct uio *uio, int flags,
	      unsigned int *full);

#endif /* __UNIX_PRIV_H__ */
