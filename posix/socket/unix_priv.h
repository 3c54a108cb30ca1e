/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * AF_UNIX sockets. unix_lock guards what connects them: states, names, peers,
 * listeners' queues. Each socket's own lock guards the messages that wait in
 * it. The first is taken before the second.
 */
#ifndef __UNIX_PRIV_H__
#define __UNIX_PRIV_H__

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <uk/list.h>
#include <uk/mutex.h>
#include <uk/poll.h>
#include <uk/refcount.h>
#include <uk/wait.h>
#include <vfscore/file.h>

struct uk_alloc;
struct vnode;

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

/* What may wait in a socket, as Linux's default buffer: bytes, messages */
#define UNIX_BUFFER   212992U
#define UNIX_MESSAGES 1024U
/* Of datagrams from who is not the peer: one more than so many */
#define UNIX_BACKLOG 10U
/* The part of a stream that is sent at once */
#define UNIX_CHUNK 16384U
#define UNIX_SMALL 128U
/* Files in one message: Linux's limit */
#define UNIX_FILES 253U
/* What of a buffer a message cannot have */
#define UNIX_RESERVE 32U

#define UNIX_PATH_MAX 108U

/* A name that a socket is or was bound to. */
struct unix_name {
	__atomic count;
	struct uk_list_head link; /* of abstract ones that are in use */
	struct unix_sock *sock;	  /* it; NULL: gone */
	struct uk_alloc *a;
	struct vnode *vnode; /* of a path; held; NULL: abstract */
	unsigned int len;    /* of path; a path's with its end */
	char path[UNIX_PATH_MAX + 1];
};

/* struct ucred of unix(7) */
struct unix_cred {
	int pid;
	uint32_t uid, gid;
};

/* What few messages have. */
struct unix_extra {
	struct unix_extra *next; /* while it waits to be given up */
	struct uk_alloc *a;
	struct unix_name *from; /* held, or NULL */
	bool has_cred;
	struct unix_cred cred;
	unsigned int count;
	struct vfscore_file *files[]; /* each held */
};

struct unix_msg {
	struct uk_list_head link;
	unsigned int off, len; /* of what has not been read */
	unsigned int size;
	struct unix_extra *extra; /* or NULL */
	char data[];
};

enum unix_state { UNIX_IDLE, UNIX_LISTENS, UNIX_CONNECTED };

/*
 * What is sent to a socket waits here; lock guards that. Its file has a
 * reference to it, and who has it as his peer.
 */
struct unix_sock {
	__atomic count;
	int type;
	enum unix_state state;
	struct unix_sock *peer; /* held; a stream's stays until its file goes */
	struct uk_mutex lock;
	struct uk_list_head msgs;
	unsigned int bytes;
	unsigned int msg_count;
	unsigned int sndbuf;	 /* of what it sends, this may wait */
	struct unix_extra *dead; /* to be given up without the lock */
	struct unix_msg *spare;	 /* of UNIX_SMALL bytes, or NULL */
	bool closed;		 /* its descriptor is gone */
	bool rd_shut;		 /* nothing comes any more */
	bool wr_shut;		 /* it sends nothing any more */
	bool passcred;		 /* wants to know who sends */
	int error;		 /* errno to be told once, or 0 */
	struct uk_waitq rd_wait; /* for msgs, connections */
	struct uk_waitq wr_wait; /* others', for room here */
	struct uk_pollq pollq;
	__nsec rcvtimeo, sndtimeo; /* 0: for ever */
	struct unix_name *name;	   /* or NULL */
	struct unix_cred peercred;
	unsigned int options; /* bits of SO_*, which mean nothing here */
	unsigned int rcvbuf;  /* neither does this */
	int rcvlowat;	      /* a stream's read waits for so many */

	struct uk_list_head all;     /* every socket */
	struct uk_list_head pending; /* not accepted yet: of listener->queue */
	struct uk_list_head queue;
	unsigned int queued, backlog;

	struct vfscore_file *file; /* NULL: none yet */
	unsigned int inflight;	   /* references to file from messages */
	bool garbage;
	struct unix_sock *next_live; /* while garbage is looked for */
	struct uk_alloc *a;
};

extern struct uk_mutex unix_lock;
extern struct uk_list_head unix_all;

/* ---- pair.c ---- */

