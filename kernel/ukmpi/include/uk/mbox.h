/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Mailboxes: a queue of pointers with a limit, for any number of threads. */
#ifndef __UK_MBOX_H__
#define __UK_MBOX_H__

#include <stddef.h>
#include <uk/alloc.h>
#include <uk/arch/time.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_mbox;

/* For size messages, at least one. NULL: no memory, or no size. */
struct uk_mbox *uk_mbox_create(struct uk_alloc *a, size_t size);
/* Nobody uses it any more; messages in it are the caller's to know of. */
void uk_mbox_free(struct uk_alloc *a, struct uk_mbox *m);

/*
 * Puts a message at the end, which may be NULL. post sleeps while the mailbox
 * is full; post_try returns -ENOBUFS then, else 0; post_to sleeps for timeout
 * nanoseconds at most and returns how long it took, __NSEC_MAX if in vain.
 */
void uk_mbox_post(struct uk_mbox *m, void *msg);
int uk_mbox_post_try(struct uk_mbox *m, void *msg);
__nsec uk_mbox_post_to(struct uk_mbox *m, void *msg, __nsec timeout);

/*
 * Takes the first message into *msg (msg NULL: drops it). recv sleeps while
 * there is none; recv_try returns -ENOMSG then, else 0; recv_to as above.
 */
void uk_mbox_recv(struct uk_mbox *m, void **msg);
int uk_mbox_recv_try(struct uk_mbox *m, void **msg);
__nsec uk_mbox_recv_to(struct uk_mbox *m, void **msg, __nsec timeout);

#ifdef __cplusplus
}
#endif

#endif /* __UK_MBOX_H__ */
