/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __EVENT_PRIV_H__
#define __EVENT_PRIV_H__

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>
#include <uk/arch/lcpu.h>
#include <uk/arch/time.h>
#include <uk/essentials.h>
#include <vfscore/file.h>

struct pollfd;
struct vattr;

/* file.c: what fstat() says of files that have no inode. */
int event_getattr(struct vfscore_file *fp, struct vattr *va);
/* lseek(): they have no position, and Linux does not mind. */
off_t event_seek(struct vfscore_file *fp, off_t offset, int whence);

/*
 * time.c: a limit of the monotonic clock, made of a duration; 0 stands for no
 * limit, what has passed is 1. -EFAULT, -EINVAL.
 */
__nsec event_deadline_in(unsigned int ms);
int event_deadline(time_t sec, long nsec, __nsec *deadline);
int event_deadline_ts(const struct timespec *app, __nsec *deadline);

/* From poll()'s and epoll_wait()'s argument. */
static inline __nsec event_deadline_ms(int ms)
{
	if (likely(ms < 0))
		return 0;
	return ms ? event_deadline_in((unsigned int)ms) : 1;
}

/* Has that time come? Never, for 0. */
bool event_is_late(__nsec deadline);

/* What is left of it, as select() and ppoll() tell the application. */
void event_time_left(__nsec deadline, struct timespec *left);

/*
 * sigmask.c: a signal mask for the time of one wait. app NULL: none. 0;
 * -EINVAL: size; -EFAULT; -ENOSYS: there are no signals in this image.
 */
int event_mask_begin(const void *app, size_t size);
void event_mask_end(const void *app, bool interrupted);

/*
 * poll.c: waits until one of the n has an event or the deadline comes. Sets
 * revents; POLLNVAL for what is not open. The number that have events, or
 * -EINTR, -ENOMEM.
 */
int event_poll(struct pollfd *fds, unsigned int n, __nsec deadline);

#endif /* __EVENT_PRIV_H__ */