struct unix_sock *unix_create(struct uk_alloc *a, int type);
/* Two connected sockets. 0 or -ENOMEM. */
int unix_pair(struct uk_alloc *a, int type, struct unix_sock *s[2]);
void unix_put(struct unix_sock *s);
/* The descriptor of a socket goes. */
void unix_close(struct unix_sock *s);
/* SHUT_RD, SHUT_WR by their bits + 1 of how. */
void unix_shutdown(struct unix_sock *s, bool rd, bool wr);
unsigned int unix_events(struct unix_sock *s);
/* An error that is told once, negative; or 0. */
static inline int unix_error_take(struct unix_sock *s)
{
	int error = s->error;

	s->error = 0;
	return -error;
}
/* Everybody who waits for it looks again. */
void unix_tell(struct unix_sock *s);

/* ---- transfer.c ---- */

/* What is known of a message beside its bytes. */
struct unix_received {
	unsigned int full;	  /* length of the message */
	struct unix_extra *extra; /* files and credentials; the receiver's */
	struct unix_name *from;	  /* held, or NULL */
};

/*
 * 0 or a negative errno; uio_resid says what is left. extra, which may be
 * NULL, becomes NULL when it was sent. to is the peer, or of a datagram
 * another one, which the caller holds.
 */
int unix_send(const struct unix_sock *s, struct unix_sock *to, struct uio *uio,
	      int flags, struct unix_extra **extra);
/* got, if it is not NULL, is zeros. */
int unix_recv(struct unix_sock *s, struct uio *uio, int flags,
	      struct unix_received *got);
/*
 * What waits in it is dropped; was there anything? Its lock is held;
 * unix_extra_flush() is due afterwards.
 */
bool unix_drop_all(struct unix_sock *s);

/* ---- extra.c ---- */

/* NULL: no memory. */
struct unix_extra *unix_extra_create(struct uk_alloc *a, unsigned int files);
/* Gives up files and name; closing may close more: that comes afterwards. */
void unix_extra_free(struct unix_extra *extra);
/* The same files and credentials once more. NULL: no memory. */
struct unix_extra *unix_extra_copy(const struct unix_extra *extra);
/* It waits in a message from now on, or does not any more. */
void unix_extra_leave(struct unix_extra *extra);
void unix_extra_arrive(struct unix_extra *extra);

/* A message's goes with the message: put aside while the lock is held, and
 * given up afterwards, for that may close a socket.
 */
void unix_extra_drop(struct unix_sock *s, struct unix_msg *m);
void unix_extra_flush(struct unix_sock *s);

/* Sockets that only messages of each other refer to are closed. */
void unix_collect(void);
/* The same, when there are many on their way. */
void unix_collect_some(void);

/* unix.c: the running process's. */
void unix_self(struct unix_cred *cred);
/* unix.c: the socket of a file, or NULL. */
struct unix_sock *unix_of(const struct vfscore_file *fp);

/* ---- name.c; unix_lock is held ---- */

/* Makes an abstract name. 0, -EADDRINUSE, -ENOMEM. */
int unix_name_abstract(struct unix_sock *s, const char *path, unsigned int len);
/* Any that is free; 0 if there is a name already. */
int unix_name_any(struct unix_sock *s);
/* Makes that of a socket's vnode, and takes the reference. 0, -ENOMEM. */
int unix_name_path(struct unix_sock *s, const char *path, struct vnode *vp);
void unix_name_get(struct unix_name *name);
void unix_name_put(struct unix_name *name);
/* Nobody finds the socket by its name any more. */
void unix_name_leave(struct unix_sock *s);
/* Who has that abstract name? Not held. */
struct unix_sock *unix_name_find(int type, const char *path, unsigned int len);

/* ---- connect.c ---- */

int unix_listen(struct unix_sock *s, unsigned int backlog,
		const struct unix_cred *self);
/* Makes a connection to a listener, which is held. -ECONNREFUSED, ... */
int unix_connect(struct unix_sock *s, struct unix_sock *to, bool wait,
		 const struct unix_cred *self);
/* Of datagrams; to NULL: none any more. */
int unix_dgram_connect(struct unix_sock *s, struct unix_sock *to);
/* The next connection of a listener; or NULL and a negative errno. */
struct unix_sock *unix_accept(struct unix_sock *s, bool wait, int *rc);

#endif /* __UNIX_PRIV_H__ */
